"""What a folder holds before a feed is imported into it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from show_builder import feed_yaml

from balado.importer.known import KnownShow, WrittenBefore, digest, look_at, state_text, text_path


def show_in(root: Path, **episodes: str) -> None:
    (root / "feed.yaml").write_text(feed_yaml(people="{hedon: {name: Claire Hédon}}"), "utf-8")
    for name, keys in episodes.items():
        (root / "episodes" / name).mkdir(parents=True)
        (root / text_path(name)).write_text(f"---\n{keys}\n---\n", "utf-8")


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert look_at(tmp_path) == KnownShow()
    assert look_at(tmp_path / "nowhere").is_new


def test_episodes_are_known_by_the_guid_in_their_text(tmp_path: Path) -> None:
    show_in(tmp_path, one="guid: a", two="guid: b", no_guid="title: A", broken="guid: [")
    known = look_at(tmp_path)
    assert known.folders == {"a": "one", "b": "two"}
    assert known.taken == {"one", "two", "no_guid", "broken", "no-guid"}
    assert known.url == "https://pod.example/show"
    assert known.people.cards["hedon"]["name"] == "Claire Hédon"
    assert not known.is_new


def test_what_nobody_noted_is_somebodys(tmp_path: Path) -> None:
    show_in(tmp_path, one="guid: a")
    known = look_at(tmp_path)
    assert (known.is_edited(""), known.is_edited("a"), known.is_edited("nobody")) == (True, True, False)


def test_what_was_written_before_is_ours_until_it_changes(tmp_path: Path) -> None:
    show_in(tmp_path, one="guid: a", two="guid: b")
    texts = {"": "feed.yaml", "a": text_path("one"), "b": text_path("two")}
    digests = {guid: (digest((tmp_path / path).read_bytes()),) for guid, path in texts.items()}
    written = WrittenBefore("g", digests, {"a": "one", "b": "two"}, frozenset({"b"}))
    (tmp_path / ".import.json").write_text(state_text(written), "utf-8")
    known = look_at(tmp_path)
    assert known.before == written
    assert not any(known.is_edited(guid) for guid in texts)
    (tmp_path / text_path("one")).write_text("---\nguid: a\ntitle: Mine\n---\n", "utf-8")
    assert look_at(tmp_path).is_edited("a")


@pytest.mark.parametrize("state", ["", "[]", "{", '{"files": 1}', '{"guid": "g", "files": {"a": {}}}', "\ud800"])
def test_a_state_that_is_none_notes_nothing(tmp_path: Path, state: str) -> None:
    show_in(tmp_path, one="guid: a")
    (tmp_path / ".import.json").write_bytes(state.encode("utf-8", "surrogatepass"))
    assert look_at(tmp_path).before == WrittenBefore()


def test_an_earlier_state_is_read(tmp_path: Path) -> None:
    """It did not tell what was begun."""
    show_in(tmp_path)
    files = {"": {"folder": "", "sha256": ["0"]}, "a": {"folder": "one", "sha256": ["1", "2"]}}
    (tmp_path / ".import.json").write_text(json.dumps({"format": 1, "guid": "g", "files": files}), "utf-8")
    assert look_at(tmp_path).before == WrittenBefore("g", {"": ("0",), "a": ("1", "2")}, {"a": "one"})


def test_a_folder_that_was_begun_is_used_again_and_no_other_name(tmp_path: Path) -> None:
    show_in(tmp_path)
    (tmp_path / "episodes" / "one").mkdir(parents=True)
    begun = {"a": "one", "b": "../../out", "c": "missing"}
    written = WrittenBefore("g", dict.fromkeys(begun, ("0",)), begun, frozenset(begun))
    (tmp_path / ".import.json").write_text(state_text(written), "utf-8")
    assert look_at(tmp_path).folders == {"a": "one", "c": "missing"}


def test_rules_that_are_not_asked_are_kept(tmp_path: Path) -> None:
    show_in(tmp_path, one="guid: a\nignore: {title-too-long: It was so.}", two="guid: b\nignore: [x]")
    assert look_at(tmp_path).ignored == {"a": {"title-too-long": "It was so."}, "b": {}}
