"""What a user agent tells: the application, the kind of device, and whether a request of it is a robot's.

Lists, in the order in which they are asked, the first pattern that is found decides:

- `applications.json`, ours: applications that the next one does not know;
- `opawg.json`, of the Open Podcast Analytics Working Group;
- `crawlers.json`, robots of the web at large: only for agents that no list of applications knows, since it takes
  libraries that applications are built with for robots.

Source of the last two, their dates and licences: `LICENCES.txt` beside them. Newer ones may be given (`given`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from balado.statistics.agents.patterns import PatternList
from balado.statistics.lists import APPLICATIONS, CRAWLERS, lists_in

UNKNOWN = "other"
"""The application or device that nothing is known of."""

# Apple's watch asks for an episode that its telephone asks for as well. Source: IAB 2.3, which names both forms.
_WATCH = re.compile(r"^(?:atc/|\(null\)/\(null\)).*watchOS")

_MOST_CHARACTERS = 1_000
"""How much of a user agent is searched: some patterns cost the square of its length, and a stranger chooses it."""


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


class AgentList:
    """The lists; an agent that was asked for is remembered as long as this object is.

    `given` is a file of lists that take the place of ours (`write_lists`).
    """

    def __init__(self, given: Path | None = None) -> None:
        self._known: dict[str, Agent] = {}
        self._lists = _listed(_of_agents(lists_in(given)))

    def find(self, text: str) -> Agent:
        """What a user agent tells, decoded as the client sent it."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._search(text[:_MOST_CHARACTERS])
        return found

    def _search(self, text: str) -> Agent:
        if _WATCH.search(text):
            return Agent("Apple Podcasts", "watch", Role.WATCH)
        patterns, agents = self._lists
        number = patterns.first(text)
        return Agent(UNKNOWN, UNKNOWN, Role.LISTENER) if number is None else agents[number]


def listed_patterns(given: Mapping[str, list[Any]]) -> Iterator[tuple[str, Role]]:
    """All patterns in the order in which they are asked, and what an agent is in which each is the first.

    `given` are lists that take the place of ours (`read_lists`).
    """
    yield _WATCH.pattern, Role.WATCH
    for pattern, agent in _in_order(given):
        yield pattern, agent.role


def _of_agents(given: Mapping[str, list[Any]]) -> str:
    """The given lists that are of user agents, as JSON: those of networks change nothing here."""
    return json.dumps({name: given[name] for name in (APPLICATIONS, CRAWLERS) if given.get(name)})


@lru_cache(maxsize=2)
def _listed(given: str) -> tuple[PatternList, tuple[Agent, ...]]:
    """The patterns of the lists, and what is known of an agent in which each is the first.

    Two thousand patterns take longer to compile than most logs to count, and each task of a process asks for them.
    """
    found = _in_order(json.loads(given))
    return PatternList([pattern for pattern, _ in found]), tuple(agent for _, agent in found)


def _in_order(given: Mapping[str, list[Any]]) -> list[tuple[str, Agent]]:
    rows = _read("applications") + (given.get(APPLICATIONS) or _read(APPLICATIONS))
    found = [entry for row in rows for entry in _entries(row)]
    found += [(pattern, Agent(UNKNOWN, UNKNOWN, Role.BOT)) for pattern in given.get(CRAWLERS) or _read(CRAWLERS)]
    return found


def _read(name: str) -> list[Any]:
    text = files("balado.statistics.agents").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return list(json.loads(text))


def _entries(row: dict[str, Any]) -> list[tuple[str, Agent]]:
    agent = Agent(
        row.get("app", UNKNOWN), row.get("device", UNKNOWN), Role.BOT if row.get("bot", False) else Role.LISTENER
    )
    return [(pattern, agent) for pattern in row["user_agents"]]
