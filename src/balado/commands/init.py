"""`balado init`: a show begins."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option
from balado.cli.session import Session
from balado.commands.init_questions import QUESTIONS, Interview, faults_of_files, path_of
from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.events import Event
from balado.message import Catalogue, Message, mark, say, say_many
from balado.show.formats import MASTER_SUFFIXES

if TYPE_CHECKING:
    from balado.source.write import ShowStart

_IGNORED = ("/public/", "/.public.balado/", *(f"/episodes/**/*{suffix}" for suffix in MASTER_SUFFIXES))
_NO_ADDRESS = "https://no-address-yet.invalid"
"""A name that leads nobody anywhere, now and for ever (RFC 6761): it is replaced before anybody can subscribe."""
_ANY_GUID = "00000000-0000-4000-8000-000000000000"
_OPTIONAL = ("explicit", "cover", "recording")
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
    session.show = folder
    path = folder / "feed.yaml"
    if os.path.lexists(path):
        raise _already_there(path)
    answers = _begun(session, given, explicit=explicit)
    start = _start(answers, session.guid())
    _write(folder, _files(start, session.words), answers.get("cover"), start.artwork)
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
    if start.url == _NO_ADDRESS:
        return say(
            "The show has no address yet, and can be tried out on this computer. Write the one it gets at `url` in "
            "feed.yaml before anybody subscribes."
        )
    feed = f"{start.url}/feed.xml"
    if given is None or not _OF_THE_FEED.fullmatch(_bare(given)):
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


def _already_there(path: Path) -> UsageError:
    return UsageError(say("There is already a show here: {path} exists, and stays as it is.", path=path))


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
    """What is written. Without an address its guid is minted, not derived: the address is one that nobody keeps."""
    from balado.source.identity import show_guid
    from balado.source.write import ShowStart

    texts = {name: value for name, value in answers.items() if name not in _OPTIONAL}
    url = _address(_place(answers["url"])) if answers["url"] else _NO_ADDRESS
    cover = answers.get("cover")
    return ShowStart(
        **{**texts, "url": url},
        guid=show_guid(f"{url}/feed.xml") if answers["url"] else minted,
        explicit=answers.get("explicit") == "yes",
        artwork=f"episodes/cover{_suffix(cover)}" if cover else "episodes/cover.jpg",
    )


def _suffix(cover: str) -> str:
    """How the name of a picture ends, as apps know it."""
    return ".png" if path_of(cover).lower().endswith(".png") else ".jpg"


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
    """What the code that will read feed.yaml, or the file that is named, has against these answers."""
    from balado.source.folder import Scan, TextFile
    from balado.source.read import read
    from balado.source.write import write_show

    sound = {
        "title": "A", "description": "A", "language": "en", "link": "https://example.org", "author": "A", "email": "",
        "category": "Arts", "timezone": "UTC", "url": "https://example.org",
    }  # fmt: skip
    text = write_show(_start({**sound, **answers}, _ANY_GUID))
    found = read(Scan(root="", show_file=TextFile("feed.yaml", text.encode()), find=lambda path: path)).faults
    lines = text.splitlines()
    placed = (replace(fault, place=_option(fault.place, lines)) for fault in found if fault.severity == "error")
    return (*placed, *faults_of_files(answers))


def _option(place: Place, lines: list[str]) -> Place:
    """The option that a place in the file comes from: the file itself is not there yet."""
    line = lines[place.line - 1] if place.line else ""
    key = (place.key or line.strip().partition(":")[0]).partition(".")[0]
    return Place(f"--{_OPTION_OF_KEY.get(key, key)}")


def _write(folder: Path, files: Mapping[str, str], cover: str | None, artwork: str) -> None:
    """All files of a new show; when one of them cannot be written, what was made is taken away."""
    path = folder / "feed.yaml"
    try:
        with ExitStack() as undo:
            for name, content in files.items():
                _create(folder / name, content, undo)
            _make(folder / "episodes", undo)
            if cover:
                _copy(Path(path_of(cover)).expanduser(), folder / artwork, undo)
            _ignore(folder / ".gitignore")
            undo.pop_all()
    except FileExistsError:
        raise _already_there(path) from None
    except OSError as error:
        what = say("{path} cannot be written: {reason}.", path=error.filename or path, reason=reason_of(error))
        raise UsageError(what) from error


def _files(start: ShowStart, words: Catalogue) -> dict[str, str]:
    from balado.source.schema import episode_schema, show_schema
    from balado.source.write import SCHEMA_FOLDER, write_show

    schemas = {"feed": show_schema(), "episode": episode_schema()}
    return {"feed.yaml": write_show(start, words.gettext)} | {
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


def _copy(cover: Path, there: Path, undo: ExitStack) -> None:
    """The picture, unless it is there already."""
    if there.exists():
        return
    undo.callback(there.unlink, missing_ok=True)
    shutil.copyfile(cover, there)


def _make(folder: Path, undo: ExitStack) -> None:
    for missing in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        missing.mkdir()
        undo.callback(_unmake, missing)


def _unmake(folder: Path) -> None:
    with suppress(OSError):  # somebody has put something there meanwhile
        folder.rmdir()


def _ignore(path: Path) -> None:
    """Git leaves alone what a publication to a folder makes, and what recordings are made of."""
    raw = path.read_bytes() if path.exists() else b""
    known = {line.strip(b"/ ") for line in raw.splitlines()}
    missing = [line for line in map(str.encode, _IGNORED) if line.strip(b"/") not in known]
    if missing:
        joint = b"" if not raw or raw.endswith(b"\n") else b"\n"
        with path.open("ab") as file:
            file.write(joint + b"\n".join(missing) + b"\n")
