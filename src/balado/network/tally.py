"""What came of a verb over all shows: counts, the exit code, the rows of the table. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from balado.network.task import ShowOutcome, ShowTask, State

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

STATES: tuple[State, ...] = ("published", "unchanged", "refused", "failed")


@dataclass(slots=True)
class Tally:
    """The outcomes of a run. `code` begins with that of the network itself."""

    code: int = 0
    outcomes: dict[str, tuple[ShowTask, ShowOutcome]] = field(default_factory=dict)

    def add(self, task: ShowTask, outcome: ShowOutcome) -> None:
        """Count one more show. The exit code is the worst. Of the downloads of each day only the sum is kept."""
        self.outcomes[task.name] = (task, outcome.without("downloads"))
        self.code = max(self.code, outcome.code)

    @property
    def rows(self) -> Iterator[tuple[ShowTask, ShowOutcome]]:
        """The shows in the order of network.yaml."""
        return iter(sorted(self.outcomes.values(), key=lambda one: one[0].index))

    def count(self, state: State) -> int:
        """How many shows ended so."""
        return sum(outcome.state == state for _, outcome in self.outcomes.values())


def fault_line(task: ShowTask, fault: Mapping[str, Any]) -> str:
    """Where a fault of a show stands, from the folder of the run on: `ministere/a/feed.yaml:3 (title)`."""
    path = path_of(task, fault)
    line, key = fault.get("line"), fault.get("key")
    where = path if line is None else f"{path}:{line}"
    return f"{where} ({key})" if key else where


def path_of(task: ShowTask, fault: Mapping[str, Any]) -> str:
    """The file of a fault, from the folder of the run on; of a show elsewhere, with the name of the show.

    An address stays as it is; a fault without a file is the show's.
    """
    path = str(fault.get("path", ""))
    if not path:
        return task.root
    if _ADDRESS.match(path):
        return path
    if task.source is not None and path.startswith("../"):
        return path.rpartition("/")[2]  # nothing but network.yaml is above a show
    if task.source is not None and not path.startswith("-"):
        return f"{task.root}/{path}"
    return resolved(task.root, path)


def resolved(root: str, path: str) -> str:
    """A path of a show from the folder of the run on: `ministere/a` and `../../network.yaml` are `network.yaml`."""
    if path.startswith("-"):  # an option of the command line
        return path
    parts: list[str] = []
    for part in PurePosixPath(root, path).parts:
        if part == ".." and parts and parts[-1] not in ("..", "/"):
            parts.pop()
        else:
            parts.append(part)
    return str(PurePosixPath(*parts)) if parts else "."
