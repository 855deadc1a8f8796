"""`balado network diff`: what publishing all shows would change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from balado.cli.options import now_option
from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.run import Asked, run_network


@click.command("diff")
@run_options
@now_option
@click.pass_obj
def diff(session: Session, /, *, folder: Path, now: datetime | None, **options: Any) -> int:
    """Say what publishing would change in each feed that is served. Nothing is written."""
    return run_network(session, Asked("diff", folder, RunOptions(**options), given(now=now)))
