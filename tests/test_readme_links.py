"""The readme on the package index: its links lead to the files of the release."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

import balado

ROOT = Path(__file__).parent.parent
REPOSITORY = "https://forge.example/house/balado"
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def package(monkeypatch: pytest.MonkeyPatch, server: str = "", name: str = "") -> ProjectMetadata[PluginManager]:
    monkeypatch.setenv("GITHUB_SERVER_URL", server)
    monkeypatch.setenv("GITHUB_REPOSITORY", name)
    return ProjectMetadata(str(ROOT), PluginManager())


def links(text: str) -> list[str]:
    return _LINK.findall(text)


def test_every_link_of_the_index_leads_to_a_file_of_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    core = package(monkeypatch, "https://forge.example", "house/balado").core
    written, shown = links((ROOT / "README.md").read_text(encoding="utf-8")), links(core.readme)
    assert len(shown) == len(written) > 20
    for before, after in zip(written, shown, strict=True):
        if before.startswith(("https://", "#")):
            assert after == before
            continue
        kind = "tree" if (ROOT / before).is_dir() else "blob"
        assert (ROOT / before).exists()
        assert after == f"{REPOSITORY}/{kind}/v{balado.__version__}/{before}"
    assert core.urls["Repository"] == REPOSITORY


def test_where_the_repository_is_unknown_the_readme_is_as_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    core = package(monkeypatch).core
    assert core.readme == (ROOT / "README.md").read_text(encoding="utf-8")
    assert (core.readme_content_type, core.urls) == ("text/markdown", {})
