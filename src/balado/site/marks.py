"""Where an episode stands in a page that tells of several: two comments, so that it can be taken out of the bytes.

A takedown has no source at hand, and must leave every page without a trace of the episode. Pure.
"""

from __future__ import annotations

import hashlib

OPENING = b"<!--episode "
"""What the comment before what is told of any episode begins with."""

_DIGITS = 32


def mark_of(guid: str) -> str:
    """What stands for an episode in the comments around what is told of it."""
    return hashlib.sha256(guid.encode()).hexdigest()[:_DIGITS]


def opening(guid: str) -> str:
    """The comment before what is told of an episode."""
    return f"<!--episode {mark_of(guid)}-->"


def closing(guid: str) -> str:
    """The comment behind it."""
    return f"<!--/episode {mark_of(guid)}-->"


def without(page: bytes, guid: str) -> bytes:
    """The page without every stretch that tells of the episode. Stretches of one episode never hold each other."""
    begin, end = opening(guid).encode(), closing(guid).encode()
    parts = page.split(begin)
    return parts[0] + b"".join(part.partition(end)[2] for part in parts[1:])
