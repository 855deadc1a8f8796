"""The server on 127.0.0.1, from the moment it answers to an end that leaves nothing half done."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from uvicorn import Config, Server

from balado.errors import UsageError, reason_of
from balado.message import say

if TYPE_CHECKING:
    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_GRACE_SECONDS = 1
_ENDING = (signal.SIGINT, signal.SIGTERM)


def listening(port: int) -> socket.socket:
    """A socket at this port of this computer, that nobody else reaches; 0 takes a free one. Raises UsageError."""
    found = socket.socket(socket.AF_INET)
    try:
        if sys.platform != "win32":  # where it would let another program in beside us
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen()
    except OSError as error:
        found.close()
        what = say("Port {port} of this computer cannot be had: {reason}.", port=str(port), reason=reason_of(error))
        raise UsageError(say("{what} Leave `--port` out: then a free one is found.", what=what)) from error
    return found


class StudioServer(Server):
    """Serves `app` at a socket. `ready` is called once it answers, `ending` before it waits for answers under way."""

    def __init__(self, app: ASGIApp, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        config = Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            loop="asyncio",
            access_log=False,
            log_config=None,
            log_level="critical",  # what fails is told by the application; the rest is others' noise
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        super().__init__(config)
        self._ready, self._ending = ready, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As its parent, and then say so."""
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of events first: they would hold up the end."""
        self._ending()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal ends the server, and is then done with: the process ends well.

        The parent's would raise it once more; and the command line would end a process that is not gone soon after it.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {one: signal.signal(one, self._end) for one in _ENDING}
        wakeup = signal.set_wakeup_fd(-1)
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakeup)
            for one, handler in before.items():
                signal.signal(one, handler)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.force_exit = self.should_exit  # who asks twice is in a hurry
        self.should_exit = True
