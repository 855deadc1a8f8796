"""feed.xml and its kept copy are both lost: the source brings the feed back, byte for byte."""

from __future__ import annotations

import shutil

import pytest
from show_builder import Show, silent_mp3


@pytest.fixture
def show(show: Show) -> Show:
    """A show with a further feed and an archive, published twice."""
    show.write_feed(feeds="{latest: {newest: 1}}", archive="1")
    show.add("a")
    show.publish()
    show.add("b", date="2025-11-02 08:00")
    show.publish()
    return show


def lose_copies(show: Show) -> None:
    shutil.rmtree(show.root / ".public.balado" / "feeds")


def damage_copies(show: Show) -> None:
    for path in (show.root / ".public.balado" / "feeds").iterdir():
        path.write_bytes(path.read_bytes()[:-9])


def lose_feed(show: Show) -> None:
    (show.root / "public" / "feed.xml").unlink()


def replace_feed(show: Show) -> None:
    (show.root / "public" / "feed.xml").write_text("by hand")


def lose_every_feed(show: Show) -> None:
    for path in (show.root / "public").glob("*.xml"):
        path.unlink()


@pytest.mark.parametrize(
    ("kept", "served"),
    [(lose_copies, lose_feed), (damage_copies, lose_feed), (lose_copies, replace_feed), (lose_copies, lose_every_feed)],
)
def test_publishing_renders_it_anew_and_keeps_a_copy(show, kept, served):
    before = show.published()
    kept(show)
    served(show)

    assert "made anew from the source, byte for byte" in show.publish().stderr

    assert show.published() == before
    assert "Nothing to do" in show.publish().stderr
    served(show)
    show.remove_audio()
    (show.root / "episodes" / "a" / "episode.md").write_text("not readable")
    assert "it is now" in show.run("publish").stderr, "the copy is there again, and needs no source"
    assert show.published() == before


def test_a_source_that_changed_meanwhile_is_published(show):
    lose_copies(show)
    lose_feed(show)
    show.add("c", date="2025-11-03 08:00")

    assert "c “About c” goes live" in show.publish().stderr

    assert "guid-of-c" in show.published()["feed.xml"].decode()
    run = show.run("rollback", "1", "--consent", "guid-of-b", "--consent", "guid-of-c")
    assert run.returncode == 1
    assert "The copy of the feed of publication 1 is missing" in run.stderr
    assert "Nothing to do" in show.publish().stderr


def test_recordings_that_are_gone_as_well_are_sent_again(show):
    before = show.published()
    lose_copies(show)
    shutil.rmtree(show.root / "public")

    show.publish()

    assert show.published() == before


def test_rehearsals_say_what_there_is_and_the_verbs_name_the_way_out(show):
    lose_copies(show)
    lose_feed(show)
    (show.root / "episodes" / "b" / "talk.mp3").write_bytes(silent_mp3(3, "other"))

    for verb in (["publish", "--dry-run"], ["diff"]):
        run = show.run(*verb)
        assert run.returncode == 0, run.stderr
    assert "publish again" in show.run("status").stdout
    for verb in (["recover", "--yes"], ["rollback", "1"]):
        run = show.run(*verb)
        assert run.returncode in (1, 2)
        assert "balado publish" in run.stderr or "would leave the feed" in run.stderr
