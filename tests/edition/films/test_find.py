"""`hls: true`: the package of a film is published beside it, and never that of another film."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from editions import inputs, inspected, published
from show_builder import Show
from streams import write_stream

from balado.edition.attachments import find_attachments
from balado.record.generation import Generation

TYPES = ["video/mp4", "application/x-mpegURL"]


def write_package(folder: Path, film: bytes = b"a film", of: bytes | None = None) -> None:
    """A film, and a package that says what it was made of."""
    (folder / "film.mp4").write_bytes(film)
    write_stream(folder / "film.hls")
    made_of = {"from": {"file": "film.mp4", "sha256": hashlib.sha256(film if of is None else of).hexdigest()}}
    (folder / "film.hls/film.m3u8.recipe.json").write_text(json.dumps(made_of), encoding="utf-8")


@pytest.fixture
def folder(show: Show) -> Path:
    return show.add("a", video="{file: film.mp4, title: Film, codecs: avc1, default: true, hls: true}")


def types(show: Show, before: Generation | None = None) -> list[str]:
    found = inspected(show, "a", before)
    assert found.candidate is not None
    told = find_attachments(found.candidate.episode, found.candidate.audio, inputs(show, before)).told.alternates
    assert [(one.default, one.codecs, one.title) for one in told] == [(True, "avc1", "Film"), (False, None, "Film")]
    return [one.type for one in told]


def errors(show: Show) -> list[tuple[str, str, str]]:
    return [(one.place.key, str(one.what), str(one.remedy)) for one in inspected(show, "a", None).faults
            if one.severity == "error"]  # fmt: skip


def test_the_package_stands_behind_the_film(show: Show, folder: Path) -> None:
    write_package(folder)
    assert types(show) == TYPES


def test_a_film_that_nobody_packaged_is_told_with_the_command_that_does(show: Show, folder: Path) -> None:
    (folder / "film.mp4").write_bytes(b"a film")
    [(key, what, remedy)] = errors(show)
    assert (key, "film.hls/film.m3u8 is not here" in what) == ("video.hls", True)
    assert "`balado film episodes/a/film.mp4 a --hls`" in remedy


def test_the_package_of_another_film_is_not_published(show: Show, folder: Path) -> None:
    write_package(folder, b"a new film", b"the film before")
    [(key, what, _)] = errors(show)
    assert (key, "made of another film" in what) == ("video.hls", True)


@pytest.mark.parametrize("recipe", [b"", b"[]", b'{"from": 1}', b"\xff"])
def test_a_recipe_that_cannot_be_read_is_that_of_another_film(show: Show, folder: Path, recipe: bytes) -> None:
    write_package(folder)
    (folder / "film.hls/film.m3u8.recipe.json").write_bytes(recipe)
    assert [key for key, _, _ in errors(show)] == ["video.hls"]


def test_a_checkout_without_the_film_and_its_package_publishes_both(show: Show, folder: Path) -> None:
    write_package(folder)
    before = published(show)
    for path in [*folder.glob("film.hls/**/*.*"), folder / "film.mp4"]:
        path.unlink()
    assert types(show, before) == TYPES
