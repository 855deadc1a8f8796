"""Addresses of the other host beside those that Balado would publish. Pure."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from balado.importer.hosts.counters import OF_COUNTERS, without_counter
from balado.importer.proof.judged import (
    DIFFERENT,
    EQUAL,
    LOST,
    Judge,
    Judgement,
    Setting,
    improved,
    is_nothing,
)
from balado.message import Message, say

_SCHEME = re.compile(r"https?://", re.IGNORECASE)

_MOVED = say("It is published at the show's own address.")
_SECURE = say("https stands in place of http.")
_COUNTER = say("The address leads to the file itself, no longer through a service that counts.")
_PARAMETERS = say("Parameters that only count are taken off the address.")


def address(old: str | None, new: str | None, setting: Setting) -> Judgement:
    """The same address, or one that leads to the same in a better way."""
    if old == new or (is_nothing(old) and is_nothing(new)):
        return EQUAL
    if not new:
        return LOST
    reason = _reason(old, new, setting) if old else None
    return improved(reason) if reason is not None else DIFFERENT


def own_address(reason: Message) -> Judge:
    """An address, and for this reason one of the show's own place where there was none."""

    def judged(old: str | None, new: str | None, setting: Setting) -> Judgement:
        if not old and new and f"{new.rstrip('/')}/".startswith(setting.place):
            return improved(reason)
        return address(old, new, setting)

    return judged


def _reason(old: str, new: str, setting: Setting) -> Message | None:
    before, after = _SCHEME.sub("", old), _SCHEME.sub("", new)
    if before == after:
        return _SECURE if new.lower().startswith("https:") else None
    if new.startswith(setting.place) and not old.startswith(setting.place):
        return _MOVED
    direct = without_counter(old)
    if direct.taken and _SCHEME.sub("", direct.url) == after:
        return _PARAMETERS if all(name.startswith("?") for name in direct.taken) else _COUNTER
    if "/" in after and any(text.endswith(f"/{after}") for text in (before, unquote(before))):
        return _COUNTER
    return _PARAMETERS if _only_counts(old, new) else None


def _only_counts(old: str, new: str) -> bool:
    try:
        before, after = urlsplit(old), urlsplit(new)
    except ValueError:
        return False
    kept, was = parse_qsl(after.query, keep_blank_values=True), parse_qsl(before.query, keep_blank_values=True)
    gone = [pair for pair in was if pair not in kept]
    is_same_file = before._replace(query="", scheme="") == after._replace(query="", scheme="")
    added = [pair for pair in kept if pair not in was]
    return is_same_file and not added and bool(gone) and all(OF_COUNTERS.fullmatch(name) for name, _ in gone)
