"""`balado export`: a show that is read without Balado, and is the same show when it is taken in again."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from full_show import write_full_show
from show_builder import Show


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    write_full_show(made)
    made.add("draft", draft="true")
    made.publish()
    return made


def source_of(show: Show) -> dict[str, bytes]:
    paths = [show.root / "feed.yaml", *(show.root / "episodes").rglob("*")]
    return {path.relative_to(show.root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def exported(show: Show, to: Path) -> dict[str, Any]:
    run = show.run("export", str(to), "--format", "json")
    assert run.returncode == 0, run.stderr
    [event] = [json.loads(line) for line in run.stdout.splitlines()]
    return dict(event)


def taken_in(export: Path, to: Path, code: int = 0) -> Show:
    run = Show(export.parent).run("import", str(export), str(to), "--format", "json")
    assert run.returncode == code, run.stderr
    return Show(to)


@pytest.mark.parametrize("name", ["export", "export.zip"])
def test_the_same_show_comes_out_of_it_with_every_byte(show: Show, tmp_path: Path, name: str) -> None:
    told = exported(show, tmp_path / name)
    assert (told["event"], told["number"]) == ("exported", 1)
    again = taken_in(tmp_path / name, tmp_path / "again")
    assert source_of(again) == source_of(show)
    again.publish()
    assert again.published()["feed.xml"] == show.published()["feed.xml"]


def test_what_listeners_get_is_there_under_its_names_and_every_file_is_listed(show: Show, tmp_path: Path) -> None:
    told = exported(show, tmp_path / "out")
    top = tmp_path / "out"
    for key, body in show.published().items():
        assert (top / "public" / key).read_bytes() == body
    manifest = json.loads((top / "manifest.json").read_bytes())
    listed = {one["path"]: one for one in manifest["files"]}
    there = {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}
    assert there.keys() - listed.keys() == {"manifest.json"}
    assert told["files"] == len(listed)
    for path, one in listed.items():
        assert (len(there[path]), hashlib.sha256(there[path]).hexdigest()) == (one["byte_size"], one["sha256"])
    assert "record/generations/1.json" in listed or any(path.startswith("record/") for path in listed)
    assert "Le dernier kilomètre" in there["README.txt"].decode()
    assert b'xmlUrl="https://pod.example/show/feed.xml"' in there["show.opml"]


def test_recordings_that_are_not_here_come_from_the_store(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.publish()
    before = source_of(show)
    show.remove_audio()
    exported(show, tmp_path / "out.zip")
    assert source_of(taken_in(tmp_path / "out.zip", tmp_path / "again")) == before


def test_a_show_that_was_never_published_is_its_source(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    assert exported(show, tmp_path / "out")["number"] is None
    assert not (tmp_path / "out" / "public").exists()
    assert source_of(taken_in(tmp_path / "out", tmp_path / "again")) == source_of(show)


def test_nothing_that_is_there_is_written_over_and_a_failure_leaves_nothing(show: Show, tmp_path: Path) -> None:
    (tmp_path / "there.zip").write_bytes(b"mine")
    run = show.run("export", str(tmp_path / "there.zip"))
    assert (run.returncode, (tmp_path / "there.zip").read_bytes()) == (2, b"mine")
    [audio, *_] = sorted((show.root / "public" / "audio").glob("*.mp3"))
    audio.write_bytes(audio.read_bytes() + b"!")
    show.remove_audio()
    run = show.run("export", str(tmp_path / "out"))
    assert run.returncode != 0
    assert "is not what was published under that name: nothing is exported" in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["show", "there.zip"]


def test_two_exports_are_the_same_bytes_but_for_their_time(show: Show, tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        exported(show, tmp_path / name)
    one, two = (zipfile.ZipFile(tmp_path / name) for name in ("one.zip", "two.zip"))
    with one, two:
        assert one.namelist() == two.namelist()
        assert all(one.read(name) == two.read(name) for name in one.namelist() if name != "manifest.json")


def test_a_file_that_was_changed_in_it_is_refused(show: Show, tmp_path: Path) -> None:
    exported(show, tmp_path / "out")
    changed = tmp_path / "out" / "source" / "feed.yaml"
    changed.write_bytes(changed.read_bytes() + b"# more\n")
    run = show.run("import", str(tmp_path / "out"), str(tmp_path / "again"))
    assert run.returncode == 2
    assert "The export is not whole: source/feed.yaml" in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "show"]


def test_names_that_other_systems_cannot_hold_are_told_and_exported(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    folder = show.add("a")
    for name in ("Programme.pdf", "programme.pdf", "aux.pdf"):
        (folder / name).write_bytes(name.encode())
    run = show.run("export", str(tmp_path / "out.zip"))
    assert run.returncode == 0
    assert "“programme.pdf” is the same name as “Programme.pdf”" in run.stderr
    assert "“aux.pdf” is a device on Windows" in run.stderr
    assert source_of(taken_in(tmp_path / "out.zip", tmp_path / "again")) == source_of(show)


def test_what_a_link_leads_out_to_is_named_and_left_out(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    (tmp_path / "secret").mkdir()
    (show.root / "episodes" / "linked").symlink_to(tmp_path / "secret")
    run = show.run("export", str(tmp_path / "out"))
    assert run.returncode == 1
    assert "episodes/linked" in run.stderr
    assert "leads out of the show's folder" in run.stderr
    assert not (tmp_path / "out" / "source" / "episodes" / "linked").exists()
