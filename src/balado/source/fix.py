"""`--fix`: what has one right answer, put right in the author's files, line by line, everything else as it stands.

A file is written aside and then takes the place of the other in one step. Whatever interrupts that, a full disk or a
pulled plug, the author's file is as it was or as it becomes.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from balado.errors import UsageError, reason_of
from balado.message import say
from balado.source.correct import corrections
from balado.source.files import scan
from balado.source.folder import TextFile
from balado.source.secrecy import masked_lines


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file that was put right, and the lines of the difference as `diff -u` shows it, without what is secret."""

    path: str
    difference: tuple[str, ...]


def fix(root: Path) -> Iterator[Fixed]:
    """Put right what has one answer in the texts of this show; gives each file once it is written.

    Raises UsageError where one cannot be written, or was changed by somebody else meanwhile; it is then as it was.
    """
    found = scan(root)
    for text, new in corrections(found):
        replace_text(Path(found.root, text.path), text, new)
        yield Fixed(text.path, difference_between(text, new))


def difference_between(text: TextFile, new: bytes) -> tuple[str, ...]:
    """The lines of the difference, as `diff -u` shows it, without what is secret."""
    return tuple(unified_diff(_shown(text.raw or b""), _shown(new), text.path, text.path, lineterm="", n=1))


def _shown(raw: bytes) -> list[str]:
    return masked_lines(raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))


def replace_text(path: Path, text: TextFile, new: bytes) -> None:
    """Write a text of the show anew, in one step. Raises UsageError as `fix` does."""
    try:
        real = path.resolve(strict=True)  # a link stays one
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        aside = written_aside(real, new)
        try:
            if real.read_bytes() != text.raw:
                what = say("{path} was changed by somebody else meanwhile and stays as it is now.", path=text.path)
                raise UsageError(what)
            aside.replace(real)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        what = say(
            "{path} could not be written and stays as it was: {reason}.",
            path=text.path,
            reason=reason_of(error),
        )
        raise UsageError(what) from error


def written_aside(path: Path, content: bytes) -> Path:
    """A hidden file beside this one, with this content on the disk, for the same people as this one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        old = path.stat()
        if hasattr(os, "chown"):
            with suppress(PermissionError):  # who may write a file of somebody else's cannot give one away
                os.chown(aside, old.st_uid, old.st_gid)
        aside.chmod(stat.S_IMODE(old.st_mode))
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside
