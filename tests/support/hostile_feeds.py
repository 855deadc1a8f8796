"""Foreign feeds made to take time: as large as is judged, or small and broken in ways that parsers take badly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from reading_budget import Kind

from balado.check.show import check_feed
from balado.rules.subject import Terms

_TERMS = Terms(datetime(2026, 11, 23, tzinfo=UTC))
_LARGE, _SMALL = 24_000_000, 600_000


def _noted(piece: str) -> str:
    """Twenty episodes whose notes repeat a piece."""
    notes = piece * (_LARGE // 20 // len(piece) - 100)
    return f"<item><title>e</title><description><![CDATA[{notes}]]></description></item>" * 20


def _repeated(piece: str, size: int = _SMALL) -> str:
    return piece * (size // len(piece))


_BODIES: tuple[Callable[[], str], ...] = (
    lambda: _noted("<b>"),
    lambda: _noted("&amp;amp; "),
    lambda: _noted('<br>00:01 <a href="http://x.example">'),
    lambda: _repeated("<a "),
    lambda: _repeated("<a b="),
    lambda: _repeated("<itunes:x-"),
    lambda: f"<? {_repeated('<a ')}?>",
    lambda: f"<!--\1{_repeated('<ab ')}-->",
    lambda: f"<description><![CDATA[{'x' * 10_000_100}{_repeated('<a ')}]]></description>",
    lambda: f"<x a='<!--'/>{_repeated('<a ')}-->",
)
COUNT = len(_BODIES)


def _made(number: int) -> bytes:
    return f'<rss version="2.0"><channel><title>x</title>{_BODIES[number]()}</channel></rss>'.encode()


KINDS = {"feed": Kind(_made, lambda body: check_feed(body, "feed.xml", _TERMS))}
