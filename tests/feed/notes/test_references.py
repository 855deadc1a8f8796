"""Links that take their address from a definition: how often, for how long an address, and what becomes of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.notes import references
from balado.feed.notes.references import FOLLOWED_MAX_CHARS
from balado.feed.notes.render import render_notes
from balado.show.notes import ChangeKind

LONG = f"https://e.example/{'a' * 14_000}"


def kinds(markdown: str) -> list[ChangeKind]:
    return [change.kind for change in render_notes(markdown).changes]


@pytest.mark.parametrize(
    "line",
    ["[ref]\n\n", "[words][ref]\n\n", "![ref]\n\n", "- [ref][]\n", "> [ref]\n", "[![ref]](https://e.example)\n\n"],
)
@pytest.mark.parametrize("definition", [f"[ref]: {LONG}", f"[ref]: /b '{'a b ' * 3500}'", f"[ref]: {LONG}&amp;"])
def test_a_long_address_that_a_thousand_links_name_is_not_written_a_thousand_times(line: str, definition: str) -> None:
    markdown = f"{line * 1000}\n\n{definition}"
    notes = render_notes(markdown)
    assert len(notes.html) < FOLLOWED_MAX_CHARS + 3 * len(markdown)
    assert len(notes.changes) <= 1000 + FOLLOWED_MAX_CHARS // 14_000 * 2
    assert ChangeKind.DEFINITION_OVERUSED in {change.kind for change in notes.changes}


def test_links_beyond_the_limit_are_text_and_their_definition_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "FOLLOWED_MAX_CHARS", 50)
    notes = render_notes("[a] [b][a] [c][a]\n[d]\n\n[a]: https://e.example/1234\n[d]: https://e.example")
    link = '<a href="https://e.example/1234">'
    assert notes.html == f"<p>{link}a</a> {link}b</a> [c][a] [d]</p>"
    told = [(change.kind, change.line, change.written) for change in notes.changes]
    assert told == [
        (ChangeKind.DEFINITION_OVERUSED, 3, "[a]: https://e.example/1234"),
        (ChangeKind.DEFINITION_OVERUSED, 4, "[d]: https://e.example"),
    ]


def test_a_title_counts_like_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "FOLLOWED_MAX_CHARS", 60)
    markdown = "[a] [a]\n\n[a]: https://e.example{title}"
    assert kinds(markdown.format(title="")) == []
    assert ChangeKind.DEFINITION_OVERUSED in kinds(markdown.format(title=f" '{'t' * 30}'"))


def test_what_people_write_is_far_from_the_limit() -> None:
    address = f"https://www.e.example/programme/{'a' * 60}"
    markdown = "\n\n".join(f"[speaker {number}][page]" for number in range(500)) + f"\n\n[page]: {address}"
    assert kinds(markdown) == []
    assert render_notes(markdown).html.count(f'<a href="{address}">') == 500


_LINKS = ("[a]", "[a][b]", "![a]", "[x *y*][b]", "[![a]][b]", "[[a] z][b]", "[b][]", "text", "`[a]`")


@given(st.lists(st.sampled_from(_LINKS), max_size=12), st.integers(0, 200))
def test_wherever_the_limit_falls_no_word_is_lost_and_none_added(links: list[str], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references, "FOLLOWED_MAX_CHARS", limit)
        found = kinds(" ".join(links) + "\n\n[a]: https://a.example/1\n[b]: https://b.example/2 'tip'")
    assert not set(found) & {ChangeKind.WORDS_LEFT_OUT, ChangeKind.WORDS_ADDED}
