"""Server-sent events: every open page is told when there is something new to show."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from threading import Lock

_KEEP_ALIVE_SECONDS = 15
"""A page that is gone is noticed when nothing can be sent to it any more."""


class Changes:
    """The number of what is shown now, and all who wait for another one. Told from any thread."""

    def __init__(self) -> None:
        self._version = 0
        self._sent: dict[str, str] = {}
        self._is_closed = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = Lock()

    def tell(self, version: int) -> None:
        """There is something new, under this number."""
        self._version = version
        self._wake()

    def send(self, event: str, data: str) -> None:
        """Tell every page, and those that open later, the newest of these events; `data` is one line."""
        self._sent[event] = data
        self._wake()

    def close(self) -> None:
        """End every stream: the server is about to end."""
        self._is_closed = True
        self._wake()

    async def stream(self, seen: int) -> AsyncIterator[bytes]:
        """Events for a page that shows what has the number `seen`, until it goes away or the server ends."""
        waiting = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(waiting)
        told: dict[str, str] = {}
        try:
            yield b"retry: 1000\n\n"
            while not self._is_closed:
                if self._version != seen:
                    seen = self._version
                    yield f"event: change\ndata: {seen}\n\n".encode()
                for event, data in [one for one in tuple(self._sent.items()) if told.get(one[0]) != one[1]]:
                    told[event] = data
                    yield f"event: {event}\ndata: {data}\n\n".encode()
                try:
                    await asyncio.wait_for(waiting[1].wait(), _KEEP_ALIVE_SECONDS)
                    waiting[1].clear()
                except TimeoutError:
                    yield b":\n\n"
        finally:
            with self._lock:
                self._waiting.discard(waiting)

    def _wake(self) -> None:
        with self._lock:
            waiting = tuple(self._waiting)
        for loop, event in waiting:
            with suppress(RuntimeError):  # the loop of a server that has ended
                loop.call_soon_threadsafe(event.set)
