"""The two streams of a run: what they can hold, readers that go away, the progress bar."""

from __future__ import annotations

import codecs
import logging
import os
import sys
import unicodedata
import warnings
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_WIDEST = 100
"""Longer lines are hard to read."""
_IN_ASCII = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "‑": "-"}
    | {"•": "*", "·": ".", "×": "x", "→": "->", "←": "<-", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"}
    | {"€": "EUR", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "≤": "<=", "≥": ">=", "✓": "v", "✗": "x"}
)


def prepare() -> None:
    """Before anything is written: what a stream's encoding cannot hold is written plainly; libraries write nothing.

    Their log and their warnings quote what servers and files say, as it is, past the console.
    """
    codecs.register_error("plain", _in_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plain")
    logging.lastResort = None
    warnings.showwarning = _unsaid


def use_utf8(stream: TextIO) -> None:
    """Documents for machines are UTF-8 in every locale (JSON: RFC 8259)."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def plain(text: str) -> str:
    """The text in ASCII: signs and letters by those nearest to them, `?` for what has none. Pure."""
    bare = unicodedata.normalize("NFKD", text.translate(_IN_ASCII)).translate(_IN_ASCII)
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return letters.encode("ascii", "replace").decode("ascii")


def write(stream: TextIO, text: str) -> None:
    """Write and flush. A reader that went away must not decide over a publication: its text then goes nowhere."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def page_through(markdown: str) -> None:
    """Markdown of our own, laid out, in the pager that PAGER names, or else in the one that the system has."""
    import click
    from rich.console import Console as Terminal
    from rich.markdown import Markdown

    terminal = Terminal()
    terminal.width = min(terminal.width, _WIDEST)
    with terminal.capture() as laid_out:
        terminal.print(Markdown(markdown, hyperlinks=False))
    click.echo_via_pager(laid_out.get())


def bar_of(err: TextIO, total: int, *, in_bytes: bool = True) -> Bar:
    """A bar for bytes, with speed and time left, or for things that are counted."""
    from rich import progress
    from rich.console import Console as Terminal

    told = (progress.DownloadColumn(), progress.TransferSpeedColumn()) if in_bytes else (progress.MofNCompleteColumn(),)
    columns = (progress.BarColumn(), *told, progress.TimeRemainingColumn())
    bar = progress.Progress(*columns, console=Terminal(file=err), transient=True)
    bar.add_task("", total=total)
    return bar


def write_above(bar: Bar, text: str) -> None:
    """A line above the bar, as it stands: no markup, no names of emoji, no breaks that are not in it."""
    bar.console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)


def _unsaid(*_: object, **__: object) -> None:
    pass


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What a codec writes in place of what its encoding has not."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end
