"""Whatever lies in a show's folder, its export gives the same files again, byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from show_builder import feed_yaml

from balado.errors import RemoteError, UsageError
from balado.events import Meter, no_progress
from balado.importer.export.contents import ExportEntry, entries, own_files
from balado.importer.export.manifest import ExportManifest
from balado.importer.export.unpack import unpack_export
from balado.importer.export.write import write_export
from balado.source.files import scan
from balado.store.target import Target, TargetSettings, open_target

MANIFEST = ExportManifest("Le dernier kilomètre", "guid", "https://pod.example/feed.xml", "2026-01-01T00:00:00+00:00")
_LETTERS = st.characters(codec="utf-8", categories=("L", "N", "Zs", "P", "So"), exclude_characters="/\\\0")
_NAMES = st.text(_LETTERS, min_size=1, max_size=12).filter(lambda name: name[0] != "." and name.strip(" .") == name)
_FILES = st.dictionaries(st.tuples(_NAMES, _NAMES), st.binary(max_size=2000), max_size=6)


def show_with(root: Path, files: dict[tuple[str, str], bytes]) -> dict[str, bytes]:
    """A show whose episodes hold these files; all that it consists of, by path."""
    (root / "episodes").mkdir(parents=True)
    (root / "feed.yaml").write_text(feed_yaml(), encoding="utf-8")
    for (folder, name), body in files.items():
        (root / "episodes" / folder).mkdir(exist_ok=True)
        (root / "episodes" / folder / name).write_bytes(body)
    return content(root)


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def target_in(root: Path) -> Target:
    return open_target(TargetSettings(to="public", root=root))


@given(files=_FILES, name=st.sampled_from(["export", "export.zip"]))
def test_what_is_exported_is_imported_again(files: dict[tuple[str, str], bytes], name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, again = Path(folder, "show"), Path(folder, "again")
        before = show_with(root, files)
        found = entries(own_files(root, scan(root), None), target_in(root), None)
        write_export(Path(folder, name), MANIFEST, found, {}, no_progress)
        unpack_export(Path(folder, name), again, Meter())
        assert content(again) == before
        assert sorted(path.name for path in Path(folder).iterdir()) == sorted(["show", "again", name])


@pytest.mark.parametrize("name", ["export", "export.zip"])
def test_bytes_that_are_not_what_was_published_leave_nothing(tmp_path: Path, name: str) -> None:
    wrong = ExportEntry("public/a.mp3", lambda: iter((b"other",)), 5, sha256="0" * 64)
    with pytest.raises(RemoteError, match="is not what was published"):
        write_export(tmp_path / name, MANIFEST, [wrong], {}, no_progress)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_may_be_the_place_and_a_full_one_never(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_export(tmp_path / "empty", MANIFEST, [], {"README.txt": "A\n"}, no_progress)
    assert (tmp_path / "empty" / "README.txt").read_text() == "A\n"
    with pytest.raises(UsageError, match="stays as it is"):
        write_export(tmp_path / "empty", MANIFEST, [], {}, no_progress)


def exported_paths(root: Path) -> list[str]:
    return sorted(path.removeprefix("episodes/") for path in own_files(root, scan(root), None).sizes)


def test_what_links_lead_to_within_the_show_is_exported_and_no_circle_has_no_end(tmp_path: Path) -> None:
    root = tmp_path / "show"
    show_with(root, {("a", "episode.md"): b"---\n---\n"})
    (root / "shared").mkdir()
    (root / "shared" / "episode.md").write_bytes(b"---\n---\n")
    (root / "episodes" / "b").symlink_to("../shared")
    (root / "episodes" / "a" / "programme.pdf").symlink_to("../../shared/episode.md")
    (root / "episodes" / "a" / "circle").symlink_to("..")
    (root / "episodes" / "a" / "nowhere").symlink_to("nothing")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_bytes(b"secret")
    (root / "episodes" / "c").symlink_to(tmp_path / "secret")
    (root / "episodes" / "a" / "key").symlink_to(tmp_path / "secret" / "key")
    assert exported_paths(root) == ["a/episode.md", "a/programme.pdf", "b/episode.md", "feed.yaml"]
