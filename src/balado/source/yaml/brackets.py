"""Brackets in lines that YAML cannot read, and what is open behind them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent

from balado.source.yaml.reader import DEPTH_MAX, LOADER

_CLOSED_BY = {"[": "]", "{": "}"}
_SIGN = re.compile(
    r"""(?<!\w)(?:"(?:[^"\\]|\\[\s\S])*"?|'[^']*'?)"""  # in quotes a bracket is text
    r"""|(?<!\S)\#.*"""
    r"""|:[ \t]+[\]}][ \t]*$"""  # a value that is one closing bracket is mistyped, and ends none
    r"""|[\[\]{}]""",
    re.MULTILINE,
)


def unmatched(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The closing brackets of what lines do not open, and those that what they leave open has yet to be closed by."""
    strays: list[str] = []
    awaited: list[str] = []
    for sign in _SIGN.findall("\n".join(lines)):
        if sign in _CLOSED_BY:
            awaited.append(_CLOSED_BY[sign])
        elif awaited and sign == awaited[-1]:
            awaited.pop()
        elif sign in ("]", "}"):
            strays.append(sign)
    return strays, awaited


class OpenBrackets:
    """The brackets that entries left open, each with the number of its entry: the last is closed first."""

    def __init__(self) -> None:
        self._by_closing: dict[str, list[int]] = {"]": [], "}": []}

    def leave_open(self, closing: str, entry: int) -> None:
        """An entry leaves open what this bracket closes. Entries come in their order."""
        self._by_closing[closing].append(entry)

    def close(self, closing: str) -> int | None:
        """The entry whose bracket is closed by this one; those that entries behind it left open are part of it."""
        if not self._by_closing[closing]:
            return None
        entry = self._by_closing[closing].pop()
        for entries in self._by_closing.values():
            while entries and entries[-1] > entry:
                entries.pop()
        return entry


def line_closed(lines: Sequence[str], begun: int) -> int | None:
    """Which of these lines ends the quote or bracket that is open behind the first `begun` of them.

    None where YAML reads none that does.
    """
    within: list[bool | None] = []
    try:
        for event in yaml.parse("\n".join(lines), Loader=LOADER):
            if isinstance(event, CollectionStartEvent):
                within.append(event.flow_style)
            elif isinstance(event, CollectionEndEvent):
                within.pop()
            if len(within) > DEPTH_MAX:  # no reader reads further, and a thousand open brackets are not looked behind
                return None
            if event.end_mark is not None and event.end_mark.line >= begun and True not in within:
                return int(event.end_mark.line)
    except yaml.YAMLError:
        pass
    return None
