"""`balado new`: an episode begins."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import MomentType, format_option, show_option
from balado.cli.session import Session
from balado.errors import Fault, MediaError, Place, SourceError, UsageError
from balado.events import Event
from balado.message import Message, command_line, mark, say

if TYPE_CHECKING:
    from balado.facts import AudioTags
    from balado.show.model import Episode
    from balado.source.folder import Scan
    from balado.source.read import Reading
    from balado.source.write import EpisodeStart

_SLUG_CHARACTERS = 60
_GUID_MAX_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class NewOptions:
    """What was asked for on the command line."""

    recording: Path | None
    slug: str | None
    title: str | None
    date: datetime | None
    season: int | None
    episode: int | None
    draft: bool | None


@click.command("new")
@click.argument("recording", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@show_option
@click.option("--slug", help=mark("The folder's name, over the one made of number and title."))
@click.option("--title", help=mark("Title, over the one in the recording's tags."))
@click.option("--date", type=MomentType(), help=mark("When it goes live, over the one in the tags."))
@click.option("--season", type=click.IntRange(min=1), help=mark("Season, over the one of the episode before."))
@click.option("--episode", type=click.IntRange(min=1), help=mark("Number, over the next one."))
@click.option(
    "--draft/--no-draft", default=None, help=mark("Keep it home. [default: when recording or date is missing]")
)
@click.option("--move", is_flag=True, help=mark("Move the recording instead of copying it."))
@format_option
@click.pass_obj
def command(session: Session, /, *, root: Path, move: bool, **given: object) -> None:
    """Begin an episode: a folder, an episode.md filled from the recording and the episode before.

    Without a RECORDING it is an announcement: a draft until the audio is there.
    """
    options = NewOptions(**given)  # type: ignore[arg-type] # the options above are its fields
    scan, reading = _read(root)
    tags = _tags(options.recording)
    start = _start(options, tags, reading, session.guid())
    folder = root / "episodes" / _slug(options, start, reading)
    if os.path.lexists(folder):
        raise UsageError(say("{folder} is already there. Choose another name with --slug.", folder=folder))
    text = _checked(start, _notes(tags), folder.name, scan, options)
    with _built_aside(folder, session.token()) as aside:
        _fill(aside, text, options.recording)
    if move and options.recording is not None:
        _remove(options.recording, session)
    session.console.announce(_created(folder, start))
    session.console.show(_next_steps(root, folder))


def _next_steps(root: Path, folder: Path) -> Message:
    path = folder / "episode.md"
    if root == Path():
        return say("Next: edit {path}, then `balado publish --dry-run`.", path=path)
    rehearse = command_line("balado", "publish", "--show", str(root), "--dry-run")
    return say("Next: edit {path}, then `{command}`.", path=path, command=rehearse)


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


def _tags(recording: Path | None) -> AudioTags:
    """What the recording says of itself. Raises MediaError for one that could not be published."""
    from balado.facts import AudioTags

    if recording is None:
        return AudioTags()
    from balado.media.inspect import inspect_recording
    from balado.rules.run import judge_file
    from balado.rules.subject import RecordingFile

    facts = inspect_recording(recording, recording.name)
    faults = [fault for fault in judge_file(RecordingFile(facts, recording.name, "")) if fault.severity == "error"]
    if faults:
        raise MediaError(say("{name} cannot be published as it is. Nothing was created.", name=recording.name), faults)
    return facts.tags


def _start(options: NewOptions, tags: AudioTags, reading: Reading, minted: str) -> EpisodeStart:
    from balado.source.complete import complete
    from balado.source.write import EpisodeStart

    before = _before(reading.episodes)
    known, _ = complete(_blank(minted), tags, reading.completion)
    title = options.title or known.title or _spoken(options.recording)
    if not title:
        raise UsageError(say("Give the recording, or a --title for an episode that is only announced."))
    season = options.season or known.season or (before.season if before else None)
    date = options.date or known.date
    return EpisodeStart(
        guid=_guid(tags.guid, reading) or minted,
        title=title,
        date=_written(date, reading.completion.zone) if date else None,
        season=season,
        episode=options.episode or _number(known.episode, reading.episodes, season),
        summary=" ".join(known.summary.split()) if known.summary else None,
        draft=options.draft if options.draft is not None else date is None or options.recording is None,
        people=known.people,
        directory=tuple(reading.show.people) if reading.show else (),
    )


def _spoken(recording: Path | None) -> str | None:
    """A title made of the recording's name."""
    return None if recording is None else unicodedata.normalize("NFC", recording.stem).replace("_", " ").strip()


def _guid(tag: str | None, reading: Reading) -> str | None:
    """The guid in the recording's tags, when it can be one and no other episode has it."""
    used = {episode.guid for episode in reading.episodes} | set(reading.faulty.values())
    return tag if tag and tag.isprintable() and len(tag) <= _GUID_MAX_CHARACTERS and tag not in used else None


def _blank(guid: str) -> Episode:
    from balado.show.model import Episode

    return Episode(slug="new", folder="episodes/new", guid=guid)


def _before(episodes: tuple[Episode, ...]) -> Episode | None:
    """The episode before: the last one by season and number, else by date."""
    dated = [episode for episode in episodes if episode.date is not None]
    return max(dated, key=lambda one: (one.season or 0, one.episode or 0, one.date), default=None)


def _number(tag: int | None, episodes: tuple[Episode, ...], season: int | None) -> int | None:
    """The number in the tags when it is free (many programs write 1 into every file), else the next of the season.

    None in a show that does not number its episodes.
    """
    numbers = [one.episode for one in episodes if one.episode is not None and one.season == season]
    if tag is not None and tag not in numbers:
        return tag
    return max(numbers) + 1 if numbers else None if episodes else 1


def _written(date: datetime, zone: tzinfo | None) -> str:
    """As an author would write it, in the show's zone; the later of two equal local times keeps its offset."""
    local = date if date.tzinfo is None or zone is None else date.astimezone(zone)
    precision = "seconds" if local.second else "minutes"
    return (local if local.fold else local.replace(tzinfo=None)).isoformat(" ", precision)


def _slug(options: NewOptions, start: EpisodeStart, reading: Reading) -> str:
    from balado.source.identity import slug_of

    title = _shortened(slug_of(start.title))
    numbered = f"{start.episode:02}-{title}" if start.episode and title else title or f"episode-{start.episode or 1}"
    name = slug_of(options.slug) if options.slug else numbered
    if not name:
        raise UsageError(
            say("`{slug}` has no letter that an address may hold. Choose another --slug.", slug=options.slug)
        )
    if name in {*(episode.slug for episode in reading.episodes), *reading.faulty}:
        raise UsageError(say("There is already an episode `{slug}`. Choose another name with --slug.", slug=name))
    return name


def _shortened(slug: str) -> str:
    """The slug, cut between words where it can be when it is long."""
    if len(slug) <= _SLUG_CHARACTERS:
        return slug
    return slug[: _SLUG_CHARACTERS + 1].rpartition("-")[0] or slug[:_SLUG_CHARACTERS]


def _notes(tags: AudioTags) -> str:
    return tags.description or ""


def _checked(start: EpisodeStart, notes: str, slug: str, scan: Scan, options: NewOptions) -> str:
    """The text of episode.md, judged by the code that will read it, before anything is created.

    A draft is judged as the episode it will be.
    """
    from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, EpisodeFolder, TextFile
    from balado.source.read import read
    from balado.source.write import write_episode

    ready = write_episode(replace(start, draft=False), notes).encode("utf-8", "replace")
    path = f"{EPISODES_FOLDER}/{slug}"
    folder = EpisodeFolder(slug, slug, path, TextFile(f"{path}/{EPISODE_FILE}", ready))
    found = read(replace(scan, episodes=(folder,), faults=())).faults
    faults = [_traced(fault, options) for fault in found if fault.slug == slug and fault.severity == "error"]
    if faults:
        raise SourceError(say("This cannot be made an episode. Nothing was created."), faults)
    return write_episode(start, notes)


def _traced(fault: Fault, options: NewOptions) -> Fault:
    """The fault where its value comes from: the file it was found in is not there."""
    key = fault.place.key
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
        what = say("{folder} cannot be created: {reason}.", folder=folder, reason=error.strerror or error)
        raise UsageError(what) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(folder: Path, text: str, recording: Path | None) -> None:
    (folder / "episode.md").write_bytes(text.encode("utf-8", "replace"))
    if recording is not None:
        shutil.copyfile(recording, folder / _visible(recording.name))


def _visible(name: str) -> str:
    """The recording's own name, without what would hide it: a dot in front, letters of an old encoding."""
    return os.fsencode(name).decode("utf-8", "ignore").lstrip(".#~$ ")


def _remove(recording: Path, session: Session) -> None:
    try:
        recording.unlink()
    except OSError as error:
        session.console.show(
            say("{path} was copied but could not be deleted: {reason}.", path=recording, reason=error.strerror or error)
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
