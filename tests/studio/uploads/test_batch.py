"""What came is kept aside, each under a name of its own, until somebody says what becomes of it."""

from __future__ import annotations

from pathlib import Path

from balado.studio.uploads.batch import Uploads, UploadTarget
from balado.studio.uploads.kinds import UploadKind
from balado.studio.uploads.receive import ReceivedFile


def received(uploads: Uploads, *names: str) -> tuple[Path, list[ReceivedFile]]:
    folder = uploads.begin()
    files = []
    for number, name in enumerate(names, 1):
        path = folder / f"{number}.part"
        path.write_bytes(b"%PDF-1")
        files.append(ReceivedFile(path, name, 6))
    return folder, files


def test_each_has_a_folder_that_is_the_users_alone(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "cache" / "u")
    folder, files = received(uploads, "a.pdf", "a.pdf")
    batch = uploads.take(folder, files, UploadTarget())
    assert uploads.get(batch.id) is batch
    assert [(one.path.name, one.number, one.look.kind) for one in batch.files] == [
        ("a.pdf", 1, UploadKind.DOCUMENT),
        ("a.pdf", 2, UploadKind.DOCUMENT),
    ]
    assert {one.path.parent.stat().st_mode & 0o077 for one in batch.files} == {0}
    uploads.drop(batch)
    assert uploads.get(batch.id) is None
    assert list(uploads.folder.iterdir()) == []


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    folder, _ = received(Uploads(tmp_path / "u"), "a.pdf")
    assert folder.exists()
    Uploads(tmp_path / "u").clear()
    assert not (tmp_path / "u").exists()


def test_where_files_are_to_go() -> None:
    assert UploadTarget().is_new
    assert not UploadTarget("01-a").is_new
    assert not UploadTarget(is_show=True).is_new
