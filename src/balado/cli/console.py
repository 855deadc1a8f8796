"""The one place that prints: text for people, a progress bar on a terminal, JSON events for machines.

People's text goes to stderr, except what a verb was asked for (a table, a schema), which goes to stdout. With
`--format json` stdout carries one JSON object per event and nothing else.

Nothing is shown as it came: each value passes `Console.value`, which masks what is secret and makes one harmless line
of it, and each document passes `escape` as a whole, in the way of its form.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal, TextIO

from balado.cli.streams import Look, Unit, bar_of, laid_out, mark_for, page_through, use_utf8, write, write_above
from balado.errors import BaladoError, Fault, Fix, Place, fix_as_data
from balado.events import Event, Meter
from balado.message import Catalogue, Mark, Message, json_text, lines, mark, one_line, say, say_many, within_lines
from balado.source.secrecy import MASK, masked

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

Translate = Callable[[Message, Callable[[str], str], Catalogue, Mark | None], str]
"""Puts a sentence into words: its values cleaned, its tones marked."""

Form = Literal["text", "github", "markdown", "json", "xml", "csv"]

_FOLD_AFTER = 50
_END_OF_QUESTION = mark(": ")
_LAST: Mapping[Form, Callable[[str], str]] = {"github": within_lines, "json": json_text}
"""What a whole document passes before it is written."""


def plainly(message: Message, clean: Callable[[str], str], words: Catalogue, mark: Mark | None) -> str:
    """The sentence in the language of `words`, what is of others in it made harmless by `clean`."""
    return message.cleaned(clean).translate(words, mark)


class Console:
    """Shows events, faults and tables in one language and one format.

    `secrets` are texts of the environment that must not be shown wherever they stand. `look` says what a stream shows;
    beside JSON nothing has colours or moves.
    """

    def __init__(
        self,
        words: Catalogue,
        *,
        as_json: bool = False,
        secrets: Collection[str] = (),
        look: Callable[[TextIO], Look] = lambda _stream: Look(),
        translate: Translate | None = None,
    ) -> None:
        self._out = sys.stdout
        self._err = sys.stderr
        self._looks = {stream: Look() if as_json else look(stream) for stream in (self._out, self._err)}
        self._words = words
        self._translate = translate or plainly
        self._as_json = as_json
        self._secrets = sorted(secrets, key=len, reverse=True)
        self._lock = threading.Lock()
        self._bar: Bar | None = None

    def redirect(self, out: TextIO, err: TextIO) -> None:
        """From now on write to these, which are no terminals: what is told of one show of many is kept first."""
        self._out, self._err, self._looks = out, err, {out: Look(), err: Look()}

    def announce(self, event: Event) -> None:
        """Show an event: its sentence to people, its name and fields to machines."""
        self.record(event)
        self.show(event.message)

    def record(self, event: Event) -> None:
        """An event for machines only."""
        if self._as_json:
            with self._lock:
                self._json({"event": event.name, **event.fields, "message": self.text(event.message)})

    def row(self, event: Event) -> None:
        """A line of what a verb was asked for: to stdout, for people or for machines."""
        if self._as_json:
            self.announce(event)
        else:
            self.print(self.toned(event.message))

    def answer(self, message: Message) -> None:
        """A sentence that a verb was asked for: to stdout, unless that carries JSON."""
        if self._as_json:
            self.show(message)
        else:
            self.print(self.toned(message))

    def show(self, message: Message) -> None:
        """A sentence for people only."""
        with self._lock:
            self._people(self._toned(message, self._err))

    def print(self, text: str, form: Form = "text") -> None:
        """A document that a verb was asked for, to stdout. Its values have passed `value` or `text` already."""
        with self._lock:
            if form != "text":
                use_utf8(self._out)
            harmless = _LAST.get(form, lines)(text if text.endswith("\n") else f"{text}\n")
            self._write(self._out, laid_out(harmless, self._looks[self._out]) if form == "text" else harmless)

    def page(self, markdown: str, for_terminals: str) -> None:
        """A page of the manual: laid out and, if long, page by page on a terminal; elsewhere as it is written."""
        if self._out.isatty():
            page_through(for_terminals)
        else:
            self.print(markdown)

    def print_json(self, document: object, indent: int | None = None) -> None:
        """The same for a document that is JSON."""
        with self._lock:
            self._json(document, indent)

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
        self.show(error.message.toned("error"))

    def report(self, error: BaladoError) -> None:
        """An error for machines only."""
        if self._as_json:
            with self._lock:
                self._json({"event": "error", "kind": type(error).__name__, "message": self.text(error.message)})

    def start_meter(self, total_bytes: int, doing: Message) -> None:
        """Begin to show how much is done: a bar with speed and time left on a terminal, nothing elsewhere."""
        self._start_bar(total_bytes, doing, "bytes")

    def meter_of_reading(self) -> Meter:
        """Shows how much of the recordings has been read."""
        return Meter(partial(self.start_meter, doing=say("Reading recordings")), self.advance_meter, self.stop_meter)

    def start_count(self, total: int, doing: Message | None = None) -> None:
        """Begin to show how many of so many things are done: a bar on a terminal, nothing elsewhere."""
        self._start_bar(total, doing, "things")

    def meter_of_sound(self, doing: Message) -> Meter:
        """Shows how much of the sound, in milliseconds, is done: a bar with the time left on a terminal."""
        from balado.cli.advance import told_meter

        bar = Meter(partial(self._start_bar, doing=doing, unit="time"), self.advance_meter, self.stop_meter)
        return told_meter(bar, doing, self.record)

    def _start_bar(self, total: int, doing: Message | None, unit: Unit) -> None:
        self.stop_meter()
        if total and self._looks[self._err].moves:
            self._bar = bar_of(self._err, total, self.text(doing) if doing is not None else "", unit)
            self._bar.start()

    def start_table(self, total: int, doing: Message) -> None:
        """Begin to show how many of so many things are done, and which are under way: on a terminal, nowhere else."""
        self.stop_meter()
        if total and self._looks[self._err].moves:
            from balado.cli.live_table import LiveTable

            self._bar = LiveTable(self._err, total, self.text(doing))
            self._bar.start()

    def under_way(self, names: Iterable[str]) -> None:
        """These are under way now: drawn at once, or what is done quickly would never have been seen."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], names=[self.value(name) for name in names], refresh=True)

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
        """A message in the language of this console, its values harmless."""
        return self._translate(message, self.value, self._words, None)

    def toned(self, message: Message) -> str:
        """The same for `print`, with its tones marked."""
        return self._toned(message, self._out)

    def value(self, value: str) -> str:
        """A text of others as people may see it: one line, nothing that is secret, nothing that drives a terminal."""
        return one_line(self._masked(value))

    def fault(self, fault: Fault) -> Fault:
        """A fault whose place and sentences hold harmless values only."""
        place = fault.place
        where = Place(self.value(place.path), place.line, self.value(place.key))
        what, remedy = fault.what.cleaned(self.value), fault.remedy.cleaned(self.value)
        return replace(fault, place=where, what=what, remedy=remedy, fix=self._fix(fault.fix))

    def flush(self) -> None:
        """Hand over what the streams still hold."""
        self._out.flush()
        self._err.flush()

    def traceback(self, error: BaseException) -> None:
        """Where an error comes from, for those who mend Balado."""
        said = "".join(traceback.format_exception(error))
        with self._lock:
            self._people("\n".join(self._masked(line) for line in said.rstrip().split("\n")))

    def usage(self, usage: str, message: str) -> None:
        """How a verb is called, and what was wrong about the call."""
        if usage:
            with self._lock:
                self._people(usage)
        self.show(say("Error: {text}", text=message))

    def ask(self, question: Message, offered: str | None) -> str:
        """What is answered on a terminal; just Enter gives what is offered."""
        import click

        with suppress(ImportError):  # arrows and a history of answers, where this Python has them
            import readline  # noqa: F401 (to load it is what it does)
        end = self._words.gettext(_END_OF_QUESTION)
        text, shows = self.text(question), bool(offered)
        return str(click.prompt(text, default=offered, prompt_suffix=end, show_default=shows, err=True)).strip()

    def _masked(self, text: str) -> str:
        return masked(self._without_secrets(text))

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def _write(self, stream: TextIO, text: str) -> None:
        write(stream, self._without_secrets(text))

    def _toned(self, message: Message, stream: TextIO) -> str:
        return self._translate(message, self.value, self._words, mark_for(self._looks[stream]))

    def _people(self, text: str) -> None:
        harmless = laid_out(self._without_secrets(lines(text)), self._looks[self._err])
        if self._bar is not None:
            write_above(self._bar, harmless)
        else:
            write(self._err, f"{harmless}\n")

    def _fault(self, fault: Fault) -> None:
        self._fault_json(fault)
        with self._lock:
            self._people(self._toned(fault.headline, self._err))
            self._people(f"    {self._toned(fault.remedy.toned('remedy'), self._err)}")

    def _fault_json(self, fault: Fault) -> None:
        if not self._as_json:
            return
        from balado.cli.data import fault_as_data

        with self._lock:
            self._json(fault_as_data(replace(fault, fix=self._fix(fault.fix)), self.text))

    def _fix(self, fix: Fix | None) -> Fix | None:
        """A fix for machines; None where it shows what is secret, for with that masked it would be another one."""
        told = fix_as_data(fix)
        return fix if fix is None or self._masked_tree(told) == told else None

    def _json(self, document: object, indent: int | None = None) -> None:
        use_utf8(self._out)
        told = json.dumps(self._masked_tree(document), ensure_ascii=False, indent=indent)
        self._write(self._out, f"{json_text(told)}\n")

    def _masked_tree(self, value: object) -> object:
        from balado.cli.data import masked_tree

        return masked_tree(value, self._masked)
