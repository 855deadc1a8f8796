"""`balado rollback`: an earlier publication again."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import open_store
from balado.events import Event, Watch
from balado.message import mark, say
from balado.publish.follow_up import FollowUpOptions, Site, after_rollback


@click.command("rollback")
@click.argument("number", type=click.IntRange(1), required=False)
@show_option
@to_option
@click.option("--consent", metavar="GUID", multiple=True, help=mark("Allow that this guid leaves the feed, this time."))
@format_option
@click.pass_obj
def command(session: Session, *, number: int | None, root: Path, to: str | None, consent: tuple[str, ...]) -> int:
    """Publish publication NUMBER again, byte for byte; without a number the one before the newest.

    The next `balado publish` of the same source does again what was undone: `balado diff` says what that would be.
    """
    from balado.record.rollback import roll_back

    store = open_store(root, overrides(to, None))
    watch = Watch(session.console.announce)
    served = roll_back(store.target, number, (session.started, session.token()), consent, watch)
    session.console.announce(
        Event(
            "rolled-back",
            say(
                "Publication {number} is published again (as publication {new}), in {place}. The next publication of "
                "this source does again what was undone: see `balado diff`.",
                place=store.target.public.address,
                number=served.restores or "",
                new=served.number,
            ),
            {"feed": store.feed_url, "generation": served.number, "restores": served.restores},
        )
    )
    site = Site(store.scan, store.target, store.url, overrides(to, None))
    faults = after_rollback(site, served, FollowUpOptions(watch, session.podping_token(), trace=session.trace))
    session.console.faults(faults)
    return int(any(fault.severity == "error" for fault in faults))
