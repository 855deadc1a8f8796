"""What a check found, shown in the form that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from balado import __version__
from balado.check.report import Report
from balado.console import Console
from balado.errors import Fault, Place

FORMATS = ("sarif", "github", "gitlab", "junit")
"""The forms beside text and JSON; each is a module of `balado.check.formats`."""


def show_report(faults: Sequence[Fault], console: Console, form: str, root: Path | None) -> None:
    """Show the faults of the show in `root`, or (None) of a file under its own path."""
    if form == "json":
        console.faults(tuple(faults))
        return
    report = Report(faults, console.text, Lines(root or Path()), __version__)
    rendered: str = import_module(f"balado.check.formats.{form}").render(report)
    if rendered:
        console.print(rendered)


class Lines:
    """The lines of the files in a folder; each file is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, list[str]] = {}

    def __call__(self, place: Place) -> str | None:
        """The line of a place; None where there is none."""
        if place.line is None:
            return None
        lines = self._files.get(place.path)
        if lines is None:
            lines = self._files[place.path] = self._read(place.path)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None

    def _read(self, path: str) -> list[str]:
        try:
            return (self._root / path).read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return []  # an address, or a file that is not there: the finding itself says so
