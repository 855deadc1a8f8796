"""Lists of user agents that somebody gives, over those inside Balado: newer ones of the same two projects.

So an institution renews them when it wants (IAB 2.3 asks for it every 90 days), without a new Balado. Each is checked
before anything is counted with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from balado.errors import UsageError, reason_of
from balado.message import Message, say
from balado.statistics.labels import DEVICES
from balado.statistics.lists import APPLICATIONS, CRAWLERS

_MOST_BYTES = 20_000_000


def read_lists(paths: Iterable[Path]) -> Mapping[str, list[Any]]:
    """What these files hold, by the list whose place it takes: rows of applications, or patterns of robots.

    Raises UsageError for one that cannot be read, is in neither form, or has an entry that is none.
    """
    found: dict[str, list[Any]] = {}
    for path in paths:
        rows = _rows_of(path)
        entries: list[Any]
        if all("user_agents" in row for row in rows):
            name, entries = APPLICATIONS, [_application(row, number, path) for number, row in enumerate(rows, 1)]
        elif all("pattern" in row for row in rows):
            name, entries = CRAWLERS, [_pattern(row["pattern"], number, path) for number, row in enumerate(rows, 1)]
        else:
            raise _no_list(path, say("its entries have neither `user_agents` nor `pattern`"))
        if name in found:
            raise _no_list(path, say("another file holds the same list"))
        found[name] = entries
    return found


def _rows_of(path: Path) -> Sequence[Mapping[str, Any]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _no_list(path, say("it is far too large"))
        rows: Any = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _no_list(path, reason_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise _no_list(path, say("it is no JSON")) from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise _no_list(path, say("it is no list of entries"))
    found: Sequence[Mapping[str, Any]] = rows
    return found


def _application(row: Mapping[str, Any], number: int, path: Path) -> dict[str, Any]:
    """A row as our own list has it."""
    written = row["user_agents"]
    if not isinstance(written, list) or not written:
        raise _no_entry(path, number, say("`user_agents` is no list of patterns"))
    named = {"app": row["app"]} if isinstance(row.get("app"), str) else {}
    device = {"device": row["device"]} if row.get("device") in DEVICES else {}
    bot = {"bot": True} if row.get("bot") is True else {}
    return {"user_agents": [_pattern(one, number, path) for one in written], **named, **device, **bot}


def _pattern(written: Any, number: int, path: Path) -> str:
    if not isinstance(written, str):
        raise _no_entry(path, number, say("a pattern is no text"))
    try:
        is_of_all = re.compile(written).search("") is not None and re.compile(written).search("Zork/1.0") is not None
    except (re.error, RecursionError, OverflowError) as error:
        raise _no_entry(path, number, say("“{pattern}” is no pattern", pattern=written)) from error
    if is_of_all:
        raise _no_entry(path, number, say("“{pattern}” is found in everything", pattern=written))
    return written


def _no_entry(path: Path, number: int, reason: Message) -> UsageError:
    return _no_list(path, say("entry {number}: {reason}", number=number, reason=reason))


def _no_list(path: Path, reason: Message) -> UsageError:
    return UsageError(
        say(
            "{path} cannot be taken as a list of user agents: {reason}. Give user-agents.json of the Open Podcast "
            "Analytics Working Group, or crawler-user-agents.json.",
            path=str(path),
            reason=reason,
        )
    )
