"""`balado check`: what the platforms would say, before they say it."""

from __future__ import annotations

from pathlib import Path

import click

from balado.check.run import document_of, judge, placed_in, subjects_of
from balado.check.subject import Terms
from balado.events import Event
from balado.message import mark, say, say_many
from balado.options import format_option
from balado.session import Session


@click.command("check")
@click.argument("feed", required=True, metavar="[FEED]")
@click.option("--strict", is_flag=True, help=mark("Exit 1 for warnings too."))
@format_option
@click.pass_obj
def command(session: Session, *, feed: str, strict: bool) -> int:
    """Judge the show in this folder, or any podcast's feed (a file or an address), by the rules of every platform."""
    body = Path(feed).read_bytes()
    document = document_of(body, Terms(session.started))
    faults = judge(subjects_of(document), placed_in(feed))
    session.console.faults(faults)
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = sum(fault.severity == "warning" for fault in faults)
    counts = say(
        "{errors}, {warnings}.",
        errors=say_many("{count} error", "{count} errors", errors),
        warnings=say_many("{count} warning", "{count} warnings", warnings),
    )
    session.console.announce(Event("checked", counts, {"errors": errors, "warnings": warnings}))
    return 1 if errors or (strict and warnings) else 0
