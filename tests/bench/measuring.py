"""Measuring whole processes: wall time, peak memory, medians; in turn, so that a drifting machine harms all alike."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process took. `cpu_seconds` are its own and those of the processes that it waited for."""

    seconds: float
    peak_mb: float
    cpu_seconds: float = 0.0


def run(command: Sequence[str], cwd: Path, environment: Mapping[str, str] | None = None, *, code: int = 0) -> Sample:
    """One run of a command, which must end with this code.

    It finds its modules compiled, as an installed program does: the round that does not count compiles them.
    """
    compiling = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**compiling, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=said
        )
        peak = _Peak(process.pid)
        peak.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = ended_with = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        peak.join()
        if ended_with != code:
            said.seek(0)
            raise RuntimeError(f"{command} ended with {ended_with}: {said.read()[-2000:].decode(errors='replace')}")
    return Sample(seconds, peak.mb, usage.ru_utime + usage.ru_stime)


class _Peak(threading.Thread):
    """The most memory a process held. What the system tells at its end counts the memory of the one that started it."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._status = Path(f"/proc/{pid}/status")
        self.mb = 0.0

    def run(self) -> None:
        while True:
            try:
                text = self._status.read_text()
            except OSError:
                return
            found = re.search(r"VmHWM:\s+(\d+) kB", text)
            if found is None:
                return
            self.mb = int(found[1]) / 1024
            time.sleep(0.01)


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


def median_cpu_seconds(samples: Sequence[Sample]) -> float:
    return statistics.median(sample.cpu_seconds for sample in samples)


def peak_mb(samples: Sequence[Sample]) -> float:
    return max(sample.peak_mb for sample in samples)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table on stdout."""
    texts = [[str(cell) if not isinstance(cell, float) else f"{cell:.2f}" for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    print(f"\n{title}")  # noqa: T201 (a bench prints its table)
    for row in texts:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))  # noqa: T201
