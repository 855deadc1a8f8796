"""`balado prune`: delete what no recent publication needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, now_option, overrides, refuse_to_come, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import open_store
from balado.events import Event, Watch
from balado.message import mark, say, say_many, size_text
from balado.record.keys import masked

if TYPE_CHECKING:
    from balado.record.prune import Pruning
    from balado.store.target import Target

_GRACE_DAYS = 30

grace_option = click.option(
    "--grace",
    "grace_days",
    type=click.IntRange(1),
    default=_GRACE_DAYS,
    metavar="DAYS",
    help=mark("Keep what a publication of the last DAYS served. [default: 30]"),
)
yes_option = click.option("--yes", is_flag=True, help=mark("Delete it. Without this, only say what would go."))


@click.command("prune")
@show_option
@to_option
@grace_option
@yes_option
@now_option
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, grace_days: int, yes: bool, now: datetime | None) -> None:
    """Delete recordings and copies of feeds that no publication of the last weeks served.

    What is in the feed, scheduled, or was so within the grace period stays, and what is not Balado's. `balado rollback`
    to a publication whose files are gone is refused.
    """
    if yes:
        refuse_to_come(now, session.started)
    store = open_store(root, overrides(to, None))
    moment = now or session.started
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=store.zone)
    prune_target(session, store.target, (moment, timedelta(days=grace_days)), yes=yes)


def prune_target(session: Session, target: Target, span: tuple[datetime, timedelta], *, yes: bool) -> None:
    """Delete what may go from this target, or without `yes` say what that is. `span` is now and the period of grace."""
    from balado.publish.cutting import CUTS
    from balado.record.history import find_newest
    from balado.record.leftovers import finish_takedowns
    from balado.record.prune import plan_pruning, prune

    if yes:
        finish_takedowns(target, find_newest(target).generation, (), CUTS)
        pruning = prune(target, span, session.token(), Watch(session.console.announce))
    else:
        pruning = plan_pruning(target, *span)
    for stored in pruning.media:  # some were scheduled once, and were never public
        message = say("{key}  {size}", key=masked(stored.key), size=size_text(stored.byte_size))
        session.console.row(Event("unneeded", message, {"key": masked(stored.key), "bytes": stored.byte_size}))
    tell = session.console.announce if yes else session.console.row  # a plan is what was asked for
    tell(_conclusion(pruning, done=yes))


def _conclusion(pruning: Pruning, *, done: bool) -> Event:
    fields = {
        "media": len(pruning.media),
        "copies": len(pruning.copies),
        "probes": len(pruning.probes) + len(pruning.scratch),
        "bytes": pruning.byte_size,
    }
    if not pruning.count:
        return Event("pruned", say("Nothing to prune."), fields)
    size = size_text(pruning.byte_size)
    if done:
        message = say_many("{count} file deleted, {size}.", "{count} files deleted, {size}.", pruning.count, size=size)
        return Event("pruned", message, fields)
    plan = say_many(
        "{count} file could go, {size}, copies of feeds included. Nothing was deleted: add --yes.",
        "{count} files could go, {size}, copies of feeds included. Nothing was deleted: add --yes.",
        pruning.count,
        size=size,
    )
    return Event("prune-plan", plan, fields)
