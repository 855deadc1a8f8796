"""Paths of files as authors write them, from the show's folder on. No disk is asked. Pure."""

from __future__ import annotations

import re

from balado.message import say
from balado.show.values.plain import text, wrong

# Of a name on the file systems in use (NAME_MAX), and of a path with room for the show's own folder (PATH_MAX: 4096).
_NAME_MAX_BYTES = 255
_PATH_MAX_CHARS = 1000


def relative_path(value: object) -> str:
    """The path of a file inside the show's folder, `/` between its parts."""
    written = text(value)
    path = written.replace("\\", "/").removeprefix("./")
    if path.startswith("/") or ".." in path.split("/") or re.match(r"[A-Za-z]:", path) or "//" in path:
        raise wrong(
            say("“{text}” does not stay inside the show's folder.", text=written),
            say("Put the file in the show's folder and write its path from there, for example episodes/cover.jpg."),
        )
    if any(len(part.encode()) > _NAME_MAX_BYTES for part in path.split("/")) or len(path) > _PATH_MAX_CHARS:
        what = say("No disk takes a file with a name of {length} characters.", length=len(path))
        raise wrong(what, say("Give the file a shorter name, and write that here."))
    return path
