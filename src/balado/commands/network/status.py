"""`balado network status`: where every show stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from balado.cli.options import deep_option, now_option, overdue_option
from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.run import Asked, run_network


@click.command("status")
@run_options
@now_option
@overdue_option
@deep_option
@click.pass_obj
def status(
    session: Session, /, *, folder: Path, now: datetime | None, overdue: int | None, deep: bool, **options: Any
) -> int:
    """Say of each show what was published last, what is due next, and whether its files are as they were published."""
    arguments = given(now=now, overdue=overdue, deep=deep)
    return run_network(session, Asked("status", folder, RunOptions(**options), arguments))
