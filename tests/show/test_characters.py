"""Characters, and what stands for them in markup."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.show.characters import unescaped

PIECES = st.sampled_from(
    ["&amp;", "&", "amp;", "&amp", "&lt;", "&#38;", "&#38", "&#x26;", "&notit;", "&am", ";", "é", " "]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_references_become_what_they_stand_for_as_in_the_standard_library(markup: str) -> None:
    assert unescaped(markup) == html.unescape(markup)


@pytest.mark.parametrize(("markup", "text"), [("&amp;amp;", "&amp;"), ("R&amp;D &eacute;", "R&D é"), ("", "")])
def test_a_reference_is_taken_once(markup: str, text: str) -> None:
    assert unescaped(markup) == text
