"""Plain text, the ground of every written form, and the objection that a form raises."""

from __future__ import annotations

import re
from difflib import get_close_matches

from pydantic_core import PydanticCustomError

from balado.message import Message, say

_WHITE = re.compile(r"[ \t\r\n]+")  # not `\s`: no-break spaces are French punctuation and stay


def wrong(what: Message, remedy: Message) -> PydanticCustomError:
    """The error a form raises, a ValueError: what is wrong and what to write instead."""
    return PydanticCustomError("written", "written", {"what": what, "remedy": remedy})


def objection(error: PydanticCustomError) -> tuple[Message, Message]:
    """What `wrong` was given."""
    context = error.context or {}
    return context["what"], context["remedy"]


def kind_of(value: object) -> Message:
    """What a person calls this value of a YAML tree."""
    if isinstance(value, list | tuple):
        return say("a list")
    if isinstance(value, dict):
        return say("a group of keys")
    return say("text")


def text(value: object) -> str:
    """Text of any length, without the blanks around it."""
    if not isinstance(value, str | None):
        raise wrong(say("It should be text, but it is {kind}.", kind=kind_of(value)), say("Write it on one line."))
    stripped = (value or "").strip()
    if not stripped:
        raise wrong(say("It is empty."), say("Write its value after the colon, or delete the line."))
    return stripped


def one_line(value: object) -> str:
    """Text with its line breaks turned into blanks."""
    return _WHITE.sub(" ", text(value))


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """The known word that was probably meant."""
    folded = {name.casefold(): name for name in reversed(known)}
    found = get_close_matches(word.casefold(), list(folded), n=1)
    return folded[found[0]] if found else None
