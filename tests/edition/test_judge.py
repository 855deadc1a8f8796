"""Our own feed before the rules: each finding at the line its author wrote."""

from __future__ import annotations

from datetime import datetime, timedelta

from editions import a_show, arranged, inputs
from show_builder import Show

from balado.edition.judge import OwnFeed
from balado.edition.render import assemble_all
from balado.errors import Fault


def judged(show: Show) -> dict[str, Fault]:
    """The findings by their rules."""
    known = inputs(show)
    own = OwnFeed(assemble_all(arranged(show), known.now), known.reading, known.now)
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
