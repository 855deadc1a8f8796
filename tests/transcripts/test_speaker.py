from __future__ import annotations

import pytest

from balado.transcripts.speaker import speaker_of


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ada: Hi", "Ada"),
        ("Mme Hédon : Bonjour", "Mme Hédon"),
        ("Claire Hédon\u00a0: Bonjour", "Claire Hédon"),
        ("Claire Hédon\u202f: Bonjour", "Claire Hédon"),
        ("M. Didier-Roland Tabuteau: Merci", "M. Didier-Roland Tabuteau"),
        ("J.-P. Sartre: Merci", "J.-P. Sartre"),
        ("Jean d'Ormesson: Merci", "Jean d'Ormesson"),
        ("Bernard-Henri de l’Étang: Merci", "Bernard-Henri de l’Étang"),
        ("Élise de la Tour du Pin: Merci", "Élise de la Tour du Pin"),
        ("Patrick O’Neil: Yes", "Patrick O’Neil"),
        ("Speaker 1: Yes", "Speaker 1"),
        ("SPEAKER_00: Yes", "SPEAKER_00"),
        ("Intervenant n°2: Oui", "Intervenant n°2"),
        ("- Ada: Hi", "Ada"),
        (">> Ada: Hi", "Ada"),
        ("Ada:", "Ada"),
        ("李白: 好", "李白"),
        ("Attention : c'est un nom, faute de mieux", "Attention"),
    ],
)
def test_a_name_before_a_colon_is_the_speaker(line: str, name: str) -> None:
    assert speaker_of(line) == (name, line.split(":", 1)[1])


@pytest.mark.parametrize(
    "line",
    [
        "",
        ":",
        ": Hi",
        "Hi",
        "12:30 Ada",
        "At 12:30: lunch",
        "Rendez-vous 12:30",
        "https://example.org",
        "Ada:Hi",
        "ada: hi",
        "Je le répète : non",
        "Le problème : il pleut",
        "Oui, Ada: non",
        "Oui. Ada: non",
        "Vraiment ? Oui: non",
        "“Ada”: hi",
        "2: two",
        "One Two Three Four Five Six Seven: hi",
        f"{'A' * 61}: hi",
        "- : hi",
    ],
)
def test_other_colons_are_words(line: str) -> None:
    assert speaker_of(line) == (None, line)
