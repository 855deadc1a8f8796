"""What somebody who counts with Athena or Trino needs from Balado, as files in a folder.

`downloads.sql` is the count of `sql/`, as one query, with the same result. There is no salt in it. The text of a query
is kept by the engine, and what a query draws by chance may be drawn anew for each row: then every request would be of
another listener. Nothing is kept of the steps of a query, so clients are compared there as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from balado.statistics.agents.lookup import listed_patterns
from balado.statistics.model import PublishedFile
from balado.statistics.published import write_published

QUERIES = ("downloads.sql", "tables.sql")


def write_tables(
    published: Iterable[PublishedFile], podcast: str, folder: Path, agents: Mapping[str, list[Any]]
) -> None:
    """Write the tables and the queries into a folder, which is there; `podcast` tells the show from others.

    `agents` are lists that take the place of ours (`read_lists`).
    """
    write_published(published, folder / "published.json", podcast)
    rows = (
        {"place": place, "pattern": pattern, "role": role.value}
        for place, (pattern, role) in enumerate(listed_patterns(agents), 1)
    )
    (folder / "agents.json").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    for name in QUERIES:
        text = files("balado.statistics.trino").joinpath(name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
