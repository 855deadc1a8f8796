"""For any notes: what is shown, and what is told of the rest, holds the words, numbers and addresses of the source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from depth import depth
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from balado.feed.notes import words
from balado.feed.notes.render import RenderedNotes, render_notes
from balado.show.notes import ChangeKind
from balado.show.notes_told import tell

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A piece of Markdown, and what people would read in it, or be led to."""

    markdown: str
    said: str


def words_of(text: str) -> set[str]:
    return set(_WORD.findall(unquote(text).casefold()))


def shown(notes: RenderedNotes) -> set[str]:
    tree = html.fragment_fromstring(notes.html, create_parent=True)
    return words_of(" ".join([*tree.itertext(), *(link.get("href") for link in tree.iter("a"))]))


def counted(notes: RenderedNotes) -> set[str]:
    """The numbers that apps themselves write before the items of a list."""
    lists = html.fragment_fromstring(notes.html, create_parent=True).iter("ol")
    return {str(number) for one in lists for number in range(1, len(one) + 1)}


def told(notes: RenderedNotes) -> set[str]:
    return words_of(" ".join(str(value) for one in notes.changes for value in tell(one, 1).what.values.values()))


WORDS = st.text("abcdéœß", min_size=1, max_size=5) | st.integers(0, 99_999).map(str)
TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
BEGINNINGS = (
    "https://a.example/ http://b.example/ mailto:c@d.example?subject= tel:+33 ftp://e.example/ //h.example/"
    " / ../ page- www.f.example/ g.example/ # javascript:"
)
ADDRESSES = st.builds("{}{}".format, st.sampled_from(BEGINNINGS.split()), st.integers(0, 999))


def piece(template: str, *parts: str) -> Piece:
    """A piece of these parts, all of which are said."""
    return Piece(template.format(*parts), " ".join(parts))


def either(*templates: str, of: tuple[st.SearchStrategy[str], ...] = (TEXT,)) -> st.SearchStrategy[Piece]:
    return st.builds(piece, st.sampled_from(templates), *of)


NUMBERS = (st.integers(1, 99).map(str),) * 3
LINKED = (TEXT, ADDRESSES)
INLINE = st.one_of(
    TEXT.map(lambda text: Piece(text, text)),
    either("*{0}*", "**{0}**", "_{0}_", "`{0}`", "<b>{0}</b>", "<span class=x>{0}</span>"),
    either("[{0}]({1})", '<a href="{1}">{0}</a>', "[*{0}*](<{1}>)", of=LINKED),
    either("[]({0})", "<a href='{0}'></a>", "[![]({0})](https://x.example)", of=(ADDRESSES,)),
    either("![{0}]({1})", "<img alt='{0}' src='{1}'>", "[![{0}]({1})]({1})", of=LINKED),
    either('[{0}](https://x.example "{1}")', "<abbr title='{1}'>{0}</abbr>", of=(TEXT, TEXT)),
    either("{0} *{1}*{2}#", "{0}*{1}*{2}", "10<sup>{0}</sup> {1} {2}", "<del>{0}</del> {1} {2}", of=NUMBERS),
    either("{0} <td>{1}</td><td>{2}</td>", "{0}<ul><li>{1}</li><li>{2}</ul>", of=(TEXT, TEXT, TEXT)),
    either("{0}<div>{1}</div>{2}", "{0}<h2>{1}</h2><br>{2}", of=(TEXT, TEXT, TEXT)),
    st.just(Piece("std::vector<xyz> v<xyz and z>", "std vector xyz v and z")),
    st.just(Piece("&lt;xyz&gt; &amp;z; \\*v\\*", "xyz z v")),
    st.just(Piece("<style>p{color:red}</style>", "")),
    st.just(Piece("<!-- ours alone -->", "")),
)


def line_of(pieces: list[Piece]) -> Piece:
    return Piece(" ".join(one.markdown for one in pieces), " ".join(one.said for one in pieces))


LINE = st.lists(INLINE, min_size=1, max_size=3).map(line_of)


def several(template: str, between: str, end: str = "") -> st.SearchStrategy[Piece]:
    """A block of several lines, each in the template."""
    return st.lists(LINE, min_size=1, max_size=4).map(
        lambda lines: Piece(
            between.join(template.format(one.markdown) for one in lines) + end, " ".join(one.said for one in lines)
        )
    )


def numbered(first: int, step: int, lines: list[Piece]) -> Piece:
    numbers = [first + step * index for index in range(len(lines))]
    written = "\n".join(f"{number}. {one.markdown}" for number, one in zip(numbers, lines, strict=True))
    return Piece(written, " ".join([*map(str, numbers), *(one.said for one in lines)]))


def table(rows: list[list[str]]) -> Piece:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return Piece("\n".join(lines), " ".join(map(" ".join, rows)))


def html_table(rows: list[list[str]]) -> Piece:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return Piece("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>", " ".join(map(" ".join, rows)))


ROWS = st.lists(st.lists(TEXT, min_size=1, max_size=4), min_size=1, max_size=4)
BLOCK = st.one_of(
    several("{}", "\n"),
    several("{}", "\\\n"),
    several("- {}", "\n"),
    several("> {}", "\n"),
    several("## {}", "\n"),
    several("<p>{}", "\n"),
    several("<div>{}</div>", ""),
    several("<li>{}", "", "</ul>").map(lambda one: Piece(f"<ul>{one.markdown}", one.said)),
    st.builds(numbered, st.integers(0, 2030), st.integers(0, 3), st.lists(LINE, min_size=1, max_size=4)),
    ROWS.map(table),
    ROWS.map(html_table),
    either("```\n{0}\n```"),
    either('<iframe src="{0}"></iframe>', "<video src='{0}'>", of=(ADDRESSES,)),
    either("[{0}]: {1}\n", "[{0}][x]\n\n[x]: {1}", of=LINKED),
)


@settings(max_examples=depth(20, 60), deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_nothing_of_the_notes_is_lost_in_silence_and_nothing_is_added(blocks: list[Piece]) -> None:
    markdown = "\n\n".join(block.markdown for block in blocks)
    said = words_of(" ".join(block.said for block in blocks))
    notes = render_notes(markdown)
    assert said <= shown(notes) | told(notes) | counted(notes)
    assert shown(notes) <= words_of(markdown) | {"mailto"}
    assert not {one.kind for one in notes.changes} & {ChangeKind.WORDS_LEFT_OUT, ChangeKind.WORDS_ADDED}


@pytest.mark.parametrize("address", ["ftp://a.example/%41", "gopher://b.example/%7B"])
def test_an_address_that_is_used_a_thousand_times_is_looked_into_once(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    real = words._words
    monkeypatch.setattr(words, "_words", lambda text: looked.append(text) or real(text))
    notes = render_notes(f"[ref]: {address}x\n\n" + "[ref]\n\n" * 1000)
    assert sum(address in text for text in looked) < 5
    assert not [change for change in notes.changes if change.kind is ChangeKind.WORDS_ADDED]
