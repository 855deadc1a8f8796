"""What a user agent tells: the application, the kind of device, and whether a request of it is a robot's.

Lists, in the order in which they are asked, the first pattern that is found decides:

- `applications.json`, ours: applications that the next one does not know;
- `opawg.json`, of the Open Podcast Analytics Working Group;
- `crawlers.json`, robots of the web at large: only for agents that no list of applications knows, since it takes
  libraries that applications are built with for robots.

Source of the last two, their dates and licences: `LICENCES.txt` beside them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

UNKNOWN = "other"
"""The application or device that nothing is known of."""

_NEEDS_SEARCH = re.compile(r"[\\^$.|?*+(){}\[\]]")
# Apple's watch asks for an episode that its telephone asks for as well. Source: IAB 2.3, which names both forms.
_WATCH = re.compile(r"^(?:atc/|\(null\)/\(null\)).*watchOS")

_MOST_CHARACTERS = 1_000
"""How much of a user agent is searched: some patterns cost the square of its length, and a stranger chooses it."""

_BEGINNING = 3
"""By how many of its first characters a plain text is found: no plain text of the list is shorter."""


class Role(StrEnum):
    """What a user agent is to the count."""

    LISTENER = "listener"
    BOT = "bot"
    WATCH = "watch"


class Agent(NamedTuple):
    """What is known of a user agent. `application` and `device` are `UNKNOWN` where nothing is."""

    application: str
    device: str
    role: Role


@dataclass(frozen=True, slots=True)
class _ListedPattern:
    pattern: re.Pattern[str]
    agent: Agent


class AgentList:
    """The lists; an agent that was asked for is remembered as long as this object is."""

    def __init__(self) -> None:
        self._known: dict[str, Agent] = {}

    def find(self, text: str) -> Agent:
        """What a user agent tells, decoded as the client sent it."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._search(text[:_MOST_CHARACTERS])
        return found

    def _search(self, text: str) -> Agent:
        if _WATCH.search(text):
            return Agent("Apple Podcasts", "watch", Role.WATCH)
        for entry in _applications():
            if entry.pattern.search(text):
                return entry.agent
        words, searches = _crawlers()
        is_bot = _has_one(text, words) or any(one.search(text) for one in searches)
        return Agent(UNKNOWN, UNKNOWN, Role.BOT if is_bot else Role.LISTENER)


@cache
def _applications() -> tuple[_ListedPattern, ...]:
    return tuple(entry for name in ("applications", "opawg") for row in _read(name) for entry in _entries(row))


def _has_one(text: str, words: Mapping[str, Sequence[str]]) -> bool:
    """Whether one of these plain texts, which stand under their beginnings, is in the text."""
    beginnings = {text[place : place + _BEGINNING] for place in range(len(text))}
    return any(word in text for found in words.keys() & beginnings for word in words[found])


@cache
def _crawlers() -> tuple[Mapping[str, Sequence[str]], tuple[re.Pattern[str], ...]]:
    """Plain texts, which are most of the list, by their first characters, and patterns."""
    crawlers = [re.sub(r"\\(?=[/. -])", "", one) if _is_literal(one) else one for one in _read("crawlers")]
    literal = {one for one, written in zip(crawlers, _read("crawlers"), strict=True) if _is_literal(written)}
    words: dict[str, list[str]] = {}
    for one in literal:
        words.setdefault(one[:_BEGINNING], []).append(one)
    return words, tuple(re.compile(one) for one in crawlers if one not in literal)


def _is_literal(pattern: str) -> bool:
    r"""Whether a pattern is a plain text in which nothing but `\/`, `\.`, `\-` and `\ ` is escaped."""
    return not _NEEDS_SEARCH.search(re.sub(r"\\[/. -]", "", pattern))


def _read(name: str) -> list[Any]:
    text = files("balado.statistics.agents").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def _entries(row: dict[str, Any]) -> list[_ListedPattern]:
    agent = Agent(
        row.get("app", UNKNOWN), row.get("device", UNKNOWN), Role.BOT if row.get("bot", False) else Role.LISTENER
    )
    return [_ListedPattern(re.compile(pattern), agent) for pattern in row["user_agents"]]
