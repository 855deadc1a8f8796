"""What a YAML file says, with the line of every key, and where a fix of it would be written. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from balado.errors import Fault, Fix, InsertLine, Place, ReplaceText

Tree = str | None | list["Tree"] | dict[str, "Tree"]

_WITHOUT_VALUE = re.compile(r"([\w-]+ *:)(?:[ \t]+#.*|[ \t]*)")


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Where values of a file stand that it has from another: for each key that it has from there, the key there."""

    document: YamlDocument
    origins: Mapping[str, str]

    def place(self, key: str) -> Place | None:
        """Where a key, or the key that it belongs to, stands in the other file; None where it is the file's own."""
        above, rest = key, ""
        while above and above not in self.origins:
            above, _, last = above.rpartition(".")
            rest = f".{last}{rest}"
        return self.document.place(f"{self.origins[above]}{rest}") if above else None


@dataclass(slots=True)
class YamlDocument:
    """What a file says. `tree` is None when it could not be read.

    `lines` gives the line (from 1) of each dotted key, as a reader of the whole file counts. `text` is the YAML, which
    begins at `first_line` of the file. `broken` are the lines that are no YAML; where each of them has one right
    answer, the tree is that of the text put right. `inheritance` says where the values of the tree stand that the file
    has from another one.
    """

    path: str
    tree: dict[str, Tree] | None = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    text: str = field(default="", repr=False)
    first_line: int = 1
    broken: frozenset[int] = frozenset()
    inheritance: Inheritance | None = field(default=None, repr=False)
    _texts: list[str] | None = field(default=None, repr=False)

    def line(self, number: int) -> str:
        """The text of a line of the file, empty where it is none of this document's."""
        if self._texts is None:
            self._texts = self.text.split("\n")
        index = number - self.first_line
        return self._texts[index] if 0 <= index < len(self._texts) else ""

    def without_broken(self, faults: list[Fault]) -> list[Fault]:
        """Its own faults, and those of these that are not about a value on a broken line: one is enough for that."""
        return [*self.faults, *(fault for fault in faults if self._nearest(fault.place) not in self.broken)]

    def _nearest(self, place: Place) -> int | None:
        """The line that a key of this file, or the key that it belongs to, stands in."""
        nearest = place.key if place.path == self.path else ""
        while nearest and nearest not in self.lines:
            nearest = nearest.rpartition(".")[0]
        return self.lines.get(nearest)

    def replacing(self, place: Place, old: str, new: str) -> ReplaceText | None:
        """The fix that writes `new` for what stands once in the line of a place; None where it does not."""
        line = self.line(place.line or 0) if place.path == self.path else ""
        if not old or line.count(old) != 1:
            return None
        return ReplaceText(place.line or 0, line.index(old) + 1, old, new)

    def adding(self, key: str, value: str) -> Fix | None:
        """The fix that writes a key of the top level that has no value: in its own line, or in one above all others."""
        if key in self.lines:
            found = _WITHOUT_VALUE.fullmatch(self.line(self.lines[key]))
            return ReplaceText(self.lines[key], found.end(1) + 1, "", f" {value}") if found else None
        first = min(self.lines.values(), default=self.first_line)
        begins = (number for number in range(first - 1, self.first_line - 1, -1) if self.line(number).startswith("---"))
        return InsertLine(next(begins, self.first_line - 1) + 1, f"{key}: {value}")

    def place(self, key: str) -> Place:
        """Where a key stands; where it is not written, the line of what it belongs to."""
        if self.inheritance is not None and (there := self.inheritance.place(key)) is not None:
            return there
        return Place(self.path, self._nearest(Place(self.path, None, key)) or 1, key)
