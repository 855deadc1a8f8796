from __future__ import annotations

from pathlib import Path

import pytest
from readings import put, told, where

from balado.errors import UsageError
from balado.network.read import read_text
from balado.network.shows import FoundShows, chosen, list_shows


def found_in(root: Path, shows: str, *folders: str) -> FoundShows:
    put(root, {f"{folder}/feed.yaml": "" for folder in folders})
    return list_shows(read_text(f"title: A network\nshows: {shows}\n".encode()), root)


def names(found: FoundShows) -> list[str]:
    return [show.name for show in found.shows]


def test_a_pattern_means_every_folder_with_a_feed_yaml_by_name(tmp_path: Path) -> None:
    put(tmp_path, {"m/notes.txt": "", "m/empty/x": "", "m/.hidden/feed.yaml": "", "m/c/deep/feed.yaml": ""})
    found = found_in(tmp_path, "[m/*, radio]", "m/b", "m/a", "m/z", "radio")
    assert names(found) == ["m/a", "m/b", "m/z", "radio"]
    assert [show.folder for show in found.shows][-1] == tmp_path / "radio"
    assert found.faults == ()


def test_a_folder_that_is_listed_twice_is_one_show(tmp_path: Path) -> None:
    assert names(found_in(tmp_path, "['m/b', 'm/*', 'm/[ab]']", "m/a", "m/b")) == ["m/b", "m/a"]


def test_no_link_leads_a_pattern_elsewhere(tmp_path: Path) -> None:
    put(tmp_path / "outside", {"feed.yaml": ""})
    (tmp_path / "net" / "m").mkdir(parents=True)
    (tmp_path / "net" / "m" / "link").symlink_to(tmp_path / "outside")
    assert names(found_in(tmp_path / "net", "['m/*']", "m/a")) == ["m/a"]


def test_a_folder_that_is_not_there_is_an_error_and_so_is_a_pattern_without_one(tmp_path: Path) -> None:
    found = found_in(tmp_path, "\n  - a\n  - gone\n  - none/*", "a")
    assert names(found) == ["a"]
    assert [(where(fault), fault.severity) for fault in found.faults] == [
        (("network.yaml", 4, "shows.1"), "error"),
        (("network.yaml", 5, "shows.2"), "error"),
    ]


def test_what_lies_elsewhere_is_called_by_the_end_of_its_address(tmp_path: Path) -> None:
    shows = """
  - git: https://git.example.org/team/podcast.git
  - {git: 'git@git.example.org:radio.git', path: shows/a}
  - {bucket: 's3://archive/radio'}
  - {feed: 'https://radio.example.org/feed.xml'}
  - {feed: 'https://radio.example.org/2.xml', name: Radio 2}"""
    found = found_in(tmp_path, shows)
    assert names(found) == [
        "podcast", "radio/shows/a", "s3://archive/radio", "radio.example.org/feed.xml", "Radio 2",
    ]  # fmt: skip
    assert {show.folder for show in found.shows} == {None}


def test_two_shows_of_one_name_are_told(tmp_path: Path) -> None:
    found = found_in(tmp_path, "\n  - {folder: a, name: One}\n  - {folder: b, name: One}", "a", "b")
    [fault] = found.faults
    assert (names(found), fault.severity, fault.place.line) == (["One"], "error", 4)
    assert "Two shows are called “One”" in told(fault)


def test_some_are_chosen_by_name_or_pattern(tmp_path: Path) -> None:
    shows = found_in(tmp_path, "['m/*', radio]", "m/alpha", "m/beta", "radio").shows
    assert [one.name for one in chosen(shows, ())] == ["m/alpha", "m/beta", "radio"]
    assert [one.name for one in chosen(shows, ("radio", "m/a*"))] == ["m/alpha", "radio"]
    with pytest.raises(UsageError, match="Did you mean “m/beta”"):
        chosen(shows, ("m/betta",))
    with pytest.raises(UsageError, match="No show of this network is “x\\*”"):
        chosen(shows, ("x*",))
