"""The signs of written French, set right where a page shows them: a sign never begins a line alone. Pure."""

from __future__ import annotations

from typing import TypeVar

from balado.site.words import primary

_NO_BREAK = "\u00a0"
# Lexique des règles typographiques en usage à l'Imprimerie nationale, Ponctuation.
_SIGNS = tuple((f" {sign}", f"{_NO_BREAK}{sign}") for sign in ":;?!»")

Text = TypeVar("Text", bound=str)


def with_spaces(text: Text, language: str) -> Text:
    """The text or HTML in this language; French with spaces that do not break at double signs and in guillemets."""
    if primary(language) != "fr":
        return text
    for written, right in _SIGNS:
        text = text.replace(written, right)  # type: ignore[assignment] # Markup gives Markup
    return text.replace("« ", f"«{_NO_BREAK}")  # type: ignore[return-value] # the same
