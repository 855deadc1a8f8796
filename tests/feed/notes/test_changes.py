"""What is told of notes that reach listeners otherwise than they were written: each change, at its line."""

from __future__ import annotations

import pytest

from balado.feed.notes.render import render_notes
from balado.show.notes import ChangeKind, NotesChange

LINK_AS_TEXT, LEFT_OUT = ChangeKind.LINK_AS_TEXT, ChangeKind.LINK_LEFT_OUT


def changes(markdown: str) -> list[tuple[ChangeKind, int, str, str]]:
    found = render_notes(markdown).changes
    assert all(isinstance(one, NotesChange) for one in found)
    return [(one.kind, one.line, one.written, one.shown) for one in found]


@pytest.mark.parametrize(
    ("markdown", "change"),
    [
        ("a\n[b](http://e.example)", (ChangeKind.LINK_INSECURE, 1, "http://e.example", "")),
        ("a\n\n[b](/about)", (LEFT_OUT, 2, "/about", "")),
        ("[b](page.html)", (LEFT_OUT, 0, "page.html", "")),
        ("[b](https:e.example)", (LEFT_OUT, 0, "https:e.example", "")),
        ("[b](javascript:alert(1))", (LEFT_OUT, 0, "javascript:alert(1)", "")),
        ("[b]()", (LEFT_OUT, 0, "", "")),
        ("[b](www.e.example)", (LINK_AS_TEXT, 0, "www.e.example", "www.e.example")),
        ("[b](TEL:+331)", (LINK_AS_TEXT, 0, "TEL:+331", "+331")),
        ("[b](e.example:8080/x)", (LINK_AS_TEXT, 0, "e.example:8080/x", "e.example:8080/x")),
        ("<div>\n<a href='../x'>b</a></div>", (LEFT_OUT, 1, "../x", "")),
        ("a <a href='sms:12'>b</a>", (LINK_AS_TEXT, 0, "sms:12", "12")),
        ("a\n\n|a|b|\n|-|-|", (ChangeKind.TABLE, 2, "", "")),
        ("<table><tr><td>a</table>", (ChangeKind.TABLE, 0, "<table>", "")),
        ("a\nb ![The *hall*](i.png)", (ChangeKind.PICTURE, 1, "i.png", "The hall")),
        ("<p><img src='i.png'>a</p>", (ChangeKind.PICTURE, 0, "i.png", "")),
        ("a\n\n<iframe src='https://e.example'>b</iframe>", (ChangeKind.FRAME, 2, "<iframe> https://e.example", "")),
        ("a <video src=f.mp4>b</video>", (ChangeKind.FRAME, 0, "<video> f.mp4", "")),
        ("a <style>p {}</style>", (ChangeKind.CODE, 0, "<style>", "")),
        ("<script>\nx()\n</script>", (ChangeKind.CODE, 0, "<script>", "")),
        ("<p onclick='x()'>a</p>", (ChangeKind.CODE, 0, "onclick=", "")),
        ("a <script> b", (ChangeKind.CODE_OPEN, 0, "<script>", "")),
        ("a\n\n## b", (ChangeKind.HEADING, 2, "", "")),
        ("a\n\n> b", (ChangeKind.QUOTATION, 2, "", "")),
        ("<del>a</del>", (ChangeKind.STRUCK, 0, "<del>", "")),
        ('[a](https://e.example "the tip")', (ChangeKind.TOOLTIP, 0, "the tip", "")),
        ("<abbr title='Court'>C</abbr>", (ChangeKind.TOOLTIP, 0, "Court", "")),
        ("a\n\n[Ada]: ada.html", (ChangeKind.DEFINITION, 2, "[Ada]: ada.html", "")),
        ("[a]\n\n[a]: https://e.example\n[a]: /b", (ChangeKind.DEFINITION, 3, "[a]: /b", "")),
        ("a\n\n<!-- never\n<!-- ended", (ChangeKind.WORDS_LEFT_OUT, 3, "ended", "")),
        ("a\n\n<!-- never\nended", (ChangeKind.WORDS_LEFT_OUT, 2, "never", "")),
        ("``` the words behind\na\n```", (ChangeKind.WORDS_LEFT_OUT, 0, "the words behind", "")),
        ("~~~Bonjour\na\n~~~", (ChangeKind.WORDS_LEFT_OUT, 0, "Bonjour", "")),
        ("> " * 25 + "deep", (ChangeKind.WORDS_LEFT_OUT, 0, "deep", "")),
        ("<?php the code ?>", (ChangeKind.WORDS_LEFT_OUT, 0, "php the code", "")),
    ],
)
def test_a_change_is_told(markdown: str, change: tuple[ChangeKind, int, str, str]) -> None:
    assert change in changes(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "Plain *words* and **strong** ones, `code`, [a](https://e.example), <a@e.example>, <https://e.example/%C3%A9>.",
        "- a\n- b\n\n1. c\n2. d\n\n---\n\n1986. A year",
        "a<!-- ask Claire -->b &eacute; &amp;eacute; `&eacute;` 100% a_b a\\_b **a**b l'**été**",
        "[a][B] [b] ![c][b]\n\n[b]: https://xn--9ca.example/\u00e9",
        "<p class='x' style='color:red'>a <b>b</b>c <br> d</p>",
        "```python\nprint()\n```\n\n    indented",
        "[12:30]: Lunch\n[Ada]: guest",
        "[https://e.example](https://e.example) https://e.example",
        "[+331](tel:+331) <a href='tel:+331'>+331</a>",
        "std::vector<int>, a < b, x^2, 10<sup>6</sup>, 1<sup>er</sup>",
        "ﬁn ½ Å e\u0301 ß",
    ],
)
def test_nothing_is_told_of_what_everybody_writes(markdown: str) -> None:
    told = {ChangeKind.PICTURE, LINK_AS_TEXT}
    assert [one for one in changes(markdown) if one[0] not in told] == []
