"""The links of README.md made whole for the package index, where one from file to file leads nowhere.

Where the repository is, the release knows (GitHub says it to each of its jobs); built anywhere else, links stay as they
are written. `pyproject.toml` names this file as a hook of the build.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE = re.compile(r"(?<=\]\()(?![a-z][a-z0-9+.-]*:|[#/])[^\s()]+(?=\))")


class ReadmeLinks(MetadataHookInterface):
    """Gives the package its readme, and the addresses of its repository where they are known."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in what pyproject.toml calls dynamic."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        repository = repository_of(os.environ)
        if repository:
            text = whole(text, repository, f"v{metadata['version']}")
            changes = f"{repository}/blob/v{metadata['version']}/src/balado/manual/en/changelog.md"
            metadata["urls"] = {"Repository": repository, "Changelog": changes}
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def repository_of(environment: Mapping[str, str]) -> str:
    """The address of the repository that this is built in, empty where nobody says it."""
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    return f"{server}/{name}" if server and name else ""


def whole(text: str, repository: str, tag: str) -> str:
    """The text with its relative links as addresses of this tag: of a file, or of a folder where one ends with `/`."""

    def address(found: re.Match[str]) -> str:
        kind = "tree" if found[0].endswith("/") else "blob"
        return f"{repository}/{kind}/{tag}/{found[0]}"

    return _RELATIVE.sub(address, text)
