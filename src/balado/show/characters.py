"""Characters that no feed can carry, whichever way they come into a text: typed, escaped, in a tag. Pure."""

from __future__ import annotations

import html
import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""XML 1.0 (2.2) has no form for C0 controls, halves of surrogate pairs and the two non-characters; C1 controls are
Windows text in the wrong encoding."""


_SHOWN_MAX_CHARS = 200


def unescaped(markup: str) -> str:
    """`html.unescape`, in a part of its time where most references are ampersands, as in texts escaped twice."""
    if markup.count("&") == markup.count("&amp;"):
        return markup.replace("&amp;", "&")
    return "&".join(html.unescape(part) if "&" in part else part for part in markup.split("&amp;"))


def shortened(text: str) -> str:
    """As much of a text as a sentence may quote: whoever reads it looks it up at its line."""
    return text if len(text) <= _SHOWN_MAX_CHARS else f"{text[:_SHOWN_MAX_CHARS]}…"


def code_of(character: str) -> str:
    """A character as Unicode writes its number: `U+001E`."""
    return f"U+{ord(character):04X}"
