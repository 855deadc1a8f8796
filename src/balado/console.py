"""The one module that prints: text for people, a progress bar on a terminal, JSON events for machines.

People's text goes to stderr, except what a verb was asked for (a table, a schema), which goes to stdout. With
`--format json` stdout carries one JSON object per event and nothing else.
"""

from __future__ import annotations

import gettext
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from balado.errors import BaladoError, Fault
from balado.events import Event
from balado.message import Catalogue, Message, say, say_many

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_LOCALE = Path(__file__).parent / "locale"
_FOLD_AFTER = 50
_LABELS = {"error": say("error"), "warning": say("warning"), "info": say("advice")}


def catalogue(languages: list[str] | None = None) -> Catalogue:
    """The translations for the first of these languages there are any for; English when there are none."""
    return gettext.translation("balado", localedir=_LOCALE, languages=languages, fallback=True)


class Console:
    """Shows events, faults and tables in one language and one format."""

    def __init__(self, out: TextIO, err: TextIO, words: Catalogue, *, as_json: bool = False) -> None:
        self._out = out
        self._err = err
        self._words = words
        self._as_json = as_json
        self._lock = threading.Lock()
        self._bar: Bar | None = None

    def announce(self, event: Event) -> None:
        """Show an event: its sentence to people, its name and fields to machines."""
        with self._lock:
            if self._as_json:
                self._json({"event": event.name, **event.fields, "message": self._text(event.message)})
            self._people(self._text(event.message))

    def row(self, event: Event) -> None:
        """A line of what a verb was asked for: to stdout, for people or for machines."""
        if self._as_json:
            self.announce(event)
        else:
            self.print(self._text(event.message))

    def show(self, message: Message) -> None:
        """A sentence for people only."""
        with self._lock:
            self._people(self._text(message))

    def print(self, text: str) -> None:
        """What a verb was asked for, as it is, to stdout."""
        with self._lock:
            _written(self._out, text if text.endswith("\n") else f"{text}\n")

    def faults(self, faults: tuple[Fault, ...]) -> None:
        """Each fault on its own lines: where, what, what to do."""
        for fault in faults[:_FOLD_AFTER]:
            self._fault(fault)
        if len(faults) > _FOLD_AFTER:
            more = len(faults) - _FOLD_AFTER
            self.show(say_many("… and {count} more.", "… and {count} more.", more))
            for fault in faults[_FOLD_AFTER:]:
                self._fault_json(fault)

    def error(self, error: BaladoError) -> None:
        """An error with the faults behind it, as the last word."""
        self.faults(error.faults)
        self.report(error)
        self.show(error.message)

    def report(self, error: BaladoError) -> None:
        """An error for machines only."""
        if self._as_json:
            with self._lock:
                self._json({"event": "error", "kind": type(error).__name__, "message": self._text(error.message)})

    def start_meter(self, total_bytes: int) -> None:
        """Begin to show how much is sent: a bar with speed and time left on a terminal, nothing elsewhere."""
        self.stop_meter()
        if total_bytes and self._err.isatty():
            self._bar = _bar(self._err, total_bytes)
            self._bar.start()

    def start_count(self, total: int) -> None:
        """Begin to show how many of so many things are done: a bar on a terminal, nothing elsewhere."""
        self.stop_meter()
        if total and self._err.isatty():
            self._bar = _bar(self._err, total, in_bytes=False)
            self._bar.start()

    def advance_meter(self, step: int) -> None:
        """So many bytes more were sent, or things done."""
        if self._bar is not None:
            self._bar.advance(self._bar.task_ids[0], step)

    def stop_meter(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def text(self, message: Message) -> str:
        """A message in the language of this console."""
        return self._text(message)

    def _text(self, message: Message) -> str:
        return message.translate(self._words)

    def _people(self, text: str) -> None:
        if self._bar is not None:
            self._bar.console.print(text, markup=False, highlight=False)
        else:
            _written(self._err, f"{text}\n")

    def _fault(self, fault: Fault) -> None:
        self._fault_json(fault)
        label = _LABELS[fault.severity]
        with self._lock:
            self._people(f"{fault.place}: {self._text(label)}: {self._text(fault.what)}")
            self._people(f"    {self._text(fault.remedy)}")

    def _fault_json(self, fault: Fault) -> None:
        if not self._as_json:
            return
        place = fault.place
        with self._lock:
            self._json(
                {
                    "event": "fault",
                    "severity": fault.severity,
                    "rule": fault.rule,
                    "path": place.path,
                    "line": place.line,
                    "key": place.key,
                    "episode": fault.slug,
                    "message": self._text(fault.what),
                    "remedy": self._text(fault.remedy),
                }
            )

    def _json(self, fields: dict[str, object]) -> None:
        line = json.dumps(fields, ensure_ascii=False, default=str)
        _written(self._out, f"{line}\n")


def _written(stream: TextIO, text: str) -> None:
    """Write and flush. A reader that went away must not decide over a publication: its text then goes nowhere."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _bar(err: TextIO, total: int, *, in_bytes: bool = True) -> Bar:
    from rich import progress
    from rich.console import Console as Terminal

    told = (progress.DownloadColumn(), progress.TransferSpeedColumn()) if in_bytes else (progress.MofNCompleteColumn(),)
    columns = (progress.BarColumn(), *told, progress.TimeRemainingColumn())
    bar = progress.Progress(*columns, console=Terminal(file=err), transient=True)
    bar.add_task("", total=total)
    return bar
