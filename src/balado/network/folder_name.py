"""The name of a show as a folder: where its logs lie, where a report on it is written. Pure."""

from __future__ import annotations

SHOW_WORD = "{show}"
"""What stands for that name in an argument that is given for all shows."""


def folder_name(show: str) -> str:
    """The name of a show as a path that leads nowhere else: `s3://lectures/../a` is `lectures/a`."""
    parts = show.rpartition("://")[2].split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "show"


def for_show(arguments: tuple[str, ...], show: str) -> tuple[str, ...]:
    """Arguments that are given for all shows, as those of one."""
    return tuple(argument.replace(SHOW_WORD, folder_name(show)) for argument in arguments)
