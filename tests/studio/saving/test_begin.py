"""A show and an episode begun: whole new files, or none, and nothing that is there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.cli.session import catalogue
from balado.errors import UsageError
from balado.source.files import scan
from balado.source.read import read
from balado.studio.saving.begin import begin_episode, begin_show

ANSWERS = {"title": "A", "description": "B", "language": "fr", "author": "C", "link": "https://example.org/",
           "category": "Government", "email": "", "timezone": "Europe/Paris", "url": "", "explicit": "no"}  # fmt: skip
WORDS = catalogue(["en"])


def begun(show: Show, title: str) -> str:
    path = begin_episode(show.root, title, WORDS)
    assert isinstance(path, str), path
    return path


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    made.write_feed()
    return made


def test_a_show_is_begun_from_answers(tmp_path: Path) -> None:
    assert begin_show(tmp_path, ANSWERS, WORDS) == ()
    assert read(scan(tmp_path)).presumed.title == "A"
    with pytest.raises(UsageError):
        begin_show(tmp_path, ANSWERS, WORDS)


def test_wrong_answers_write_nothing(tmp_path: Path) -> None:
    told = begin_show(tmp_path, {**ANSWERS, "language": "klingon"}, WORDS)
    assert [fault.place.key for fault in told] == ["language"]
    assert list(tmp_path.iterdir()) == []


def test_an_episode_is_a_draft_numbered_behind_the_last_of_its_season(show: Show) -> None:
    assert begun(show, "Première : l’été") == "episodes/01-premiere-l-ete/episode.md"
    show.add("s2e7", season="2", episode="7", date="2025-11-02 08:00")
    show.add("s1e9", season="1", episode="9", date="2025-01-02 08:00")
    path = begun(show, "Suite")
    [episode] = [one for one in read(scan(show.root)).episodes if path.startswith(one.folder)]
    assert (episode.season, episode.episode, episode.draft, episode.title) == (2, 8, True, "Suite")


def test_a_show_without_numbers_goes_on_without(show: Show) -> None:
    show.add("a")
    assert begun(show, "B") == "episodes/b/episode.md"
    assert begun(show, "B") == "episodes/b-2/episode.md"


@pytest.mark.parametrize("title", ["a\x00b", "<b>A</b>"])
def test_a_title_that_is_none_is_told_and_nothing_written(show: Show, title: str) -> None:
    before = sorted(show.root.rglob("*"))
    told = begin_episode(show.root, title, WORDS)
    assert not isinstance(told, str)
    assert {fault.place.key for fault in told} == {"title"}
    assert sorted(show.root.rglob("*")) == before


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    for file in (show.root / "episodes").iterdir():
        file.unlink()
    (show.root / "episodes").rmdir()
    (show.root / "episodes").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        begin_episode(show.root, "A", WORDS)
