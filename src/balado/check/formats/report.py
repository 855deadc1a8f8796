"""What a check gives to those who show it: the faults, and how to say and to show them. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from balado.errors import Fault, Place
from balado.message import Message

UNNAMED = "source"
"""What stands in for a rule's name where the reading of the source found a fault, not a rule."""


@dataclass(frozen=True, slots=True)
class Report:
    """The faults of a check, by place. `say` translates, `line` gives the text of a line (None: not to be had)."""

    faults: Sequence[Fault]
    translate: Callable[[Message], str]
    line: Callable[[Place], str | None]
    version: str

    def words(self, fault: Fault) -> str:
        """What is wrong and what to do about it."""
        return f"{self.translate(fault.what)} {self.translate(fault.remedy)}"


def rule_of(fault: Fault) -> str:
    """The name of the rule that found it."""
    return fault.rule or UNNAMED


def fingerprints(faults: Iterable[Fault]) -> list[str]:
    """For each fault what tells it from others and stays when lines move: its rule, file, key and sentence."""
    seen: dict[str, int] = {}
    made = []
    for fault in faults:
        words = "\0".join((rule_of(fault), fault.place.path, fault.place.key, str(fault.what)))
        seen[words] = seen.get(words, 0) + 1
        made.append(hashlib.sha256(f"{words}\0{seen[words]}".encode()).hexdigest())
    return made
