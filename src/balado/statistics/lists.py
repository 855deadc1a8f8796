"""Lists that somebody gives for the count, as whoever counts gets them: in one file, each under its name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

APPLICATIONS, CRAWLERS, NETWORKS = "opawg", "crawlers", "networks"
"""Applications and robots, which take the place of those inside Balado; networks, of which it has none."""


def write_lists(lists: Mapping[str, list[Any]], path: Path) -> None:
    """Write lists for `map_files`."""
    path.write_text(json.dumps(lists), encoding="utf-8")


def lists_in(path: Path | None) -> Mapping[str, list[Any]]:
    """The lists of a file that `write_lists` wrote; none of no file."""
    found: Mapping[str, list[Any]] = {} if path is None else json.loads(path.read_text(encoding="utf-8"))
    return found
