"""Measuring whole processes: wall time, peak memory, medians; in turn, so that a drifting machine harms all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    seconds: float
    peak_mb: float


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None, *, code: int = 0) -> Sample:
    """One run of a command, which must end with this code."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        raise RuntimeError(f"{command} ended with {process.returncode}: {said.decode(errors='replace')[-2000:]}")
    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Sample(seconds, usage.ru_maxrss / scale)


def in_turn(rounds: int, *actions: Callable[[], Sample]) -> list[list[Sample]]:
    """Each action so many times, A B A B, after one round that does not count."""
    for action in actions:
        action()
    samples: list[list[Sample]] = [[] for _ in actions]
    for _ in range(rounds):
        for action, found in zip(actions, samples, strict=True):
            found.append(action())
    return samples


def median_seconds(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.seconds for sample in samples)


def peak_mb(samples: Sequence[Sample]) -> float:
    return max(sample.peak_mb for sample in samples)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout."""
    texts = [[str(cell) if not isinstance(cell, float) else f"{cell:.2f}" for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    print(f"\n{title}")  # noqa: T201 (a bench prints its table)
    for row in texts:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))  # noqa: T201
