"""The notes of all items of a feed, made once: what one by one would give."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_specimens import feed, full_live, item

from balado.feed.notes.render import render_notes
from balado.feed.read import ReadFeed
from balado.importer import made_notes
from balado.importer.made_notes import MadeNotes, make_notes
from balado.importer.notes import notes_of, rendered_notes_of

TEXTS = ("<p>One <b>and</b> more</p>", "Plain, <br>in two lines", "", "<table><tr><td>1</td></tr></table>")


def made(texts: tuple[str, ...]) -> MadeNotes:
    items = [item(f"e{place}", html=text) for place, text in enumerate(texts)]
    return make_notes(ReadFeed(replace(feed(*items), live=()), ()))


def test_they_are_those_of_each_text_by_itself() -> None:
    found = made(TEXTS)
    for text in TEXTS:
        assert found.of(text) == notes_of(text)
        assert found.rendered[notes_of(text)] == render_notes(notes_of(text))


def test_what_is_not_of_that_feed_is_made_all_the_same() -> None:
    assert MadeNotes().of("<p>other</p>") == notes_of("<p>other</p>")


def test_a_text_that_stands_in_several_items_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(made_notes, "rendered_notes_of", lambda text: asked.append(text) or rendered_notes_of(text))
    made(("<p>Same</p>", "<p>Same</p>", "<p>Other</p>"))
    assert asked == ["<p>Same</p>", "<p>Other</p>"]


def test_items_without_a_recording_and_what_is_announced_have_theirs() -> None:
    whole = replace(feed(item("e1", html="<p>live</p>")), live=full_live())
    silent = item("silent", html="<p>silent</p>")
    found = make_notes(ReadFeed(whole, (), (silent,)))
    announced = [live.item.html for live in whole.live]
    assert announced
    assert found.markdown.keys() >= {"<p>live</p>", "<p>silent</p>", *announced}
