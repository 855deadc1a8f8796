"""Files of the other host put into the show's folder: several at a time, each once, and none that is not what it says.

What is cut off goes on at the next run: a part lies beside its place, under a name that nobody takes for a recording.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from balado.errors import Fault, Place, UsageError, reason_of
from balado.events import Event, Meter, Watch
from balado.importer.missed import missed_fault
from balado.importer.verify import FileKind, UnfitError, Verified, verify
from balado.message import Joined, Message, duration_text, say, size_text
from balado.web.client import Client
from balado.web.download import Bounds, Downloaded, DownloadError, StoppedError, download
from balado.web.rate import Rate
from balado.web.reason import is_of_the_way
from balado.web.reply import Reply, Trouble

_MOST_BYTES = {
    FileKind.RECORDING: 8_000_000_000,
    FileKind.PICTURE: 50_000_000,
    FileKind.TRANSCRIPT: 20_000_000,
    FileKind.CHAPTERS: 20_000_000,
}
_SAME = timedelta(seconds=2)
"""Players and encoders differ by so much."""
_MOST_UNREACHED = 3
"""Of one host, after which it is not asked for more: it would take minutes to find out each time."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file to be fetched to `stem` (a path in the show, without the end of its name, which the file itself tells).

    `place` is the line that names its address. What was declared of it is None where nothing was.
    """

    kind: FileKind
    url: str
    stem: str
    place: Place
    media_type: str = ""
    byte_size: int | None = None
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that is there now, under its path in the show, and what it is."""

    wanted: WantedFile
    path: str
    byte_size: int
    verified: Verified


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and a fault for each file that did not."""

    files: tuple[FetchedFile, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class FetchTerms:
    """How files are fetched: with which client, how many at a time, how fast together, and who is told."""

    client: Client
    watch: Watch
    meter: Meter = field(default_factory=Meter)
    workers: int = 4
    rate: Rate = field(default_factory=Rate)


def fetch_files(wanted: Sequence[WantedFile], root: Path, terms: FetchTerms) -> Fetched:
    """Fetch files into the show at `root`. What does not come is told and left out; the others come.

    Raises UsageError where the disk refuses: then nothing more is asked for, and what came is kept.
    """
    groups: dict[tuple[str, FileKind], list[WantedFile]] = defaultdict(list)
    for one in wanted:
        groups[one.url, one.kind].append(one)
    fetching = _Fetching(root, terms)
    terms.meter.begin(sum(group[0].byte_size or 0 for group in groups.values()))
    with ThreadPoolExecutor(terms.workers, thread_name_prefix="fetch") as pool:
        futures = [pool.submit(fetching.group, group) for group in groups.values()]
        try:
            found = [one for future in futures for one in future.result()]
        except BaseException:
            fetching.stop()
            pool.shutdown(cancel_futures=True)
            raise
        finally:
            terms.meter.end()
    files = tuple(one for one in found if isinstance(one, FetchedFile))
    return Fetched(files, tuple(one for one in found if isinstance(one, Fault)))


class _Fetching:
    """Fetches from several threads."""

    def __init__(self, root: Path, terms: FetchTerms) -> None:
        self._root = root
        self._terms = terms
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._unreached: dict[str, int] = defaultdict(int)

    def stop(self) -> None:
        """Ask for nothing more, and leave what is on its way."""
        self._stopped.set()

    def group(self, group: Sequence[WantedFile]) -> list[FetchedFile | Fault]:
        """All files of one address: fetched for the first of them, copied for the others."""
        first = group[0]
        try:
            came = self._fetched(first)
        except DownloadError as error:
            self._count(first, error.reply)
            return [missed_fault(one.place, one.url, error) for one in group]
        except UnfitError as error:
            return [replace(error.faults[0], place=one.place, severity="warning") for one in group]
        except OSError as error:
            self.stop()
            path = error.filename or self._root
            what = say("{path} cannot be written: {reason}.", path=path, reason=reason_of(error))
            raise UsageError(what) from error
        except StoppedError:
            return []
        return [came, *(self._copied(came, other) for other in group[1:])]

    def _fetched(self, wanted: WantedFile) -> FetchedFile:
        stem = self._root / wanted.stem
        part = stem.with_name(f".{stem.name}.part")
        self._refuse_unreached(wanted)
        came = self._downloaded(wanted, part)
        try:
            verified = self._verified(wanted, part)
        except UnfitError:
            with suppress(OSError):
                part.unlink()
            if not came.is_continued:
                raise
            # What an earlier run left of it may not be what its server sent: power cuts leave zeros in files.
            came = self._downloaded(wanted, part)
            verified = self._verified(wanted, part)
        path = f"{wanted.stem}{verified.suffix}"
        if (self._root / path).exists():
            what = say("{path} is there already, and stays.", path=path)
            raise UnfitError(what, (Fault(wanted.place, what, say("Delete it, and import again.")),))
        os.replace(part, self._root / path)  # noqa: PTH105 (as everywhere)
        fetched = FetchedFile(wanted, path, came.byte_size, verified)
        self._tell(fetched, came.remark)
        return fetched

    def _downloaded(self, wanted: WantedFile, part: Path) -> Downloaded:
        bounds = Bounds(
            _MOST_BYTES[wanted.kind],
            self._terms.rate,
            self._terms.meter.advance,
            self._terms.watch.pause,
            self._stopped.is_set,
            may_be_page=wanted.kind is FileKind.TRANSCRIPT and "html" in wanted.media_type,
        )
        return download(wanted.url, part, self._terms.client, bounds)

    def _verified(self, wanted: WantedFile, part: Path) -> Verified:
        name = urlsplit(wanted.url).path.rpartition("/")[2] or wanted.url
        return verify(wanted.kind, part, name, wanted.media_type)

    def _copied(self, came: FetchedFile, other: WantedFile) -> FetchedFile:
        """The same file for another episode."""
        path = f"{other.stem}{came.verified.suffix}"
        aside = (self._root / other.stem).with_name(f".{Path(other.stem).name}.part")
        shutil.copyfile(self._root / came.path, aside)
        os.replace(aside, self._root / path)  # noqa: PTH105 (as everywhere)
        fetched = replace(came, wanted=other, path=path)
        self._tell(fetched, None)
        return fetched

    def _tell(self, fetched: FetchedFile, remark: Message | None) -> None:
        with self._lock:
            self._terms.watch.announce(fetched_event(fetched, remark))

    def _count(self, wanted: WantedFile, reply: Reply) -> None:
        if is_of_the_way(reply):
            with self._lock:
                self._unreached[_host(wanted.url)] += 1

    def _refuse_unreached(self, wanted: WantedFile) -> None:
        """Raises DownloadError where its host did not answer several times, StoppedError where nothing is wanted."""
        if self._stopped.is_set():
            raise StoppedError
        with self._lock:
            is_lost = self._unreached[_host(wanted.url)] >= _MOST_UNREACHED
        if is_lost:
            reply = Reply(wanted.url, trouble=Trouble.NOT_ASKED)
            raise DownloadError(wanted.url, say("its server did not answer before"), reply)


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()


def fetched_event(fetched: FetchedFile, remark: Message | None) -> Event:
    """That a file came, with what the feed said of it where that is something else."""
    wanted, size = fetched.wanted, size_text(fetched.byte_size)
    told = tuple(_differences(fetched)) + (() if remark is None else (remark,))
    message = say("{path}: {told}", path=fetched.path, told=Joined((size, *told), "; "))
    fields = {
        "path": fetched.path,
        "kind": wanted.kind.value,
        "bytes": fetched.byte_size,
        "declared_bytes": wanted.byte_size,
        "type": fetched.verified.media_type,
        "declared_type": wanted.media_type or None,
    }
    return Event("fetched", message, fields)


def _differences(fetched: FetchedFile) -> Iterator[Message]:
    wanted = fetched.wanted
    if wanted.byte_size and wanted.byte_size != fetched.byte_size:
        yield say("the feed says {size}", size=size_text(wanted.byte_size))
    length = fetched.verified.duration
    if wanted.duration and length is not None and abs(wanted.duration - length) > _SAME:
        yield say(
            "it plays for {duration}, the feed says {declared}",
            duration=duration_text(length),
            declared=duration_text(wanted.duration),
        )
