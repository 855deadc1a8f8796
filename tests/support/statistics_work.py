"""What the workers of a cluster do in tests of statistics: they import it by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from balado.statistics.map import map_files
from balado.statistics.model import DayReport, LogFile, MapReport
from balado.statistics.reduce import reduce_day

MapTask = tuple[Sequence[LogFile], Path, bytes, Path]
ReduceTask = tuple[date, Sequence[Path], Path]


def mapping() -> Callable[[MapTask], MapReport]:
    return lambda task: map_files(*task)


def reducing() -> Callable[[ReduceTask], DayReport]:
    return lambda task: reduce_day(*task)
