"""`balado new`: an episode begins."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import MomentType, format_option, show_option
from balado.cli.session import Session
from balado.commands.master.make import conclude
from balado.commands.new_notes import BegunNotes, notes_of
from balado.commands.new_recording import look_at, master_into, put, told_at
from balado.commands.new_start import NewOptions, left_date, slug_for, start_of, taken_of
from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.events import Event
from balado.message import Joined, Message, mark, say

if TYPE_CHECKING:
    from balado.facts import AudioTags
    from balado.source.folder import EpisodeFolder, Scan
    from balado.source.read import Reading
    from balado.source.write import EpisodeStart

_MEDIA_OF_FILMS = ("video", "film")


@click.command("new")
@click.argument("recording", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@show_option
@click.option("--slug", help=mark("The folder's name, over the one made of number and title."))
@click.option("--title", help=mark("Title, over the one in the recording's tags."))
@click.option("--date", type=MomentType(), help=mark("When it goes live. [default: today]"))
@click.option("--season", type=click.IntRange(min=1), help=mark("Season, over the one of the episode before."))
@click.option("--episode", type=click.IntRange(min=1), help=mark("Number, over the next one."))
@click.option(
    "--notes",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=mark("The notes: a text of Word (.docx) or LibreOffice (.odt), a web page, a plain text or Markdown."),
)
@click.option(
    "--chapters-from-notes", is_flag=True, help=mark("Make chapters of the lines of the notes that begin with a time.")
)
@click.option("--draft/--no-draft", default=True, help=mark("Keep it home until it was edited. [default: --draft]"))
@click.option("--sound-only", is_flag=True, help=mark("Of a film, make the recording alone."))
@click.option("--as-it-is", is_flag=True, help=mark("Publish a film itself as the recording: all get it who listen."))
@click.option("--move", is_flag=True, help=mark("Move the recording instead of copying it."))
@format_option
@click.pass_obj
def command(session: Session, /, *, root: Path, move: bool, **given: object) -> None:
    """Begin an episode: a folder, an episode.md filled from the recording and the episode before.

    It is a draft: it goes live when the line that says so is deleted. Without a RECORDING it is an announcement.
    Of a RECORDING that podcast apps do not play, such as a WAV, an MP3 is made, as `balado master` does; a film becomes
    that of the episode besides, unless the `medium` of the show is video or film. One that lies in an episode's folder
    without an episode.md stays there, and gets one.
    """
    # The options above are its fields.
    begin_episode(session, root, NewOptions(**given), move=move)  # type: ignore[arg-type]


def begin_episode(session: Session, root: Path, options: NewOptions, *, move: bool = False) -> None:
    """Write the folder of an episode, or the text that one lacks. Raises UsageError where that cannot be done."""
    from balado.facts import AudioTags

    scan, reading = _read(root)
    publishes_films = options.as_it_is or reading.presumed.medium in _MEDIA_OF_FILMS
    given = look_at(options.recording, publishes_films=publishes_films) if options.recording is not None else None
    tags = given.tags if given is not None else AudioTags()
    notes = notes_of(options, tags)
    lacking = _lacking_text(options.recording, scan)
    if lacking is None:
        start = start_of(options, tags, reading, session.guid(), session.started)
        start = replace(start, translate=session.words.gettext)
        folder = root / "episodes" / slug_for(options, start, reading)
        if os.path.lexists(folder):
            raise UsageError(say("{folder} is already there. Choose another name with --slug.", folder=folder))
        text = _checked(start, notes.markdown, _new_folder(folder.name), scan, options)
        with _built_aside(folder, session.token()) as aside:
            (aside / "episode.md").write_bytes(text.encode("utf-8", "replace"))
            mastered = put(given, aside, root, session, move=move) if given is not None else None
            notes = notes.moved_with(mastered)
            notes.put_chapters(aside)
        if move and options.recording is not None:
            _remove(options.recording, session)
    else:
        # The guid that it has, and may be published with, is the one of its folder.
        own = tags.model_copy(update={"guid": None})
        start = start_of(options, own, reading, _guid_of(lacking, reading), session.started)
        start = replace(start, translate=session.words.gettext)
        folder = root / lacking.path
        text = _checked(start, notes.markdown, lacking, scan, options)
        mastered = master_into(given, folder, root, session) if given is not None and given.is_master else None
        notes = notes.moved_with(mastered)
        _write_text(folder, text, notes)
    session.console.announce(_created(folder, start))
    if mastered is not None and given is not None:
        film = given.path if given.path.exists() else folder / given.name
        conclude((film,), told_at(mastered, folder), root, session, with_film=not options.sound_only)
    notes.tell(session)
    _tell_taken(tags, options, reading, session)
    session.console.show(_next_steps(folder))


def _tell_taken(tags: AudioTags, options: NewOptions, reading: Reading, session: Session) -> None:
    if taken := taken_of(tags, options, reading):
        values = Joined(taken, "; ")
        session.console.show(say("From the recording's tags: {values}. Look whether it is right.", values=values))
    if date := left_date(tags, options, reading):
        session.console.show(
            say("The recording's tags say {date}: the episode is dated today, write that if it is right.", date=date)
        )


def _lacking_text(recording: Path | None, scan: Scan) -> EpisodeFolder | None:
    """The episode's folder that the recording lies in, where that has no `episode.md`."""
    if recording is None:
        return None
    here, without = recording.resolve().parent, (one for one in scan.episodes if one.text is None)
    return next((one for one in without if Path(scan.root, one.path).resolve() == here), None)


def _guid_of(folder: EpisodeFolder, reading: Reading) -> str:
    from balado.source.identity import episode_guid

    return episode_guid(reading.presumed.guid, folder.slug)


def _new_folder(slug: str) -> EpisodeFolder:
    from balado.source.folder import EPISODES_FOLDER, EpisodeFolder

    return EpisodeFolder(slug, slug, f"{EPISODES_FOLDER}/{slug}")


def _write_text(folder: Path, text: str, notes: BegunNotes) -> None:
    path = folder / "episode.md"
    try:
        notes.put_chapters(folder)
        with path.open("xb") as file:
            file.write(text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(say("{folder} cannot be created: {reason}.", folder=path, reason=reason_of(error))) from error


def _next_steps(folder: Path) -> Message:
    return say("Next: edit {path}, then `balado publish --dry-run`.", path=folder / "episode.md")


def _read(root: Path) -> tuple[Scan, Reading]:
    """The show as it is. Its picture may still be missing: an episode can be begun without it.

    Raises SourceError for any other fault of feed.yaml.
    """
    from balado.source.files import scan
    from balado.source.read import read

    on_disk = scan(root)
    found = replace(on_disk, find=lambda path: on_disk.find(path) or path)
    reading = read(found)
    if reading.show is None:
        raise SourceError.of(fault for fault in reading.faults if fault.severity == "error" and fault.slug is None)
    return found, reading


def _checked(start: EpisodeStart, notes: str, place: EpisodeFolder, scan: Scan, options: NewOptions) -> str:
    """The text of episode.md, judged by the code that will read it, before anything is created.

    A draft is judged as the episode it will be.
    """
    from balado.source.folder import TextFile
    from balado.source.read import read
    from balado.source.write import write_episode

    ready = write_episode(replace(start, draft=False), notes).encode("utf-8", "replace")
    folder = replace(place, text=TextFile(place.text_path, ready))
    found = read(replace(scan, episodes=(folder,), faults=())).faults
    faults = [_traced(fault, options) for fault in found if fault.slug == folder.slug and fault.severity == "error"]
    if faults:
        raise SourceError(say("This cannot be made an episode. Nothing was created."), faults)
    return write_episode(start, notes)


def _traced(fault: Fault, options: NewOptions) -> Fault:
    """The fault where its value comes from: the file it was found in is not there."""
    key = fault.place.key
    if key == "notes" and options.notes is not None:
        return replace(fault, place=Place(options.notes.name), fix=None)
    if options.recording is None or (key and getattr(options, key, None) is not None):
        return replace(fault, place=Place(f"--{key or 'title'}"), fix=None)
    return replace(fault, place=Place(options.recording.name, None, key), fix=None)


@contextmanager
def _built_aside(folder: Path, token: str) -> Iterator[Path]:
    """A hidden folder that becomes the episode's when all of it is there, and is gone when anything fails."""
    aside = folder.with_name(f".new-{token}")
    try:
        aside.mkdir(parents=True)
        yield aside
        aside.rename(folder)
    except OSError as error:
        what = say("{folder} cannot be created: {reason}.", folder=folder, reason=reason_of(error))
        raise UsageError(what) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _remove(recording: Path, session: Session) -> None:
    try:
        recording.unlink()
    except OSError as error:
        session.console.show(
            say("{path} was copied but could not be deleted: {reason}.", path=recording, reason=reason_of(error))
        )


def _created(folder: Path, start: EpisodeStart) -> Event:
    fields = {
        "path": str(folder),
        "slug": folder.name,
        "guid": start.guid,
        "episode": start.episode,
        "draft": start.draft,
    }
    return Event("created", say("{folder} created.", folder=folder), fields)
