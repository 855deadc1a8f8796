"""An export is told from a feed by its looks."""

from __future__ import annotations

import zipfile
from pathlib import Path

from balado.importer.export.parts import MANIFEST
from balado.importer.export.recognise import is_export


def test_an_archive_is_one_also_when_it_was_cut_off(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr(MANIFEST, "{}")
    (tmp_path / "half.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:20])
    assert is_export(tmp_path / "whole.zip")
    assert is_export(tmp_path / "half.zip")


def test_a_folder_with_a_manifest_is_one(tmp_path: Path) -> None:
    assert not is_export(tmp_path)
    (tmp_path / MANIFEST).write_text("{}")
    assert is_export(tmp_path)


def test_a_feed_and_what_is_not_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(b"<rss/>")
    assert not is_export(tmp_path / "feed.xml")
    assert not is_export(tmp_path / "nowhere")
