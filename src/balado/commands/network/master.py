"""`balado network master`: the recordings of all shows that are not made yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.run import Asked, run_network
from balado.message import mark


@click.command("master")
@run_options
@click.option("--sound-only", is_flag=True, help=mark("Of a film, make the recording alone."))
@click.pass_obj
def master(session: Session, /, *, folder: Path, sound_only: bool, **options: Any) -> int:
    """Make of every show the recordings that are not made yet, or older than their source, as `balado master` does."""
    arguments = given(missing=True, sound_only=sound_only)
    return run_network(session, Asked("master", folder, RunOptions(**options), arguments))
