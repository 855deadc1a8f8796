"""A file judged before it is written, by what reads it afterwards. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from balado.errors import Fault
from balado.source.folder import SHOW_FILE, Scan, TextFile
from balado.source.keys.change import KeyChanges
from balado.source.read import Reading, read

_POSITION = re.compile(r"\.\d+(?=\.|$)")


def read_with(scan: Scan, file: TextFile) -> Reading:
    """The show and the one episode that a file belongs to, with this text of it in place of that on the disk."""
    if file.path == SHOW_FILE:
        return read(replace(scan.with_only(), show_file=file))
    chosen = (replace(one, text=file) for one in scan.episodes if one.text is not None and one.text.path == file.path)
    return read(scan.with_only(*chosen))


def faults_in(scan: Scan, file: TextFile) -> tuple[Fault, ...]:
    """What is wrong with a text of the show."""
    return tuple(one for one in read_with(scan, file).faults if one.place.path == file.path)


def refused(before: Iterable[Fault], after: Iterable[Fault], changes: KeyChanges) -> tuple[Fault, ...]:
    """The errors for which a text is not saved: those it did not have, and those of the very keys that were entered.

    What was wrong before within a list, or elsewhere, does not keep anybody from saving the rest.
    """
    known = {_known_by(one) for one in before}
    entered = [".".join(path) for path in changes.values] + (["notes"] if changes.notes is not None else [])
    errors = [one for one in after if one.severity == "error"]
    return tuple(one for one in errors if _known_by(one) not in known or _is_about(one.place.key, entered))


def _known_by(fault: Fault) -> tuple[str, str]:
    """By what a fault is known again, wherever its item stands in its list by now."""
    return _POSITION.sub(".*", fault.place.key), str(fault.what)


def _is_about(key: str, entered: Iterable[str]) -> bool:
    """Whether a fault is about a key that was entered, or about the group that it is part of."""
    return bool(key) and any(f"{one}.".startswith(f"{key}.") for one in entered)
