"""An episode's chapters: of its text, else of a file beside it, else of its recording."""

from __future__ import annotations

from editions import inputs, inspected
from show_builder import Show

from balado.edition.chapters import FoundChapters, find_chapters


def chapters(show: Show) -> FoundChapters:
    found = inspected(show, "a")
    assert found.candidate is not None
    return find_chapters(found.candidate.episode, found.candidate.audio, inputs(show))


def test_those_of_the_text_are_published_as_json(show: Show) -> None:
    show.add("a", seconds=10, chapters="[{start: 0, title: One}, {start: '5', title: Two}]")
    found = chapters(show)
    assert [one.title for one in found.chapters] == ["One", "Two"]
    assert found.url is not None
    assert found.url.startswith("https://pod.example/show/chapters/a-")
    assert len(found.sides) == 1


def test_those_of_a_file_count_where_the_text_has_none(show: Show) -> None:
    folder = show.add("a", seconds=10)
    (folder / "chapters.txt").write_text("00:00:00 One\n00:00:04 Two\n", encoding="utf-8")
    found = chapters(show)
    assert [one.title for one in found.chapters] == ["One", "Two"]
    assert found.sides[0].record.name == "episodes/a/chapters.txt"


def test_one_behind_the_end_stands_at_its_own_line(show: Show) -> None:
    folder = show.add("a", seconds=10)
    (folder / "chapters.txt").write_text("00:00:00 One\n00:01:00 Two\n", encoding="utf-8")
    [fault] = chapters(show).faults
    assert (fault.place.path, fault.place.line) == ("episodes/a/chapters.txt", 2)


def test_an_empty_list_is_none_at_all(show: Show) -> None:
    folder = show.add("a", seconds=10, chapters="[]")
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")
    assert chapters(show) == FoundChapters()


def test_a_picture_that_is_not_there_is_a_fault_and_its_chapter_stays(show: Show) -> None:
    show.add("a", seconds=10, chapters="[{start: 0, title: One, picture: nowhere.jpg}]")
    found = chapters(show)
    assert [(one.title, one.picture) for one in found.chapters] == [("One", None)]
    assert [fault.place.key for fault in found.faults] == ["chapters.0.picture"]
