"""What machines have to do with a show: the words they must know to write it down, and what they made of it. Pure."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from balado.message import say
from balado.show.values.forms import ShortText, one_of, truth
from balado.show.values.group import Written
from balado.show.values.plain import wrong


class SpokenWord(Written):
    """A word or a name that machines get wrong. Written as the word alone, or with what they hear in its place."""

    word: ShortText = Field(description="How it is written: SIRCOM.")
    heard: tuple[ShortText, ...] = Field((), description="What machines write in its place: sir com.")

    @model_validator(mode="before")
    @classmethod
    def _word_alone(cls, value: Any) -> Any:
        return {"word": value} if isinstance(value, str) else value


MACHINE_MADE = ("voice", "music", "text", "picture", "translation", "transcript")
"""What of an episode a machine may have made."""

_TRUTHS = ("true", "false", "yes", "no", "on", "off")


def _machine_made(value: object) -> tuple[str, ...]:
    """What was made by machine: a word, a list of them, or `false` for nothing."""
    if isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in _TRUTHS):
        if truth(value):
            what = say("It should say what a machine made.")
            raise wrong(what, say("Write for example: {line}", line="ai: [voice, text]"))
        return ()
    words = value if isinstance(value, list | tuple) else (value,)
    return tuple(dict.fromkeys(one_of(MACHINE_MADE, word) for word in words))


_KIND = {"type": "string", "enum": list(MACHINE_MADE)}
MachineMade = Annotated[
    tuple[str, ...],
    PlainValidator(_machine_made),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _KIND}, _KIND, {"type": "boolean"}]}),
]


def is_heard_or_seen(made: tuple[str, ...]) -> bool:
    """Whether it is more than a transcript, which a person has read: what the podcast namespace calls AI content."""
    return any(kind != "transcript" for kind in made)
