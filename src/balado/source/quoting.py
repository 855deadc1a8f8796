"""Lines that YAML misreads, and the line the author meant. Knows lines, not documents. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from balado.message import Message, say

_KEYED = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\W\d][\w-]*) *:(?P<blank>[ \t]*)(?P<value>.*)")
_LISTED = re.compile(r"(?P<indent>\s*(?:- +)+)(?P<key>)(?P<blank>)(?P<value>.*)")
_COMMENT = re.compile(r"[ \t]+#[ \t].*$|[ \t]+#$|[ \t]+$")
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}")
LINE_MAX_CHARS = 1000
"""A longer line is no line that a person mistyped: nothing is proposed in its place."""

_SPECIAL = "@`%*&!|>,]}"


@dataclass(frozen=True, slots=True)
class Repair:
    """What is wrong with a line, and the line to write instead. `key` is empty for an item of a list."""

    what: Message
    line: str
    key: str

    @property
    def remedy(self) -> Message:
        """What to tell the author."""
        return say("Write: {line}", line=self.line.strip())


def repair(line: str) -> Repair | None:
    """What was meant by a line whose value must be quoted; None when it is not of that kind."""
    found = (_KEYED.match(line) or _LISTED.match(line)) if len(line) <= LINE_MAX_CHARS else None
    if found is None:
        return None
    value, comment = _without_comment(found["value"])
    head = found["indent"] + (found["key"] + ": " if found["key"] else "")
    if what := _misread(value):
        return Repair(what, head + quoted(_bare(value)) + comment, found["key"])
    if found["key"] and value and not found["blank"]:
        return Repair(say("A blank is missing after the colon."), head + value + comment, found["key"])
    return None


def quoted(text: str) -> str:
    """The text as a YAML scalar that nothing can misread."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def requoted(line: str) -> str:
    """The line with its value in quotes, whatever it is; a comment behind it becomes part of it."""
    found = _KEYED.match(line) or _LISTED.match(line)
    if found is None:
        return quoted(line.strip())
    head = found["indent"] + (found["key"] + ": " if found["key"] else "")
    return head + quoted(found["value"].strip())


def _without_comment(value: str) -> tuple[str, str]:
    found = _COMMENT.search(value)
    return (value[: found.start()], value[found.start() :].rstrip()) if found else (value, "")


def _misread(value: str) -> Message | None:
    """What YAML would make of a value that its author meant as text; None when it reads it as meant."""
    first = value[:1]
    if not first or _BLOCK.fullmatch(value):
        return None
    if first in "\"'":
        return None if _is_quoted(value) else say("The quotes of this value do not match: {text}", text=value)
    if first in "[{":
        return _misread_brackets(value)
    if first in _SPECIAL or value.startswith(("- ", "? ")):
        return say("A value without quotes cannot begin with “{first}”.", first=first)
    if ": " in value or ":\t" in value or value.endswith(":"):
        return say("“{text}” contains a colon, which separates key and value.", text=value)
    return None


def _misread_brackets(value: str) -> Message | None:
    closing = {"[": "]", "{": "}"}[value[0]]
    _, closed, after = value.rpartition(closing)
    if closed and after.strip():
        return say("A value that begins with “{first}” must end with “{closing}”.", first=value[0], closing=closing)
    return None


def _is_quoted(value: str) -> bool:
    if value[0] == "'":
        return re.fullmatch(r"'(?:[^']|'')*'", value) is not None
    return (
        re.fullmatch(r'"(?:[^"\\]|\\(?:[0abtnvfre "/\\N_LP\t]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}))*"', value) is not None
    )


def _bare(value: str) -> str:
    """The value without the quotes that were meant to be around it."""
    first = value[0]
    if first not in "\"'":
        return value
    if len(value) > 1 and value[-1] == first:
        return value[1:-1]
    return value if first in value[1:] else value[1:]
