"""Chapters from wherever they stand, and what is wrong with them at its place."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from full_show import with_chapters
from show_builder import Show, cover_jpeg, silent_mp3

_WRITTEN = '[{start: "00:00:00", title: Un}, {start: "00:00:01.500", title: Deux, href: "https://example.org/2"}]'


def published(show: Show) -> list[dict[str, Any]]:
    """The chapters that apps fetch."""
    [document] = [body for key, body in show.published().items() if key.startswith("chapters/")]
    found: list[dict[str, Any]] = json.loads(document)["chapters"]
    return found


def feed(show: Show) -> str:
    return show.published()["feed.xml"].decode()


def pointer(content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {len(content)}\n"


def test_chapters_of_the_front_matter_take_both_forms(show: Show) -> None:
    show.add("a", seconds=3, chapters=_WRITTEN)
    show.publish()
    assert published(show) == [
        {"startTime": 0, "title": "Un"},
        {"startTime": 1.5, "title": "Deux", "url": "https://example.org/2"},
    ]
    assert 'type="application/json+chapters"' in feed(show)
    assert '<psc:chapter start="00:00:01.500" title="Deux" href="https://example.org/2"/>' in feed(show)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapters.txt", "00:00:00 Un\n00:00:01.500 Deux\n"),
        ("chapitres.vtt", "WEBVTT\n\n00:00.000 --> 00:01.500\nUn\n\n00:01.500 --> 00:03.000\nDeux\n"),
        ("chapters.json", '{"chapters": [{"startTime": 0, "title": "Un"}, {"startTime": 1.5, "title": "Deux"}]}'),
        (
            "chapters.psc",
            '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">'
            '<psc:chapter start="0" title="Un"/>'
            '<psc:chapter start="00:00:01.500" title="Deux"/></psc:chapters>',
        ),
    ],
)  # fmt: skip
def test_a_file_beside_the_recording_holds_them(show: Show, name: str, text: str) -> None:
    folder = show.add("a", seconds=3)
    (folder / name).write_text(text, "utf-8")
    show.publish()
    assert [(one["startTime"], one["title"]) for one in published(show)] == [(0, "Un"), (1.5, "Deux")]


def test_a_file_may_have_any_name_that_the_text_tells(show: Show) -> None:
    folder = show.add("a", seconds=3, chapters="plan.txt")
    (folder / "plan.txt").write_text("0:00 Un\n", "utf-8")
    show.publish()
    assert [one["title"] for one in published(show)] == ["Un"]


def test_those_inside_the_recording_count_when_nothing_else_is_written(show: Show) -> None:
    folder = show.add("a", seconds=None)
    (folder / "talk.mp3").write_bytes(with_chapters(silent_mp3(5, "a")))
    show.publish()
    assert [one["title"] for one in published(show)] == ["Chapitre 1", "Chapitre 2", "Chapitre 3"]
    [url] = [one["img"] for one in published(show) if "img" in one]
    key = url.removeprefix("https://pod.example/show/")
    assert show.published()[key].startswith(b"\xff\xd8\xff")


def test_a_picture_that_a_file_of_chapters_names_lies_beside_it(show: Show) -> None:
    folder = show.add("a", seconds=3)
    (folder / "chapters.json").write_text('{"chapters": [{"startTime": 0, "title": "Un", "img": "un.jpg"}]}', "utf-8")
    (folder / "un.jpg").write_bytes(cover_jpeg("red"))
    show.publish()
    [chapter] = published(show)
    assert show.published()[chapter["img"].removeprefix("https://pod.example/show/")] == cover_jpeg("red")
    before = show.footprint()
    assert "Nothing to do" in show.publish().stderr
    assert show.footprint() == before


@pytest.mark.parametrize("name", ["un.jpg", "../../../secret.jpg", "/etc/hostname"])
def test_a_picture_that_is_not_in_the_show_is_a_fault_of_that_file(show: Show, name: str) -> None:
    (show.root.parent / "secret.jpg").write_bytes(cover_jpeg("red"))
    show.add("first")
    folder = show.add("a", date="2025-11-02 08:00", seconds=3)
    text = json.dumps({"chapters": [{"startTime": 0, "title": "Un", "img": name}]})
    (folder / "chapters.json").write_text(text, "utf-8")
    assert f"episodes/a/chapters.json: error: There is no file {name}" in show.publish(code=1).stderr


def test_an_empty_list_means_none(show: Show) -> None:
    folder = show.add("a", seconds=None, chapters="[]")
    (folder / "talk.mp3").write_bytes(with_chapters(silent_mp3(5, "a")))
    show.publish()
    assert "chapters" not in feed(show)


def test_those_inside_the_recording_that_cannot_be_are_left_out_with_a_warning(show: Show) -> None:
    folder = show.add("a", seconds=None)
    (folder / "talk.mp3").write_bytes(with_chapters(silent_mp3(1.5, "a")))
    said = show.publish().stderr
    assert "episodes/a/talk.mp3" in said
    assert [one["title"] for one in published(show)] == ["Chapitre 1", "Chapitre 2"]


def test_a_picture_is_published_and_a_pointer_stands_for_it(show: Show) -> None:
    folder = show.add("a", seconds=3, chapters="[{start: 0, title: Un, picture: un.jpg}]")
    (folder / "un.jpg").write_bytes(cover_jpeg("red"))
    show.publish()
    before = show.published()
    [chapter] = published(show)
    assert before[chapter["img"].removeprefix("https://pod.example/show/")] == cover_jpeg("red")
    (folder / "un.jpg").write_text(pointer(cover_jpeg("red")), "utf-8")
    text = folder / "episode.md"
    text.write_text(text.read_text("utf-8").replace("title: About", "# looked at\ntitle: About"), "utf-8")
    show.publish()
    assert show.published() == before


@pytest.mark.parametrize(
    ("keys", "files", "said"),
    [
        ({"chapters": '[{start: "00:00:09", title: Late}]'}, {}, "episodes/a/episode.md:5 (chapters.0"),
        ({}, {"chapters.txt": "0:00 Un\n\n0:09 Late\n"}, "episodes/a/chapters.txt:3: error: The chapter begins at"),
        ({}, {"chapters.vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\nUn\n\n00:09.000 --> 00:10.000\nLate\n"},
         "episodes/a/chapters.vtt:6: error: The chapter begins at"),
        ({"chapters": "plan.txt"}, {}, "There is no file episodes/a/plan.txt"),
        ({"chapters": "[{start: 0, title: Un, picture: un.jpg}]"}, {}, "There is no file episodes/a/un.jpg"),
        ({}, {"chapters.txt": "no time at all\n"}, "episodes/a/chapters.txt:1"),
        ({}, {"chapters.txt": pointer(b"x")}, "only its Git LFS pointer"),
        ({}, {"chapters.txt": "0:00 Un\n" * 150_000}, "longer than 1,000,000 bytes"),
        ({}, {"chapters.txt": ""}, "The file is empty."),
        ({}, {"chapters.txt": "0:00 Un\n", "chapitres.txt": "0:00 Un\n"}, "Chapters are in one file"),
        ({"chapters": "[{start: 0, title: Un, picture: un.png}]"}, {"un.png": "no picture"}, "episodes/a/un.png"),
        ({"chapters": "[{start: 0, title: Un, picture: un.png}]"}, {"un.png": pointer(b"x")}, "only a Git LFS pointer"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(show: Show, keys: dict[str, str], files: dict[str, str], said: str) -> None:
    show.add("first")
    folder = show.add("a", date="2025-11-02 08:00", seconds=3, **keys)
    for name, text in files.items():
        (Path(folder) / name).write_text(text, "utf-8")
    run = show.publish(code=1)
    assert said in run.stderr
    assert "a “About a” is held back" in run.stderr
