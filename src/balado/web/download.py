"""A file fetched to the disk, piece by piece; what is cut off goes on where it was, and never begins a third time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from balado.errors import RemoteError
from balado.events import Progress, no_progress
from balado.message import Message, say, size_text
from balado.web.client import Client
from balado.web.part_file import PartFile, Version, version_of
from balado.web.rate import Rate
from balado.web.reason import reason
from balado.web.reply import HTML, Hop, Reply, Trouble
from balado.web.wire import Ask, Sink

_MOST_TRIES = 5
"""So often in a row it is asked for without one byte more."""
_MOST_BEGINNINGS = 2
_EMPTY_RANGE = re.compile(r"bytes \*/(\d{1,18})", re.IGNORECASE)
_FIRST_WAIT_SECONDS = 0.5
_MOST_WAIT_SECONDS = 60.0
_SOON = (
    Trouble.CUT_SHORT,
    Trouble.REFUSED,
    Trouble.SILENT,
    Trouble.SLOW,
    Trouble.UNKNOWN_HOST,
)
_LATER = (429, 500, 502, 503, 504)
_PACKED = say("its server sends it packed, which was not asked for")
_PAGE = say("a web page comes in its place")
_CHANGES = say("it changes while it is fetched")
_BEGUN_ANEW = say("its server cannot continue it, and it broke off again")
_TOO_LARGE = say("it is far too large")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How a file is fetched: how large it may be, how fast, who is told of its bytes, and when to stop.

    `may_be_page` says that HTML is what is wanted.
    """

    most_bytes: int
    rate: Rate = field(default_factory=Rate)
    progress: Progress = no_progress
    pause: Callable[[float], None] = time.sleep
    is_stopped: Callable[[], bool] = lambda: False
    may_be_page: bool = False


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What came: its size, the type its server gives, the redirects on the way.

    `remark` says what was odd: that it changed meanwhile and was begun anew, or that its server promised another size;
    None where nothing was. `is_continued` says that a part of it was fetched by an earlier run.
    """

    byte_size: int
    media_type: str
    hops: tuple[Hop, ...] = ()
    remark: Message | None = None
    is_continued: bool = False


class DownloadError(RemoteError):
    """A file does not come. `reply` is the last answer; `why` the end of a sentence."""

    def __init__(self, url: str, why: Message, reply: Reply) -> None:
        super().__init__(say("{url} cannot be fetched: {reason}.", url=url, reason=why))
        self.why = why
        self.reply = reply
        self.is_final = why in (_PACKED, _PAGE, _TOO_LARGE)
        """Whether it would be so again: what its server has there is not the file."""


class StoppedError(Exception):
    """Somebody wanted no more; what came is kept."""


def download(url: str, path: Path, client: Client, bounds: Bounds) -> Downloaded:
    """Fetch a file to `path`, which an earlier run may have begun. A part that is left can be continued.

    Raises DownloadError where it does not come, OSError where the disk refuses, StoppedError where it was stopped.
    """
    part = PartFile(path)
    part.open(url)
    try:
        found = _Download(url, part, client, bounds).run()
        part.keep()
    finally:
        if part.byte_size:
            part.close()
        else:
            part.forget()
    part.forget_version()
    return found


class _Download:
    """One file on its way, over as many requests as it takes."""

    def __init__(self, url: str, part: PartFile, client: Client, bounds: Bounds) -> None:
        self._url = url
        self._part = part
        self._client = client
        self._bounds = bounds
        self._left_bytes = part.byte_size
        self._beginnings = 1 if part.byte_size else 0
        self._remark: Message | None = None
        self._wrong: Message | None = None
        self._error: OSError | None = None
        self._is_taken = self._is_without_parts = False
        self._last = Reply(url)
        self._type = ""

    def run(self) -> Downloaded:
        """Ask until it is whole."""
        self._bounds.progress(self._part.byte_size)
        tries = 0
        while True:
            before = self._part.byte_size
            reply = self._ask()
            if self._is_whole(reply):
                break
            tries = 1 if self._part.byte_size > before else tries + 1
            if self._part.version is not None and self._part.version.tag is None:
                self._throw_away(None)
            self._wait(reply, tries)
        return Downloaded(self._part.byte_size, self._type, reply.hops, self._remark, self._left_bytes > 0)

    def _ask(self) -> Reply:
        headers = {}
        version, size = self._part.version, self._part.byte_size
        if self._beginnings >= _MOST_BEGINNINGS and (not size or self._is_without_parts):
            raise DownloadError(self._url, self._remark or _BEGUN_ANEW, self._last)
        if size and version is not None and version.tag is not None:
            headers = {"Range": f"bytes={size}-", "If-Range": version.tag}
        most = self._bounds.most_bytes - size
        ask = Ask("GET", self._url, headers, most_bytes=max(most, 1), whole=True, take=self._take)
        self._is_taken = False
        self._last = reply = self._client.ask(ask)
        if self._error is not None:
            raise self._error
        if self._bounds.is_stopped():
            raise StoppedError
        if self._wrong is not None:
            raise DownloadError(self._url, self._wrong, reply)
        return reply

    def _take(self, reply: Reply) -> Sink | None:
        """Look at an answer before its body is read: whether it is the rest of what is there, or the whole."""
        if reply.status not in (200, 206):
            return None
        if reply.encoding:
            self._wrong = _PACKED
        elif reply.media_type in ("text/html", "application/xhtml+xml") and not self._bounds.may_be_page:
            self._wrong = _PAGE
        if self._wrong is not None:
            return None
        self._type = reply.media_type
        version = version_of(self._url, reply)
        try:
            is_fit = self._continues(reply, version) if reply.status == 206 else self._begins(version)
        except OSError as error:
            self._error = error
            return None
        self._is_taken = is_fit
        return self._write if is_fit else None

    def _continues(self, reply: Reply, version: Version) -> bool:
        """Whether a part is the rest of what is there; what is there is thrown away where it is another file's."""
        span, known = reply.span, self._part.version
        if span is None or known is None:
            self._wrong = say("its server answers with a part that was not asked for")
            return False
        if version.tag != known.tag:
            self._throw_away(_CHANGES)
            return False
        self._hear_size(span.total)
        if span.first != self._part.byte_size:
            self._wrong = say("its server answers with another part than was asked for")
            return False
        return True

    def _hear_size(self, total: int | None) -> None:
        """Take what the server says now, of the same version, for how large it is."""
        known = self._part.version
        if known is not None and total is not None and total != known.byte_size:
            if known.byte_size is not None:
                self._remark = say(
                    "its server says that it has {promised}, and then {size}",
                    promised=size_text(known.byte_size),
                    size=size_text(total),
                )
            self._part.version = Version(known.url, known.tag, total)

    def _begins(self, version: Version) -> bool:
        """Begin with the first byte. False where that has been done too often."""
        known = self._part.version
        if self._part.byte_size:
            self._is_without_parts = known is not None and known.tag == version.tag
            self._throw_away(None if self._is_without_parts else _CHANGES)
        self._beginnings += 1
        if self._beginnings > _MOST_BEGINNINGS:
            self._wrong = self._remark or _BEGUN_ANEW
            return False
        self._part.begin(version)
        return True

    def _throw_away(self, why: Message | None) -> None:
        """Begin with nothing at the next answer."""
        self._remark = why or self._remark
        self._left_bytes = 0
        self._bounds.progress(-self._part.byte_size)
        version = self._part.version or Version(self._url)
        self._part.begin(Version(version.url))

    def _write(self, piece: bytes) -> bool:
        """Take a piece of the body. False where no more of it is wanted."""
        if self._bounds.is_stopped():
            return False
        if self._part.byte_size == 0 and not self._bounds.may_be_page and HTML.match(piece[:4096]):
            self._wrong = _PAGE
            return False
        self._bounds.rate.spend(len(piece))
        try:
            self._part.append(piece)
        except OSError as error:
            self._error = error
            return False
        self._bounds.progress(len(piece))
        return True

    def _is_whole(self, reply: Reply) -> bool:
        """Whether nothing is missing. Raises DownloadError where nothing more will come."""
        size = None if self._part.version is None else self._part.version.byte_size
        if reply.trouble is Trouble.TOO_LARGE:
            raise DownloadError(self._url, _TOO_LARGE, reply)
        if reply.status == 416 and self._part.byte_size:
            return self._is_all(reply)
        if reply.status in (200, 206) and reply.trouble is None:
            return self._is_taken and (size is None or self._part.byte_size >= size)
        if reply.trouble not in _SOON and reply.status not in _LATER:
            raise DownloadError(self._url, reason(reply), reply)
        return False

    def _is_all(self, reply: Reply) -> bool:
        """Whether all is there, since nothing stands behind it; else it is another file by now."""
        found = _EMPTY_RANGE.fullmatch(reply.headers.get("content-range", "").strip())
        if found is not None and int(found[1]) == self._part.byte_size:
            self._hear_size(self._part.byte_size)
            return True
        self._throw_away(_CHANGES)
        return False

    def _wait(self, reply: Reply, tries: int) -> None:
        """Wait before the next request. Raises DownloadError where there have been enough."""
        if tries >= _MOST_TRIES:
            raise DownloadError(self._url, reason(reply), reply)
        asked = reply.headers.get("retry-after", "").strip()
        seconds = float(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 0.0
        usual = 0.0 if tries <= 1 and reply.trouble is Trouble.CUT_SHORT else _FIRST_WAIT_SECONDS * 2.0 ** (tries - 1)
        self._bounds.pause(min(_MOST_WAIT_SECONDS, max(seconds, usual)))
