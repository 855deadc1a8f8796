"""`balado init`: a show begins."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.errors import SourceError, UsageError
from balado.events import Event
from balado.message import mark, say
from balado.options import format_option
from balado.session import Session

if TYPE_CHECKING:
    from balado.source.write import ShowStart

_IGNORED = ("/public/", "/.public.balado/")
_QUESTIONS = {
    "title": mark("Title of the show"),
    "description": mark("What it is about, in a sentence or two"),
    "language": mark("Language (fr, en, pt-br …)"),
    "link": mark("Web page of the show (https://…)"),
    "author": mark("Who makes it, as apps should show it"),
    "email": mark("Public e-mail address for platforms"),
    "category": mark("Apple category (Government, Society & Culture > Documentary …)"),
    "timezone": mark("Time zone (Europe/Paris …)"),
    "url": mark("Public address where the feed and the audio will be (https://…)"),
}


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
@click.option("--url", help=mark("Public address where the feed and the audio will be."))
@click.option("--explicit/--no-explicit", default=False, help=mark("Whether the show is for adults."))
@format_option
@click.pass_obj
def command(session: Session, /, *, folder: Path, explicit: bool, **given: str | None) -> None:
    """Begin a show in DIR (default: here): feed.yaml, a folder for episodes, the show's identity.

    What is not given is asked for on a terminal.
    """
    if (folder / "feed.yaml").exists():
        raise UsageError(say("There is already a show here: {path} exists.", path=folder / "feed.yaml"))
    start = _start(_answers(given), explicit=explicit)
    text = _checked(start)
    _write(folder, text)
    session.console.announce(
        Event(
            "created",
            say("{path} written; the identity of the show is {guid}.", path=folder / "feed.yaml", guid=start.guid),
            {"path": str(folder / "feed.yaml"), "guid": start.guid},
        )
    )
    session.console.show(
        say(
            "Next: put a square picture of 1400 to 3000 pixels at {picture}, then `balado new RECORDING`.",
            picture=folder / start.artwork,
        )
    )


def _answers(given: dict[str, str | None]) -> dict[str, str]:
    missing = [name for name in _QUESTIONS if given.get(name) is None]
    if missing and not sys.stdin.isatty():
        options = ", ".join(f"--{name}" for name in missing)
        raise UsageError(say("Nobody is there to ask. Give these options too: {options}", options=options))
    answers = {name: value for name, value in given.items() if value is not None}
    for name in missing:
        answers[name] = click.prompt(_QUESTIONS[name], default="" if name == "email" else None, err=True)
    return answers


def _start(answers: dict[str, str], *, explicit: bool) -> ShowStart:
    from balado.source.identity import show_guid
    from balado.source.write import ShowStart

    url = answers["url"].strip().rstrip("/")
    return ShowStart(**{**answers, "url": url}, guid=show_guid(f"{url}/feed.xml"), explicit=explicit)


def _checked(start: ShowStart) -> str:
    """The text, judged by the code that will read it. Raises SourceError with every fault of what was typed."""
    from balado.source.files import Scan, TextFile
    from balado.source.read import read
    from balado.source.write import write_show

    text = write_show(start)
    written = Scan(root="", show_file=TextFile("feed.yaml", text.encode()), find=lambda path: path)
    faults = [fault for fault in read(written).faults if fault.severity == "error"]
    if faults:
        raise SourceError.of(faults)
    return text


def _write(folder: Path, text: str) -> None:
    from balado.source.schema import episode_schema, show_schema
    from balado.source.write import SCHEMA_FOLDER

    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    (folder / SCHEMA_FOLDER).mkdir(exist_ok=True)
    for name, schema in (("feed", show_schema()), ("episode", episode_schema())):
        document = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (folder / SCHEMA_FOLDER / f"{name}.schema.json").write_text(document, encoding="utf-8")
    _ignore(folder / ".gitignore")
    (folder / "feed.yaml").write_text(text, encoding="utf-8")


def _ignore(path: Path) -> None:
    known = path.read_text(encoding="utf-8") if path.exists() else ""
    missing = [line for line in _IGNORED if line not in known.splitlines()]
    if missing:
        joint = "" if not known or known.endswith("\n") else "\n"
        path.write_text(known + joint + "\n".join(missing) + "\n", encoding="utf-8")
