"""One request to one server, at the address that was looked at, within a time and a size that nothing stretches.

On `http.client` and not on a library above it: the connection must go to the very address that was checked (a name can
be answered with another one a moment later), and the time must hold for a server that sends one byte of its headers
every second. For the same reason no proxy is asked: it would look the name up itself, and go where that leads.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import SplitResult, urlencode

from balado.web.address import ascii_host, host_header, is_public, port_of, request_target, split
from balado.web.bounded import BoundedSocket, Pace, limit
from balado.web.reply import Reply, Trouble

_MOST_INTERIM = 100
_LONGEST_LINE_BYTES = 65_536
_PIECE_BYTES = 65_536
_OVERHEAD = 8
"""How many bytes are read for one of a body in chunks, at most: one byte a chunk is six."""

_MOST_ADDRESSES = 3
_AGENT = "Balado (podcast publisher and feed check)"


Sink = Callable[[bytes], bool]
"""Takes the next piece of a body, of at most 64 KiB; False when it wants no more. Never raises."""

Take = Callable[[Reply], Sink | None]
"""Looks at an answer whose body is not read yet, and gives what takes it; None to leave it. Never raises."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. `most_bytes` of the body are read, the rest is left; `whole` says that then it is too large.

    `form` is what a POST sends. Headers may hold a secret and are never shown. With `once` no redirect is followed, and
    nothing is asked a second time. With `take` a body is passed on as it comes, and the reply holds none.
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    most_bytes: int = _PIECE_BYTES
    whole: bool = False
    form: Mapping[str, str] = field(default_factory=dict)
    once: bool = False
    take: Take | None = None


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
    """Sends requests to addresses that `allows` them; gives up on one after `seconds`.

    `own` are the hosts and ports of the author's own servers, which may be in a private network, where that is where
    the author publishes. A redirect from them to another host or port there is none of the author's words. With a
    `pace` the `seconds` are for the connection alone: an answer may take as long as it keeps that pace, which is the
    way for large files.
    """

    seconds: float
    allows: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    own: frozenset[tuple[str, int]] = frozenset()
    pace: Pace | None = None

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def ask(self, ask: Ask, seconds: float | None = None) -> Reply:
        """The answer within `seconds`, or those of all; redirects not followed. Never raises."""
        started = time.monotonic()
        until = started + (self.seconds if seconds is None else seconds)
        try:
            reply = self._ask(ask, until)
        except _TroubleError as error:
            reply = Reply(ask.url, trouble=error.trouble, words=error.words)
        return replace(reply, seconds=time.monotonic() - started)

    def _ask(self, ask: Ask, until: float) -> Reply:
        parts = split(ask.url)
        if parts is None:
            raise _TroubleError(Trouble.ADDRESS)
        with self._connected(self._addresses(parts, until), port_of(parts), until) as plain:
            return self._exchanged(ask, parts, plain, until)

    def _addresses(self, parts: SplitResult, until: float) -> list[str]:
        try:
            found = _in_time(lambda: self.resolve(ascii_host(parts), port_of(parts)), until)
        except TimeoutError as error:
            raise _TroubleError(Trouble.SILENT) from error
        except (OSError, ValueError) as error:
            raise _TroubleError(Trouble.UNKNOWN_HOST, parts.hostname or "") from error
        is_own = (parts.hostname, port_of(parts)) in self.own
        allowed = [address for address in found if is_own or self.allows(address)]
        if not allowed:
            raise _TroubleError(Trouble.PRIVATE, ", ".join(found[:_MOST_ADDRESSES]))
        return allowed[:_MOST_ADDRESSES]

    def _connected(self, addresses: list[str], port: int, until: float) -> socket.socket:
        """A connection to the first address that takes one."""
        trouble = _TroubleError(Trouble.SILENT)
        for address in addresses:
            try:
                return socket.create_connection((address, port), timeout=max(0.01, until - time.monotonic()))
            except TimeoutError:
                trouble = _TroubleError(Trouble.SILENT)
            except OSError as error:
                trouble = _TroubleError(Trouble.REFUSED, error.strerror or "")
        raise trouble

    def _exchanged(self, ask: Ask, parts: SplitResult, plain: socket.socket, until: float) -> Reply:
        bounded: BoundedSocket | None = None
        try:
            limit(plain, until)
            with self._secured(plain, parts) as line:
                bounded = self._bounded(line, until)
                return _spoken(ask, parts, bounded)
        except ssl.SSLCertVerificationError as error:
            raise _TroubleError(Trouble.CERTIFICATE, error.verify_message) from error
        except (OSError, HTTPException, ValueError) as error:
            raise _trouble_of(error, heard=bounded is not None and bounded.heard) from error

    def _bounded(self, line: socket.socket, until: float) -> BoundedSocket:
        if self.pace is None:
            return BoundedSocket(line, until=until)
        line.settimeout(self.pace.silent_seconds)
        return BoundedSocket(line, until=math.inf, pace=self.pace)

    def _secured(self, plain: socket.socket, parts: SplitResult) -> socket.socket:
        if parts.scheme == "http":
            return plain
        return self._trust.wrap_socket(plain, server_hostname=ascii_host(parts))


def _in_time(work: Callable[[], list[str]], until: float) -> list[str]:
    """What the work gives. Raises what it raises, TimeoutError when it is not done by then, and leaves it alone."""
    found: list[list[str] | Exception] = []

    def run() -> None:
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 (it is raised where it is waited for)
            found.append(error)

    thread = threading.Thread(target=run, name="resolve", daemon=True)
    thread.start()
    thread.join(max(0.01, until - time.monotonic()))
    if not found:
        raise TimeoutError
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


def _trouble_of(error: Exception, *, heard: bool) -> _TroubleError:
    """What an error says; `heard` tells whether an answer had begun."""
    if isinstance(error, TimeoutError):
        return _TroubleError(Trouble.SLOW if heard else Trouble.SILENT)
    if isinstance(error, ssl.SSLError):
        return _TroubleError(Trouble.CERTIFICATE, error.reason or "")
    if isinstance(error, OSError):
        return _TroubleError(Trouble.CUT_SHORT if heard else Trouble.REFUSED, error.strerror or "")
    if heard or (isinstance(error, HTTPException) and not str(error).startswith("Remote end closed")):
        return _TroubleError(Trouble.GARBLED, str(error)[:80])
    return _TroubleError(Trouble.ADDRESS if isinstance(error, ValueError) else Trouble.REFUSED)


class _FinalResponse(HTTPResponse):
    """An answer behind those that only say that one will come: 102, 103 (RFC 9110, 15.2). Python passes over 100."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM):
            version, status, reason = super()._read_status()  # type: ignore[misc] # there is no public way
            if not 101 < status < 200:
                return version, status, reason
            while self.fp.readline(_LONGEST_LINE_BYTES).strip():
                pass
        raise HTTPException("no answer but that one will come")


def _spoken(ask: Ask, parts: SplitResult, line: BoundedSocket) -> Reply:
    form = urlencode(ask.form).encode()
    connection = HTTPConnection(ascii_host(parts), port_of(parts))
    connection.sock = line
    connection.response_class = _FinalResponse
    connection.putrequest(ask.method, request_target(parts), skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", host_header(parts))
    for name, value in {"User-Agent": _AGENT, "Accept-Encoding": "identity", **ask.headers}.items():
        connection.putheader(name, value)
    if form:
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", str(len(form)))
    connection.putheader("Connection", "close")
    connection.endheaders(form or None)
    with connection.getresponse() as answer:
        line.headers_came(_OVERHEAD * ask.most_bytes + _PIECE_BYTES)
        headers = {name.lower(): value for name, value in reversed(answer.getheaders())}
        reply = Reply(ask.url, answer.status, headers)
        if ask.take is not None:
            sink = ask.take(reply)
            return reply if sink is None else replace(reply, trouble=_pass_body(answer, ask, sink))
        held = bytearray()

        def hold(piece: bytes) -> bool:
            held.extend(piece)
            return True

        trouble = _pass_body(answer, ask, hold)
    return replace(reply, body=bytes(held), trouble=trouble)


def _pass_body(answer: HTTPResponse, ask: Ask, sink: Sink) -> Trouble | None:
    """Pass on as much of the body as is wanted. What is wrong with it."""
    promised, passed = answer.length, 0
    try:
        while passed < ask.most_bytes:
            piece = answer.read(min(_PIECE_BYTES, ask.most_bytes - passed))
            if not piece:
                break
            passed += len(piece)
            if not sink(piece):
                return None
    except IncompleteRead as error:
        sink(error.partial)
        return Trouble.CUT_SHORT
    if promised is not None and passed < min(promised, ask.most_bytes):
        return Trouble.CUT_SHORT
    if ask.whole and passed >= ask.most_bytes and answer.read(1):
        return Trouble.TOO_LARGE
    return None
