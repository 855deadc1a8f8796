"""What an office text says is read again from the Markdown that is made of it, by the reader of our notes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.notes.lines import as_lines
from balado.feed.notes.render import render_notes
from balado.workshop.text.blocks import ListItem, Span, TextBlock, tidy, with_links
from balado.workshop.text.markdown import to_markdown
from balado.workshop.text.plain import read_plain

LETTERS = st.text(alphabet="ab1é .:,*_`#[]()<>&;!|\\~+=-\"'\u00a0\n/@{}$0", min_size=1, max_size=12)
SPANS = st.lists(st.builds(Span, LETTERS, st.booleans(), st.booleans()), min_size=1, max_size=5).map(tidy)
ITEMS = st.none() | st.builds(ListItem, st.integers(0, 3), st.integers(1, 3), st.none() | st.integers(0, 120))
BLOCKS = st.lists(
    st.builds(TextBlock, SPANS, st.just(0) | st.integers(1, 6), ITEMS, st.booleans(), st.booleans()).map(
        lambda block: TextBlock(
            block.spans, 0 if block.item else block.heading, block.item, block.quoted, block.continues
        )
    ),
    max_size=6,
)


def shown(markdown: str) -> list[str]:
    return as_lines(render_notes(markdown).html)


@given(BLOCKS)
def test_every_letter_of_a_text_reaches_listeners(blocks: list[TextBlock]) -> None:
    read = re.sub(r"\s+", "", "".join(shown(to_markdown(blocks))))
    assert re.fullmatch("".join(map(reading, blocks)), read)


def reading(block: TextBlock) -> str:
    """The letters of a block as a pattern, behind the sign that an item of a list has."""
    sign = "" if block.item is None or not block.spans else r"(?:-|\d+[.)])?"
    return sign + re.escape(re.sub(r"\s+", "", block.text))


def text_of(*spans: Span) -> str:
    return to_markdown([TextBlock(tidy(spans))])


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ([Span("Avec "), Span("C. Hédon :", bold=True), Span("la Défenseure")], "Avec **C. Hédon** :la Défenseure"),
        ([Span("« oui »", italic=True)], "« *oui* »"),
        ([Span("a", bold=True), Span("b", italic=True), Span("c")], "abc"),
        ([Span("a", bold=True, italic=True), Span(" b", bold=True)], "***a*** **b**"),
        ([Span("un\ndeux", bold=True)], "**un**\\\n**deux**"),
        ([Span("…", bold=True)], "…"),
        ([Span("site", href="https://a.example/b (c)"), Span(".")], "[site](https://a.example/b%20%28c%29)."),
        ([Span("un ", href="https://a.example"), Span("mot", bold=True, href="https://a.example")],
         "[un **mot**](https://a.example)"),
        ([Span("https://a.example/x_y", href="https://a.example/x_y")], "<https://a.example/x_y>"),
        ([Span("snake_case, _x_, 2*3, [note] & &amp; <b>")], "snake_case, \\_x\\_, 2\\*3, \\[note\\] & \\&amp; \\<b>"),
    ],
)  # fmt: skip
def test_emphasis_and_links_are_written_so_that_they_count(spans: list[Span], markdown: str) -> None:
    assert text_of(*spans) == markdown


@pytest.mark.parametrize(
    "line", ["# 3", "1. x", "2) y", "- z", "+ z", "> q", "---", "===", "~~~", "* * *", "| a | b |"]
)
def test_what_begins_a_line_is_never_taken_for_a_sign(line: str) -> None:
    for blocks in (
        [TextBlock((Span(line),))],
        [TextBlock((Span(f"a\n{line}"),))],
        [TextBlock((Span(line),), item=ListItem(0, 1))],
    ):
        assert re.sub(r"\s", "", line) in re.sub(r"\s", "", "".join(shown(to_markdown(blocks))))
        assert "<h" not in render_notes(to_markdown(blocks)).html


def test_lists_keep_their_depth_and_their_numbers() -> None:
    items = [(0, 1, None), (1, 2, 9), (1, 2, 10), (2, 3, None), (0, 1, None), (0, 4, None), (0, 5, 1), (0, 6, 1)]
    blocks = [TextBlock((Span(f"x{index}"),), item=ListItem(*item)) for index, item in enumerate(items)]
    blocks.insert(3, TextBlock((Span("more"),), item=ListItem(1, 2, 10), continues=True))
    lines = [line for line in shown(to_markdown(blocks)) if line]
    assert [line.strip() for line in lines] == [
        "- x0", "9. x1", "10. x2", "more", "- x3", "- x4", "- x5", "1. x6", "1. x7",
    ]  # fmt: skip
    assert [len(line) - len(line.lstrip()) for line in to_markdown(blocks).split("\n") if line] == [
        0, 2, 2, 6, 6, 0, 0, 0, 0,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voir https://a.example/b).", ["Voir ", "https://a.example/b", ")."]),
        ("http://", ["http://"]),
        ("(https://a.example/été, « https://b.example »)",
         ["(", "https://a.example/été", ", « ", "https://b.example", " »)"]),
    ],
)  # fmt: skip
def test_an_address_that_is_only_written_leads_there(text: str, found: list[str]) -> None:
    spans = [span for span in with_links([Span(text)]) if span.text]
    assert [span.text for span in spans] == found
    links = [span.text for span in spans if span.href == span.text]
    assert links == [text for text in found if text.startswith("https://")]


def test_a_plain_text_has_paragraphs_items_and_lines() -> None:
    found = read_plain("Titre\nsuite\n\n\n- un\n- deux\n\n• trois\n\n1) a\n2) b\nFin\n")
    assert to_markdown(found.blocks) == "Titre\\\nsuite\n\n- un\n- deux\n- trois\n\n1. a\n2. b\\\n   Fin"
