"""What came of a run, as Markdown for the page of a CI job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from balado.cli.session import Session
from balado.errors import UsageError, reason_of
from balado.message import markdown_text, say
from balado.network.tally import STATES, Tally, fault_line

_FAULTS_MAX = 20


def add_summary(file: Path, tally: Tally, session: Session, verb: str) -> None:
    """Add the counts, and every show that had something to do or could not, at the end of a file.

    Raises UsageError where it cannot be written.
    """
    _append(file, "\n".join(_lines(tally, session, verb)) + "\n")


def refuse_unwritable(file: Path) -> None:
    """Nothing where the summary can be added to this file, which is there from now on. Raises UsageError."""
    _append(file, "")


def _append(file: Path, text: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as summary:
            summary.write(text)
    except OSError as error:
        raise UsageError(say("{path} cannot be written: {reason}.", path=str(file), reason=reason_of(error))) from error


def _lines(tally: Tally, session: Session, verb: str) -> Iterator[str]:
    def cell(text: str) -> str:
        return markdown_text(session.console.value(text))

    counts = ", ".join(f"{state} {tally.count(state)}" for state in STATES)
    yield f"### balado network {verb}: {counts}"
    yield ""
    rows = [(task, outcome) for task, outcome in tally.rows if outcome.state != "unchanged"]
    if rows:
        yield "| show | state | exit | |"
        yield "|---|---|---|---|"
    for task, outcome in rows:
        yield f"| {cell(task.name)} | {outcome.state} | {outcome.code} | {cell(outcome.said)} |"
    faults = [(task, fault) for task, outcome in rows for fault in outcome.faults if fault.get("severity") == "error"]
    if faults:
        yield ""
    for task, fault in faults[:_FAULTS_MAX]:
        yield f"- {cell(fault_line(task, fault))}: {cell(str(fault.get('message', '')))}"
    yield ""
