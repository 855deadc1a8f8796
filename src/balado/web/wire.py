"""One request to one server, at the address that was looked at, within a time and a size that nothing stretches.

Not httpx: the connection must go to the very address that was checked (a name can be answered with another one a moment
later), and the time must hold for a server that sends one byte of its headers every second.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import SplitResult

from balado.web.address import ascii_host, host_header, is_public, port_of, request_target, split
from balado.web.reply import Reply, Trouble

_PIECE_BYTES = 65_536
_MOST_ADDRESSES = 3
_AGENT = "Balado (podcast feed check)"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. `most_bytes` of the body are read, the rest is left; `whole` says that then it is too large."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    most_bytes: int = _PIECE_BYTES
    whole: bool = False


class _TroubleError(Exception):
    """There is no answer."""

    def __init__(self, trouble: Trouble, words: str = "") -> None:
        super().__init__(words)
        self.trouble = trouble
        self.words = words


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass
class Wire:
    """Sends requests to addresses that `allows` them; gives up on one after `seconds`."""

    seconds: float
    allows: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def ask(self, ask: Ask) -> Reply:
        """The answer, redirects not followed. Never raises."""
        started = time.monotonic()
        try:
            reply = self._ask(ask)
        except _TroubleError as error:
            reply = Reply(ask.url, trouble=error.trouble, words=error.words)
        return replace(reply, seconds=time.monotonic() - started)

    def _ask(self, ask: Ask) -> Reply:
        parts = split(ask.url)
        if parts is None:
            raise _TroubleError(Trouble.ADDRESS)
        addresses = self._addresses(parts)
        with _deadline(self.seconds) as deadline:
            plain = self._connected(addresses, port_of(parts), deadline)
            with plain:
                deadline.guard(plain)
                return self._exchanged(ask, parts, plain, deadline)

    def _addresses(self, parts: SplitResult) -> list[str]:
        try:
            found = self.resolve(ascii_host(parts), port_of(parts))
        except (OSError, UnicodeError) as error:
            raise _TroubleError(Trouble.UNKNOWN_HOST, parts.hostname or "") from error
        allowed = [address for address in found if self.allows(address)]
        if not allowed:
            raise _TroubleError(Trouble.PRIVATE, ", ".join(found[:_MOST_ADDRESSES]))
        return allowed[:_MOST_ADDRESSES]

    def _connected(self, addresses: list[str], port: int, deadline: _Deadline) -> socket.socket:
        """A connection to the first address that takes one."""
        trouble = _TroubleError(Trouble.SILENT)
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout=max(0.01, deadline.left))
            except TimeoutError:
                trouble = _TroubleError(Trouble.SILENT)
            except OSError as error:
                trouble = _TroubleError(Trouble.REFUSED, error.strerror or "")
        raise trouble

    def _exchanged(self, ask: Ask, parts: SplitResult, plain: socket.socket, deadline: _Deadline) -> Reply:
        heard = _Heard()
        try:
            with self._secured(plain, parts) as line:
                reply = self._spoken(ask, parts, line, heard)
        except ssl.SSLCertVerificationError as error:
            raise _TroubleError(Trouble.CERTIFICATE, error.verify_message) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._trouble_of(error, heard, deadline) from error
        if deadline.passed:
            raise _TroubleError(Trouble.SLOW)
        return reply

    def _trouble_of(self, error: Exception, heard: _Heard, deadline: _Deadline) -> _TroubleError:
        if isinstance(error, TimeoutError) or deadline.passed:
            return _TroubleError(Trouble.SLOW if heard.something else Trouble.SILENT)
        if isinstance(error, ssl.SSLError):
            return _TroubleError(Trouble.CERTIFICATE, error.reason or "")
        if isinstance(error, OSError):
            return _TroubleError(Trouble.CUT_SHORT if heard.something else Trouble.REFUSED, error.strerror or "")
        if isinstance(error, HTTPException) and not str(error).startswith("Remote end closed"):
            return _TroubleError(Trouble.GARBLED, str(error)[:80])
        return _TroubleError(Trouble.ADDRESS if isinstance(error, ValueError) else Trouble.REFUSED)

    def _secured(self, plain: socket.socket, parts: SplitResult) -> socket.socket:
        if parts.scheme == "http":
            return plain
        return self._trust.wrap_socket(plain, server_hostname=ascii_host(parts))

    def _spoken(self, ask: Ask, parts: SplitResult, line: socket.socket, heard: _Heard) -> Reply:
        connection = HTTPConnection(ascii_host(parts), port_of(parts))
        connection.sock = line
        connection.putrequest(ask.method, request_target(parts), skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host_header(parts))
        for name, value in {"User-Agent": _AGENT, "Accept-Encoding": "identity", **ask.headers}.items():
            connection.putheader(name, value)
        connection.putheader("Connection", "close")
        connection.endheaders()
        with connection.getresponse() as answer:
            heard.something = True
            headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
            body, trouble = _body(answer, ask)
        return Reply(ask.url, answer.status, headers, body, trouble=trouble)


@dataclass
class _Heard:
    """Whether headers came."""

    something: bool = False


def _body(answer: HTTPResponse, ask: Ask) -> tuple[bytes, Trouble | None]:
    """As much of the body as is wanted, and what is wrong with it."""
    promised = answer.length
    held = bytearray()
    try:
        while len(held) < ask.most_bytes:
            piece = answer.read(min(_PIECE_BYTES, ask.most_bytes - len(held)))
            if not piece:
                break
            held += piece
    except IncompleteRead as error:
        return bytes(held + error.partial), Trouble.CUT_SHORT
    if promised is not None and len(held) < min(promised, ask.most_bytes):
        return bytes(held), Trouble.CUT_SHORT
    if ask.whole and len(held) >= ask.most_bytes and answer.read(1):
        return bytes(held), Trouble.TOO_LARGE
    return bytes(held), None


class _Deadline:
    """Hangs up when the time has passed, whatever the other side does."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._end = time.monotonic() + seconds
        self._lines: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True
        self._timer.start()

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self._end - time.monotonic()

    def guard(self, line: socket.socket) -> None:
        """Hang up this connection when the time has passed."""
        # A duplicate: TLS takes the socket itself over, and must not be touched from another thread.
        line.settimeout(None)
        self._lines.append(line.dup())

    def close(self) -> None:
        """The time does not matter any more."""
        self._timer.cancel()
        self._timer.join()
        for line in self._lines:
            line.close()

    def _hang_up(self) -> None:
        self.passed = True
        for line in self._lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:  # it was closed already
                continue


@contextmanager
def _deadline(seconds: float) -> Iterator[_Deadline]:
    deadline = _Deadline(seconds)
    try:
        yield deadline
    finally:
        deadline.close()
