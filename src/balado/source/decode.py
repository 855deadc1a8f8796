"""Bytes of a text file to text: encoding, line ends, characters that no feed can carry. Pure."""

from __future__ import annotations

import re
import unicodedata

from balado.errors import Fault, Place
from balado.message import say
from balado.show.characters import FORBIDDEN, code_of
from balado.source.secrecy import discreet

_REPORTED_MAX = 10
# YAML breaks lines at these, or stumbles over them, and no editor shows them.
_INVISIBLE = re.compile("[\x85\u2028\u2029\ufeff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(raw: bytes, path: str) -> tuple[str | None, list[Fault]]:
    """The text with the line ends of Unix and without byte order mark; None when it is not UTF-8.

    Control characters are reported where they stand and become blanks, so that the rest of the file is judged too.
    """
    if raw.startswith(_UTF16):
        return None, [
            Fault(
                Place(path, 1),
                say("This file is saved as UTF-16."),
                say("Save it again with the encoding UTF-8."),
            )
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(error, path)]
    return remove_unfit(FORBIDDEN, _unix(text), path)


def visible(text: str, path: str) -> tuple[str, list[Fault]]:
    """The same for text that is YAML: characters that would break its lines without being seen become blanks."""
    return remove_unfit(_INVISIBLE, _unix(text), path)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def remove_unfit(unfit: re.Pattern[str], text: str, path: str) -> tuple[str, list[Fault]]:
    """The text with a blank for each unfit character, and a fault for each of the first ten."""
    found = unfit.search(text)
    if found is None:
        return text, []
    faults: list[Fault] = []
    for found in unfit.finditer(text):
        if len(faults) == _REPORTED_MAX:
            break
        faults.append(_unfit_character(text, found.start(), path))
    return unfit.sub(" ", text), faults


def _unfit_character(text: str, position: int, path: str) -> Fault:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    character = text[position]
    return Fault(
        Place(path, line),
        say(
            "An invisible character ({character}) stands at column {column}; a feed that carries it can break.",
            character=named(character),
            column=column,
        ),
        say("Delete it: put the cursor behind the letter before it, press the Delete key once, save."),
    )


def named(character: str) -> str:
    """A character by its number, and by its name where it has one."""
    return f"{code_of(character)} {unicodedata.name(character, '')}".strip()


def unfit_in(value: str) -> str | None:
    """The first character of a value that must not be in a feed, None where all may: YAML makes them of escapes."""
    found = FORBIDDEN.search(value) or _INVISIBLE.search(value)
    return found.group() if found else None


def fit(value: str) -> str:
    """The value with a blank for each such character."""
    return _INVISIBLE.sub(" ", FORBIDDEN.sub(" ", value))


def _not_utf8(error: UnicodeDecodeError, path: str) -> Fault:
    before = error.object[: error.start]
    line = before.count(b"\n") + 1
    begin = before.rfind(b"\n") + 1
    shown = error.object[begin:].split(b"\n", 1)[0].decode("cp1252", "replace").strip()
    fault = Fault(
        Place(path, line),
        say("This file is not saved as UTF-8; the line reads “{text}” in the old Windows encoding.", text=shown[:80]),
        say("Open it, check the letters with accents, and save it again with the encoding UTF-8."),
    )
    return discreet([fault], shown, line)[0]
