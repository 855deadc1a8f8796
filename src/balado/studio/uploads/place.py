"""A file that came put into the folder of the show: whole or not at all, over nothing, and never outside.

It is written beside its place under a hidden name, and given its own in one step.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from balado.errors import UsageError, reason_of
from balado.message import say
from balado.studio.uploads.names import numbered


def place_new(root: Path, folder: str, source: Path) -> str:
    """Put a copy of a file into a folder of the show, under its own name or the next that is free; gives its path.

    Raises UsageError where it cannot be written, or the folder leads out of the show.
    """
    path = f"{folder}/{source.name}"
    try:
        where = inside(root, folder)
        aside = _written_aside(source, where)
        try:
            return f"{folder}/{_named(aside, where, source.name)}"
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(say("{path} could not be written: {reason}.", path=path, reason=reason_of(error))) from error


def place_over(root: Path, path: str, source: Path) -> None:
    """Put a copy of a file into the place of another one, in one step. Raises UsageError as `place_new`."""
    folder, _, name = path.rpartition("/")
    try:
        where = inside(root, folder)
        aside = _written_aside(source, where)
        try:
            aside.replace(where / name)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(say("{path} could not be written: {reason}.", path=path, reason=reason_of(error))) from error


def keep_hidden(root: Path, path: str, *, stays: bool = False) -> str:
    """Give a file of the show a hidden name beside it, at which nothing is; gives that. `stays`: under both names.

    Raises UsageError where that cannot be done.
    """
    folder, _, name = path.rpartition("/")
    try:
        where = inside(root, folder)
        hidden = next(one for one in numbered(f".old-{name}") if not os.path.lexists(where / one))
        if not stays:
            (where / name).rename(where / hidden)
        else:
            _doubled(where / name, where / hidden)
    except OSError as error:
        raise UsageError(say("{path} could not be kept: {reason}.", path=path, reason=reason_of(error))) from error
    return hidden


def inside(root: Path, folder: str) -> Path:
    """A folder of the show on disk. Raises UsageError where a link stands in the way: it may lead anywhere."""
    wanted = root.resolve().joinpath(*folder.split("/"))
    if wanted.resolve() != wanted or not wanted.is_relative_to(root.resolve()):
        raise UsageError(say("{path} leads out of the show's folder: it is not changed here.", path=folder))
    return wanted


def _written_aside(source: Path, where: Path) -> Path:
    aside = where / f".{source.name}.{os.getpid()}-{get_ident()}.part"
    try:
        with source.open("rb") as read, aside.open("xb") as written:
            shutil.copyfileobj(read, written, 1 << 20)
            written.flush()
            os.fsync(written.fileno())
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    return aside


def _named(aside: Path, where: Path, name: str) -> str:
    """Give it the first name that is free."""
    for one in numbered(name):
        if os.path.lexists(where / one):  # also a link that leads nowhere
            continue
        with suppress(FileExistsError):
            name_over_nothing(aside, where / one)
            return one
    raise AssertionError("there is always another name")


def name_over_nothing(aside: Path, target: Path) -> None:
    """Give a file that is written this name, over nothing. Raises FileExistsError where something is."""
    try:
        os.link(aside, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names, as of a network or a USB stick: it was free a moment ago
        if os.path.lexists(target):
            raise FileExistsError from None
        aside.rename(target)


def _doubled(path: Path, hidden: Path) -> None:
    try:
        os.link(path, hidden)
    except OSError:
        shutil.copyfile(path, hidden)
