"""Bytes of a file of words or chapters to text, as captioning programs save it. Pure."""

from __future__ import annotations

import codecs
from typing import Literal

from balado.errors import Fault, Place
from balado.message import say, say_many
from balado.transcripts.flaw import quoted
from balado.transcripts.transcript import UNFIT

Encoding = Literal["utf-8-sig", "utf-16"]


def text_of(raw: bytes, path: str) -> tuple[str | None, tuple[Fault, ...]]:
    """The text with the line ends of Unix: UTF-8 with or without byte order mark, or UTF-16 with one.

    None and a fault for any other encoding. Characters that no feed or page can carry are left out, with a warning.
    """
    encoding: Encoding = "utf-16" if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        return None, (_undecodable(error, encoding, path),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _fit(text, path)


def _fit(text: str, path: str) -> tuple[str, tuple[Fault, ...]]:
    first = UNFIT.search(text)
    if first is None:
        return text, ()
    fitting, count = UNFIT.subn("", text)
    line = text.count("\n", 0, first.start()) + 1
    warning = Fault(
        Place(path, line),
        say_many(
            "An invisible character (U+{code}) was left out here.",
            "{count} invisible characters were left out, the first (U+{code}) here.",
            count,
            code=f"{ord(first.group()):04X}",
        ),
        say("Nothing is to be done if no letter is missing; else export the file again as UTF-8."),
        severity="warning",
    )
    return fitting, (warning,)


def _undecodable(error: UnicodeDecodeError, encoding: Encoding, path: str) -> Fault:
    if encoding == "utf-16":
        line = error.object[: error.start].decode("utf-16", "ignore").count("\n") + 1
        what = say("The file says that it is UTF-16, but a character of this line is cut.")
        return Fault(Place(path, line), what, say("Export it again, with the encoding UTF-8."))
    # A file of old Macs has no line feeds at all
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    after = error.object[error.start : error.start + 200].replace(b"\r", b"\n").split(b"\n", 1)[0]
    shown = (before.rsplit(b"\n", 1)[-1][-60:] + after).decode("cp1252", "replace")
    return Fault(
        Place(path, before.count(b"\n") + 1),
        say(
            "This file is not saved as UTF-8; the line reads “{text}” in the old Windows encoding.", text=quoted(shown)
        ),
        say("Open it in a text editor, check the letters with accents, and save it again with the encoding UTF-8."),
    )
