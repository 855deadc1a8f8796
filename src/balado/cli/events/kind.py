"""Kinds of events, their fields, and the fields that several have. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from balado.message import mark

Form = Literal["text", "number", "decimal number", "true or false", "time", "list", "object"]


@dataclass(frozen=True, slots=True)
class EventField:
    """A field of an event: what JSON holds (a time is text, ISO 8601) and what it means."""

    form: Form
    meaning: str
    null: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class EventKind:
    """All events of one name: the verbs that tell it, what it says, its fields beside `event` and `message`."""

    name: str
    verbs: str
    meaning: str
    fields: Mapping[str, EventField] = field(default_factory=dict)


text, number, time, many = (partial(EventField, form) for form in ("text", "number", "time", "list"))
decimal = partial(EventField, "decimal number")

FEED = text(mark("The address of the feed."))
NUMBER = number(mark("The number of the publication."))
NUMBER_OR_NONE = number(mark("The number of the publication; null: there is none."), null=True)
EPISODE = text(mark("The episode, by the name of its folder."))
KEY = text(mark("Its name in the store; hidden where it is not public yet."))
BYTES = number(mark("Its size in bytes."))
GUID = text(mark("The guid."))
NEXT_DUE = time(mark("When something goes live next; null: nothing is due."), null=True)
