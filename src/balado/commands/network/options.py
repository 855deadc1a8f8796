"""The options that all verbs of a network share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from balado.cli.options import Decorator, cluster_option, format_option, with_options
from balado.message import mark

MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Which shows, in how many processes (None: one for each core) or on which cluster, where a summary is added."""

    only: tuple[str, ...] = ()
    workers: int | None = None
    cluster: str | None = None
    summary: Path | None = None


folder_argument = click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
"""The folder of the network."""

_OPTIONS: tuple[Decorator, ...] = (
    folder_argument,
    click.option(
        "--only", metavar="NAME", multiple=True, help=mark("Only the show of this name; * stands for any letters.")
    ),
    click.option(
        "--workers",
        type=click.IntRange(1, MOST_WORKERS),
        metavar="N",
        help=mark("How many processes work at once. [default: one for each core]"),
    ),
    cluster_option,
    click.option(
        "--summary",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=mark("Add what came of it to this file, as Markdown: for the page of a CI job."),
    ),
    format_option,
)


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the folder of the network and the options that all of them have."""
    return with_options(command, _OPTIONS)


def given(**values: Any) -> tuple[str, ...]:
    """The arguments of a verb from the values of its options: flags that are set, and values that there are."""
    arguments: list[str] = []
    for name, value in values.items():
        option = f"--{name.replace('_', '-')}"
        if value is True:
            arguments.append(option)
        elif value is not None and value is not False:
            arguments += [option, value.isoformat() if isinstance(value, datetime) else str(value)]
    return tuple(arguments)
