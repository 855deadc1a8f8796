"""Sentences for people, before anybody has chosen a language."""

from __future__ import annotations

import pytest

from balado.cli.session import catalogue
from balado.message import InLanguages, Message, say, say_many

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


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (9_999, "9999", "9999"),
        (10_000, "10,000", "10\u202f000"),
        (5_000_000, "5,000,000", "5\u202f000\u202f000"),
        (-44_100, "-44,100", "-44\u202f100"),
        (-16.4, "-16.4", "-16,4"),
        (2.0, "2", "2"),
        ("5000000", "5000000", "5000000"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value: object, english: str, french: str) -> None:
    told = say("It is {size} bytes long; podcast apps accept {limit}.", size=value, limit=1)
    assert str(told) == f"It is {english} bytes long; podcast apps accept 1."
    assert f" {french} " in told.translate(FRENCH).replace("\u00a0", " ")


def test_the_number_of_a_publication_is_a_name() -> None:
    told = say("There is no publication {number}: see `balado history`.", number=12_345)
    assert "12345" in str(told)
    assert "12345" in told.translate(FRENCH)


def test_counts_are_grouped_too() -> None:
    told = say_many("{count} cue", "{count} cues", 1_234_567)
    assert str(told) == "1,234,567 cues"
    assert told.cleaned(str).translate(FRENCH) == "1\u202f234\u202f567 cues"


@pytest.mark.parametrize(("names", "french"), [({"en": "Arts", "fr": "Beaux-arts"}, "Beaux-arts"), ({"en": "X"}, "X")])
def test_a_name_is_the_one_of_the_language(names: dict[str, str], french: str) -> None:
    told = say("Write “{line}”.", line=InLanguages(names)).cleaned(str.upper)
    assert str(told) == f"Write “{names['en']}”."
    assert french in told.translate(FRENCH)
