"""Files of the show by the paths under which logs name them: written once, read by every step."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from balado.statistics.model import PublishedFile


def write_published(published: Iterable[PublishedFile], path: Path) -> None:
    """Write the table that `map_files` reads: JSON, one line for each path of each file."""
    rows = (
        {
            "path": one,
            "key": file.key,
            "guid": file.guid,
            "kind": file.kind.value,
            "threshold_bytes": file.threshold_bytes,
            "recording": file.recording,
        }
        for file in published
        for one in file.paths
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
