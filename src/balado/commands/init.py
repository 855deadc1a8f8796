"""`balado init`: a show begins."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option
from balado.cli.session import Session
from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.events import Event
from balado.message import Message, command_line, mark, say, say_many

if TYPE_CHECKING:
    from balado.cli.console import Console
    from balado.source.write import ShowStart

_IGNORED = ("/public/", "/.public.balado/")
_QUESTIONS = {
    "title": say("Title of the show"),
    "description": say("What it is about, in a sentence or two"),
    "language": say("Language (fr, en, pt-br …)"),
    "url": say("Public address where the feed and the audio will be (https://…)"),
    "link": say("Web page of the show (https://…)"),
    "author": say("Who makes it, as apps should show it"),
    "email": say("Public e-mail address for platforms (just Enter for none)"),
    "category": say("Apple category (Government, Society & Culture > Documentary …)"),
    "timezone": say("Time zone (Europe/Paris …)"),
}
_OF_THE_FEED = re.compile(r"(https?://[^/]+(?:/.*)?)/feed\.xml", re.IGNORECASE)
_OPTION_OF_KEY = {"owner": "email", "categories": "category", "publish": "url"}


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
@click.option("--explicit/--no-explicit", default=None, help=mark("Whether the show is unfit for children."))
@format_option
@click.pass_obj
def command(session: Session, /, *, folder: Path, explicit: bool | None, **given: str | None) -> None:
    """Begin a show in DIR (default: here): feed.yaml, a folder for episodes, the show's identity.

    What is not given is asked for on a terminal.
    """
    path = folder / "feed.yaml"
    if os.path.lexists(path):
        raise _already_there(path)
    start = _begun(session.console, given, explicit=explicit)
    _write(folder, start)
    written = say("{path} written; the identity of the show is {guid}.", path=path, guid=start.guid)
    session.console.announce(Event("created", written, {"path": str(path), "guid": start.guid}))
    session.console.show(_feed_address(start, given["url"]))
    session.console.show(_next_steps(folder, start))


def _feed_address(start: ShowStart, given: str | None) -> Message:
    """Where the feed will be: said to everybody, as it can hardly be changed later."""
    feed = f"{start.url}/feed.xml"
    if given is None or not _OF_THE_FEED.fullmatch(_bare(given)):
        return say("The address of the feed will be {feed}.", feed=feed)
    return say(
        "The address of the feed will be {feed}: Balado adds feed.xml itself, so {url} was written.",
        feed=feed,
        url=start.url,
    )


def _next_steps(folder: Path, start: ShowStart) -> Message:
    if folder == Path():
        return say(
            "Next: put a square picture of 1400 to 3000 pixels at {picture}, then `balado new RECORDING`.",
            picture=start.artwork,
        )
    return say(
        "Next: put a square picture of 1400 to 3000 pixels at {picture}, then `{command} RECORDING`.",
        picture=folder / start.artwork,
        command=command_line("balado", "new", "--show", str(folder)),
    )


def _already_there(path: Path) -> UsageError:
    return UsageError(say("There is already a show here: {path} exists, and stays as it is.", path=path))


def _begun(console: Console, given: Mapping[str, str | None], *, explicit: bool | None) -> ShowStart:
    """The show as it was described, by options and, on a terminal, by answers. All of it was judged."""
    answers = {name: value.strip() for name, value in given.items() if value is not None}
    missing = [name for name in _QUESTIONS if name not in answers]
    asks = sys.stdin.isatty()
    if missing and not asks:
        options = ", ".join(f"--{name}" for name in missing)
        raise UsageError(say("Nobody is there to ask. Give these options too: {options}", options=options))
    if faults := _faults(answers):
        what = say_many("{count} option cannot be used.", "{count} options cannot be used.", len(faults))
        raise SourceError(what, faults)
    for name in missing:
        answers[name] = _answer(console, name, _offered(name))
    if explicit is None and missing:
        explicit = console.confirm(say("Is it unfit for children?"))
    return _start(answers, explicit=bool(explicit))


def _answer(console: Console, name: str, offered: str | None) -> str:
    """What is answered to a question, which is asked again until the answer can be used."""
    while True:
        answer = console.ask(_QUESTIONS[name], offered)
        faults = _faults({name: answer})
        if not faults:
            return answer
        console.faults(faults)


def _offered(name: str) -> str | None:
    if name == "email":
        return ""
    return _zone_here() if name == "timezone" else None


def _zone_here() -> str | None:
    """The zone of this machine, None when it does not say or has the one of no place (servers do)."""
    from zoneinfo import available_timezones

    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    named = os.environ.get("TZ", "").lstrip(":") or linked
    return named if "/" in named and not named.startswith("Etc/") and named in available_timezones() else None


def _start(answers: Mapping[str, str], *, explicit: bool = False) -> ShowStart:
    from balado.source.identity import show_guid
    from balado.source.write import ShowStart

    url = _address(_place(answers["url"]))
    return ShowStart(**{**answers, "url": url}, guid=show_guid(f"{url}/feed.xml"), explicit=explicit)


def _address(url: str) -> str:
    """The address as whoever reads feed.yaml makes it; one that is none is left for that to refuse."""
    from pydantic_core import PydanticCustomError

    from balado.show.values.address import public_address

    with suppress(PydanticCustomError):
        return public_address(url)
    return url


def _bare(url: str) -> str:
    return url.strip().rstrip("/")


def _place(url: str) -> str:
    """The address of the place the feed lies in, also when that of the feed was given."""
    of_feed = _OF_THE_FEED.fullmatch(_bare(url))
    return _bare(of_feed[1] if of_feed else url)


def _faults(answers: Mapping[str, str]) -> tuple[Fault, ...]:
    """What the code that will read feed.yaml has against these answers, each with its option."""
    from balado.source.folder import Scan, TextFile
    from balado.source.read import read
    from balado.source.write import write_show

    sound = {
        "title": "A", "description": "A", "language": "en", "link": "https://example.org", "author": "A", "email": "",
        "category": "Arts", "timezone": "UTC", "url": "https://example.org",
    }  # fmt: skip
    text = write_show(_start({**sound, **answers}))
    found = read(Scan(root="", show_file=TextFile("feed.yaml", text.encode()), find=lambda path: path)).faults
    lines = text.splitlines()
    return tuple(replace(fault, place=_option(fault.place, lines)) for fault in found if fault.severity == "error")


def _option(place: Place, lines: list[str]) -> Place:
    """The option that a place in the file comes from: the file itself is not there yet."""
    line = lines[place.line - 1] if place.line else ""
    key = (place.key or line.strip().partition(":")[0]).partition(".")[0]
    return Place(f"--{_OPTION_OF_KEY.get(key, key)}")


def _write(folder: Path, start: ShowStart) -> None:
    """All files of a new show; when one of them cannot be written, what was made is taken away."""
    path = folder / "feed.yaml"
    try:
        with ExitStack() as undo:
            for name, content in _files(start).items():
                _create(folder / name, content, undo)
            _make(folder / "episodes", undo)
            _ignore(folder / ".gitignore")
            undo.pop_all()
    except FileExistsError:
        raise _already_there(path) from None
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=error.filename or path, reason=reason_of(error))
        raise UsageError(what) from error


def _files(start: ShowStart) -> dict[str, str]:
    from balado.source.schema import episode_schema, show_schema
    from balado.source.write import SCHEMA_FOLDER, write_show

    schemas = {"feed": show_schema(), "episode": episode_schema()}
    return {"feed.yaml": write_show(start)} | {
        f"{SCHEMA_FOLDER}/{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas.items()
    }


def _create(path: Path, content: str, undo: ExitStack) -> None:
    """A new file. Raises FileExistsError for a feed.yaml that is there; a schema is only renewed."""
    _make(path.parent, undo)
    is_ours = path.suffix == ".json" and path.exists()
    with path.open("wb" if is_ours else "xb") as file:
        if not is_ours:
            undo.callback(path.unlink, missing_ok=True)
        file.write(content.encode())


def _make(folder: Path, undo: ExitStack) -> None:
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir()
        undo.callback(_unmake, missing)


def _unmake(folder: Path) -> None:
    with suppress(OSError):  # somebody has put something there meanwhile
        folder.rmdir()


def _ignore(path: Path) -> None:
    """Git leaves alone what a publication to a folder makes."""
    raw = path.read_bytes() if path.exists() else b""
    known = {line.strip(b"/ ") for line in raw.splitlines()}
    missing = [line for line in map(str.encode, _IGNORED) if line.strip(b"/") not in known]
    if missing:
        joint = b"" if not raw or raw.endswith(b"\n") else b"\n"
        with path.open("ab") as file:
            file.write(joint + b"\n".join(missing) + b"\n")
