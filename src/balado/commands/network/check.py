"""`balado network check`: all shows before the rules of every platform."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from balado.check.library import PROFILES
from balado.cli.options import now_option
from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.run import Asked, run_network
from balado.message import mark


@click.command("check")
@run_options
@now_option
@click.option(
    "--profile", type=click.Choice(PROFILES), default="all", help=mark("Ask for the rules of one platform only.")
)
@click.option("--live", is_flag=True, help=mark("Ask the servers too: every recording, picture and text of the feed."))
@click.option("--strict", is_flag=True, help=mark("Exit 1 for warnings too."))
@click.pass_obj
def check(
    session: Session, /, *, folder: Path, now: datetime | None, profile: str, live: bool, strict: bool, **options: Any
) -> int:
    """Judge each show by the rules of every platform, as `balado check` does."""
    arguments = given(now=now, profile=profile, live=live, strict=strict)
    return run_network(session, Asked("check", folder, RunOptions(**options), arguments))
