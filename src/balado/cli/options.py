"""Options that several verbs share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from balado.cli.session import Session
from balado.errors import UsageError
from balado.message import mark, say

_EASTERNMOST = timezone(timedelta(hours=14))

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class MomentType(click.ParamType):  # type: ignore[type-arg] # older releases of click have no argument here
    """A date and time, ISO 8601. Without a zone it is read in the show's own."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; fails with an example of the right form."""
        try:
            moment = datetime.fromisoformat(value)
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            example = "2026-11-23T08:00"
            what = say("“{text}” is not a time: write {example} or {example}+01:00", text=value, example=example)
            self.fail(what.translate(ctx.ensure_object(Session).words) if ctx else str(what), param, ctx)
        return moment


show_option: Decorator = click.option(
    "--show",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help=mark("The folder of the show, where feed.yaml is. [default: here]"),
)
now_option: Decorator = click.option(
    "--now",
    type=MomentType(),
    metavar="TIME",
    help=mark("Act as if it were this time; one to come is for rehearsals only."),
)
to_option: Decorator = click.option(
    "--to", metavar="PLACE", help=mark("A folder or s3://bucket/prefix, over `publish.to` of feed.yaml.")
)
url_option: Decorator = click.option(
    "--url", metavar="URL", help=mark("The public address of that place, over `publish.url` of feed.yaml.")
)


def is_to_come(now: datetime | None, started: datetime) -> bool:
    """Whether --now is later than the clock everywhere: without a zone it is not yet known to be the show's."""
    return now is not None and (now if now.tzinfo is not None else now.replace(tzinfo=_EASTERNMOST)) > started


def refuse_to_come(now: datetime | None, started: datetime) -> None:
    """Nothing is done for good at a time to come. Raises UsageError where --now, beside --yes, is one."""
    if is_to_come(now, started):
        raise UsageError(say("A time to come is for rehearsals: leave --yes out, or --now."))


def overrides(to: str | None, url: str | None) -> dict[str, str]:
    """What --to and --url put in place of the settings under `publish`."""
    return {name: value for name, value in (("to", to), ("url", url)) if value is not None}


def _choose_format(ctx: click.Context, _param: click.Parameter, value: str) -> str:
    ctx.ensure_object(Session).as_json = value == "json"
    return value


format_option: Decorator = click.option(
    "--format",
    "_format",
    type=click.Choice(["text", "json"]),
    default="text",
    is_eager=True,
    expose_value=False,
    callback=_choose_format,
    help=mark("What stdout carries: text, or one JSON object per event."),
)
