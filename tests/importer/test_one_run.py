"""Of two runs into one folder one goes on; of one that was killed nothing stays for longer than to the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.events import Meter, no_progress
from balado.importer import one_run
from balado.importer.export.manifest import ExportManifest
from balado.importer.export.unpack import unpack_export
from balado.importer.export.write import write_export
from balado.importer.one_run import EXPORT, IMPORT, aside_of, is_free, only_run, put_in_place

MANIFEST = ExportManifest("A", "g", "https://a.example/feed.xml", "2026-01-01T00:00:00+00:00")
KILLED = """
import os, signal, sys
from pathlib import Path
from balado.importer.one_run import IMPORT, aside_of, only_run
place = Path(sys.argv[1])
with only_run(place, IMPORT):
    aside_of(place, IMPORT).mkdir()
    (aside_of(place, IMPORT) / "half").write_bytes(b"half")
    print("writing", flush=True)
    sys.stdin.read()
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_second_run_is_told_of_the_first_and_what_a_killed_one_left_is_gone(tmp_path: Path) -> None:
    place = tmp_path / "show"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"writing\n"
        with pytest.raises(UsageError, match="Another run writes to"), only_run(place, IMPORT):
            pass
        assert (aside_of(place, IMPORT) / "half").exists()
        first.kill()
    assert names(tmp_path) == [".import-show", ".import-show.lock"]
    with only_run(place, IMPORT):
        assert not aside_of(place, IMPORT).exists()
    assert names(tmp_path) == []


def test_another_place_and_another_kind_of_run_are_free(tmp_path: Path) -> None:
    with only_run(tmp_path / "a", IMPORT), only_run(tmp_path / "b", IMPORT), only_run(tmp_path / "a", EXPORT):
        assert len(names(tmp_path)) == 3


def test_one_folder_has_one_lock_whatever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "show").mkdir()
    (tmp_path / "link").symlink_to("show")
    monkeypatch.chdir(tmp_path / "show")
    with only_run(tmp_path / "show", IMPORT):
        for same in (Path(), Path("../show"), tmp_path / "link"):
            with pytest.raises(UsageError, match="Another run writes to"), only_run(same, IMPORT):
                pass


@pytest.mark.parametrize("name", ["x" * 255, "é" * 127, "a b", "…"])
def test_a_name_of_any_length_has_a_place_aside(tmp_path: Path, name: str) -> None:
    with only_run(tmp_path / name, IMPORT):
        aside_of(tmp_path / name, IMPORT).mkdir()


def test_a_file_system_without_locks_lets_runs_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_descriptor: int) -> bool:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(one_run, "lock", no_locks)
    left = tmp_path / ".import-show"
    left.mkdir()
    with only_run(tmp_path / "show", IMPORT):
        assert left.exists()  # perhaps somebody's who writes at this moment


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="cannot be written"), only_run(tmp_path / "file" / "show", IMPORT):
        pass


def test_a_folder_that_is_there_stays_the_same_folder(tmp_path: Path) -> None:
    """Whoever stands in it must not stand nowhere afterwards."""
    place = tmp_path / "empty"
    place.mkdir()
    same = place.stat().st_ino
    with only_run(place, EXPORT):
        made = aside_of(place, EXPORT) / "made"
        made.mkdir(parents=True)
        (made / "manifest.json").write_bytes(b"{}")
        assert is_free(place, EXPORT)
        put_in_place(made, place, "manifest.json")
    assert place.stat().st_ino == same
    assert (place / "manifest.json").exists()


def test_into_the_folder_in_which_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("out", "in"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "out")
    write_export(Path(), MANIFEST, [], {"README.txt": "A\n"}, no_progress)
    assert names(tmp_path / "out") == ["README.txt", "manifest.json"]
    monkeypatch.chdir(tmp_path / "in")
    unpack_export(tmp_path / "out", Path(), Meter())
    assert names(tmp_path) == ["in", "out"]
    assert Path().samefile(tmp_path / "in")


@pytest.mark.parametrize("name", ["export", "export.zip"])
def test_an_export_that_was_killed_is_made_anew(tmp_path: Path, name: str) -> None:
    left = tmp_path / f".export-{name}" / "export"
    left.mkdir(parents=True)
    (left / "manifest.json").write_bytes(b"half")
    write_export(tmp_path / name, MANIFEST, [], {}, no_progress)
    assert names(tmp_path) == [name]
