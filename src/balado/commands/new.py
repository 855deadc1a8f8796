"""`balado new`: an episode begins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.errors import MediaError, SourceError, UsageError
from balado.events import Event
from balado.message import mark, say
from balado.options import MomentType, format_option, show_option
from balado.session import Session

if TYPE_CHECKING:
    from balado.facts import AudioTags
    from balado.model import Episode
    from balado.source.read import Reading
    from balado.source.write import EpisodeStart

_SLUG_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Wish:
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
def command(session: Session, /, *, root: Path, move: bool, **wished: object) -> None:
    """Begin an episode: a folder, an episode.md filled from the recording and the episode before.

    Without a RECORDING it is an announcement: a draft until the audio is there.
    """
    wish = Wish(**wished)  # type: ignore[arg-type] # the options above are its fields
    reading = _read(root)
    tags = _tags(wish.recording)
    start = _start(wish, tags, reading, session.guid())
    folder = root / "episodes" / _slug(wish, start, reading)
    if folder.exists():
        raise UsageError(say("{folder} is already there. Choose another name with --slug.", folder=folder))
    with _built_aside(folder) as aside:
        _fill(aside, start, tags, wish.recording)
    _check(root, folder)
    if move and wish.recording is not None:
        wish.recording.unlink()
    session.console.announce(_created(folder, start))
    session.console.show(say("Next: edit {path}, then `balado publish --dry-run`.", path=folder / "episode.md"))


def _read(root: Path) -> Reading:
    from balado.source.files import scan
    from balado.source.read import read

    reading = read(scan(root))
    if reading.show is None:
        raise SourceError.of(fault for fault in reading.faults if fault.severity == "error")
    return reading


def _tags(recording: Path | None) -> AudioTags:
    """What the recording says of itself. Raises MediaError for one that could not be published."""
    from balado.facts import AudioTags

    if recording is None:
        return AudioTags()
    from balado.media.inspect import inspect_recording
    from balado.media.judge import judge_recording

    facts = inspect_recording(recording, recording.name)
    faults = [fault for fault in judge_recording(facts, recording.name, "") if fault.severity == "error"]
    if faults:
        raise MediaError(say("{name} cannot be published as it is. Nothing was created.", name=recording.name), faults)
    return facts.tags


def _start(wish: Wish, tags: AudioTags, reading: Reading, minted: str) -> EpisodeStart:
    from balado.source.complete import complete
    from balado.source.write import EpisodeStart

    before = _before(reading.episodes)
    known, _ = complete(_blank(minted), tags, reading.completion)
    title = wish.title or known.title or (wish.recording.stem if wish.recording else None)
    if not title:
        raise UsageError(say("Give the recording, or a --title for an episode that is only announced."))
    season = wish.season or known.season or (before.season if before else None)
    date = wish.date or known.date
    used = {episode.guid for episode in reading.episodes} | set(reading.faulty.values())
    return EpisodeStart(
        guid=tags.guid if tags.guid and tags.guid not in used else minted,
        title=title,
        date=_written(date) if date else None,
        season=season,
        episode=wish.episode or known.episode or _next_number(reading.episodes, season),
        summary=" ".join(known.summary.split()) if known.summary else None,
        draft=wish.draft if wish.draft is not None else date is None or wish.recording is None,
        people=known.people,
        directory=tuple(reading.show.people) if reading.show else (),
    )


def _blank(guid: str) -> Episode:
    from balado.model import Episode

    return Episode(slug="new", folder="episodes/new", guid=guid)


def _before(episodes: tuple[Episode, ...]) -> Episode | None:
    """The episode before: the last one by season and number, else by date."""
    dated = [episode for episode in episodes if episode.date is not None]
    return max(dated, key=lambda one: (one.season or 0, one.episode or 0, one.date), default=None)


def _next_number(episodes: tuple[Episode, ...], season: int | None) -> int | None:
    numbers = [one.episode for one in episodes if one.episode is not None and one.season == season]
    return max(numbers) + 1 if numbers else None if episodes else 1


def _written(date: datetime) -> str:
    """As an author would write it: a date of another zone than the show's keeps its offset."""
    return date.strftime("%Y-%m-%d %H:%M") if date.tzinfo is None else date.isoformat(" ", "minutes")


def _slug(wish: Wish, start: EpisodeStart, reading: Reading) -> str:
    from balado.source.identity import slug_of

    title = _shortened(slug_of(start.title))
    numbered = f"{start.episode:02}-{title}" if start.episode and title else title or f"episode-{start.episode or 1}"
    name = slug_of(wish.slug) if wish.slug else numbered
    if not name:
        raise UsageError(say("`{slug}` has no letter that an address may hold. Choose another --slug.", slug=wish.slug))
    if name in {*(episode.slug for episode in reading.episodes), *reading.faulty}:
        raise UsageError(say("There is already an episode `{slug}`. Choose another name with --slug.", slug=name))
    return name


def _shortened(slug: str) -> str:
    """The slug, cut between words when it is long."""
    return slug if len(slug) <= _SLUG_CHARACTERS else slug[: _SLUG_CHARACTERS + 1].rpartition("-")[0]


@contextmanager
def _built_aside(folder: Path) -> Iterator[Path]:
    """A hidden folder that becomes the episode's when all of it is there, and is gone when anything fails."""
    aside = folder.with_name(f".new-{folder.name}")
    aside.mkdir(parents=True)
    try:
        yield aside
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(folder: Path, start: EpisodeStart, tags: AudioTags, recording: Path | None) -> None:
    from balado.source.write import write_episode

    (folder / "episode.md").write_text(write_episode(start, tags.description or ""), encoding="utf-8")
    if recording is not None:
        shutil.copyfile(recording, folder / recording.name)


def _check(root: Path, folder: Path) -> None:
    """What was written must be readable; if it is not, it is taken away again."""
    from balado.source.files import scan
    from balado.source.read import read

    faults = [fault for fault in read(scan(root)).faults if fault.slug == folder.name and fault.severity == "error"]
    if faults:
        shutil.rmtree(folder)
        raise SourceError.of(faults)


def _created(folder: Path, start: EpisodeStart) -> Event:
    fields = {"path": str(folder), "guid": start.guid, "episode": start.episode, "draft": start.draft}
    return Event("created", say("{folder} created.", folder=folder), fields)
