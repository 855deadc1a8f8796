"""What the last run of each show told, kept on this computer: without it the order is that of network.yaml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from balado.network.order import LastRun

_FORMAT = 1


def recall(file: Path | None) -> dict[str, LastRun]:
    """What is kept of each show, by its name; nothing where the file is none of this format."""
    if file is None:
        return {}
    try:
        kept = json.loads(file.read_bytes())
        shows = kept["shows"] if kept["format"] == _FORMAT else {}
        return {name: _run(one) for name, one in shows.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def remember(file: Path | None, runs: Mapping[str, LastRun]) -> None:
    """Keep it whole. Where that cannot be written, nothing is lost but an order."""
    if file is None:
        return
    shows = {name: {"next_due": _text(run.next_due), "seconds": round(run.seconds, 3)} for name, run in runs.items()}
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.with_name(f"{file.name}.new")
        aside.write_text(json.dumps({"format": _FORMAT, "shows": shows}), encoding="utf-8")
        aside.replace(file)


def moment(text: str | None) -> datetime | None:
    """A moment with its zone, as events tell it; None where there is none."""
    found = None if text is None else datetime.fromisoformat(text)
    return found if found is not None and found.tzinfo is not None else None


def _run(kept: Mapping[str, Any]) -> LastRun:
    return LastRun(moment(kept.get("next_due")), float(kept.get("seconds", 0)))


def _text(due: datetime | None) -> str | None:
    return None if due is None else due.isoformat()
