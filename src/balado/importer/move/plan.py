"""The steps of a move, in their order, each with how far it is. Pure.

The order is that of Apple ("Changing your podcast's hosting provider"): the same guids at the new address, which the
new feed itself names (itunes:new-feed-url); then a 301 at the old one, for four weeks at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from balado.importer.move.facts import MoveStanding, SeenFeed
from balado.message import Message, say, say_many

KEPT = timedelta(weeks=4)
"""How long the old address sends everybody on, at least (Apple)."""


class StepState(StrEnum):
    """How far a step is; `unknown` where nobody looked."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MoveStep:
    """A step: its name, what is to be done or was, how far it is. `is_published`: the next publication does it."""

    name: str
    message: Message
    state: StepState
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address that subscribers have, and the one that they are to get. `is_leaving`: the new one is another's."""

    old: str
    new: str
    is_leaving: bool


def steps_of(addresses: Addresses, standing: MoveStanding, now: datetime) -> tuple[MoveStep, ...]:
    """The plan. The first step that is not done is the next one; what cannot be looked at keeps nothing waiting."""
    found, is_open = [], False
    for step in _steps(addresses, standing, now):
        is_later = is_open and step.state is StepState.NEXT
        found.append(replace(step, state=StepState.LATER) if is_later else step)
        is_open = is_open or step.state in (StepState.NEXT, StepState.WRONG)
    return tuple(found)


def kept_until(standing: MoveStanding) -> datetime | None:
    """Until when the old address must stay at least; None before the new one is published."""
    return standing.published.since + KEPT if standing.published.since is not None else None


def _steps(addresses: Addresses, standing: MoveStanding, now: datetime) -> Iterator[MoveStep]:
    if addresses.is_leaving:
        yield _unlocked(standing)
        yield _taken_over(addresses, standing)
        yield _named(addresses, standing)
    else:
        yield _released(addresses, standing)
        yield _named(addresses, standing)
        yield _complete(addresses, standing)
    yield _sent_on(addresses, standing)
    yield MoveStep(
        "directories",
        say("Change the address in the dashboards of Spotify, YouTube and Amazon, and in Podcast Index; Apple and all "
            "apps follow the 301 by themselves."),
        StepState.UNKNOWN,
    )  # fmt: skip
    yield _kept(addresses, standing, now)


def _state(is_done: bool | None) -> StepState:
    return StepState.UNKNOWN if is_done is None else StepState.DONE if is_done else StepState.NEXT


def _unlocked(standing: MoveStanding) -> MoveStep:
    message = say("Publish that others may take the show over (locked: false).")
    state = _state(standing.published.is_published and not standing.published.is_locked)
    return MoveStep("unlocked", message, state, is_published=True)


def _released(addresses: Addresses, standing: MoveStanding) -> MoveStep:
    """At the old host, where many importers ask for it."""
    message = say("At the old host, allow that the show is taken over (podcast:locked “no”): {url}", url=addresses.old)
    if _is_sent_on(addresses, standing):
        return MoveStep("unlocked", message, StepState.DONE)
    feed = standing.old.feed if standing.old is not None else None
    return MoveStep("unlocked", message, _state(None if feed is None else not feed.locked))


def _is_sent_on(addresses: Addresses, standing: MoveStanding) -> bool:
    return standing.old is not None and standing.old.is_sent_on_for_good(addresses.new)


def _taken_over(addresses: Addresses, standing: MoveStanding) -> MoveStep:
    """That the new host has every episode under its guid."""
    if standing.new is None:
        message = say("Let the new host import the feed, and compare: every guid must stay. {url}", url=addresses.new)
        return MoveStep("imported", message, StepState.UNKNOWN)
    return _all_there(addresses.new, standing.new, standing.published.guids)


def _complete(addresses: Addresses, standing: MoveStanding) -> MoveStep:
    """That our feed has every episode that the old one has."""
    message = say("Compare both feeds: `balado import` names what would be lost.")
    if _is_sent_on(addresses, standing):
        return MoveStep("imported", message, StepState.DONE)
    if standing.old is not None and not standing.old.is_answered:
        return MoveStep("imported", _unanswered(addresses.old, standing.old), StepState.UNKNOWN)
    if standing.old is None or standing.old.feed is None:
        return MoveStep("imported", message, StepState.UNKNOWN)
    guids = standing.old.guids
    return _compared(addresses.new, len(guids - standing.published.guids), len(guids))


def _all_there(url: str, seen: SeenFeed, guids: frozenset[str]) -> MoveStep:
    if not seen.is_answered:
        return MoveStep("imported", _unanswered(url, seen), StepState.UNKNOWN)
    if seen.feed is None:
        return MoveStep("imported", say("There is no feed at {url} yet: {why}", url=url, why=seen.why or ""),
                        StepState.NEXT)  # fmt: skip
    return _compared(url, len(guids - seen.guids), len(guids))


def _unanswered(url: str, seen: SeenFeed) -> Message:
    return say("{url} could not be asked: {why}. Look again later.", url=url, why=seen.why or "")


def _compared(url: str, missing: int, count: int) -> MoveStep:
    if missing:
        message = say_many("{count} episode is not at {url} under its guid: apps would load it again, or lose it.",
                           "{count} episodes are not at {url} under their guids: apps would load them again, or lose "
                           "them.", missing, url=url)  # fmt: skip
        return MoveStep("imported", message, StepState.WRONG)
    return MoveStep("imported", say_many("{count} episode is at {url} under its guid.",
                                         "All {count} episodes are at {url} under their guids.", count, url=url),
                    StepState.DONE)  # fmt: skip


def _named(addresses: Addresses, standing: MoveStanding) -> MoveStep:
    message = say("Publish the feed with its new address (itunes:new-feed-url): {url}", url=addresses.new)
    return MoveStep("published", message, _state(standing.published.since is not None), is_published=True)


def _sent_on(addresses: Addresses, standing: MoveStanding) -> MoveStep:
    """The 301 at the old address."""
    asked = say("Answer at {old} with 301, for good, to {new}", old=addresses.old, new=addresses.new)
    seen = standing.old
    if seen is None:
        return MoveStep("redirect", asked, StepState.UNKNOWN)
    if not seen.is_answered and seen.final_url != addresses.new:
        return MoveStep("redirect", _unanswered(addresses.old, seen), StepState.UNKNOWN)
    if seen.is_sent_on_for_good(addresses.new):
        message = say("{old} sends everybody on to {new}, for good.", old=addresses.old, new=addresses.new)
        return MoveStep("redirect", message, StepState.DONE)
    if seen.final_url == addresses.new:
        message = say("{old} answers {status}, which apps do not remember: it must be 301.", old=addresses.old,
                      status=str(seen.status))  # fmt: skip
        return MoveStep("redirect", message, StepState.WRONG)
    if seen.feed is not None and seen.feed.new_feed_url == addresses.new:
        message = say("{old} names the new address in its feed, and does not send anybody on yet.", old=addresses.old)
        return MoveStep("redirect", say("{what} {asked}", what=message, asked=asked), StepState.NEXT)
    return MoveStep("redirect", asked, StepState.NEXT)


def _kept(addresses: Addresses, standing: MoveStanding, now: datetime) -> MoveStep:
    until = kept_until(standing)
    if until is None:
        message = say("Keep both for at least four weeks from then on.")
        return MoveStep("kept", message, StepState.LATER)
    day = until.date().isoformat()
    if now < until:
        return MoveStep("kept", say("Keep {old} until {day} at least; better for good.", old=addresses.old, day=day),
                        StepState.LATER)  # fmt: skip
    return MoveStep("kept", say("The four weeks were over on {day}.", day=day), StepState.DONE)
