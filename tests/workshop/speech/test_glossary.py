"""Names and terms put right: whole words, in the capitals of the place, times and comments untouched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.workshop.speech.glossary import Term, corrected, terms_of

WORDS = [Term("SIRCOM", ("sir com", "circom")), Term("Balado", ("bas la do",)), Term("podping"), Term("œuvre")]
TERMS = terms_of(WORDS, ["Claire Hédon", "Rose", "Martine de Boisdeffre", "Anne-Marie L’Huillier"])


def said(words: str) -> str:
    vtt = f"WEBVTT\n\nNOTE claire hedon\n\nclaire hedon\n00:01.000 --> 00:02.000 line:0\n{words}\n"
    new = corrected(vtt, ".vtt", TERMS)
    head, _, rest = new.partition("line:0\n")
    assert head == vtt.partition("line:0\n")[0]
    return rest.removesuffix("\n")


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("le Sir Com et le circom", "le SIRCOM et le SIRCOM"),
        ("claire hedon a dit", "Claire Hédon a dit"),
        ("claire\nhedon", "Claire\nHédon"),
        ("Claire <c.unsure>Hedon</c>.", "Claire <c.unsure>Hédon</c>."),
        ("d'Hedon", "d'Hédon"),
        ("MARTINE DE BOISDEFFRE", "MARTINE DE BOISDEFFRE"),
        ("CLAIRE HEDON", "CLAIRE HÉDON"),
        ("martine de boisdeffre", "Martine de Boisdeffre"),
        ("anne marie l'huillier", "Anne-Marie L’Huillier"),
        ("<v claire hedon>Oui", "<v Claire Hédon>Oui"),
        ("avec bas\nla do, oui", "avec\nBalado, oui"),
        ("<c.unsure>Bas</c> la do", "<c.unsure>Balado</c>"),
        ("Podping et Podping", "Podping et Podping"),
        ("une oeuvre, Oeuvre", "une œuvre, Œuvre"),
        ("he\u0301don, Claire He\u0301don", "he\u0301don, Claire He\u0301don"),
    ],
)
def test_a_term_is_written_as_the_show_writes_it(heard: str, right: str) -> None:
    assert said(heard) == right


@pytest.mark.parametrize(
    "words",
    ["circoms", "porte-circom", "circom-bis", "une rose", "les hedonistes", "Claire\u00a0Hédon", "&lt;Balado&gt;",
     "1 2", "bas. La do"],
)  # fmt: skip
def test_what_is_another_word_or_right_already_stays(words: str) -> None:
    assert said(words) == words


def test_captions_of_other_formats_are_put_right_too() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\nle circom\n\n2\n00:00:03,000 --> 00:00:04,000\nbalado\n"
    assert corrected(srt, ".srt", TERMS) == srt.replace("circom", "SIRCOM").replace("\nbalado", "\nBalado")
    assert corrected("Claire hedon :\n\ncircom", ".txt", TERMS) == "Claire Hédon :\n\nSIRCOM"


@pytest.mark.parametrize(
    ("suffix", "written"),
    [(".vtt", "R&amp;D &lt;b&gt; --&gt; B"), (".srt", "R&D &lt;b> --> B"), (".txt", "R&D <b> --> B")],
)
def test_a_term_with_what_would_be_a_tag_or_a_time_is_written_as_its_file_carries_it(suffix: str, written: str) -> None:
    times = {".vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n", ".srt": "1\n00:00:01,000 --> 00:00:02,000\n", ".txt": ""}
    term = Term("R&D <b> --> B", ("air et dé",))
    assert corrected(f"{times[suffix]}air et dé\n", suffix, [term]) == f"{times[suffix]}{written}\n"


PIECES = st.sampled_from(
    ["circom", "Sir", "com", "claire", "Hedon", "<c.unsure>", "</c>", "\n", " ", ",", "’", "-", "bas", "la", "do", "É"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_it_is_done_once_and_keeps_every_time(words: str) -> None:
    vtt = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n\n00:03.000 --> 00:04.000\ncircom\n"
    once = corrected(vtt, ".vtt", TERMS)
    assert corrected(once, ".vtt", TERMS) == once
    assert re.findall(".*-->.*", once) == re.findall(".*-->.*", vtt)
