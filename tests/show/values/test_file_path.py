from __future__ import annotations

import pytest
from objections import objection_to

from balado.message import say
from balado.show.values.file_path import relative_path
from balado.show.values.nearest import nearest
from balado.show.values.plain import meant, text, wrong


@pytest.mark.parametrize("name", ["a.pdf", "ä" * 127, "folder/" + "x" * 255, "CON.pdf", "é/è.pdf"])
def test_a_name_that_a_disk_takes_is_a_path(name: str) -> None:
    assert relative_path(name) == name


@pytest.mark.parametrize("name", ["x" * 256, "ä" * 128, "folder/" + "x" * 256, "ab/" * 400 + "c"])
def test_a_name_that_no_disk_takes_is_none(name: str) -> None:
    assert objection_to(relative_path, name)[0] == f"No disk takes a file with a name of {len(name)} characters."


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x9b", "\ud800", "\uffff"])
def test_no_form_takes_a_character_that_no_feed_can_carry(character: str) -> None:
    assert f"U+{ord(character):04X}" in objection_to(text, f"a{character}b")[0]


def test_an_objection_quotes_no_page() -> None:
    long = "x" * 100_000

    def refuse(value: object) -> None:
        raise wrong(say("“{text}” is not possible here.", text=value), say("Write a word."))

    assert len(objection_to(refuse, long)[0]) < 250
    assert nearest(long, [long]) is None


def test_in_a_long_list_the_word_that_was_meant_begins_with_the_same_letter() -> None:
    known = [f"person-{number}" for number in range(5_000)] + ["hedon"]
    assert nearest("hedom", known) == "hedon"
    assert str(meant("hedom", known, say("None."))()) == "Did you mean “hedon”?"
    assert str(meant("zzz", known, say("None."))()) == "None."
