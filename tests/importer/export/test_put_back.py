"""An export taken in again goes on where the show was: with its record, within its own folder, or it says why not."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scripted_store import Answer, ScriptedStore
from show_builder import Show

NOTHING_DONE = {"nothing-to-do", "in-folder", "fault"}
"""A hub that refuses is told again with each run, and is no news."""


def state_of(show: Show) -> dict[str, bytes]:
    """The record, without what tells of the very files of its place."""
    top = show.root / ".public.balado"
    found = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    return {key: body for key, body in found.items() if not key.startswith(("headers/", "incoming/"))}


@pytest.fixture(scope="module")
def hub() -> Iterator[str]:
    """A hub that refuses what it is told. To one that does not answer, every run would talk three times, and wait."""
    with ScriptedStore(lambda _asked: Answer(404)) as server:
        yield server.url


@pytest.fixture(scope="module")
def show(new_folder: Callable[[str], Path], hub: str) -> Show:
    """A show with pages, published three times; one of its episodes was taken down, another one renamed."""
    made = Show(new_folder("published") / "show")
    made.write_feed(
        site="true", publish=f"{{to: public, url: 'https://pod.example/show', notify: {{websub: ['{hub}/']}}}}"
    )
    for slug in ("a", "b", "c"):
        made.add(slug)
    made.publish()
    shutil.rmtree(made.root / "episodes" / "b")
    assert made.run("takedown", "guid-of-b", "--yes").returncode == 0
    text = made.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("About a", "About the first"), "utf-8")
    made.publish()
    return made


@pytest.fixture(scope="module")
def export(show: Show) -> Path:
    to = show.root.parent / "export"
    run = show.run("export", str(to))
    assert run.returncode == 0, run.stderr
    return to


@pytest.fixture
def copied(export: Path, tmp_path: Path) -> Path:
    """The export, to be changed."""
    return Path(shutil.copytree(export, tmp_path / "export"))


def taken_in(export: Path, to: Path, code: int = 0) -> tuple[Show, dict[str, Any], str]:
    run = Show(export.parent).run("import", str(export), str(to), "--format", "json")
    assert run.returncode == code, run.stderr
    event = next(one for one in map(json.loads, run.stdout.splitlines()) if one["event"] == "imported")
    return Show(to), event, run.stderr


def test_the_record_is_the_same_and_there_is_nothing_to_do(show: Show, export: Path, tmp_path: Path) -> None:
    again, event, told = taken_in(export, tmp_path / "again")
    assert event["record"] == "back"
    assert "`balado publish` goes on from publication" in told
    assert state_of(again) == state_of(show)
    assert again.published() == show.published()
    before = again.footprint()
    assert [one["event"] for one in again.events()] == [one["event"] for one in show.events()]
    assert {one["event"] for one in again.events()} <= NOTHING_DONE
    assert again.footprint() == before
    assert [path.name for path in tmp_path.iterdir()] == ["again"]


def test_what_guards_subscribers_guards_them_there_too(export: Path, tmp_path: Path) -> None:
    again, _, _ = taken_in(export, tmp_path / "again")
    shutil.rmtree(again.root / "episodes" / "c")
    assert "guid-of-c" in again.publish(code=1).stderr
    again.add("b")  # whose guid was taken down
    assert "guid-of-b" in again.publish(code=1).stderr


def test_it_can_go_back_to_an_older_publication(export: Path, tmp_path: Path) -> None:
    again, _, _ = taken_in(export, tmp_path / "again")
    number = json.loads((export / "manifest.json").read_bytes())["publication"]
    run = again.run("rollback", str(number - 1))
    assert run.returncode == 0, run.stderr
    assert b"About a<" in again.published()["feed.xml"]


def test_of_an_archive_too(show: Show, export: Path, tmp_path: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in sorted(export.rglob("*")):
            made.write(path, path.relative_to(export).as_posix())
    again, event, _ = taken_in(archive, tmp_path / "again")
    assert (event["record"], state_of(again)) == ("back", state_of(show))


def published_to(export: Path, settings: str) -> None:
    """Let the show of an export name another place."""
    import hashlib

    feed = export / "source" / "feed.yaml"
    lines = [line for line in feed.read_text("utf-8").splitlines() if not line.startswith("publish:")]
    raw = "\n".join([*lines, f"publish: {settings}", ""]).encode()
    feed.write_bytes(raw)
    manifest = json.loads((export / "manifest.json").read_bytes())
    [entry] = [one for one in manifest["files"] if one["path"] == "source/feed.yaml"]
    entry.update(byte_size=len(raw), sha256=hashlib.sha256(raw).hexdigest())
    (export / "manifest.json").write_text(json.dumps(manifest), "utf-8")


@pytest.mark.parametrize(
    ("settings", "record"),
    [
        ("{to: public, state: record, url: 'https://pod.example/show'}", "back"),
        ("{to: www/podcast, url: 'https://pod.example/show'}", "back"),
        ("{to: ../outside, url: 'https://pod.example/show'}", "outside"),
        ("{to: .git, url: 'https://pod.example/show'}", "outside"),
        ("{to: public, state: .git, url: 'https://pod.example/show'}", "outside"),
        ("{to: .hidden/public, url: 'https://pod.example/show'}", "outside"),
        ("{to: episodes, url: 'https://pod.example/show'}", "outside"),
        ("{to: 's3://bucket/show', url: 'https://pod.example/show'}", "there"),
    ],
)
def test_nothing_is_put_outside_its_folder_or_where_it_is_hidden(
    copied: Path, tmp_path: Path, settings: str, record: str
) -> None:
    published_to(copied, settings)
    again, event, told = taken_in(copied, tmp_path / "again")
    assert event["record"] == record
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "export"]
    assert [path.name for path in again.root.iterdir() if path.name.startswith(".")] == []
    if "../outside" in settings:
        assert str(tmp_path / "outside") in told


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize("part", ["public/audio", "public/episodes", "record/generations", "record/feeds"])
@pytest.mark.parametrize("change", [damage, Path.unlink], ids=["changed", "missing"])
def test_what_is_not_whole_is_named_and_nothing_of_it_is_put_back(
    copied: Path, tmp_path: Path, part: str, change: Callable[[Path], None]
) -> None:
    """A recording whose very bytes the author has is the author's: without it nothing is imported."""
    spoilt = min(path for path in (copied / part).rglob("*") if path.is_file() and path.stat().st_size)
    name = spoilt.relative_to(copied).as_posix()
    change(spoilt)
    if part == "public/audio":
        run = Show(tmp_path).run("import", str(copied), "again")
        assert (run.returncode, name in run.stderr, (tmp_path / "again").exists()) == (2, True, False)
        return
    again, event, told = taken_in(copied, tmp_path / "again", code=1)
    assert event["record"] == "broken"
    assert name in told
    assert not (again.root / "public").exists()
    assert not (again.root / ".public.balado").exists()
    again.publish()


def test_words_for_people_that_are_missing_are_named_too(copied: Path, tmp_path: Path) -> None:
    (copied / "README.txt").unlink()
    _, event, told = taken_in(copied, tmp_path / "again", code=1)
    assert event["record"] == "back"
    assert "README.txt" in told


def test_a_record_whose_manifest_was_made_to_fit_is_not_believed(copied: Path, tmp_path: Path) -> None:
    """Somebody changed a page, and its digest in the manifest: the record says what it was."""
    import hashlib

    manifest = json.loads((copied / "manifest.json").read_bytes())
    for one in manifest["files"]:
        if one["path"].startswith("record/feeds/"):
            (copied / one["path"]).write_bytes(b"else")
            one.update(byte_size=4, sha256=hashlib.sha256(b"else").hexdigest())
    (copied / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    again, event, _ = taken_in(copied, tmp_path / "again", code=1)
    assert event["record"] == "broken"
    assert not (again.root / ".public.balado").exists()
