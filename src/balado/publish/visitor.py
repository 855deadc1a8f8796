"""A visitor of public addresses: asks as an app does, follows redirects one by one, reads and waits within bounds."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from balado.message import Message, say

if TYPE_CHECKING:
    from types import TracebackType

    import httpx

_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_SECONDS = 10.0
_MOST_SECONDS = 30.0
_HEADERS = {"User-Agent": "Balado (podcast publisher)", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Visit:
    """What was found. `hops` are the addresses of the redirects on the way, in their order; header names are small."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[str, ...] = ()


class Unseen(Exception):  # noqa: N818 (an answer of its own: nothing could be seen)
    """Nothing could be seen. `reached` says whether a server was there, which then is at fault."""

    def __init__(self, why: Message, *, reached: bool) -> None:
        super().__init__(str(why))
        self.why = why
        self.reached = reached


class Visitor(AbstractContextManager["Visitor"]):
    """One client for all visits of a run. It sends no credentials but the headers it is given."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, most_seconds: float = _MOST_SECONDS) -> None:
        self._clock = clock
        self._most_seconds = most_seconds
        self._client: httpx.Client | None = None

    def __enter__(self) -> Self:
        import httpx

        self._client = httpx.Client(follow_redirects=False, timeout=_SECONDS, headers=_HEADERS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    def visit(
        self, url: str, method: str = "GET", headers: Mapping[str, str] | None = None, most_bytes: int = 0
    ) -> Visit:
        """What is at an address, after at most five redirects. Of a body no more than `most_bytes` are read.

        Raises Unseen when nothing answers in time, the certificate is not trusted, or redirects lead nowhere.
        """
        hops: list[str] = []
        while True:
            found = self._one(url, method, headers or {}, most_bytes)
            location = found.headers.get("location", "")
            if found.status not in _REDIRECTS or not location:
                return Visit(found.status, found.headers, found.body, tuple(hops))
            url = _target(url, location)
            hops.append(url)
            if len(hops) > _MOST_REDIRECTS:
                raise Unseen(say("one redirect leads to the next, without an end"), reached=True)

    def send(self, method: str, url: str, headers: Mapping[str, str], form: Mapping[str, str]) -> int:
        """The status of the answer to a form (POST) or a question (GET). Redirects are not followed.

        Raises Unseen like `visit`.
        """
        return self._one(url, method, headers, 0, form).status

    def _one(
        self, url: str, method: str, headers: Mapping[str, str], most_bytes: int, form: Mapping[str, str] | None = None
    ) -> Visit:
        import httpx

        if self._client is None:
            raise RuntimeError("a visitor is used within its `with`")
        until = self._clock() + self._most_seconds
        try:
            with self._client.stream(method, url, headers=dict(headers), data=dict(form) if form else None) as answer:
                body = self._read(answer, most_bytes, until)
                return Visit(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, body)
        except httpx.TimeoutException:
            raise Unseen(say("it does not answer in time"), reached=False) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unseen(error) from None

    def _read(self, answer: httpx.Response, most_bytes: int, until: float) -> bytes:
        body = b""
        for piece in answer.iter_raw(64 * 1024) if most_bytes else ():
            body += piece
            if self._clock() > until:
                raise Unseen(say("it does not answer in time"), reached=False)
            if len(body) >= most_bytes:
                break
        return body[:most_bytes]


def _target(url: str, location: str) -> str:
    target = urljoin(url, location)
    if urlsplit(target).scheme not in ("http", "https"):
        raise Unseen(say("it redirects to {address}, which is no web address", address=target), reached=True)
    return target


def _unseen(error: Exception) -> Unseen:
    if (cause := _certificate_fault(error)) is not None:
        return Unseen(say("its certificate is not trusted ({reason})", reason=cause), reached=True)
    import httpx

    if isinstance(error, httpx.ConnectError):
        return Unseen(say("it cannot be reached"), reached=False)
    if isinstance(error, httpx.TransportError):
        return Unseen(say("the connection breaks off"), reached=True)
    return Unseen(say("it is no address that can be asked"), reached=True)


def _certificate_fault(error: BaseException) -> str | None:
    """What is wrong with the certificate, or with the encryption; None when the fault is another."""
    known: BaseException | None = error
    while known is not None:
        if isinstance(known, ssl.SSLCertVerificationError):
            return known.verify_message
        if isinstance(known, ssl.SSLError):
            return known.reason or type(known).__name__
        known = known.__cause__ or known.__context__
    return None
