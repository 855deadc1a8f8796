"""In French no sign begins a line alone; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from balado.site.typography import html_with_spaces, with_spaces


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Attentes : quelles ?", "Attentes\u00a0: quelles\u00a0?"),
        ("Il dit : « Non ; jamais ! »", "Il dit\u00a0: «\u00a0Non\u00a0; jamais\u00a0!\u00a0»"),
        ("déjà\u00a0: bien", "déjà\u00a0: bien"),
    ],
)
def test_french_signs_hold_on_to_their_words(written: str, shown: str) -> None:
    assert with_spaces(written, "fr-FR") == shown


@given(text=st.text())
def test_texts_in_other_languages_stay_as_they_are(text: str) -> None:
    assert with_spaces(text, "en") == text


@given(text=st.text(alphabet=" :;?!»«a\u00a0"))
def test_nothing_but_spaces_changes(text: str) -> None:
    assert with_spaces(text, "fr").replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_in_html_only_words_change() -> None:
    written = '<p>Qui ? <a href="https://a.example/?q=b :c">« Là »</a></p>'
    shown = html_with_spaces(written, "fr")
    assert isinstance(shown, Markup)
    assert shown == '<p>Qui\u00a0? <a href="https://a.example/?q=b :c">«\u00a0Là\u00a0»</a></p>'
    assert html_with_spaces(written, "en") == written
