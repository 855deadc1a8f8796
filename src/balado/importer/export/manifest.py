"""The list of what an export holds, with the digest of each file: `manifest.json`. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from balado.errors import UsageError
from balado.importer.export.parts import MANIFEST
from balado.importer.names import STATE_FILE
from balado.message import say

_FORMAT = 1
_HEXADECIMAL = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export. `source` are the paths in the show's folder of files with these very bytes."""

    path: str
    byte_size: int
    sha256: str
    media_type: str = ""
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportManifest:
    """What an export says of itself. `publication` is None for a show that was never published, `made` is ISO 8601."""

    title: str
    guid: str
    feed_url: str
    made: str
    publication: int | None = None
    files: tuple[ExportedFile, ...] = ()


def manifest_text(manifest: ExportManifest) -> str:
    """The manifest as JSON, made to be read."""
    return json.dumps({"format": _FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1) + "\n"


def read_manifest(raw: bytes) -> ExportManifest:
    """The manifest of an export. Raises UsageError for what is none, of a later version, or made to do harm."""
    try:
        found = json.loads(raw)
        _refuse_other_formats(found.pop("format"))
        files = tuple(map(_file, found.pop("files")))
        manifest = ExportManifest(**found, files=files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(say("This is no export of Balado: its {name} is none.", name=MANIFEST)) from error
    _refuse_repeated(one.path for one in files)
    _refuse_repeated(path for one in files for path in one.source)
    return manifest


def _refuse_other_formats(number: object) -> None:
    if isinstance(number, int) and number > _FORMAT:
        raise UsageError(say("This export was made by a later version of Balado: install that one."))
    if number is not _FORMAT:
        raise ValueError(number)


def _file(entry: dict[str, Any]) -> ExportedFile:
    one = ExportedFile(**{**entry, "source": tuple(entry["source"])})
    for path in (one.path, *one.source):
        refuse_outside(path)
    for path in one.source:
        _refuse_hidden(path)
    if not isinstance(one.byte_size, int) or one.byte_size < 0 or not _is_digest(one.sha256):
        raise ValueError(one.path)
    return one


def _is_digest(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and set(text) <= _HEXADECIMAL


def refuse_outside(path: str) -> None:
    """Raise UsageError for a path that would leave the folder, on any system."""
    parts = PurePosixPath(path).parts
    is_plain = bool(parts) and "\\" not in path and "\0" not in path and not PureWindowsPath(path).drive
    if not is_plain or path.startswith("/") or any(part in ("..", ".") for part in path.split("/")):
        raise UsageError(say("This export names a path that leads out of its folder: {path}", path=path))


def _refuse_hidden(path: str) -> None:
    """No export holds hidden files but what an import remembers; and what a folder called `.git` tells, git runs."""
    if path != STATE_FILE and any(part.startswith(".") for part in path.split("/")):
        raise UsageError(say("This export names a hidden file: {path}", path=path))


def _refuse_repeated(paths: Iterable[str]) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise UsageError(say("This export names {path} twice.", path=path))
        seen.add(path)
