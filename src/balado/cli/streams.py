"""The two streams of a run: what they can hold and show, readers that go away, the progress bar."""

from __future__ import annotations

import codecs
import logging
import os
import sys
import unicodedata
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import TextIOWrapper
from typing import TYPE_CHECKING, Literal, TextIO

from balado.message import Mark

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

Unit = Literal["bytes", "things", "time"]
"""What a bar counts."""

_WIDEST = 100
"""Longer lines are hard to read."""
_VIRTUAL_TERMINAL = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING of the Windows console."""
_IN_ASCII = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "−": "-", "‑": "-"}
    | {"•": "*", "·": ".", "×": "x", "→": "->", "←": "<-", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"}
    | dict(zip("▁▂▃▄▅▆▇█", "12345678", strict=True))
    | {"€": "EUR", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "≤": "<=", "≥": ">=", "✓": "v", "✗": "x"}
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a stream shows: colours or none, lines that move or none. `width` is in columns, None without a terminal."""

    colours: bool = False
    moves: bool = False
    width: int | None = None


def mark_for(look: Look) -> Mark | None:
    """How tones are marked for a stream of this look; None where it shows nothing of them."""
    if look == Look():
        return None
    from balado.cli.terminal import mark

    return mark


def laid_out(text: str, look: Look) -> str:
    """A text with its marks as a stream of this look shows it."""
    if look == Look():
        return text
    from balado.cli import terminal

    return terminal.laid_out(text, look.width, colours=look.colours)


def look_of(stream: TextIO, environment: Mapping[str, str]) -> Look:
    """What a stream shows in this environment.

    NO_COLOR (no-color.org) comes before FORCE_COLOR (force-color.org), as it does in Python itself; both are set by any
    text, but for a FORCE_COLOR that says no. A terminal that obeys nothing is called `dumb`.
    """
    is_terminal = stream.isatty()
    is_dumb = environment.get("TERM") == "dumb"
    wanted = environment.get("FORCE_COLOR", "").lower() not in ("", "0", "false")
    colours = wanted or (is_terminal and not is_dumb and _obeys_codes(stream))
    return Look(
        colours=colours and not environment.get("NO_COLOR"),
        moves=is_terminal and not is_dumb,
        width=_columns_of(stream, environment) if is_terminal else None,
    )


def _columns_of(stream: TextIO, environment: Mapping[str, str]) -> int | None:
    told = environment.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(stream.fileno()).columns or None
    except OSError:
        return None


def _obeys_codes(stream: TextIO) -> bool:
    """Whether a terminal obeys ECMA-48. A console of Windows does once it is asked to, from Windows 10 on."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, handle, mode = ctypes.windll.kernel32, msvcrt.get_osfhandle(stream.fileno()), ctypes.c_ulong()
    console = ctypes.c_void_p(handle)
    return bool(
        kernel.GetConsoleMode(console, ctypes.byref(mode))
        and kernel.SetConsoleMode(console, mode.value | _VIRTUAL_TERMINAL)
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


def bar_of(err: TextIO, total: int, doing: str = "", unit: Unit = "bytes") -> Bar:
    """A bar with the time left, behind what is being done: of bytes with their speed, of things with their number.

    It is drawn ten times a second, and gone at its end.
    """
    from rich import progress
    from rich.console import Console as Terminal

    told = {
        "bytes": (progress.DownloadColumn(), progress.TransferSpeedColumn()),
        "things": (progress.MofNCompleteColumn(),),
        "time": (progress.TaskProgressColumn(),),
    }[unit]
    what = (progress.TextColumn("{task.description}", markup=False),) if doing else ()
    columns = (*what, progress.BarColumn(), *told, progress.TimeRemainingColumn())
    bar = progress.Progress(*columns, console=Terminal(file=err), transient=True, refresh_per_second=10)
    bar.add_task(doing, total=total)
    return bar


def write_above(bar: Bar, text: str) -> None:
    """A line above the bar, in the colours that it has: no names of emoji, no breaks that are not in it."""
    from rich.text import Text

    bar.console.print(Text.from_ansi(text), soft_wrap=True)


def _unsaid(*_: object, **__: object) -> None:
    pass


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    """What a codec writes in place of what its encoding has not."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end
