"""A connection that nothing stretches: an answer that drips, floods its headers or has no end is given up.

The timeout of a socket counts from one byte to the next, so that a server which sends one every few seconds holds its
client for ever. Here either a moment ends everything (`until`), or what is received must keep a pace: the way for
large files, which may take hours and must not stand still.
"""

from __future__ import annotations

import io
import math
import socket
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

_MOST_HEADER_BYTES = 256 * 1024
_SENT_AT_ONCE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """How slowly an answer may come, from its first byte on.

    It may be late by `late_seconds` in all. Each byte of its body makes up for a part of that, so that one which keeps
    `bytes_a_second` is never given up; headers make up for nothing. Only time spent waiting for the network counts.
    `silent_seconds` is how long the first byte may take, and each stretch of what is sent.
    """

    silent_seconds: float = 60.0
    late_seconds: float = 20.0
    bytes_a_second: float = 1024.0


class BoundedSocket:
    """A connected socket, plain or TLS, for `http.client` and what is built on it.

    Raises TimeoutError where the answer is too slow or the moment `until` (of `time.monotonic`) has come, HTTPException
    where headers or a body have no end, ConnectionResetError where the other side hung up within them.
    """

    def __init__(self, line: socket.socket, *, until: float = math.inf, pace: Pace | None = None) -> None:
        self._line = line
        self._until = until
        self.pace = pace
        self._answer: _Answer | None = None

    @property
    def heard(self) -> bool:
        """Whether an answer began."""
        return self._answer is not None and self._answer.begun

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)

    def sendall(self, data: Any, flags: int = 0) -> None:
        """Send everything, in stretches: the time is one for each of them, not for a whole file."""
        patience = self._line.gettimeout()
        if self.pace is not None:
            self._line.settimeout(self.pace.silent_seconds)
        with memoryview(data) as view, view.cast("B") as whole:
            for start in range(0, len(whole), _SENT_AT_ONCE_BYTES):
                limit(self._line, self._until)
                self._line.sendall(whole[start : start + _SENT_AT_ONCE_BYTES], flags)
        self._line.settimeout(patience)

    def makefile(self, mode: str = "rb", buffering: int | None = None, **_options: Any) -> Any:
        """The bytes of the next answer, in the way of `socket.makefile`; for reading only."""
        if mode not in ("r", "rb"):
            raise ValueError(mode)
        self._answer = _Answer(self._line, self._until, self.pace)
        return self._answer if buffering == 0 else _Buffered(self._answer)

    def headers_came(self, most_bytes: float = math.inf) -> None:
        """What comes from now on is the body of the answer, of at most so many bytes."""
        if self._answer is not None:
            self._answer.in_headers = False
            self._answer.bytes_left = most_bytes


def limit(line: socket.socket, until: float) -> None:
    """Let no call on the socket last beyond that moment. Raises TimeoutError when it has come."""
    if until == math.inf:
        return
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is over")
    line.settimeout(left)


class _Buffered(io.BufferedReader):
    """An answer in a buffer. All there is cannot be asked for: that is what a chunk of negative size would do."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes. Raises HTTPException where no number of them is given."""
        if size is None or size < 0:
            raise HTTPException("an answer without an end")
        return super().read(size)


class _Answer(io.RawIOBase):
    """The bytes of one answer as they come."""

    def __init__(self, line: socket.socket, until: float, pace: Pace | None) -> None:
        self._line = line
        self._until = until
        self._pace = pace
        self._source = line.makefile("rb", buffering=0)
        self._late_left = pace.late_seconds if pace is not None else math.inf
        self.bytes_left: float = _MOST_HEADER_BYTES
        self.begun = False
        self._ended = False
        self.in_headers = True

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """As many bytes as are there; waits for some."""
        if self._ended and self.in_headers:  # who reads on there waits for an empty line that never comes
            raise ConnectionResetError("the connection ended within the headers")
        started = time.monotonic()
        count = self._received(buffer)
        if self.begun and count:
            self._charge(time.monotonic() - started, count)
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise HTTPException("an answer without an end")
        self.begun, self._ended = self.begun or count > 0, not count
        return count

    def close(self) -> None:
        """Let the socket go."""
        if not self.closed:
            self._source.close()
        super().close()

    def _received(self, buffer: Any) -> int:
        limit(self._line, self._until)
        patience = self._line.gettimeout()
        if not self.begun or self._pace is None:
            return self._source.readinto(buffer) or 0
        self._line.settimeout(self._late_left if patience is None else min(patience, self._late_left))
        try:
            return self._source.readinto(buffer) or 0
        finally:
            self._line.settimeout(patience)

    def _charge(self, waited_seconds: float, count: int) -> None:
        if self._pace is None:
            return
        made_up = 0.0 if self.in_headers else count / self._pace.bytes_a_second
        self._late_left = min(self._pace.late_seconds, self._late_left - waited_seconds + made_up)
        if self._late_left <= 0:
            raise TimeoutError("too slow")
