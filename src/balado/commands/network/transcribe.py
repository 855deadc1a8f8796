"""`balado network transcribe`: drafts of what is said, for all shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from balado.cli.options import download_option, model_option, offline_option
from balado.cli.session import Session
from balado.commands.network.options import RunOptions, given, run_options
from balado.commands.network.run import Asked, run_network
from balado.errors import UsageError
from balado.message import say


@click.command("transcribe")
@run_options
@model_option
@download_option
@offline_option
@click.pass_obj
def transcribe(session: Session, /, *, folder: Path, model: str, download: bool, offline: bool, **options: Any) -> int:
    """Write a draft for every episode without a transcript, as `balado transcribe` does.

    One show after the other, unless --workers says more: a model takes all cores, and a gigabyte of memory.
    """
    if download and offline:
        raise UsageError(say("`--download` asks the network, which `--offline` refuses."))
    chosen = RunOptions(**{**options, "workers": options["workers"] or 1})
    arguments = given(missing=True, model=model, download=download, offline=offline)
    return run_network(session, Asked("transcribe", folder, chosen, arguments))
