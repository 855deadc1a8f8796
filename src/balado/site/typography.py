"""The signs of written French, set right where a page shows them: a sign never begins a line alone. Pure."""

from __future__ import annotations

import re

from markupsafe import Markup

from balado.site.words import primary

_NO_BREAK = "\u00a0"
# Lexique des règles typographiques en usage à l'Imprimerie nationale, Ponctuation.
_SIGNS = tuple((f" {sign}", f"{_NO_BREAK}{sign}") for sign in ":;?!»")
_TAG = re.compile(r"(<[^>]*>)")


def with_spaces(text: str, language: str) -> str:
    """The text in this language; French with spaces that do not break at double signs and in guillemets."""
    if primary(language) != "fr":
        return text
    for written, right in _SIGNS:
        text = text.replace(written, right)
    return text.replace("« ", f"«{_NO_BREAK}")


def html_with_spaces(html: str, language: str) -> Markup:
    """The same for HTML that may be inserted as it is: only its words change, no address in it."""
    parts = (part if part.startswith("<") else with_spaces(part, language) for part in _TAG.split(html))
    return Markup("".join(parts))  # noqa: S704 -- as it was given
