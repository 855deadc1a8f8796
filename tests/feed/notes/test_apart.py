"""Parts of notes that were rendered each by itself, beside the notes as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.feed.notes.apart import NotesPart, join_parts, render_part
from balado.feed.notes.render import RenderedNotes, render_notes


def joined(*markdown: str) -> RenderedNotes | None:
    return join_parts([render_part(one) for one in markdown])


@pytest.mark.parametrize(
    "parts",
    [
        ("One",),
        ("One", "Two *three*", "- a\n- b", "Four\\\nfive"),
        ("1. a\n2. b", "[x](https://a.example/?a=1&b=2)"),
        ("3. a\n4. b", "c"),
        ("<https://a.example/page>", "20\u00a0% & more"),
        ("0:00 Beginning\n5:12 Middle", "12:40 End"),
    ],
)
def test_they_say_together_what_the_whole_says(parts: tuple[str, ...]) -> None:
    assert joined(*parts) == render_notes("\n\n".join(parts))


@pytest.mark.parametrize(
    "parts",
    [
        ("- a", "    b"),
        ("[a]: https://a.example", "[a]"),
        ("[a]\n\n[a]: https://a.example", "[a]"),
        ("<!-- a", "b -->"),
        ("\\<!-- a", "b --> c"),
        ("<pre>a", "b</pre>"),
        ("~~~\na", "b"),
        ("a `` ``` ``", "b"),
        ("<div>", "a", "</div>"),
        ("a", "# b"),
        ("a", "![b](https://a.example/b.png)"),
        ("a", "---"),
    ],
)
def test_what_may_say_something_else_beside_others_is_left_to_the_whole(parts: tuple[str, ...]) -> None:
    assert joined(*parts) is None


WORDS = (
    *(
        "a",
        " ",
        "b c",
        "é",
        "*",
        "**",
        "_",
        "\\",
        "\n",
        "\\\n",
        "[",
        "](https://a.example/x)",
        "]:",
        "<",
        ">",
        "\\<",
        "!--",
    ),
    *("--", "`", "```", "1.", "#", "-", "+", "0:00 ", "&lt;", "&", "%20", "|", "~~~", "b>", "<https://a.example>"),
    "https://a.example/?X-Amz-Signature=1",
)
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map("".join).filter(lambda line: "\n\n" not in line)
PARTS = st.lists(st.tuples(st.sampled_from(("", "- ", "2. ")), LINES).map("".join), min_size=1, max_size=5)


def is_list(part: NotesPart) -> bool:
    return part.rendered.html.startswith(("<ul>", "<ol>")) or part.markdown[:1] in "-+*123456789"


@given(PARTS)
def test_whatever_parts_hold_they_say_what_the_whole_says(written: list[str]) -> None:
    parts: list[NotesPart] = []
    for part in map(render_part, written):
        if not (parts and is_list(part) and is_list(parts[-1])):
            parts.append(part)
    found = join_parts(parts)
    assert found is None or found == render_notes("\n\n".join(part.markdown for part in parts))
