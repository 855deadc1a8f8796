"""`balado network publish`: the main job, for all shows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from balado.cli.options import is_to_come, now_option
from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.page import PageTask
from balado.commands.network.run import Asked, run_network
from balado.errors import UsageError
from balado.message import mark, say


@click.command("publish")
@run_options
@click.option("--dry-run", is_flag=True, help=mark("Show the plan, write nothing."))
@now_option
@click.option("--strict", is_flag=True, help=mark("Refuse for warnings too."))
@click.option("--pages-only", is_flag=True, help=mark("Publish the network's own page, and no show."))
@click.option(
    "--consent", metavar="NAME", multiple=True, help=mark("Allow that this show leaves the network's page, this time.")
)
@click.option("--no-verify", is_flag=True, help=mark("Do not look at what was published through its public address."))
@click.pass_obj
def publish(
    session: Session,
    /,
    *,
    folder: Path,
    dry_run: bool,
    now: datetime | None,
    strict: bool,
    pages_only: bool,
    consent: tuple[str, ...],
    no_verify: bool,
    **options: Any,
) -> int:
    """Publish each show as `balado publish` does. One that fails stops no other; the exit code is the worst of all.

    Where network.yaml names a place for it, the network's own page is published after them. Nothing is asked. A show
    with nothing to do costs its store three requests.
    """
    if not dry_run and is_to_come(now, session.started):
        raise UsageError(say("A time to come is for rehearsals: add --dry-run, or leave --now out to publish."))
    arguments = given(dry_run=dry_run, now=now, strict=strict, no_verify=no_verify)
    chosen = RunOptions(**options)
    if pages_only and chosen.only:
        raise UsageError(say("`--pages-only` publishes what is told of all shows: leave `--only` out."))
    page = PageTask(now or session.started, rehearsed=dry_run, alone=pages_only, consent=consent, verify=not no_verify)
    return run_network(session, Asked("publish", folder, chosen, arguments, page))
