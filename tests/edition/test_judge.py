"""Our own feed before the rules: each finding at the line its author wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from editions import a_show, arranged, inputs
from show_builder import Show

from balado.edition.judge import OwnFeed
from balado.edition.render import assemble_all
from balado.errors import Fault
from balado.feed.write import write


def own_feed(show: Show) -> OwnFeed:
    known = inputs(show)
    return OwnFeed(assemble_all(arranged(show), known.now), known.reading, known.now)


def judged(show: Show) -> dict[str, Fault]:
    """The findings by their rules."""
    own = own_feed(show)
    return {fault.rule: fault for fault in own.judge(own.document())}


def test_a_finding_on_an_item_stands_in_its_episodes_text(tmp_path) -> None:
    show = a_show(tmp_path, type="serial")
    show.add("a", episode="1")
    show.add("b")
    found = judged(show)["serial-without-number"]
    assert (found.place.path, found.slug) == ("episodes/b/episode.md", "b")


def test_a_finding_on_the_channel_is_the_shows(show: Show) -> None:
    found = judged(show)["no-items"]
    assert (found.place.path, found.slug) == ("feed.yaml", None)


def test_what_the_show_requires_is_an_error(tmp_path) -> None:
    show = a_show(tmp_path, require="{transcript: 2025-01-01}")
    show.add("a")
    assert judged(show)["transcript-missing"].severity == "error"


def test_a_scheduled_episode_is_judged_as_of_its_day(show: Show) -> None:
    show.add("a", date="2030-01-01 08:00")
    known = inputs(show)
    document = OwnFeed(assemble_all(arranged(show), known.now), known.reading, known.now).document()
    assert document.terms.now == datetime.fromisoformat("2030-01-01T08:00+01:00")
    assert document.terms.now - known.now > timedelta(days=365)
    assert "date-in-the-future" not in judged(show)


def test_documents_that_no_listener_is_told_of_are_told_to_their_author(tmp_path) -> None:
    show = a_show(tmp_path, notes_end="[replay]")
    folder = show.add("a", documents="[{title: Programme, file: programme.pdf}]")
    (folder / "programme.pdf").write_bytes(b"%PDF-1.7")
    found = judged(show)[""]
    assert (found.severity, found.slug, found.place.key) == ("info", "a", "documents")
    show.write_feed(notes_end="[documents]")
    assert "" not in judged(show)


def test_a_cover_without_words_is_told_where_the_cover_is_named(show: Show) -> None:
    show.add("a")
    assert judged(show)["show-alt-missing"].place.key == "artwork"


def test_a_publication_is_decided_by_all_that_is_found_but_advice(tmp_path) -> None:
    """By that of the show and of the episodes, which are judged apart: each finding once, and in its place."""
    films = "{video: {title: Films, media: video}}"
    show = a_show(tmp_path, title="\u202eTitle", require="{transcript: 2025-01-01}", feeds=films)
    show.add("a", episode="1", image="https://pod.example/a.gif")
    show.add("b", title="A\u202e", documents="[{title: Programme, file: programme.pdf}]")
    own = own_feed(show)
    document = own.document()
    every = own.judge(document)
    decisive = (*own.judge_show(document), *own.judge_episodes(document))
    by_place = sorted(decisive, key=lambda fault: fault.order)
    assert by_place == sorted((one for one in every if one.severity != "info"), key=lambda fault: fault.order)
    assert {fault.severity for fault in every} == {"error", "warning", "info"}
    assert {None, "a", "b"} == {fault.slug for fault in decisive}


def test_what_is_lifted_decides_nothing(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    show = a_show(tmp_path, title="\u202eTitle", require="{transcript: 2025-01-01}")
    show.add("a")
    own = own_feed(show)
    document = own.document()
    assert own.judge_show(document)
    assert own.judge_episodes(document)
    monkeypatch.setattr("balado.edition.judge.lifted_by", lambda _terms: lambda _rule, _finding: True)
    assert (own.judge_show(document), own.judge_episodes(document)) == ((), ())


def test_a_document_that_was_written_before_is_judged(show: Show) -> None:
    show.add("a")
    own = own_feed(show)
    body = write(own.assembled.feed)
    assert own.document(body).byte_size == own.document().byte_size == len(body)
    assert own.document(body.replace(b"About a", b"Of another")).byte_size == len(body) + 3
