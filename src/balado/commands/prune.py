"""`balado prune`: delete what no recent publication needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from balado.events import Event
from balado.message import mark, say, say_many, size_text
from balado.opening import open_store
from balado.options import format_option, now_option, overrides, show_option, to_option
from balado.publish.keys import masked
from balado.session import Session

_GRACE_DAYS = 30


@click.command("prune")
@show_option
@to_option
@click.option(
    "--grace",
    "grace_days",
    type=click.IntRange(1),
    default=_GRACE_DAYS,
    metavar="DAYS",
    help=mark("Keep what a publication of the last DAYS served. [default: 30]"),
)
@click.option("--yes", is_flag=True, help=mark("Delete it. Without this, only say what would go."))
@now_option
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, grace_days: int, yes: bool, now: datetime | None) -> None:
    """Delete recordings and copies of feeds that no publication of the last weeks served.

    What is in the feed, scheduled, or was so within the grace period stays. `balado rollback` to a publication whose
    files are gone is refused.
    """
    from balado.feed.without import without_item
    from balado.publish.leftovers import finish_takedowns
    from balado.publish.prune import plan_pruning, prune

    target = open_store(root, overrides(to, None)).target
    moment = now or session.started
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    pruning = plan_pruning(target, moment, timedelta(days=grace_days))
    for stored in pruning.media:  # some were scheduled once, and were never public
        message = say("{key}  {size}", key=masked(stored.key), size=size_text(stored.byte_size))
        session.console.row(Event("unneeded", message, {"key": masked(stored.key), "bytes": stored.byte_size}))
    if yes:
        finish_takedowns(target, pruning.newest, (), without_item)
        prune(target, pruning)
    count = len(pruning.media) + len(pruning.copies)
    fields = {"media": len(pruning.media), "copies": len(pruning.copies), "bytes": pruning.byte_size}
    if not count:
        session.console.announce(Event("pruned", say("Nothing to prune."), fields))
    elif yes:
        done = say_many(
            "{count} file deleted, {size}.", "{count} files deleted, {size}.", count, size=size_text(pruning.byte_size)
        )
        session.console.announce(Event("pruned", done, fields))
    else:
        plan = say_many(
            "{count} file could go, {size}, copies of feeds included. Nothing was deleted: add --yes.",
            "{count} files could go, {size}, copies of feeds included. Nothing was deleted: add --yes.",
            count,
            size=size_text(pruning.byte_size),
        )
        session.console.announce(Event("prune-plan", plan, fields))
