"""Which recordings of a folder are masters, by a recipe or by their names."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from balado.source.files import scan

FOLDER = "episodes/one"


def scanned(root: Path, *names: str, recipes: dict[str, object] | None = None) -> tuple[list[str], list[str]]:
    """The names of the recordings, and of the masters, in a folder with these files."""
    (root / FOLDER).mkdir(parents=True)
    for name in names:
        (root / FOLDER / name).write_bytes(b"")
    for name, content in (recipes or {}).items():
        text = content if isinstance(content, str) else json.dumps(content)
        (root / FOLDER / f"{name}.recipe.json").write_text(text, encoding="utf-8")
    [folder] = scan(root).episodes
    assert folder.others == ()
    return [path.rpartition("/")[2] for path in folder.audio], [path.rpartition("/")[2] for path in folder.masters]


def of(*names: object) -> dict[str, object]:
    return {"from": [{"file": name} for name in names]}


@pytest.mark.parametrize(
    ("names", "audio"),
    [
        (("talk.wav", "talk.mp3"), ["talk.mp3"]),
        (("talk.FLAC", "talk.m4a"), ["talk.m4a"]),
        (("talk.wav",), ["talk.wav"]),
        (("jingle.mp3", "talk.wav"), ["jingle.mp3", "talk.wav"]),
        (("talk.mp3", "talk.m4a"), ["talk.m4a", "talk.mp3"]),
        (("talk.wav", "talk.aiff"), ["talk.aiff", "talk.wav"]),
    ],
)
def test_what_no_app_plays_is_the_master_of_its_namesake(
    tmp_path: Path, names: tuple[str, ...], audio: list[str]
) -> None:
    assert scanned(tmp_path, *names)[0] == audio


@pytest.mark.parametrize(
    ("recipe", "audio"),
    [
        (of("film.mp4"), ["talk.mp3"]),
        (of("other.mp4"), ["film.mp4", "talk.mp3"]),
        (of("../one/film.mp4", 7, None), ["film.mp4", "talk.mp3"]),
        ("no json", ["film.mp4", "talk.mp3"]),
        ([], ["film.mp4", "talk.mp3"]),
        ({"from": "film.mp4"}, ["film.mp4", "talk.mp3"]),
    ],
)
def test_a_recipe_names_what_a_recording_was_made_of(tmp_path: Path, recipe: object, audio: list[str]) -> None:
    assert scanned(tmp_path, "film.mp4", "talk.mp3", recipes={"talk.mp3": recipe})[0] == audio


def test_accents_count_however_a_system_stores_them(tmp_path: Path) -> None:
    stored = unicodedata.normalize("NFD", "été.mp4")
    found = scanned(tmp_path, stored, "talk.mp3", recipes={"talk.mp3": of("été.mp4")})
    assert found == (["talk.mp3"], [stored])


def test_a_recipe_of_what_is_not_there_takes_nothing_away(tmp_path: Path) -> None:
    assert scanned(tmp_path, "a.mp4", "b.mp4", recipes={"talk.mp3": of("a.mp4")})[0] == ["a.mp4", "b.mp4"]
