"""Which format a log is in: told from its first lines, not from its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from balado.statistics.model import LogFormat

_FIELDS = "#Fields:"


@dataclass(frozen=True, slots=True)
class LogForm:
    """A format, and the names of its columns where each file tells its own."""

    format: LogFormat
    columns: tuple[str, ...] = ()


def detect(path: Path) -> LogForm | None:
    """The form of a log; None for a file that is no log of a known format."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.startswith(_FIELDS):
                return LogForm(LogFormat.CLOUDFRONT, tuple(line.removeprefix(_FIELDS).split()))
            if not line.startswith("#"):
                break
    return None
