"""Shows read for tests, and their faults in short."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from balado.errors import Fault
from balado.source.files import scan
from balado.source.read import Reading, read


def reading_of(root: Path, **overrides: str) -> Reading:
    return read(scan(root), overrides)


def put(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files by their path in the folder, and gives the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def only(reading: Reading) -> Fault:
    """The one fault of a reading."""
    assert len(reading.faults) == 1, "\n".join(map(str, reading.faults))
    return reading.faults[0]


def where(fault: Fault) -> tuple[str, int | None, str]:
    return (fault.place.path, fault.place.line, fault.place.key)


def told(fault: Fault) -> str:
    """What a person reads."""
    return f"{fault.what} {fault.remedy}"
