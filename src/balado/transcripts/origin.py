"""Where a WebVTT file comes from, as its first comment says: a machine's draft, or one that a person has accepted.

    NOTE balado draft
    faster-whisper 1.2.1, small, fr

A draft is known by that wherever it is copied to. Once accepted, the comment stays and tells what a machine began.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from balado.transcripts.encoding import text_of

State = Literal["draft", "accepted"]

_ANY_CASE = re.MULTILINE | re.IGNORECASE
_NOTE = re.compile(r"^NOTE[ \t]+balado[ \t]+(?P<state>draft|accepted)\b[^\n]*(?:\n(?P<maker>[^\n]+))?", _ANY_CASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a machine wrote: whether a person has accepted it, and by what it was made."""

    state: State
    maker: str = ""

    @property
    def note(self) -> str:
        """The comment that says so."""
        return f"NOTE balado {self.state}" + (f"\n{self.maker}" if self.maker else "")


def origin_of(raw: bytes, path: str) -> Origin | None:
    """What the file says of where it comes from; None where it says nothing, or cannot be read."""
    if b"balado" not in raw.replace(b"\0", b"").lower():
        return None
    text, _ = text_of(raw, path)
    found = _NOTE.search(text or "")
    if found is None:
        return None
    return Origin("draft" if found["state"].lower() == "draft" else "accepted", (found["maker"] or "").strip())


def with_origin(text: str, origin: Origin) -> str:
    """The file with this comment in the place of the one it has; without one, behind its header."""
    if _NOTE.search(text):
        return _NOTE.sub(lambda _: origin.note, text, count=1)
    header, _, rest = text.partition("\n\n")
    return f"{header}\n\n{origin.note}\n\n{rest}"
