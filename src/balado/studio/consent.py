"""What subscribers would lose, as questions: each is answered by typing a name, for it cannot be taken back."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from balado.errors import Fault
from balado.message import Message, say

_ALIKE = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "“": '"', "”": '"'})
"""What keyboards have no key for."""


@dataclass(frozen=True, slots=True)
class Question:
    """A loss. `name` is what a consent takes, `field` that of the form, `expected` what has to be typed.

    `typed` is what was; empty before.
    """

    name: str
    fault: Fault
    field: str
    expected: str
    typed: str = ""

    @property
    def remedy(self) -> Message:
        """How to keep it; where the verb would name its option, the answer to this question."""
        return replace(self.fault.remedy, values={**self.fault.remedy.values, "option": say("answer below")})

    @property
    def is_answered(self) -> bool:
        """Whether what was typed is what was asked for."""
        return is_typed(self.typed, self.expected)


def questions(losses: Mapping[str, Fault], show_title: str, form: FormData | None = None) -> tuple[Question, ...]:
    """A question for each loss: the name of the episode's folder is to be typed, or the title of the show."""
    found = []
    for name, fault in losses.items():
        field = f"consent-{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}"
        typed = str(form.get(field) or "") if form is not None else ""
        found.append(Question(name, fault, field, fault.slug or show_title, typed))
    return tuple(found)


def consents(asked: Iterable[Question]) -> tuple[str, ...] | None:
    """The names that are consented to; None where one of them is not."""
    answered = tuple(asked)
    return tuple(one.name for one in answered) if all(one.is_answered for one in answered) else None


def is_typed(typed: str, expected: str) -> bool:
    """Whether somebody typed that, but for spaces, capitals, and the marks that no key has."""
    return bool(typed.strip()) and _plain(typed) == _plain(expected)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).casefold().split())
