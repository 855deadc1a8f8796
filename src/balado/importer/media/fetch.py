"""Files of the other host put into the show's folder: several at a time, each once, and none that is not what it says.

What is cut off goes on at the next run: a part lies beside its place, under a name that nobody takes for a recording.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from balado.errors import Fault, UsageError, reason_of
from balado.events import Meter
from balado.importer.media.file import ElsewhereFile, FetchedFile, FileKind, Verified
from balado.importer.media.missed import missed_fault
from balado.importer.media.verify import UnfitError, verify
from balado.message import say
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
_MOST_UNREACHED = 3
"""Of one host, after which it is not asked for more: it would take minutes to find out each time."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and a fault for each file that did not."""

    files: tuple[FetchedFile, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class FetchTerms:
    """How files are fetched: with which client, how many at a time, how fast together.

    `tell` is told each file that came, one at a time; `pause` waits so many seconds.
    """

    client: Client
    tell: Callable[[FetchedFile], None] = lambda _file: None
    pause: Callable[[float], None] = time.sleep
    meter: Meter = field(default_factory=Meter)
    workers: int = 4
    rate: Rate = field(default_factory=Rate)


def fetch_files(wanted: Sequence[ElsewhereFile], root: Path, terms: FetchTerms) -> Fetched:
    """Fetch files into the show at `root`. What does not come is told and left out; the others come.

    Raises UsageError where the disk refuses: then nothing more is asked for, and what came is kept.
    """
    groups: dict[tuple[str, FileKind], list[ElsewhereFile]] = defaultdict(list)
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

    def group(self, group: Sequence[ElsewhereFile]) -> list[FetchedFile | Fault]:
        """All files of one address: fetched for the first of them, copied for the others."""
        first = group[0]
        try:
            came = self._fetched(first)
        except DownloadError as error:
            self._count(first, error.reply)
            return [missed_fault(one, error.message, error.reply, is_final=error.is_final) for one in group]
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

    def _fetched(self, wanted: ElsewhereFile) -> FetchedFile:
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
        fetched = FetchedFile(wanted, path, came.byte_size, verified, came.remark)
        self._tell(fetched)
        return fetched

    def _downloaded(self, wanted: ElsewhereFile, part: Path) -> Downloaded:
        bounds = Bounds(
            _MOST_BYTES[wanted.kind],
            self._terms.rate,
            self._terms.meter.advance,
            self._terms.pause,
            self._stopped.is_set,
            may_be_page=wanted.kind is FileKind.TRANSCRIPT and "html" in wanted.media_type,
        )
        return download(wanted.url, part, self._terms.client, bounds)

    def _verified(self, wanted: ElsewhereFile, part: Path) -> Verified:
        name = urlsplit(wanted.url).path.rpartition("/")[2] or wanted.url
        return verify(wanted.kind, part, name, wanted.media_type)

    def _copied(self, came: FetchedFile, other: ElsewhereFile) -> FetchedFile:
        """The same file for another episode."""
        path = f"{other.stem}{came.verified.suffix}"
        aside = (self._root / other.stem).with_name(f".{Path(other.stem).name}.part")
        shutil.copyfile(self._root / came.path, aside)
        os.replace(aside, self._root / path)  # noqa: PTH105 (as everywhere)
        fetched = replace(came, wanted=other, path=path)
        self._tell(fetched)
        return fetched

    def _tell(self, fetched: FetchedFile) -> None:
        with self._lock:
            self._terms.tell(fetched)

    def _count(self, wanted: ElsewhereFile, reply: Reply) -> None:
        if is_of_the_way(reply):
            with self._lock:
                self._unreached[_host(wanted.url)] += 1

    def _refuse_unreached(self, wanted: ElsewhereFile) -> None:
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
