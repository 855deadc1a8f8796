"""`balado rollback`: an earlier publication again."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option
from balado.cli.session import Session
from balado.edition.open import open_store
from balado.events import Watch
from balado.message import mark
from balado.publish.follow_up import FollowUpOptions


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
    from balado.publish.go_back import BackRequest, go_back

    overriding = overrides(to, None)
    request = BackRequest(number, (session.started, session.token()), consent, overriding)
    options = FollowUpOptions(Watch(session.console.announce), session.podping_token(), trace=session.trace)
    _, faults = go_back(open_store(root, overriding), request, options)
    session.console.faults(faults)
    return int(any(fault.severity == "error" for fault in faults))
