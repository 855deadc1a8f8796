"""`balado diff`: what publishing would change, item by item and field by field."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from balado.cli.options import now_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session
from balado.edition.compare import Comparison, compare
from balado.edition.differences import events, is_nothing, markdown
from balado.edition.news import tell, tell_upload
from balado.edition.open import Request
from balado.events import Event
from balado.message import mark, say


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
        overrides=overrides(to, url),
        only=only,
        consent=consent,
    )
    comparison = compare(request)
    if form == "markdown":
        session.console.print(markdown(comparison, session.console.text, session.console.value), "markdown")
    else:
        show(comparison, session)
    return 1 if comparison.refusal or comparison.draft.decision.held else 0


def show(comparison: Comparison, session: Session) -> None:
    """The comparison on the console: episodes, the feed's fields, the files to send, what would be refused."""
    console, plan = session.console, comparison.draft.plan
    zone = ZoneInfo(comparison.draft.gathered.show.timezone)
    for change in plan.changes:
        fields = {"change": change.kind, "episode": change.slug, "date": change.date.isoformat()}
        console.row(Event("change", tell(change, zone), fields))
    for event in events(comparison):
        console.row(event)
    for upload in plan.uploads:
        sent = {"key": upload.shown, "bytes": upload.artifact.byte_size}
        console.row(Event("upload", tell_upload(upload), sent))
    if is_nothing(comparison):
        console.row(Event("same", say("No difference: {url} is up to date.", url=comparison.outcome.feed_url)))
    console.faults(comparison.draft.decision.held_faults)
    if comparison.refusal is not None:
        console.error(comparison.refusal)
