"""Plain text, the ground of every written form, and the objection that a form raises. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import PydanticCustomError

from balado.errors import Fault
from balado.message import Message, say
from balado.show.characters import FORBIDDEN, code_of, shortened

_WHITE = re.compile(r"[ \t\r\n]+")  # not `\s`: no-break spaces are French punctuation and stay


Remedy = Message | Callable[[], Message]
"""What to write instead; where that must be searched for, a search that is made only for what is shown."""


@dataclass(frozen=True, slots=True)
class Instead:
    """The one answer to a wrong value: `old`, as it was written, becomes `new`."""

    old: str
    new: str


def wrong(
    what: Message, remedy: Remedy, instead: Instead | None = None, kind: type[Fault] = Fault
) -> PydanticCustomError:
    """The error a form raises, a ValueError: what is wrong and what to write instead.

    `instead` is for a remedy that cannot be but right: it is written into the author's file when that is wished. `kind`
    is the fault that becomes of it.
    """
    context = {"what": _quoting_little(what), "remedy": remedy, "instead": instead, "kind": kind}
    return PydanticCustomError("written", "written", context)


def _quoting_little(message: Message) -> Message:
    """The same where a value may be a whole page."""
    values = {name: shortened(value) if isinstance(value, str) else value for name, value in message.values.items()}
    return replace(message, values=values)


def objection(error: PydanticCustomError) -> tuple[Message, Message]:
    """What is wrong and what to write instead, of an error that `wrong` made."""
    return objection_in(error.context or {})


def objection_in(context: Mapping[str, Any]) -> tuple[Message, Message]:
    """The same, of the context in which pydantic hands such an error on."""
    remedy: Remedy = context["remedy"]
    return context["what"], remedy if isinstance(remedy, Message) else remedy()


def instead_in(context: Mapping[str, Any]) -> Instead | None:
    """The one answer of such an error, None where it has none."""
    found: Instead | None = context.get("instead")
    return found


def fault_kind_in(context: Mapping[str, Any]) -> type[Fault]:
    """What fault becomes of such an error, and of any other."""
    kind: type[Fault] = context.get("kind", Fault)
    return kind


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
    if found := FORBIDDEN.search(stripped):
        what = say("It holds an invisible character ({code}) that no feed can carry.", code=code_of(found.group()))
        raise wrong(what, say("Write it without that character."))
    return stripped


def one_line(value: object) -> str:
    """Text with its line breaks turned into blanks."""
    return _WHITE.sub(" ", text(value))


def meant(word: str, known: Iterable[str], otherwise: Message) -> Callable[[], Message]:
    """The search for the known word that was meant, as a remedy; `otherwise` where there is none like it."""

    def search() -> Message:
        from balado.show.values.nearest import nearest  # a search is made only where something is wrong

        near = nearest(word, known)
        return say("Did you mean “{near}”?", near=near) if near else otherwise

    return search
