"""What comes out when a bucket is looked at: faults with their remedies, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.store.s3_settings import Barred

Found = TypeVar("Found")


@dataclass
class Findings:
    """What is to be changed (warnings are advice), and what could not be looked at.

    `promise` is what a race of writers showed: atomic, weak, or empty when none could be run.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)
    unseen: list[Message] = field(default_factory=list)
    promise: str = ""

    @property
    def errors(self) -> int:
        """How many of the faults are more than advice."""
        return sum(fault.severity == "error" for fault in self.faults)

    def error(self, what: Message, remedy: Message, key: str = "publish.to") -> None:
        """Something that harms."""
        self.faults.append(Fault(Place(self.file, key=key), what, remedy))

    def advise(self, what: Message, remedy: Message, key: str = "publish.to") -> None:
        """Something that would be better."""
        self.faults.append(Fault(Place(self.file, key=key), what, remedy, severity="warning"))

    def seen(self, question: Callable[[], Found], what: Message) -> Found | None:
        """The answer; None, and said, where the store or these credentials do not let one look."""
        try:
            return question()
        except Barred as barred:
            self.hide(what, barred)
        return None

    def hide(self, what: Message, barred: Barred) -> None:
        """Say that one thing could not be looked at, and why."""
        self.unseen.append(_hidden(what, barred))


def unless_barred(question: Callable[[], Found]) -> Found | None:
    """The answer; None where the store or these credentials do not let one look."""
    try:
        return question()
    except Barred:
        return None


def _hidden(what: Message, barred: Barred) -> Message:
    if barred.why == "forbidden":
        return say("{what} could not be looked at: these credentials may not.", what=what)
    return say("{what} could not be looked at: this store has no such setting.", what=what)
