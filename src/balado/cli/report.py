"""What a check found, shown in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from balado import __version__
from balado.check.formats.report import Report
from balado.cli.console import Console, Form
from balado.errors import Fault, Place
from balado.message import Joined, Message, Tone
from balado.source.secrecy import masked_lines

FORMATS = ("sarif", "github", "gitlab", "junit")
"""The forms beside text and JSON; each is a module of `balado.check.formats`."""

_WRITTEN_AS: Mapping[str, Form] = {
    "text": "text",
    "sarif": "json",
    "github": "github",
    "gitlab": "json",
    "junit": "xml",
}
_TONES_OF_LINES: Mapping[str, Tone] = {"+": "added", "-": "removed", "@": "quiet"}
"""Of a difference as `diff -u` writes it, by the sign before each line."""
_OF_AUTHORS = (".yaml", ".yml", ".md")
_QUOTED_CHARACTERS = 4096
"""So much of a line is looked at: a foreign feed may be a single one."""


def show_report(faults: Sequence[Fault], console: Console, form: str, root: Path | None) -> None:
    """Show the faults of the show in `root`, or (None) of a file under its own path."""
    if form == "json":
        console.faults(tuple(faults))
        return
    lines = Lines(root or Path(), console.value)
    translate = console.toned if form == "text" else console.text
    report = Report([console.fault(fault) for fault in faults], translate, lines, __version__)
    rendered: str = import_module(f"balado.check.formats.{form}").render(report)
    if rendered:
        console.print(rendered, _WRITTEN_AS[form])


def toned_difference(lines: Iterable[str]) -> Joined:
    """The lines of a difference as `diff -u` writes them, each with its tone, one below the other."""
    return Joined(tuple(map(_toned_line, lines)))


def _toned_line(line: str) -> Message:
    tone = "heading" if line.startswith(("---", "+++")) else _TONES_OF_LINES.get(line[:1])
    return Message("{line}", {"line": line}, tone=tone)


class Lines:
    """The lines of the files in a folder, as `shown` makes them harmless; each file is read once."""

    def __init__(self, root: Path, shown: Callable[[str], str]) -> None:
        self._root = root
        self._shown = shown
        self._files: dict[str, list[str]] = {}

    def __call__(self, place: Place) -> str | None:
        """The line of a place; None where there is none."""
        if place.line is None:
            return None
        lines = self._files.get(place.path)
        if lines is None:
            lines = self._files[place.path] = self._read(place.path)
        if not 0 < place.line <= len(lines):
            return None
        return self._shown(lines[place.line - 1][:_QUOTED_CHARACTERS].expandtabs(2))

    def _read(self, path: str) -> list[str]:
        try:
            text = (self._root / path).read_text(encoding="utf-8", errors="replace")
        except (OSError, ValueError):
            return []  # an address, or a file that is not there: the finding itself says so
        return masked_lines(text) if path.endswith(_OF_AUTHORS) else text.split("\n")
