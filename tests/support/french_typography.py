"""The signs of written French: which are wrong in a text, and the text with them set right.

The rules are those of the Imprimerie nationale (Lexique des règles typographiques): a space that does not break before
`: ; ? ! »` and after `«`, within numbers and between a number and its unit; the apostrophe is U+2019. What stands
between backticks is code and keeps its own signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NO_BREAK = "\u00a0"
APOSTROPHE = "\u2019"

_ENTITY = re.compile(r"&#?\w+;")
_UNITS = r"(?:octets?|[kMG]o|kbit/s|k?Hz|dB|LUFS|LKFS|pixels?|caractères|secondes?|minutes?|heures?|jours?|%)(?!\w)"
_SIGNS = (
    (re.compile(r"(?<=[A-Za-zÀ-ÿ])'"), APOSTROPHE),
    (re.compile(r" (?=[:;?!»](?!\S{2,}))"), NO_BREAK),
    (re.compile(r"(?<=«) "), NO_BREAK),
    (re.compile(rf"(?<=[\d}}]) (?={_UNITS})"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NO_BREAK),
    (re.compile(r"(?<=[\d}]) x (?=[\d{])"), f"{NO_BREAK}×{NO_BREAK}"),
)
_WRONG = (
    re.compile(r"(?<=[A-Za-zÀ-ÿ])'"),
    re.compile(r"(?:^|[^\s\u00a0\u202f(«])[;?!»](?=\s|$)"),
    re.compile(r" [:;?!»](?=\s|$)"),
    re.compile(r"«(?![\u00a0\u202f])"),
    re.compile(r"\.\.\."),
    re.compile(r"[^\n ] {2,}[:;?!»]"),
)


def with_signs(text: str) -> str:
    """The text with its apostrophes and its spaces that do not break. Pure."""
    return _outside_code(text, _set)


def wrong_signs(text: str) -> list[str]:
    """What is wrong in a text, each with the words around it. Pure."""
    prose = _ENTITY.sub("&", _outside_code(text, lambda part: part, code="`…`"))
    return [prose[max(0, m.start() - 15) : m.end() + 15] for wrong in _WRONG for m in wrong.finditer(prose)]


def _set(part: str) -> str:
    for wrong, right in _SIGNS:
        part = wrong.sub(right, part)
    return part


def _outside_code(text: str, change: Callable[[str], str], code: str | None = None) -> str:
    parts = re.split(r"(`[^`\n]*`)", text)
    return "".join(change(part) if index % 2 == 0 else code or part for index, part in enumerate(parts))
