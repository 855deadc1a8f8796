"""What is made of a text without what is faulty in it, so that all the rest is judged."""

from __future__ import annotations

import pytest
from show_builder import Show, feed_yaml

from balado.source.files import scan
from balado.source.presume import is_unknown
from balado.source.public_place import PublishedShow
from balado.source.read import Identities, Reading, read


def reading(show: Show, published: Identities | None = None) -> Reading:
    return read(scan(show.root), published=published or Identities())


@pytest.fixture
def show(tmp_path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    return show


def test_a_show_without_its_faulty_keys_keeps_all_others(show: Show) -> None:
    show.write_feed(language="french", type="serial", seasons="{1: The first}")
    found = reading(show)
    assert found.show is None
    assert (found.presumed.title, found.presumed.type, found.presumed.seasons) == (
        "Le dernier kilomètre", "serial", {1: "The first"},
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", ": : :\n", "[1, 2]\n", "title: a: b\n", "guid: x\nnothing: 1\n"])
def test_whatever_feed_yaml_is_there_is_a_show_to_judge_by(show: Show, text: str) -> None:
    (show.root / "feed.yaml").write_text(text, encoding="utf-8")
    found = reading(show)
    assert found.show is None
    assert found.presumed.title


def test_a_sound_show_is_what_it_is(show: Show) -> None:
    found = reading(show)
    assert found.presumed is found.show


def test_a_faulty_episode_keeps_what_is_sound_in_it(show: Show) -> None:
    show.add("a", season="one", summary="Short.")
    [episode] = reading(show).presumed_episodes
    assert (episode.guid, episode.season, episode.summary) == ("guid-of-a", None, "Short.")
    assert episode.audio == "episodes/a/talk.mp3"


def test_one_whose_text_cannot_be_read_has_its_files_and_its_guid(show: Show) -> None:
    folder = show.add("a")
    (folder / "episode.md").write_text("---\nguid: guid-of-a\ntitle: 'x\n---\n", encoding="utf-8")
    found = reading(show)
    [episode] = found.presumed_episodes
    assert (episode.guid, episode.title, episode.audio) == ("guid-of-a", None, "episodes/a/talk.mp3")
    assert found.unread == {"a"}


def test_drafts_and_withdrawn_ones_are_not_judged(show: Show) -> None:
    show.add("a", draft="true", nonsense="1")
    show.add("b", withdrawn="true", nonsense="1")
    assert reading(show).presumed_episodes == ()


def test_while_the_show_has_no_guid_it_is_the_one_it_was_published_with(show: Show) -> None:
    show.add("a", guid=None)
    [before] = reading(show).episodes
    (show.root / "feed.yaml").write_text(feed_yaml(guid="nope"), encoding="utf-8")
    [unknown] = reading(show).episodes
    assert is_unknown(unknown.guid, "a")
    [known] = reading(show, Identities(PublishedShow("9b024349-ccf0-5f69-a609-6b82873eab3c"))).episodes
    assert known.guid == before.guid


def test_the_line_to_paste_is_the_guid_it_was_published_with(show: Show) -> None:
    show.write_feed(guid=None)
    published = "11111111-2222-5333-8444-555555555555"
    [fault] = reading(show, Identities(PublishedShow(published))).faults
    assert published in str(fault.remedy)
