"""Requests with their redirects, each looked at; a few at a time, and slowly enough for each host."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from balado.web.address import origins, split
from balado.web.reply import Hop, Reply, Trouble
from balado.web.wire import Ask, Wire

MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_AGAIN = (Trouble.REFUSED, Trouble.UNKNOWN_HOST)


@dataclass
class Client:
    """Asks servers, until `most_seconds` after its making; safe for threads.

    Between two requests to one host `pace_seconds` pass. `again` says that what may have been a bad moment of the
    network is asked once more.
    """

    wire: Wire
    pace_seconds: float = 0.05
    most_seconds: float = 900
    most_redirects: int = MOST_REDIRECTS
    again: bool = True
    _begun: float = field(default_factory=time.monotonic)
    _next: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, ask: Ask) -> Reply:
        """The answer after at most so many redirects, all within the time of one. Never raises."""
        hops: list[Hop] = []
        url, seconds = ask.url, 0.0
        while True:
            reply = self._once(replace(ask, url=url), self.wire.seconds - seconds)
            seconds += reply.seconds
            target = None if ask.once else _target(reply)
            if target is None:
                break
            seen = {hop.url for hop in hops} | {url}
            hops.append(Hop(url, reply.status, target))
            if target in seen:
                reply = replace(reply, trouble=Trouble.LOOP)
                break
            if len(hops) > self.most_redirects:
                reply = replace(reply, trouble=Trouble.TOO_MANY_REDIRECTS)
                break
            url = target
        return replace(reply, hops=tuple(hops), seconds=seconds)

    def stop(self) -> None:
        """Ask nothing more."""
        self.most_seconds = -1

    def _once(self, ask: Ask, seconds: float) -> Reply:
        """The answer; asked once more where the network may have had a bad moment."""
        if time.monotonic() - self._begun > self.most_seconds:
            return Reply(ask.url, trouble=Trouble.NOT_ASKED)
        if seconds <= 0:
            return Reply(ask.url, trouble=Trouble.SLOW)
        self._wait(ask.url)
        reply = self.wire.ask(ask, seconds)
        if self.again and not ask.once and reply.trouble in _AGAIN and reply.seconds < seconds:
            self._wait(ask.url)
            again = self.wire.ask(ask, seconds - reply.seconds)
            reply = replace(again, seconds=again.seconds + reply.seconds)
        return reply

    def _wait(self, url: str) -> None:
        parts = split(url)
        host = url if parts is None else parts.netloc
        with self._lock:
            now = time.monotonic()
            due = max(now, self._next[host])
            self._next[host] = due + self.pace_seconds
        time.sleep(due - now)


def client_of(patience_seconds: float, *, allow_private: bool = False) -> Client:
    """A client that gives up on an answer after that time, and asks inside private networks only if allowed.

    Servers of others are asked twenty times a second; one's own, in a private network, need no sparing.
    """
    wire = Wire(patience_seconds)
    return Client(replace(wire, allows=lambda _address: True), 0) if allow_private else Client(wire)


def client_of_author(urls: Iterable[str], seconds: float = 30, most_seconds: float = 300) -> Client:
    """A client for servers of the author's own choice, at these addresses, which may be in a private network.

    It gives up on an answer after `seconds` and asks nothing any more after `most_seconds`.
    """
    own = frozenset(origin for url in urls for origin in origins(url))
    return Client(Wire(seconds, own=own), 0, most_seconds)


def _target(reply: Reply) -> str | None:
    """Where the answer sends us; None when it is an answer itself."""
    location = reply.headers.get("location", "").strip()
    if reply.status not in _REDIRECTS or not location or reply.trouble not in (None, Trouble.CUT_SHORT):
        return None
    try:
        return urljoin(reply.url, _in_utf8(location)).partition("#")[0]
    except ValueError:
        return location


def _in_utf8(header: str) -> str:
    """What a server wrote in UTF-8, which the protocol reads as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
