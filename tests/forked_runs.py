"""Runs of Balado as real processes, many at once or killed at a step, at little cost each: see `fork_server.py`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where, with what, and before which step below `watch` (or of HTTP) it is killed."""

    folder: Path
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    die_at: int | None = None
    watch: str = "/"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, negative for a signal, and what it said on both streams."""

    code: int
    said: str


class ForkedRuns:
    """The server, for as long as a test module needs it. `scratch` holds what runs say."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        server = Path(__file__).with_name("fork_server.py")
        # Children that are killed, or end at once, report no coverage: tracing them would only cost time.
        untraced = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
        self._process = subprocess.Popen(
            [sys.executable, str(server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=untraced
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)

    def run(self, *runs: Run) -> list[Ended]:
        """All of these at once; how each ended, in their order."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        files = [self._scratch / f"said-{number}" for number in range(len(runs))]
        jobs = [
            {
                "folder": str(run.folder),
                "arguments": list(run.arguments),
                "environment": {**_own(), **run.environment},
                "die_at": run.die_at,
                "watch": run.watch,
                "said": str(file),
            }
            for run, file in zip(runs, files, strict=True)
        ]
        self._process.stdin.write(f"{json.dumps(jobs)}\n")
        self._process.stdin.flush()
        codes = json.loads(self._process.stdout.readline())
        return [Ended(code, file.read_text("utf-8")) for code, file in zip(codes, files, strict=True)]


def _own() -> dict[str, str]:
    """What fixtures of a single test set after the server began."""
    return {name: os.environ[name] for name in ("HOME", "AWS_EC2_METADATA_DISABLED", "NO_PROXY")}
