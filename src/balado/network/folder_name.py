"""The name of a show as a folder: where its logs lie, where a report on it is written. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

SHOW_WORD = "{show}"
"""What stands for that name in an argument that is given for all shows."""


def folder_name(show: str) -> str:
    """The name of a show as a path that leads nowhere else: `s3://lectures/../a` is `lectures/a`."""
    parts = show.rpartition("://")[2].split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "show"


def folder_names(shows: Iterable[str]) -> dict[str, str]:
    """The folder of each show by its name, no two alike: `s3://shows/a` beside `shows/a` has a few more digits.

    A name that is its folder keeps it, whatever else is in the network: the digits tell of the show's name alone.
    """
    folders = {show: folder_name(show) for show in shows}
    alike = Counter(folders.values())
    return {
        show: folder if show == folder or alike[folder] == 1 else f"{folder}-{_digits(show)}"
        for show, folder in folders.items()
    }


def _digits(show: str) -> str:
    return hashlib.sha256(show.encode()).hexdigest()[:8]


def for_show(arguments: tuple[str, ...], show: str) -> tuple[str, ...]:
    """Arguments that are given for all shows, as those of one."""
    return tuple(argument.replace(SHOW_WORD, folder_name(show)) for argument in arguments)
