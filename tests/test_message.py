"""Sentences for people, before anybody has chosen a language."""

from __future__ import annotations

import pytest

from balado.cli.console import catalogue
from balado.message import Message, say

FRENCH = catalogue(["fr"])


@pytest.mark.parametrize("nothing", ["", " ", "\N{NO-BREAK SPACE}\t"])
def test_a_value_with_nothing_in_it_is_named_instead_of_quoted(nothing: str) -> None:
    what = say("“{text}” is not a language code.", text=nothing)
    assert str(what) == "(empty) is not a language code."
    assert what.translate(FRENCH) == "(vide) n’est pas un code de langue."
    assert str(Message("There is no profile `{name}`; there are: {known}.", {"name": nothing, "known": "a"})) == (
        "There is no profile (empty); there are: a."
    )


def test_all_other_values_stay_in_their_quotes() -> None:
    assert str(say("“{text}” is not “{other}”: {rest}", text="a", other="0", rest="")) == "“a” is not “0”: "
    assert str(say("“{text}” of {count}", text="", count=0)) == "(empty) of 0"
