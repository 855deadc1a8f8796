"""Options that several verbs share, and the words of a verb, usage and options, in the language of a run.

Texts of click are looked up by gettext in a catalogue of ours, `click.po`: a text that a later click has and that
catalogue has not is shown in English.
"""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from balado.cli.session import Session
from balado.errors import UsageError
from balado.message import Catalogue, command_line, mark, say

_EASTERNMOST = timezone(timedelta(hours=14))

_METAVARS = (
    mark("[OPTIONS]"),
    mark("ADDRESS"),
    mark("COMMAND"),
    mark("[ARGS]"),
    mark("DAY"),
    mark("DAYS"),
    mark("DIR"),
    mark("EPISODE"),
    mark("FEED"),
    mark("FILE"),
    mark("FLOAT RANGE"),
    mark("HOURS"),
    mark("INTEGER RANGE"),
    mark("NUMBER"),
    mark("PLACE"),
    mark("RECORDING"),
    mark("RULE"),
    mark("SECONDS"),
    mark("TEXT"),
    mark("TIME"),
    mark("TOPIC"),
)
"""What stands for a value in usage lines. What is missing here is the same in every language: GUID, URL, N."""
_STANDS_FOR = re.compile(r"\[OPTIONS\]|\[ARGS\]|[A-Z]{2,}(?: [A-Z]{2,})*")

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def with_options(command: Callable[..., Any], options: Iterable[Decorator]) -> Callable[..., Any]:
    """The command with these options, which its help shows in this order."""
    for option in reversed([*options]):
        command = option(command)
    return command


class MomentType(click.ParamType):  # type: ignore[type-arg] # older releases of click have no argument here
    """A date and time as `episode.md` has them. Without a zone it is read in the show's own."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment; fails with the right form of what was meant, or an example of it."""
        try:
            moment = _moment(value)
            moment.astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(_no_time(value, ctx), param, ctx)
        return moment


def _moment(value: str) -> datetime:
    """What programs write, and what authors do; raises ValueError for anything else.

    The first loads nothing: a run with nothing to do is a short one.
    """
    with suppress(ValueError):
        return datetime.fromisoformat(value)
    from balado.show.values.written_date import read_date

    moment = read_date(" ".join(value.split()))
    if moment is None:
        raise ValueError(value)
    return moment


def _no_time(value: str, ctx: click.Context | None) -> str:
    from balado.show.values.intended import intended

    meant = intended(value.strip())
    message = (
        say("“{text}” is not a time: write {meant}", text=value, meant=command_line(meant))
        if meant
        else say("“{text}” is not a time: write 2026-11-23, 2026-11-23T08:00 or 2026-11-23T08:00+01:00", text=value)
    )
    session = None if ctx is None else ctx.find_object(Session)
    return str(message) if session is None else message.translate(session.words)


def _found(ctx: click.Context, param: click.Parameter, value: Path) -> Path:
    """The folder that was named; or else this one, or the show's that this one is a part of."""
    here = Path()
    session = ctx.ensure_object(Session)
    if ctx.get_parameter_source(param.name or "") is not ParameterSource.DEFAULT or (here / "feed.yaml").exists():
        session.show = value
        return value
    from balado.cli.show_folder import find_show

    found = find_show(here)
    if found is None:
        return value
    session.found, session.show = found, Path(os.path.relpath(found))
    return session.show


show_option: Decorator = click.option(
    "--show",
    "root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    callback=_found,
    help=mark("The folder of the show, where feed.yaml is. [default: here, or the nearest above]"),
)
now_option: Decorator = click.option(
    "--now",
    type=MomentType(),
    metavar="TIME",
    help=mark("Act as if it were this time; one to come is for rehearsals only."),
)
overdue_option: Decorator = click.option(
    "--overdue",
    metavar="HOURS",
    type=click.IntRange(0, 87_600),
    help=mark("Exit 1 when an episode is due for longer than that and not live."),
)
deep_option: Decorator = click.option(
    "--deep", is_flag=True, help=mark("Look at every published file; without it, at a part of them.")
)
model_option: Decorator = click.option(
    "--model",
    default="small",
    metavar="MODEL",
    help=mark("small, medium, large-v3, parakeet-tdt-0.6b-v3, or the folder of a model. [default: small]"),
)
download_option: Decorator = click.option(
    "--download", is_flag=True, help=mark("Fetch the model where it is not here yet.")
)
cluster_option: Decorator = click.option(
    "--cluster",
    metavar="ADDRESS",
    help=mark(
        "Work on a Dask cluster: the address of its scheduler, tcp://scheduler:8786; or “dask”, for the one that "
        "Dask's own configuration names."
    ),
)
offline_option: Decorator = click.option("--offline", is_flag=True, help=mark("Refuse whatever would ask the network."))
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


def judged_address(option: str, url: str | None, judge: Callable[[str], str]) -> str | None:
    """The address that was given with an option, as `judge` makes it. Raises UsageError with what is wrong with it."""
    from pydantic_core import PydanticCustomError

    from balado.show.values.plain import objection

    try:
        return None if url is None else judge(url)
    except PydanticCustomError as error:
        what, remedy = objection(error)
        raise UsageError(say("{option}: {what} {remedy}", option=option, what=what, remedy=remedy)) from error


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


def speak(chosen: list[str]) -> None:
    """Have click speak this language. Its texts are translated by gettext, by the process's domain and environment."""
    os.environ["LANGUAGE"] = ":".join(chosen) or "C"
    gettext.bindtextdomain("click", Path(__file__).parent / "locale")
    gettext.textdomain("click")


def in_words(command: click.Command, words: Catalogue) -> click.Command:
    """The same command with its help in the language of these words."""
    command.help = words.gettext(cleandoc(command.help)) if command.help else command.help
    command.options_metavar = placeholder(command.options_metavar or "", words.gettext)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.gettext(parameter.help)
        if _takes_words(parameter):
            parameter.metavar = placeholder(parameter.make_metavar(click.Context(command)), words.gettext)
    if isinstance(command, click.Group):
        command.subcommand_metavar = placeholder(command.subcommand_metavar or "", words.gettext)
        for below in command.commands.values():
            in_words(below, words)
    return command


def _takes_words(parameter: click.Parameter) -> bool:
    """Whether a word stands for the parameter's value: not where its values are listed, nor where it has none."""
    is_flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
    return not is_flag and not isinstance(parameter.type, click.Choice)


def placeholder(metavar: str, translate: Callable[[str], str]) -> str:
    """What stands for a value in a usage line, translated: `[DIR]`, `COMMAND [ARGS]...`. Pure."""
    return _STANDS_FOR.sub(lambda found: translate(found[0]), metavar)
