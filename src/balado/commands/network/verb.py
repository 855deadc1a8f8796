"""`balado network`: its verbs, put together."""

from __future__ import annotations

import click

from balado.commands.network.bucket import bucket
from balado.commands.network.check import check
from balado.commands.network.diff import diff
from balado.commands.network.master import master
from balado.commands.network.prune import prune
from balado.commands.network.publish import publish
from balado.commands.network.stats import stats
from balado.commands.network.status import status
from balado.commands.network.transcribe import transcribe

__all__ = ["command"]


@click.group("network")
def command() -> None:
    """Publish, check and look at all shows that network.yaml lists, or at some of them."""


for _verb in (publish, check, status, diff, stats, master, transcribe, prune, bucket):
    command.add_command(_verb)
