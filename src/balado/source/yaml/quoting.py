"""Lines that YAML misreads, and the line the author meant. Knows lines, not documents. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from balado.message import Message, say

_KEYED = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[^\W\d][\w-]*) *:(?P<blank>[ \t]*)(?P<value>.*)")
_NUMBERED = re.compile(r"(?P<indent>\s*)(?P<key>\d{1,9}) *:(?P<blank>[ \t]+)(?P<value>.*)")
"""A key that is a number, as those of `seasons` are; 10:30 is none."""
_LISTED = re.compile(r"(?P<indent>\s*(?:- +)+)(?P<key>)(?P<blank>)(?P<value>.*)")
_COMMENT = re.compile(r"[ \t]+#[ \t].*$|[ \t]+#$|[ \t]+$")
_BLOCK = re.compile(r"[|>][0-9+-]{0,2}")
LINE_MAX_CHARS = 1000
"""A longer line is no line that a person mistyped: nothing is proposed in its place."""

IN_QUOTES = say("Put the value in quotes if it is text.")
_SPECIAL = "@`%*&!|>,]}"
_QUOTES = "\"'"
_BEFORE_OPENING = "([{«“‘-–—/\"'"
_AFTER_CLOSING = ".,;:!?…)]}»”’-–—/\"'"
_OPENS, _CLOSES, _APOSTROPHE, _UNCLEAR = 1, -1, 0, -1000
_ESCAPED = {'"': re.compile(r'\\[0abtnvfre "/\\N_LPxuU]'), "'": re.compile("''")}
"""What has a meaning of its own between such quotes: whoever wrote it may have known."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What is wrong with a line, and the line to write instead. `key` is empty for an item of a list.

    `certain` says that it can mean nothing else, provided that the value ends on this line: that is for who knows the
    lines below, which are part of it where they are indented by more than `column` characters.
    """

    what: Message
    line: str
    key: str
    column: int
    certain: bool = True

    @property
    def remedy(self) -> Message:
        """What to tell the author."""
        line = self.line.strip()
        return (
            say("Write: {line}", line=line)
            if self.certain
            else say("Write: {line} (or what you mean, in quotes)", line=line)
        )


def repair(line: str) -> Repair | None:
    """What was meant by a line whose value must be quoted; None when it is not of that kind."""
    found = _parts(line) if len(line) <= LINE_MAX_CHARS else None
    if found is None:
        return None
    value, comment = _without_comment(found["value"])
    head = found["indent"] + (found["key"] + ": " if found["key"] else "")
    column = len(found["indent"])
    if what := _misread(value):
        meant, certain = (value, True) if value[0] not in _QUOTES else unquoted(value)
        return Repair(what, head + quoted(meant) + comment, found["key"], column, certain)
    if found["key"] and value and not found["blank"]:
        return Repair(say("A blank is missing after the colon."), head + value + comment, found["key"], column)
    return None


def unquoted(value: str) -> tuple[str, bool]:
    """The text meant by a value that begins with a quote and that YAML cannot read, and whether it is certain.

    The quotes around the whole are YAML's, and not part of the text, where the first one is closed by the last
    character and no sooner: `"He said "hi" there"`, but not `"Carmen" et "Faust"`, which is text as it stands. A quote
    opens where a word begins behind it and closes where one has ended; between letters it is an apostrophe.
    """
    mark = value[0]
    sides = [_side(value, index) for index, character in enumerate(value) if character == mark]
    sides = [side for side in sides if side != _APOSTROPHE]
    depths = list(accumulate(sides))
    ends = len(value) > 1 and value[-1] == mark
    if _UNCLEAR in sides or min(depths) < 0 or depths[-1] != 0:
        return _guessed(value, sides, ends=ends), False
    whole = ends and 0 not in depths[:-1]
    doubtful = '\\"' in value or (whole and _ESCAPED[mark].search(value[1:-1]) is not None)
    return (value[1:-1] if whole else value), not doubtful


def _side(value: str, index: int) -> int:
    before, after = value[index - 1 : index], value[index + 1 : index + 2]
    if value[index] == "'" and before.isalnum() and after.isalnum():
        return _APOSTROPHE
    opens = (not before or before.isspace() or before in _BEFORE_OPENING) and bool(after) and not after.isspace()
    closes = (not after or after.isspace() or after in _AFTER_CLOSING) and bool(before) and not before.isspace()
    if opens == closes:
        return _UNCLEAR
    return _OPENS if opens else _CLOSES


def _guessed(value: str, sides: list[int], *, ends: bool) -> str:
    """The likelier of two meanings: a quote that was forgotten at the end, one too many within, or plain text."""
    if ends and sides.count(_CLOSES) >= sides.count(_OPENS):
        return value[1:-1]
    return value[1:] if value[0] == '"' and value.count('"') == 1 else value


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
    found = _parts(line)
    if found is None:
        return quoted(line.strip())
    head = found["indent"] + (found["key"] + ": " if found["key"] else "")
    return head + quoted(found["value"].strip())


def in_quotes(line: str, *, comment: bool = False) -> Message:
    """The remedy that says how a line is written with its value in quotes."""
    if len(line) > LINE_MAX_CHARS:
        return IN_QUOTES
    if comment:
        line = line.strip()
        return say("Put the value in quotes if it is text: {line} (A comment has a blank behind its “#”.)", line=line)
    return say("Put the value in quotes if it is text: {line}", line=line.strip())


def _parts(line: str) -> re.Match[str] | None:
    return _KEYED.match(line) or _NUMBERED.match(line) or _LISTED.match(line)


def _without_comment(value: str) -> tuple[str, str]:
    found = _COMMENT.search(value)
    return (value[: found.start()], value[found.start() :].rstrip()) if found else (value, "")


def _misread(value: str) -> Message | None:
    """What YAML would make of a value that its author meant as text; None when it reads it as meant."""
    first = value[:1]
    if not first or _BLOCK.fullmatch(value):
        return None
    if first in _QUOTES:
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
