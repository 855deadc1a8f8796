"""What people get of notes in HTML."""

from hypothesis import given
from hypothesis import strategies as st

from balado.importer.proof.notes_read import NotesSaid, read_said


def test_text_links_pictures_and_scripts_are_told_apart() -> None:
    said = read_said(
        '<p onclick="x()">See <a href="https://a.example/?a=1&amp;b=2">the <b>page</b></a>,<br>it&#39;s long.</p>'
        '<img src="https://a.example/p.png" alt="A lock"><script>var hidden;</script><a href="javascript:y()">z</a>'
    )
    assert said == NotesSaid(
        "See the page, it's long. A lock z",
        ("https://a.example/?a=1&b=2",),
        ("https://a.example/p.png",),
        ("onclick", "<script>", "javascript:y()"),
    )


def test_plain_text_is_text_and_names_its_addresses() -> None:
    said = read_said("Tom &amp; Ana:\n https://a.example/x?y=1, (https://b.example).")
    assert said.text == "Tom & Ana: https://a.example/x?y=1, (https://b.example)."
    assert said.named == {"https://a.example/x?y=1", "https://b.example"}
    assert said.words[:2] == ["Tom", "Ana"]


@given(st.text())
def test_whatever_stands_there_is_read(text: str) -> None:
    said = read_said(text)
    assert said.text == " ".join(said.text.split())
