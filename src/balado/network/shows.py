"""The shows that a network lists: which folders there are, what each is called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from balado.errors import Fault, Place, UsageError
from balado.message import say
from balado.network.elsewhere import FetchedShow, ShowSource
from balado.network.model import ListedShow
from balado.network.read import NetworkReading
from balado.show.values.nearest import nearest
from balado.source.folder import SHOW_FILE

_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class NetworkShow:
    """A show of a network. `name` is what it is called in output: its folder, from network.yaml on, unless it has one.

    `folder` is where its source lies; None where Balado has none of it: it was not fetched, or is a feed of others.
    One elsewhere has a `source`, and `fetched` where this run fetched it.
    """

    name: str
    listed: ListedShow
    index: int
    folder: Path | None = None
    source: ShowSource | None = None
    fetched: FetchedShow | None = None

    @property
    def is_own(self) -> bool:
        """Whether its source is known, so that the network can publish it."""
        return self.folder is not None or self.fetched is not None


@dataclass(frozen=True, slots=True)
class FoundShows:
    """The shows of a network in the order of network.yaml, and what is doubtful about the list."""

    shows: tuple[NetworkShow, ...]
    faults: tuple[Fault, ...] = ()


def list_shows(reading: NetworkReading, root: Path) -> FoundShows:
    """The shows of the network in this folder. A folder that is listed twice is one show."""
    shows: dict[str, NetworkShow] = {}
    faults: list[Fault] = []
    for index, listed in enumerate(reading.sound().shows):
        place = reading.place(f"shows.{index}")
        if listed.folder is None:
            found = [NetworkShow(_named(listed), listed, index)]
        else:
            folders = list(_folders(root, listed.folder))
            found = [NetworkShow(_called(listed, path, len(folders)), listed, index, root / path) for path in folders]
            if not found:
                faults.append(_absent(listed.folder, place))
        for show in found:
            known = shows.setdefault(show.name, show)
            if known.folder != show.folder or (known.folder is None and known is not show):
                what = say("Two shows are called “{name}”.", name=show.name)
                faults.append(Fault(place, what, say("Give one of them another name: `name: …`.")))
    return FoundShows(tuple(shows.values()), tuple(faults))


def _absent(pattern: str, place: Place) -> Fault:
    """What is listed is meant to be there: a disk that is not mounted looks like no shows at all."""
    what = say("No folder of a show is “{pattern}”.", pattern=pattern)
    remedy = say("Correct the path, or delete the line. A show's folder holds feed.yaml.")
    return Fault(place, what, remedy)


def chosen(shows: Iterable[NetworkShow], patterns: Iterable[str]) -> tuple[NetworkShow, ...]:
    """The shows that one of these names or patterns means; all where none is given.

    Raises UsageError for one that means no show, with the nearest name.
    """
    every, wanted = tuple(shows), tuple(patterns)
    names = [show.name for show in every]
    for pattern in wanted:
        if not any(fnmatchcase(name, pattern) for name in names):
            near = nearest(pattern, names)
            hint = say("Did you mean “{near}”?", near=near) if near else say("The shows are named as their folders.")
            raise UsageError(say("No show of this network is “{name}”. {hint}", name=pattern, hint=hint))
    return tuple(show for show in every if not wanted or any(fnmatchcase(show.name, one) for one in wanted))


def _named(listed: ListedShow) -> str:
    """What a show is called that is in no folder here: by the end of its address."""
    if listed.name is not None:
        return listed.name
    address = listed.git or listed.bucket or (listed.feed or "").partition("://")[2]
    if listed.git is not None:
        address = address.rstrip("/").removesuffix(".git").replace(":", "/").rpartition("/")[2]
        return f"{address}/{listed.path}" if listed.path else address
    return address.rstrip("/")


def _called(listed: ListedShow, path: str, count: int) -> str:
    return listed.name if listed.name is not None and count == 1 else path


def _folders(root: Path, pattern: str) -> Iterator[str]:
    """The folders that a path or a pattern means, `/` between their parts; of a pattern, those with a feed.yaml."""
    if not _PATTERN & set(pattern):
        if (root / pattern).is_dir():
            yield pattern
        return
    found = [""]
    for part in pattern.split("/"):
        found = [one for above in found for one in _below(root, above, part)]
    yield from (path for path in found if (root / path / SHOW_FILE).is_file())


def _below(root: Path, above: str, part: str) -> Iterator[str]:
    """The folders in one folder whose name is as a part of a pattern, in the order of their names; none is hidden."""
    try:
        with os.scandir(root / above) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return
    for name in names:
        if fnmatchcase(name, part) and not name.startswith("."):
            yield f"{above}/{name}" if above else name
