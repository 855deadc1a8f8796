"""Notes never carry what a store signed for one person, and say at the line that they did."""

from __future__ import annotations

import pytest

from balado.feed.notes.render import render_notes
from balado.rules.notes import _OF_LINKS
from balado.show.notes import ChangeKind
from balado.show.values.forms import NOTES_MAX_CHARS

SIGNED = [
    "https://b.s3.example.org/x.pdf?X-Amz-Expires=60&X-Amz-Signature=5ecre7",
    "https://b.s3.example.org/x.pdf?X-Amz-Expires=60&amp;X-Amz-Signature=5ecre7",
    "https://b.s3.example.org/x.pdf?sv=1&se=2030-01-01&sig=5ecre7",
    "HTTPS://b.s3.example.org/x.pdf?X-Goog-Credential=5ecre7",
]


@pytest.mark.parametrize("address", SIGNED)
@pytest.mark.parametrize("notes", ["A.\n\n[x]({})", "One.\n\nSee {} now", "One.\n\n<{}>", "One.\n\n[x][1]\n\n[1]: {}"])
def test_the_signature_is_cut_off_and_told_at_its_line(notes: str, address: str) -> None:
    found = render_notes(notes.format(address))
    assert "5ecre7" not in found.html
    assert "b.s3.example.org/x.pdf" in found.html
    [told] = [change for change in found.changes if change.kind is ChangeKind.LINK_SIGNED]
    assert told.line == (4 if "[1]:" in notes else 2)
    assert told.written == "b.s3.example.org"


def test_notes_that_are_too_long_carry_none_either() -> None:
    assert "5ecre7" not in render_notes(f"{SIGNED[0]} " + "a " * NOTES_MAX_CHARS).html


@pytest.mark.parametrize("query", ["q=a&page=2", "sig=blue", "signature=no"])
def test_other_addresses_stay_whole(query: str) -> None:
    found = render_notes(f"[x](https://example.org/?{query})")
    assert query.replace("&", "&amp;") in found.html
    assert found.changes == ()


def test_the_rule_of_links_tells_of_it() -> None:
    assert ChangeKind.LINK_SIGNED in _OF_LINKS
