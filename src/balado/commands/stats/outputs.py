"""Files that `balado stats` writes: looked at before anything is counted."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from balado.cli.session import Session
from balado.errors import UsageError, reason_of
from balado.events import Event
from balado.message import Message, say

REPORT_PAGE = "index.html"


def refuse_rows_file(path: Path) -> None:
    """Raises UsageError where rows cannot be written to a file of this name."""
    if path.is_dir():
        raise _no_rows(path, say("it is a folder"))
    if not path.parent.is_dir():
        raise _no_rows(path, say("there is no folder {folder}", folder=str(path.parent)))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise _no_rows(path, say("nobody may write there"))


def store_rows(rows: Path, path: Path) -> None:
    """Copy rows to where they were asked for, over what is there. Raises UsageError where that cannot be."""
    try:
        path.write_bytes(rows.read_bytes())
    except OSError as error:
        raise _no_rows(path, reason_of(error)) from error


def _no_rows(path: Path, reason: Message) -> UsageError:
    return UsageError(say("The rows cannot be written to {path}: {reason}.", path=str(path), reason=reason))


def refuse_report_folder(folder: Path) -> None:
    """Raises UsageError where the report cannot be written into this folder, which need not exist."""
    there = next((one for one in (folder, *folder.absolute().parents) if one.exists()), folder)
    if not there.is_dir():
        raise _no_report(folder / REPORT_PAGE, say("{folder} is a file", folder=str(there)))
    if (folder / REPORT_PAGE).is_dir():
        raise _no_report(folder / REPORT_PAGE, say("it is a folder"))
    if not os.access(there, os.W_OK):
        raise _no_report(folder / REPORT_PAGE, say("nobody may write there"))


def store_page(folder: Path, page: str, session: Session) -> None:
    """Write a report into its folder, over the one before, and say so. Raises UsageError where that cannot be."""
    path, incoming = folder / REPORT_PAGE, folder / f".{REPORT_PAGE}-{session.token()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        incoming.write_text(page, encoding="utf-8")
        incoming.replace(path)
    except OSError as error:
        with suppress(OSError):
            incoming.unlink(missing_ok=True)
        raise _no_report(path, reason_of(error)) from error
    session.console.announce(Event("report", say("The report is {path}", path=str(path)), {"path": str(path)}))


def _no_report(path: Path, reason: Message) -> UsageError:
    return UsageError(say("The report cannot be written to {path}: {reason}.", path=str(path), reason=reason))
