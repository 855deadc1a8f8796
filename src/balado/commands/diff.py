"""`balado diff`: what publishing would change, item by item and field by field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import now_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session
from balado.edition.draw import refuse_misplaced
from balado.edition.open import Request, open_run
from balado.edition.unchanged import NOTHING_CHANGES, is_current
from balado.events import Event
from balado.message import mark, say
from balado.record.history import find_newest

if TYPE_CHECKING:
    from balado.edition.compare import Comparison


@click.command("diff")
@show_option
@to_option
@url_option
@now_option
@click.option(
    "--only", metavar="SLUG", multiple=True, help=mark("Of episodes not published yet, look at this one only.")
)
@click.option("--consent", metavar="GUID", multiple=True, help=mark("Act as if this guid were allowed to leave."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help=mark("Text, one JSON object per event, or Markdown for a pull request."),
)
@click.pass_obj
def command(
    session: Session,
    *,
    root: Path,
    to: str | None,
    url: str | None,
    now: datetime | None,
    only: tuple[str, ...],
    consent: tuple[str, ...],
    form: str,
) -> int:
    """Say what publishing would change in the feed that is served, field by field. Nothing is written."""
    session.as_json = form == "json"
    request = Request(
        root=root,
        now=now or session.started,
        clock=session.started,
        owner="",
        cache_file=session.cache_file(root),
        connections=session.connections,
        meter=session.console.meter_of_reading(),
        overrides=overrides(to, url),
        only=only,
        consent=consent,
    )
    opened = open_run(replace(request, guarded=False))
    refuse_misplaced(opened)
    there = find_newest(opened.target)
    if there.projected and is_current(opened, there.generation):
        opened.inspector.save()
        _show_nothing(opened.feed_url, session, form)
        return 0
    # The whole line comes with it, and what compares feeds: not for what has not changed.
    from balado.edition.compare import compare_opened

    comparison = compare_opened(opened, there)
    if form == "markdown":
        from balado.edition.differences import markdown

        session.console.print(markdown(comparison, session.console.text, session.console.value), "markdown")
    else:
        show(comparison, session)
    return 1 if comparison.refusal or comparison.draft.decision.held else 0


def _show_nothing(feed_url: str, session: Session, form: str) -> None:
    if form == "markdown":
        session.console.print(f"### {session.console.text(NOTHING_CHANGES)}\n", "markdown")
    else:
        session.console.row(_same(feed_url))


def _same(feed_url: str) -> Event:
    return Event("same", say("No difference: {url} is up to date.", url=feed_url))


def show(comparison: Comparison, session: Session) -> None:
    """The comparison on the console: episodes, the feed's fields, the files to send, what would be refused."""
    from balado.edition.differences import events, happenings, is_nothing, signed, tone_of
    from balado.edition.news import tell_upload

    console, plan = session.console, comparison.draft.plan
    for change, told in happenings(comparison):
        fields = {"change": change.kind, "episode": change.slug, "date": change.date}
        console.row(Event("change", signed(tone_of(change), told), fields))
    for event in events(comparison):
        console.row(event)
    for upload in plan.uploads:
        sent = {"key": upload.shown, "bytes": upload.artifact.byte_size}
        console.row(Event("upload", tell_upload(upload), sent))
    if is_nothing(comparison):
        console.row(_same(comparison.outcome.feed_url))
    console.faults(comparison.draft.decision.held_faults)
    if comparison.refusal is not None:
        console.error(comparison.refusal)
