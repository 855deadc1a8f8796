"""What lies in the folders of a show already, and so stands in its texts under no address of another host. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from balado.importer.media.file import COVER
from balado.source.folder import EpisodeFolder, Scan, chapters_in, transcripts_in

FilesHere = Mapping[str, str | None]
"""By key what stands in place of an address: the path of a file, or nothing where that is found by its name."""


def of_show(scan: Scan) -> FilesHere:
    """The cover of the show, where it is called so."""
    named = (scan.find(f"{COVER}{suffix}") for suffix in (".jpg", ".jpeg", ".png"))
    found = next((path for path in named if path is not None), None)
    return {} if found is None else {"artwork": found}


def of_episode(folder: EpisodeFolder) -> FilesHere:
    """The keys of an episode in whose place files lie in its folder."""
    lying = {
        "audio": folder.audio,
        "artwork": folder.artwork,
        "chapters": chapters_in(folder),
        "transcripts": transcripts_in(folder),
    }
    return {key: None for key, found in lying.items() if found}


def with_files(tree: Mapping[str, Any], here: FilesHere) -> dict[str, Any]:
    """The keys of a text, with the files that lie here in place of addresses."""
    found: dict[str, Any] = {}
    for key, value in tree.items():
        if key not in here or not _is_elsewhere(key, value):
            found[key] = value
        elif (path := here[key]) is not None:
            found[key] = path
    return found


def _is_elsewhere(key: str, value: Any) -> bool:
    """Whether it is an address: chapters may be written out, whatever lies beside them."""
    return key != "chapters" or isinstance(value, Mapping)
