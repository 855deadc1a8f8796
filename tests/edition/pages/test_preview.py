"""The show as it will be: drafts and what is scheduled as if their time had come, under a local address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from editions import opened
from feed_readers import read_with_feedparser
from full_show import write_full_show
from show_builder import Show

from balado.edition.draw import draw_up
from balado.edition.pages.preview import Preview, preview
from balado.record.history import find_newest

URL = "http://127.0.0.1:8000/p/secret"


def previewed(show: Show) -> Preview:
    run = opened(show)
    return preview(run, find_newest(run.target).generation, URL)


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    write_full_show(made)
    feed = made.root / "feed.yaml"
    feed.write_text(feed.read_text(encoding="utf-8").replace("site: false\n", ""), encoding="utf-8")
    made.add("e", draft="true", date=None, title=None)
    made.add("f", draft="true", seconds=None)
    made.add("g", withdrawn="true")
    return made


def test_drafts_and_what_is_scheduled_are_in_the_feed_and_have_pages(show: Show) -> None:
    found = previewed(show)
    guids = {one.guid for document in found.documents.values() for one in read_with_feedparser(document)}
    assert guids == {"guid-of-a", "guid-of-b", "guid-of-c", "guid-of-e"}
    assert found.site is not None
    for slug in ("a", "c", "e"):
        page = found.site.file(found.episodes[slug].page or "")
        assert page is not None
        assert page.media_type.startswith("text/html")
    assert (found.episodes["f"].item, found.episodes["f"].page) == (None, None)
    assert found.episodes["d"].item is not None  # it is announced


def test_every_address_is_local_and_leads_to_what_is_here(show: Show) -> None:
    found = previewed(show)
    for document in found.documents.values():
        assert b"https://pod.example" not in document
    for one in read_with_feedparser(found.documents["feed.xml"]):
        artifact = found.artifacts[one.url.removeprefix(f"{URL}/")]
        assert artifact.byte_size == one.byte_size
        assert isinstance(artifact.body, Path)  # the author's own file, tags and all


def test_a_published_show_is_previewed_from_the_same_files(show: Show) -> None:
    before = previewed(show)
    show.publish()
    after = previewed(show)
    assert after.episodes["a"].is_recorded
    assert {one.sha256 for one in after.artifacts.values()} == {one.sha256 for one in before.artifacts.values()}


def test_what_is_published_is_no_other_for_it(show: Show) -> None:
    run = opened(show)
    before = draw_up(run, None).plan
    preview(run, None, URL)
    after = draw_up(opened(show), None).plan
    assert (after.document, after.generation) == (before.document, replace(before.generation))


def test_what_is_faulty_is_left_out_and_the_rest_stays(show: Show) -> None:
    path = show.root / "episodes" / "a" / "episode.md"
    path.write_text(path.read_text(encoding="utf-8").replace("season: 1", "season: one"), encoding="utf-8")
    found = previewed(show)
    assert found.is_sound
    assert found.episodes["a"].item is not None
    show.write_feed(artwork="none.jpg")
    assert not previewed(show).is_sound


def test_a_show_without_pages_or_recordings(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    found = previewed(show)
    assert (found.site, found.documents, found.episodes) == (None, {}, {})
