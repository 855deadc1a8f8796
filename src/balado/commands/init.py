"""`balado init`: a show begins."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option
from balado.cli.session import Session
from balado.commands.init_questions import QUESTIONS, Interview, faults_of_files, path_of
from balado.errors import Fault, Place, SourceError, UsageError
from balado.events import Event
from balado.message import Message, mark, say, say_many

if TYPE_CHECKING:
    from balado.source.write import ShowStart

_OPTIONAL = ("explicit", "cover", "recording")


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".", metavar="[DIR]")
@click.option("--title", help=mark("Title of the show."))
@click.option("--description", help=mark("What it is about."))
@click.option("--language", help=mark("Two letters, and a region if it matters: fr, pt-br."))
@click.option("--link", help=mark("Web page of the show."))
@click.option("--author", help=mark("Who makes it."))
@click.option("--email", help=mark("Public e-mail address for platforms; empty for none."))
@click.option("--category", help=mark("Apple category, `Arts` or `Arts > Design`."))
@click.option("--timezone", help=mark("Of every date that names none, such as Europe/Paris."))
@click.option("--url", help=mark("Public address where the feed and the audio will be; empty for none yet."))
@click.option("--cover", metavar="FILE", help=mark("The picture of the show: it is copied."))
@click.option("--recording", metavar="FILE", help=mark("A first recording: `balado new` follows with it."))
@click.option("--explicit/--no-explicit", default=None, help=mark("Whether the show is unfit for children."))
@format_option
@click.pass_obj
def command(session: Session, /, *, folder: Path, explicit: bool | None, **given: str | None) -> None:
    """Begin a show in DIR (default: here): feed.yaml, a folder for episodes, the show's identity.

    What is not given is asked for on a terminal.
    """
    from balado.source.begin.show import files_of
    from balado.source.begin.write import already_there, write_new_show

    session.show = folder
    path = folder / "feed.yaml"
    if os.path.lexists(path):
        raise already_there(path)
    answers = _begun(session, given, explicit=explicit)
    start = _start(answers, session.guid())
    cover = answers.get("cover")
    copied = Path(path_of(cover)).expanduser() if cover else None
    write_new_show(folder, files_of(start, session.words), copied, start.artwork)
    written = say("{path} written; the identity of the show is {guid}.", path=path, guid=start.guid)
    session.console.announce(Event("created", written, {"path": str(path), "guid": start.guid}))
    session.console.show(_feed_address(start, given["url"]))
    if recording := answers.get("recording"):
        from balado.commands.new import begin_episode
        from balado.commands.new_start import NewOptions

        begin_episode(session, folder, NewOptions(Path(path_of(recording)).expanduser()))
    else:
        session.console.show(_next_steps(folder, start, has_cover=bool(answers.get("cover"))))


def _feed_address(start: ShowStart, given: str | None) -> Message:
    """Where the feed will be: said to everybody, as it can hardly be changed later."""
    from balado.source.begin.show import NO_ADDRESS, names_the_feed

    if start.url == NO_ADDRESS:
        return say(
            "The show has no address yet, and can be tried out on this computer. Write the one it gets at `url` in "
            "feed.yaml before anybody subscribes."
        )
    feed = f"{start.url}/feed.xml"
    if given is None or not names_the_feed(given):
        return say("The address of the feed will be {feed}.", feed=feed)
    return say(
        "The address of the feed will be {feed}: Balado adds feed.xml itself, so {url} was written.",
        feed=feed,
        url=start.url,
    )


def _next_steps(folder: Path, start: ShowStart, *, has_cover: bool) -> Message:
    if has_cover:
        return say("Next: `balado new RECORDING`.")
    return say(
        "Next: `balado cover FILE` makes the cover of a picture, {picture}; then `balado new RECORDING`.",
        picture=folder / start.artwork,
    )


def _begun(session: Session, given: Mapping[str, str | None], *, explicit: bool | None) -> dict[str, str]:
    """The show as it was described, by options and, on a terminal, by answers. All of it was judged."""
    answers = {name: value.strip() for name, value in given.items() if value is not None}
    if explicit is not None:
        answers["explicit"] = "yes" if explicit else "no"
    unanswered = [name for name in QUESTIONS if name not in answers]
    missing = [name for name in unanswered if name not in _OPTIONAL]
    if missing and not sys.stdin.isatty():
        options = ", ".join(f"--{name}" for name in missing)
        raise UsageError(say("Nobody is there to ask. Give these options too: {options}", options=options))
    if faults := _faults(answers):
        what = say_many("{count} option cannot be used.", "{count} options cannot be used.", len(faults))
        raise SourceError(what, faults)
    if missing:
        answers |= Interview(session.console, _faults, _offered(session.reads)).ask(unanswered)
    return answers


def _offered(language: str) -> dict[str, str]:
    """What Enter alone answers. The language is that in which we speak with them: most shows speak it too."""
    zone = _zone_here()
    no = {"fr": "non"}.get(language, "no")
    offered = {"language": language, "email": "", "url": "", "cover": "", "recording": "", "explicit": no}
    return offered | ({"timezone": zone} if zone else {})


def _zone_here() -> str | None:
    """The zone of this machine, None when it does not say or has the one of no place (servers do)."""
    from zoneinfo import available_timezones

    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    named = os.environ.get("TZ", "").lstrip(":") or linked
    return named if "/" in named and not named.startswith("Etc/") and named in available_timezones() else None


def _start(answers: Mapping[str, str], minted: str) -> ShowStart:
    from balado.source.begin.show import begun

    is_png = path_of(answers.get("cover", "")).lower().endswith(".png")
    return begun(answers, minted, ".png" if is_png else ".jpg")


def _faults(answers: Mapping[str, str]) -> tuple[Fault, ...]:
    """What the code that will read feed.yaml, or the file that is named, has against these options."""
    from balado.source.begin.show import faults_of_answers

    placed = (replace(one, place=Place(f"--{one.place.key}")) for one in faults_of_answers(answers))
    return (*placed, *faults_of_files(answers))
