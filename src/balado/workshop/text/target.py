"""Where a link of an office text may lead listeners. Pure."""

from __future__ import annotations

import re

_FOLLOWED = re.compile(r"https?://[^/\s]|mailto:[^\s]", re.IGNORECASE)
_SHOWN_MAX_CHARS = 60


def target_of(href: str, cut: list[str]) -> str | None:
    """The address, where apps follow it; None for a place in the text itself, or for one that is `cut`, and noted so.

    What begins with `javascript:` or `file:` leads nobody from an app to anything of use.
    """
    address = "".join(letter for letter in href.strip() if letter.isprintable())
    if _FOLLOWED.match(address):
        return address
    if address and not address.startswith("#"):
        cut.append(address[:_SHOWN_MAX_CHARS])
    return None
