"""The files of a new show, written all or none: what was made is taken away where one of them cannot be."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from balado.errors import UsageError, reason_of
from balado.message import say
from balado.show.formats import MASTER_SUFFIXES

_IGNORED = ("/public/", "/.public.balado/", *(f"/episodes/**/*{suffix}" for suffix in MASTER_SUFFIXES))


def write_new_show(folder: Path, files: Mapping[str, str], cover: Path | None, artwork: str) -> None:
    """Write all files of a new show, and a copy of its cover. Raises UsageError where one cannot be written."""
    path = folder / "feed.yaml"
    try:
        with ExitStack() as undo:
            for name, content in files.items():
                _create(folder / name, content, undo)
            _make(folder / "episodes", undo)
            if cover:
                _copy(cover, folder / artwork, undo)
            _ignore(folder / ".gitignore")
            undo.pop_all()
    except FileExistsError:
        raise already_there(path) from None
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=error.filename or path, reason=reason_of(error))
        raise UsageError(what) from error


def already_there(path: Path) -> UsageError:
    """The error of a folder that holds a show."""
    return UsageError(say("There is already a show here: {path} exists, and stays as it is.", path=path))


def _create(path: Path, content: str, undo: ExitStack) -> None:
    """A new file. Raises FileExistsError for a feed.yaml that is there; a schema is only renewed."""
    _make(path.parent, undo)
    is_ours = path.suffix == ".json" and path.exists()
    with path.open("wb" if is_ours else "xb") as file:
        if not is_ours:
            undo.callback(path.unlink, missing_ok=True)
        file.write(content.encode())


def _copy(cover: Path, there: Path, undo: ExitStack) -> None:
    """The picture, unless it is there already."""
    if there.exists():
        return
    undo.callback(there.unlink, missing_ok=True)
    shutil.copyfile(cover, there)


def _make(folder: Path, undo: ExitStack) -> None:
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir()
        undo.callback(_unmake, missing)


def _unmake(folder: Path) -> None:
    with suppress(OSError):  # somebody has put something there meanwhile
        folder.rmdir()


def ignored_lines() -> tuple[str, ...]:
    """What git leaves alone of a show: what a publication to a folder makes, and what recordings are made of."""
    return _IGNORED


def _ignore(path: Path) -> None:
    """Write what git leaves alone."""
    raw = path.read_bytes() if path.exists() else b""
    known = {line.strip(b"/ ") for line in raw.splitlines()}
    missing = [line for line in map(str.encode, _IGNORED) if line.strip(b"/") not in known]
    if missing:
        joint = b"" if not raw or raw.endswith(b"\n") else b"\n"
        with path.open("ab") as file:
            file.write(joint + b"\n".join(missing) + b"\n")
