"""Notes of a feed as Markdown that says the same, or as the HTML that they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.notes.render import render_notes, shown_html
from balado.importer import notes as notes_module
from balado.importer.notes import notes_of, plain_text, rendered_notes_of
from balado.show.values.forms import NOTES_MAX_CHARS


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("", ""),
        (" \n ", ""),
        ("<p></p>", ""),
        ("Plain & simple", "Plain & simple"),
        ("One line\nanother\n\nand a paragraph", "One line\\\nanother\n\nand a paragraph"),
        ("1 < 2 and a <3", "1 \\< 2 and a \\<3"),
        ("<p>Hello <b>you</b></p>", "Hello **you**"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>two<br/>three", "One\\\ntwo\\\nthree"),
        ("One<br><br>two", "One\n\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ul><li>a</li></ul><p></p><ul><li>b</li></ul>", "- a\n\n* b"),
        ("<h2>Head</h2><p>Text</p>", "## Head\n\nText"),
        ('<p>See <a href="https://a.example/?x=1&amp;y=2">this</a>.</p>', "See [this](https://a.example/?x=1&y=2)."),
        ("<p>https://a.example/page</p>", "<https://a.example/page>"),
        ("<p>2 * 3 * 4 and _x_ and # 1</p>", "2 \\* 3 \\* 4 and \\_x\\_ and # 1"),
        ("<p>&Eacute;t&eacute;&nbsp;: 20&nbsp;%</p>", "Été\u00a0: 20\u00a0%"),
        ("a\u0001b", "a b"),
        ("<p>a</p>\r\n\r\n<p>b</p>", "a\n\nb"),
    ],
)
def test_what_markdown_can_say_becomes_markdown(written: str, notes: str) -> None:
    assert notes_of(written) == notes


@pytest.mark.parametrize(
    "written",
    [
        "<table><tr><td>a</td><td>b</td></tr></table>",
        '<p>Look</p><p><img src="https://a.example/x.jpg" alt="A lectern"></p>',
        "<p>The type <int> is</p>",
        "<ul><li>a</li></ul>\n<ul><li>b</li></ul>\n\n<p>c <img alt='x'></p>",
    ],
)
def test_what_markdown_cannot_say_stays_html_and_is_shown_as_it_was(written: str) -> None:
    notes = notes_of(written)
    assert notes.startswith("<div>\n")
    assert "".join(shown_html(notes).split()) == "".join(shown_html(f"<div>{written}</div>".replace("\n", "")).split())


def test_long_notes_are_kept_and_longer_ones_end_behind_a_paragraph() -> None:
    paragraph = f"<p>{'word ' * 20}</p>"
    assert notes_of(paragraph * 900).count("\n\n") == 899
    cut = notes_of(paragraph * 2000)
    assert len(cut) <= NOTES_MAX_CHARS
    assert cut.endswith("word\n\n…")


def test_what_stands_below_all_episodes_says_the_same_below_each() -> None:
    below = "<p>Made by <i>us</i>.</p>"
    assert [notes_of(f"<p>{number}</p>{below}") for number in range(3)] == [
        f"{number}\n\nMade by *us*." for number in range(3)
    ]


def test_a_paragraph_is_rendered_once_in_all_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    rendered = notes_module.render_part
    monkeypatch.setattr(notes_module, "render_part", lambda text: asked.append(text) or rendered(text))
    monkeypatch.setattr(notes_module, "render_notes", lambda text: pytest.fail(f"the whole of {text}"))
    for number in range(3):
        rendered_notes_of(f"<p>The {number}th</p><ul><li>with</li></ul><p>Below <i>this</i> and all others</p>")
    assert asked == ["The 0th", "- with", "Below *this* and all others", "The 1th", "The 2th"]


PARTS = (
    "<p>", "</p>", "<br>", "<ul>", "<li>", "</ul>", "<b>", "</b>", "*", "_", "[x](y)", "1. ", "- ", "\n", "\n\n",
    "    ", "<", "&lt;", "a", " b ", "é", "#", "`", "<!--", "\\", "https://a.example/_x_",
    '<a href="https://a.example">', "</a>", "<td>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=12))
def test_no_letter_is_lost_whatever_notes_hold(parts: list[str]) -> None:
    written = "".join(parts)
    shown = shown_html(notes_of(written))
    assert shown.count("é") >= written.partition("<!--")[0].count("é")


BLOCKS = st.tuples(st.sampled_from(("p", "ul", "ol")), st.lists(st.sampled_from(PARTS), max_size=6).map("".join)).map(
    lambda block: (
        f"<{block[0]}>{block[1]}</{block[0]}>" if block[0] == "p" else f"<{block[0]}><li>{block[1]}</{block[0]}>"
    )
)


@given(st.lists(BLOCKS | st.sampled_from(PARTS), max_size=5).map("".join))
def test_notes_are_rendered_as_their_markdown_is(written: str) -> None:
    notes, rendered = rendered_notes_of(written)
    assert notes == notes_of(written)
    assert rendered == render_notes(notes)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("<p>One</p><p>Two <b>three</b></p>", "One\nTwo three"),
        (" a\r\nb ", "a\nb"),
        ("", ""),
    ],
)
def test_a_description_is_plain_text(written: str, text: str) -> None:
    assert plain_text(written) == text
