from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import put, told, where
from show_builder import GUID, Show

from balado.errors import Fault
from balado.source.files import scan
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.identity import episode_guid
from balado.source.read import Identities, Reading, read


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    return show


def published(show: Show, owners: Mapping[str, str]) -> Reading:
    return read(scan(show.root), published=Identities(folders=owners))


def twin_of(reading: Reading) -> Fault:
    (fault,) = [fault for fault in reading.faults if "same guid" in str(fault.what)]
    return fault


def test_a_guid_is_the_published_folders_wherever_its_copy_sorts(show: Show) -> None:
    show.add("a-new", guid="abc")
    show.add("e2", guid="abc")
    show.add("z-new", guid="abc")

    reading = published(show, {"abc": "episodes/e2"})

    assert [episode.slug for episode in reading.episodes] == ["e2"]
    assert [where(fault) for fault in reading.faults] == [
        ("episodes/a-new/episode.md", 2, "guid"),
        ("episodes/z-new/episode.md", 2, "guid"),
    ]
    assert all("same guid as episodes/e2/episode.md" in told(fault) for fault in reading.faults)
    assert reading.faulty == {"a-new": None, "z-new": None}


def test_a_published_folder_that_is_renamed_leaves_its_guid_to_the_first(show: Show) -> None:
    show.add("a", guid="abc")
    show.add("b", guid="abc")
    assert twin_of(published(show, {"abc": "episodes/gone"})).slug == "b"
    assert twin_of(published(show, {})).slug == "b"


def test_before_a_publication_the_older_file_has_the_guid(show: Show) -> None:
    original = show.add("z-original", guid="abc") / "episode.md"
    show.add("a-copy", guid="abc")
    os.utime(original, (1_600_000_000, 1_600_000_000))
    assert twin_of(published(show, {})).slug == "a-copy"
    assert twin_of(published(show, {"abc": "episodes/a-copy"})).slug == "z-original"


def test_a_published_folder_is_known_however_accents_are_stored(show: Show) -> None:
    show.add("a", guid="abc")
    show.add(unicodedata.normalize("NFD", "été"), guid="abc")
    owners = {"abc": unicodedata.normalize("NFC", "episodes/été")}
    assert twin_of(published(show, owners)).slug == "a"


@pytest.mark.parametrize("owners", [{}, {"abc": "episodes/a-draft"}])
def test_a_draft_has_no_guid_against_an_episode_that_is_none(show: Show, owners: Mapping[str, str]) -> None:
    show.add("a-draft", guid="abc", draft="true")
    show.add("b", guid="abc")
    reading = published(show, owners)
    assert [episode.slug for episode in reading.episodes] == ["b"]
    fault = twin_of(reading)
    assert (fault.slug, fault.severity) == ("a-draft", "warning")


def test_of_two_drafts_the_first_has_the_guid(show: Show) -> None:
    show.add("a", guid="abc", draft="true")
    show.add("b", guid="abc", draft="true")
    assert twin_of(published(show, {})).slug == "b"


def test_a_published_episode_that_cannot_be_read_still_has_its_guid(show: Show) -> None:
    show.add("a-new", guid="abc")
    show.add("e2", guid="abc", title="Un : deux")
    reading = published(show, {"abc": "episodes/e2"})
    assert twin_of(reading).slug == "a-new"
    assert reading.faulty == {"a-new": None, "e2": "abc"}


def test_the_line_of_a_guid_is_known_in_a_text_that_cannot_be_read(show: Show) -> None:
    show.add("a", guid="abc")
    put(show.root, {"episodes/b/episode.md": "---\ntitle: Un : deux\nguid: abc\n---\n"})
    assert where(twin_of(published(show, {}))) == ("episodes/b/episode.md", 3, "guid")


def test_a_twin_that_was_published_gets_its_own_guid_back(show: Show) -> None:
    show.add("e1", guid="abc")
    show.add("e2", guid="abc")
    owners = {"abc": "episodes/e2", "xyz": "episodes/e1"}
    fault = twin_of(published(show, owners))
    assert fault.slug == "e1"
    assert "was published with: guid: xyz " in told(fault)


def test_a_guid_that_another_folder_has_now_is_not_given_back(show: Show) -> None:
    """Folder e2 was renamed, and its old name given to a copy of e1."""
    show.add("e1", guid="abc")
    show.add("e2", guid="abc")
    show.add("e2-renamed", guid="xyz")
    fault = twin_of(published(show, {"abc": "episodes/e1", "xyz": "episodes/e2"}))
    assert "Delete this line (guid: abc)" in told(fault)
    assert "xyz" not in told(fault)


def test_a_twin_by_its_folders_name_has_no_line_to_delete(show: Show) -> None:
    guid = episode_guid(GUID, "e2")
    show.add("e2", guid=None)
    show.add("e2-renamed", guid=guid)
    reading = published(show, {guid: "episodes/e2-renamed"})
    (fault,) = reading.faults  # not the line to paste: it is the other one's guid
    assert fault.slug == "e2"
    assert str(fault.remedy).startswith("Rename this folder")


def test_a_folder_without_a_text_is_a_draft_and_owns_nothing(show: Show) -> None:
    put(show.root, {"episodes/e2/talk.mp3": "x"})
    show.add("z", guid=episode_guid(GUID, "e2"))
    fault = twin_of(published(show, {}))
    assert (fault.slug, fault.severity) == ("e2", "warning")
    assert "Leave episodes/z/episode.md as it is." in told(fault)


@given(
    drafts=st.lists(st.booleans(), min_size=2, max_size=5),
    publisher=st.integers(min_value=0, max_value=6),
)
def test_one_of_all_keeps_the_guid_and_nobody_is_told_to_touch_it(drafts: list[bool], publisher: int) -> None:
    folders = []
    for number, is_draft in enumerate(drafts):
        path, front = f"episodes/e{number}", f"---\nguid: abc\ndraft: {is_draft}\n---\n"
        text = TextFile(f"{path}/episode.md", front.encode())
        folders.append(EpisodeFolder(f"e{number}", f"e{number}", path, text))
    show_file = TextFile("feed.yaml", f"guid: {GUID}\n".encode())

    reading = read(Scan("", show_file, tuple(folders)), published=Identities(folders={"abc": f"episodes/e{publisher}"}))

    (owner,) = reading.episodes
    twins = [fault for fault in reading.faults if "same guid" in str(fault.what)]
    assert len(twins) == len(drafts) - 1
    assert owner.slug not in {fault.slug for fault in twins}
    assert owner.draft is all(drafts)
    if publisher < len(drafts) and (all(drafts) or not drafts[publisher]):
        assert owner.slug == f"e{publisher}"
