"""A file on a server, read in pieces by whoever looks for something in it."""

from __future__ import annotations

from collections.abc import Mapping

from balado.web.client import Client
from balado.web.reply import Reply
from balado.web.wire import Ask

_NO_HEADERS: Mapping[str, str] = {}


def part_of(url: str, offset: int, size: int, headers: Mapping[str, str] = _NO_HEADERS) -> Ask:
    """The request for so many bytes of a file from an offset on."""
    return Ask("GET", url, {"Range": f"bytes={offset}-{offset + size - 1}", **headers}, size)


class RemoteFile:
    """A file on a server, read in a few pieces; a reader that wants too many gets nothing more."""

    _MOST_READS = 24
    _MOST_BYTES = 6_000_000
    _LEAST_BYTES = 16_384

    def __init__(
        self, client: Client, beginning: Reply, byte_size: int, headers: Mapping[str, str] = _NO_HEADERS
    ) -> None:
        self._client = client
        self._headers = headers
        self._url = beginning.url
        self._size = byte_size
        self._pieces: list[tuple[int, bytes]] = [(0, beginning.body)]
        self._reads = 0
        self._bytes = 0
        self._seconds_left = client.wire.seconds

    def read_at(self, offset: int, size: int) -> bytes:
        """The bytes there; none where the server does not give them, or enough was asked for."""
        size = min(size, self._size - offset)
        if offset < 0 or size <= 0:
            return b""
        for start, data in self._pieces:
            if start <= offset and offset + size <= start + len(data):
                return data[offset - start : offset - start + size]
        return self._fetched(offset, max(size, min(self._LEAST_BYTES, self._size - offset)))[:size]

    def _fetched(self, offset: int, size: int) -> bytes:
        self._reads += 1
        self._bytes += size
        if self._reads > self._MOST_READS or self._bytes > self._MOST_BYTES or self._seconds_left <= 0:
            return b""
        reply = self._client.ask(part_of(self._url, offset, size, self._headers))
        self._seconds_left -= reply.seconds
        span = reply.span
        if not reply.is_good or reply.status != 206 or span is None or span.first != offset:
            self._seconds_left = 0
            return b""
        self._pieces.append((offset, reply.body))
        return reply.body
