"""A transcript reads as paragraphs, and each of its times leads into the recording."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from balado.site.transcript_text import transcript_markup
from balado.transcripts.transcript import Cue, Transcript, Voice


def cue(start: float, text: str, speaker: str | None = "Claire Hédon", lasts: float = 4) -> Cue:
    return Cue((Voice(text, speaker),), timedelta(seconds=start), timedelta(seconds=start + lasts))


def read(*cues: Cue, recording: str | None = "../audio/un.mp3", language: str = "fr") -> html.HtmlElement:
    return html.fragment_fromstring(transcript_markup(Transcript(cues), recording, language), create_parent="div")


def test_a_pause_or_another_speaker_begins_a_paragraph_with_a_link() -> None:
    page = read(cue(0.75, "Bienvenue."), cue(4.75, "Nous\ncommençons."), cue(12, "Après."), cue(3723.5, "Oui.", "Jean"))
    links = [(link.text, link.get("href")) for link in page.iter("a")]
    assert links == [
        ("0:00", "../audio/un.mp3#t=0"),
        ("0:12", "../audio/un.mp3#t=12"),
        ("1:02:03", "../audio/un.mp3#t=3723"),
    ]
    assert [name.text for name in page.iter("cite")] == ["Claire Hédon", "Jean"]
    assert [span.text for span in page.iter("span")] == ["Bienvenue.", "Nous commençons.", "Après.", "Oui."]


def test_each_line_says_when_it_begins() -> None:
    page = read(cue(0.75, "Un."), cue(4523.456, "Deux."), cue(40_000.5, "Trois."))
    assert [span.get("data-t") for span in page.iter("span")] == ["0.75", "4523.46", "40000.5"]


def test_without_a_recording_times_are_no_links() -> None:
    page = read(cue(5, "Bonjour."), recording=None)
    assert (list(page.iter("a")), page.find("p/b").text) == ([], "0:05")


def test_text_without_times_keeps_its_lines() -> None:
    page = read(Cue((Voice("Un.\nDeux.", None),)), Cue((Voice("Trois.", "Jean"),)))
    assert [paragraph.text_content() for paragraph in page.iter("p")] == ["Un.Deux.", "Jean Trois."]
    assert (len(list(page.iter("br"))), list(page.iter("a")), list(page.iter("span"))) == (1, [], [])


def test_french_signs_hold_on_to_their_words() -> None:
    assert read(cue(0, "Qui ?")).find(".//span").text == "Qui\u00a0?"
    assert read(cue(0, "Who ?"), language="en").find(".//span").text == "Who ?"


@given(
    text=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1),
    speaker=st.text("<>&\"'abc", min_size=1),
)
def test_whatever_is_said_is_text(text: str, speaker: str) -> None:
    page = read(cue(0, text, speaker), recording="../audio/a&b\"'.mp3", language="en")
    assert {element.tag for element in page.iter()} == {"div", "p", "a", "cite", "span"}
    assert page.find(".//span").text == text
    assert page.find(".//cite").text == speaker
