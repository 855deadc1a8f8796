"""The options of counting that one show and all shows of a network share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from balado.cli.options import Decorator, with_options
from balado.commands.stats.days import DayType
from balado.message import mark

_OPTIONS: tuple[Decorator, ...] = (
    click.option("--since", type=DayType(), metavar="DAY", help=mark("From this day on (UTC).")),
    click.option("--until", type=DayType(), metavar="DAY", help=mark("Up to this day, which is included (UTC).")),
    click.option(
        "--agents",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help=mark("A newer list of applications or of robots, over the one inside Balado; may be given several times."),
    ),
    click.option(
        "--addresses",
        type=click.Path(path_type=Path),
        multiple=True,
        metavar="FILE",
        help=mark(
            "A list of networks (data centres, VPNs) whose requests count for nothing; may be given several times."
        ),
    ),
)


def count_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the period that is told, and the lists that are counted with."""
    return with_options(command, _OPTIONS)
