"""How one value of the other host's feed stands beside what Balado would publish in its place. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from balado.message import Message, say


class Sameness(StrEnum):
    """What became of a value."""

    EQUAL = "equal"
    IMPROVED = "improved"
    """Another one, for a reason that is known and named."""
    DIFFERENT = "different"
    LOST = "lost"
    """It was there, and nothing stands in its place."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and, where there is something to say of it, why."""

    sameness: Sameness
    reason: Message | None = None

    @property
    def is_well(self) -> bool:
        """Whether nobody has to look at it."""
        return self.sameness in (Sameness.EQUAL, Sameness.IMPROVED)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a value is judged by besides itself.

    `place` is how the addresses begin under which the show is published. `is_measured` says that the recording was
    looked into: its size, type and duration are those of the file.
    """

    place: str
    is_measured: bool = False


Judge = Callable[[Any, Any, Setting], Judgement]
"""Tells of an old and a new value what became of the first."""

EQUAL = Judgement(Sameness.EQUAL)
DIFFERENT = Judgement(Sameness.DIFFERENT)
LOST = Judgement(Sameness.LOST)

_NOTHING: tuple[object, ...] = (None, "", (), 0)


def improved(reason: Message) -> Judgement:
    """Another value, for this reason."""
    return Judgement(Sameness.IMPROVED, reason)


def different(reason: Message) -> Judgement:
    """Another value that somebody should look at, with what is known of it."""
    return Judgement(Sameness.DIFFERENT, reason)


def is_nothing(value: object) -> bool:
    """Whether a value says nothing. False says something."""
    return value is not False and value in _NOTHING


def same(old: Any, new: Any, _setting: Setting) -> Judgement:
    """Nothing but the value itself is as good; how many blanks stand between words means nothing in a feed."""
    if old == new or (isinstance(old, str) and isinstance(new, str) and old.split() == new.split()):
        return EQUAL
    return LOST if is_nothing(new) and not is_nothing(old) else DIFFERENT


def left_alone(_old: Any, _new: Any, _setting: Setting) -> Judgement:
    """What belongs to a document or its host and says nothing of the show: it is not compared."""
    return EQUAL


def given(judge: Judge, reason: Message) -> Judge:
    """As `judge` says; but a value where there was none is an improvement, for this reason."""

    def judged(old: Any, new: Any, setting: Setting) -> Judgement:
        return improved(reason) if is_nothing(old) and not is_nothing(new) else judge(old, new, setting)

    return judged


def asked_for(judge: Judge) -> Judge:
    """As `judge` says; but where the old feed says nothing, a value that every show has is to be looked at."""

    def judged(old: Any, new: Any, setting: Setting) -> Judgement:
        if is_nothing(old) and not is_nothing(new):
            return different(say("The old feed does not say it, and directories ask for it: look whether it is right."))
        return judge(old, new, setting)

    return judged


def measured(reason: Message) -> Judge:
    """A number that is right when it was measured, whatever was declared; given where there was none."""

    def judged(old: Any, new: Any, setting: Setting) -> Judgement:
        found = same(old, new, setting)
        return improved(reason) if setting.is_measured and found.sameness is Sameness.DIFFERENT else found

    return judged


def protected(old: bool, new: bool, setting: Setting) -> Judgement:
    """Whether others may import the show: a lock that is put on is an improvement, one that is taken off is not."""
    if new and not old:
        return improved(say("The show is locked: no other host imports it unasked."))
    return same(old, new, setting)


def said_as(reason: Message, form: Callable[[Any], Any]) -> Judge:
    """The same thing written in another way, by the form both have, is an improvement for this reason."""

    def judged(old: Any, new: Any, setting: Setting) -> Judgement:
        found = same(old, new, setting)
        if found.sameness is Sameness.DIFFERENT and not is_nothing(old) and form(old) == form(new):
            return improved(reason)
        return found

    return judged
