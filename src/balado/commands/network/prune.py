"""`balado network prune`: delete what no recent publication of the network's own page needs."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import click

from balado.cli.options import format_option, now_option, refuse_to_come
from balado.cli.session import Session
from balado.commands.network.options import folder_argument
from balado.commands.prune import grace_option, prune_target, yes_option
from balado.edition.open import in_zone


@click.command("prune")
@folder_argument
@grace_option
@yes_option
@now_option
@format_option
@click.pass_obj
def prune(session: Session, /, *, folder: Path, grace_days: int, yes: bool, now: datetime | None) -> None:
    """Delete copies of the network's page, and of its shows' feeds, that no publication of the last weeks served.

    The shows are left alone: the verb `prune` is for each of them. What is not Balado's stays.
    """
    from balado.network.read import read_network
    from balado.network.site.prepare import site_target, site_zone

    if yes:
        refuse_to_come(now, session.started)
    network = read_network(folder).sound()
    span = in_zone(now or session.started, site_zone(network)), timedelta(days=grace_days)
    prune_target(session, site_target(network, folder), span, yes=yes)
