"""What a draft marks for its reader, counted and taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from transcripts import transcript_of, words_of

from balado.workshop.speech.marks import Marks, marked, marks_in, placeholder, without_marks

DRAFT = """WEBVTT

NOTE balado draft
Words within <c.unsure> are doubtful.

00:01.000 --> 00:02.000
<v Voix 1>Bonjour <c.unsure>Claire Édon</c>,
et <c.unsure>merci</c>.

01:00:03.500 --> 01:00:04.000
<v Claire Hédon>Oui.
"""


def test_unsure_words_are_counted_where_they_are_said() -> None:
    assert marks_in(DRAFT) == Marks(3, (timedelta(seconds=1),), 1)


def test_what_is_left_are_words_and_names() -> None:
    clean = without_marks(DRAFT)
    assert "Bonjour Claire Édon,\net merci." in clean
    assert "<v Claire Hédon>Oui." in clean
    assert marks_in(clean) == Marks()


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("a <c.unsure>b\nc</c> d", "a b\nc d"),
        ("<c.loud>a</c> <c.unsure>b</c>", "<c.loud>a</c> b"),
        ("<c.unsure>nobody closed this", "nobody closed this"),
        ("<v Voixture>a", "<v Voixture>a"),
        ("<v Voice 12>a", "a"),
    ],
)
def test_only_its_own_marks_go(words: str, left: str) -> None:
    assert without_marks(words) == left


def test_players_show_marked_words_as_plain_ones() -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>tout {marked('va')} bien\n"
    assert words_of(transcript_of(text, ".vtt")) == [("Ada", "tout va bien")]


@pytest.mark.parametrize(("language", "name"), [("fr", "Voix 1"), ("fr-ca", "Voix 1"), ("de", "Voice 1")])
def test_a_speaker_without_a_name_is_a_number_in_the_language(language: str, name: str) -> None:
    assert placeholder(language) == name
    assert marks_in(f"00:01.000 --> 00:02.000\n<v {name}>a").unnamed == 1
