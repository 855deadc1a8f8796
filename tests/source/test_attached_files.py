"""The files beside a recording: which are known by their names, and where those that are named stand."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from readings import only, put, reading_of, told, where
from show_builder import Show

from balado.show.model import Episode
from balado.source.folder import EpisodeFolder, chapters_in, named_sides, transcripts_in


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    return made


def folder_of(*names: str) -> EpisodeFolder:
    return EpisodeFolder("a", "a", "a", others=tuple(f"a/{name}" for name in names))


def episode_of(show: Show) -> Episode:
    reading = reading_of(show.root)
    assert reading.faults == ()
    (episode,) = reading.episodes
    return episode


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("transcript.vtt", ""),
        ("Transcript.SRT", ""),
        ("transcription.txt", ""),
        ("transcript.json", ""),
        ("transcript.en.vtt", "en"),
        ("transcript-en.vtt", "en"),
        ("transcript_fr-ca.srt", "fr-ca"),
    ],
)
def test_a_transcript_is_known_by_its_name(name: str, language: str) -> None:
    assert transcripts_in(folder_of(name)) == {language: [f"a/{name}"]}


@pytest.mark.parametrize(
    "name", ["transcript", "transcript.pdf", "transcripts.vtt", "my transcript.vtt", "transcript.old.vtt",
             "transcript.xx.vtt", "transcript.vtt.bak"],
)  # fmt: skip
def test_what_is_only_like_one_is_none(name: str) -> None:
    assert transcripts_in(folder_of(name)) == {}


def test_of_several_forms_the_one_that_says_most_comes_first() -> None:
    names = ("transcript.txt", "transcript.json", "transcript.srt", "transcript.vtt", "transcript.en.txt")
    assert transcripts_in(folder_of(*names)) == {
        "": ["a/transcript.vtt", "a/transcript.srt", "a/transcript.json", "a/transcript.txt"],
        "en": ["a/transcript.en.txt"],
    }
    assert named_sides(folder_of(*names)) == ["a/transcript.vtt", "a/transcript.en.txt"]


@pytest.mark.parametrize("name", ["chapters.json", "chapitres.txt", "Chapters.VTT", "chapters.psc", "chapters.xml"])
def test_chapters_are_known_by_their_name(name: str) -> None:
    assert chapters_in(folder_of(name)) == [f"a/{name}"]


@pytest.mark.parametrize("name", ["chapters", "chapters.md", "chapter.txt", "old chapters.txt", "chapters.en.txt"])
def test_what_is_only_like_chapters_is_none(name: str) -> None:
    assert chapters_in(folder_of(name)) == []


def test_what_is_named_replaces_what_would_be_found(show: Show) -> None:
    folder = show.add("a", transcripts="[{file: said.srt, language: en}]", chapters="plan.txt")
    put(folder, {"transcript.vtt": "", "said.srt": "", "chapters.txt": "", "plan.txt": ""})
    episode = episode_of(show)
    assert [(one.file, one.language) for one in episode.transcripts] == [("episodes/a/said.srt", "en")]
    assert (episode.chapter_file, episode.chapters) == ("episodes/a/plan.txt", None)


def test_an_empty_list_wants_none_of_what_lies_there(show: Show) -> None:
    folder = show.add("a", transcripts="[]", chapters="[]")
    put(folder, {"transcript.vtt": "", "chapters.txt": ""})
    episode = episode_of(show)
    assert (episode.transcripts, episode.chapters, episode.chapter_file) == ((), (), None)


def test_a_file_is_looked_for_in_the_folder_then_in_the_show_and_need_not_be_there(show: Show) -> None:
    show.add("a", documents="[{title: A, file: near.pdf}, {title: B, file: far.pdf}, {title: C, file: away.pdf}]")
    put(show.root, {"episodes/a/near.pdf": "", "near.pdf": "", "far.pdf": ""})
    assert [one.file for one in episode_of(show).documents] == ["episodes/a/near.pdf", "far.pdf", "episodes/a/away.pdf"]


def test_a_file_has_the_letters_of_the_disk(show: Show) -> None:
    stored = unicodedata.normalize("NFD", "présentation.pdf")
    put(show.add("a", documents="[{title: A, file: présentation.pdf}]"), {stored: ""})
    assert [one.file for one in episode_of(show).documents] == [f"episodes/a/{stored}"]


def test_the_picture_of_a_chapter_is_a_file_or_an_address(show: Show) -> None:
    chapters = "[{start: 0, picture: un.jpg}, {start: 1, picture: 'https://example.org/2.jpg'}]"
    put(show.add("a", chapters=chapters), {"un.jpg": ""})
    assert [one.picture for one in episode_of(show).chapters or ()] == [
        "episodes/a/un.jpg",
        "https://example.org/2.jpg",
    ]


@pytest.mark.parametrize("keys", [{"video": "{file: talk.mp4}"}, {"alternates": "[{file: talk.mp4}]"}])
def test_a_film_is_not_the_recording_whether_it_is_here_or_not(show: Show, keys: dict[str, str]) -> None:
    folder = show.add("a", **keys)
    without = episode_of(show)
    put(folder, {"talk.mp4": "a film"})
    assert episode_of(show) == without
    assert without.audio == "episodes/a/talk.mp3"


def test_two_files_of_chapters_are_a_fault_of_the_folder(show: Show) -> None:
    put(show.add("a"), {"chapters.txt": "", "chapitres.vtt": ""})
    fault = only(reading_of(show.root))
    assert where(fault)[:2] == ("episodes/a", None)
    assert "here are chapitres.vtt, chapters.txt" in told(fault)


def test_two_transcripts_in_one_language_are_a_warning_at_the_one_left_out(show: Show) -> None:
    put(show.add("a"), {"transcript.en.vtt": "", "transcript-en.srt": ""})
    fault = only(reading_of(show.root))
    assert (fault.severity, where(fault)[0]) == ("warning", "episodes/a/transcript-en.srt")
    assert "transcript.en.vtt is the transcript; transcript-en.srt is left out." in told(fault)


@pytest.mark.parametrize(
    ("name", "key"),
    [("transcripts.vtt", "transcripts"), ("transcript.eng.srt", "transcripts"), ("chapter.txt", "chapters")],
)
def test_a_name_with_a_slip_is_a_warning_until_it_is_written(show: Show, name: str, key: str) -> None:
    folder = put(show.add("a"), {name: ""})
    fault = only(reading_of(show.root))
    assert (fault.severity, where(fault)[0]) == ("warning", f"episodes/a/{name}")
    assert "This file is not published" in told(fault)
    written = f"[{{file: {name}}}]" if key == "transcripts" else name
    put(folder, {"episode.md": f"---\nguid: guid-of-a\n{key}: {written}\n---\n"})
    assert reading_of(show.root).faults == ()
