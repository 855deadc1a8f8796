"""Names that others gave become harmless ones of ours, and are shown as they were."""

from __future__ import annotations

import re
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.studio.uploads.names import name_of_ours, numbered, shown_name, title_of


@pytest.mark.parametrize(
    ("given_name", "ours"),
    [
        ("Été à l'écoute.WAV", "ete-a-l-ecoute.mp3"),
        ("Ete\u0301.wav", "ete.mp3"),  # as a Mac stores it
        ("../../etc/passwd", "passwd.mp3"),
        ("C:\\Users\\ada\\talk.wav", "talk.mp3"),
        ("..", "file.mp3"),
        (".hidden", "hidden.mp3"),
        ("talk.mp3...", "talk-mp3.mp3"),
        ("talk .mp3 ", "talk.mp3"),
        ("CON.wav", "con-file.mp3"),
        ("lpt1", "lpt1-file.mp3"),
        ("nul.tar.gz", "nul-tar.mp3"),
        ("🎙️.wav", "file.mp3"),
        ("", "file.mp3"),
        ("-rf.wav", "rf.mp3"),
        ("a\0b\n.wav", "a-b.mp3"),
        ("x" * 300 + ".wav", "x" * 60 + ".mp3"),
    ],
)
def test_a_name_becomes_one_of_ours(given_name: str, ours: str) -> None:
    assert name_of_ours(given_name, ".mp3") == ours


@given(st.text(max_size=400))
def test_whatever_is_sent_is_harmless_on_every_system(given_name: str) -> None:
    ours = name_of_ours(given_name, ".mp3")
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.mp3", ours)
    assert len(ours) <= 70
    assert ours.partition(".")[0] not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    shown = shown_name(given_name)
    assert shown
    assert len(shown) <= 120
    assert shown.isprintable() or not given_name.isprintable()
    assert "\n" not in shown


def test_others_for_the_same_are_numbered() -> None:
    assert list(islice(numbered("talk.mp3"), 3)) == ["talk.mp3", "talk-2.mp3", "talk-3.mp3"]


def test_a_title_is_made_of_a_name() -> None:
    assert title_of("dossier/Mon_premier  e\u0301pisode.v2.wav") == "Mon premier épisode.v2"
