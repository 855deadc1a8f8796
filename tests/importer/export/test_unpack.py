"""What an export may be made to do: nothing leaves the folder, nothing fills the disk, nothing is half there."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from balado.errors import SourceError, UsageError
from balado.events import Meter
from balado.importer.export import unpack
from balado.importer.export.unpack import unpack_export

HEAD = {"format": 1, "title": "A", "guid": "g", "feed_url": "https://a.example/feed.xml", "made": "2026-01-01T00:00:00"}


def listed(path: str, body: bytes, *source: str, **changes: Any) -> dict[str, Any]:
    found = {"path": path, "byte_size": len(body), "sha256": hashlib.sha256(body).hexdigest(), "source": list(source)}
    return {**found, **changes}


def archive(tmp_path: Path, files: list[dict[str, Any]], bodies: dict[str, bytes], **head: Any) -> Path:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", json.dumps({**HEAD, "publication": None, "files": files, **head}))
        for name, body in bodies.items():
            made.writestr(name, body)
    return path


def refused(export: Path, to: Path) -> str:
    with pytest.raises(UsageError) as caught:
        unpack_export(export, to, Meter())
    assert not to.exists()
    assert [one.name for one in to.parent.iterdir() if one.name.startswith(".import-")] == []
    return str(caught.value)


@pytest.mark.parametrize(
    "path",
    ["../out", "episodes/../../out", "/etc/out", "C:/out", "C:out", "a\\..\\out", "./out", "a//../b", "", "a\0b", "."],
)
def test_no_path_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    body = b"title: A\n"
    export = archive(tmp_path, [listed("source/feed.yaml", body, path)], {"source/feed.yaml": body})
    assert "leads out of its folder" in refused(export, tmp_path / "show")
    export = archive(tmp_path, [listed(path, body, "feed.yaml")], {"source/feed.yaml": body})
    assert "leads out of its folder" in refused(export, tmp_path / "show")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["export.zip"]


@pytest.mark.parametrize("path", [".git/config", "episodes/.git/hooks/post-checkout", ".github/workflows/run.yml"])
def test_nothing_hidden_comes_out_of_it(tmp_path: Path, path: str) -> None:
    body = b"[core]\n"
    export = archive(tmp_path, [listed("source/x", body, path)], {"source/x": body})
    assert "names a hidden file" in refused(export, tmp_path / "show")


def test_a_link_in_an_archive_is_a_file_and_in_a_folder_leads_nowhere(tmp_path: Path) -> None:
    export = tmp_path / "export"
    (export / "source").mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    (export / "source" / "feed.yaml").symlink_to(tmp_path / "secret")
    files = [listed("source/feed.yaml", b"secret", "feed.yaml")]
    (export / "manifest.json").write_text(json.dumps({**HEAD, "publication": None, "files": files}))
    assert "source/feed.yaml is missing" in refused(export, tmp_path / "show")


def test_an_archive_that_unpacks_to_more_than_it_says_is_cut_there(tmp_path: Path) -> None:
    bomb = bytes(50_000_000)
    export = archive(tmp_path, [listed("source/a", b"", "a", byte_size=10)], {"source/a": bomb})
    read = 0

    def count(byte_size: int) -> None:
        nonlocal read
        read += byte_size

    with pytest.raises(UsageError):
        unpack_export(export, tmp_path / "show", Meter(advance=count))
    assert read <= 10


@pytest.mark.parametrize(
    "manifest",
    [b"", b"[]", b"{}", b"null", b"\xff", b'{"format": 1}', b'{"format": 1, "files": [1]}', b"[" * 100_000,
     json.dumps({**HEAD, "files": [{"path": "a"}]}).encode(), json.dumps({**HEAD, "files": [], "more": 1}).encode(),
     json.dumps({**HEAD, "files": [{**listed("a", b""), "byte_size": -1}]}).encode()],
)  # fmt: skip
def test_what_is_no_manifest_is_told(tmp_path: Path, manifest: bytes) -> None:
    export = tmp_path / "export"
    export.mkdir()
    (export / "manifest.json").write_bytes(manifest)
    assert "no export of Balado" in refused(export, tmp_path / "show") or b"format" not in manifest


def test_a_later_format_asks_for_a_later_balado(tmp_path: Path) -> None:
    assert "later version" in refused(archive(tmp_path, [], {}, format=2), tmp_path / "show")


def test_a_file_that_is_missing_or_damaged_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    body = b"title: A\n"
    missing = archive(tmp_path, [listed("source/feed.yaml", body, "feed.yaml")], {})
    assert "source/feed.yaml is missing" in refused(missing, tmp_path / "show")
    whole = archive(tmp_path, [listed("source/feed.yaml", body, "feed.yaml")], {"source/feed.yaml": body})
    raw = bytearray(whole.read_bytes())
    at = raw.index(b"source/feed.yaml") + len(b"source/feed.yaml") + 2
    raw[at] ^= 0xFF
    whole.write_bytes(raw)
    assert "source/feed.yaml is missing" in refused(whole, tmp_path / "show")


def test_a_folder_that_holds_something_stays(tmp_path: Path) -> None:
    there = tmp_path / "show"
    there.mkdir()
    (there / "mine").write_bytes(b"mine")
    with pytest.raises(UsageError, match="stays as it is"):
        unpack_export(archive(tmp_path, [], {}), there, Meter())
    assert (there / "mine").read_bytes() == b"mine"


def test_one_path_named_twice_is_refused(tmp_path: Path) -> None:
    files = [listed("source/a", b"a", "a"), listed("source/b", b"b", "a")]
    export = archive(tmp_path, files, {"source/a": b"a", "source/b": b"b"})
    assert "names a twice" in refused(export, tmp_path / "show")


def test_one_that_was_cut_off_is_named(tmp_path: Path) -> None:
    (tmp_path / "half.zip").write_bytes(archive(tmp_path, [], {}).read_bytes()[:50])
    assert "cut off, or damaged" in refused(tmp_path / "half.zip", tmp_path / "show")


@pytest.mark.parametrize(("letters", "names"), [("aA", ("A.md", "a.md")), ("\u00e9", ("\u00e9.md", "e\u0301.md"))])
def test_of_two_names_that_are_one_here_none_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letters: str, names: tuple[str, str]
) -> None:
    files = [listed(f"source/{number}", b"x", f"episodes/a/{name}") for number, name in enumerate(names)]
    export = archive(tmp_path, files, {"source/0": b"x", "source/1": b"x"})
    monkeypatch.setattr(unpack, "_are_one", lambda _here, one, _other: one in letters)
    with pytest.raises(SourceError, match="cannot hold all names") as caught:
        unpack_export(export, tmp_path / "show", Meter())
    assert [fault.place.path.rpartition("/")[2] for fault in caught.value.faults] == [max(names)]
    assert [path.name for path in tmp_path.iterdir()] == ["export.zip"]


def test_windows_makes_no_device_of_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export = archive(tmp_path, [listed("source/0", b"x", "episodes/con/nul.md")], {"source/0": b"x"})
    unpack_export(export, tmp_path / "here", Meter())
    with monkeypatch.context() as patch:
        patch.setattr(unpack, "_is_windows", lambda: True)
        with pytest.raises(SourceError, match="cannot hold all names"):
            unpack_export(export, tmp_path / "show", Meter())
