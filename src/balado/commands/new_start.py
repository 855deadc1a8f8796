"""What an episode begins with: from the command line, from its recording, from the episode before. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import UsageError
from balado.message import Message, say

if TYPE_CHECKING:
    from balado.facts import AudioTags
    from balado.show.model import Episode
    from balado.source.read import Reading
    from balado.source.write import EpisodeStart

_SLUG_CHARACTERS = 60
_GUID_MAX_CHARACTERS = 255


@dataclass(frozen=True, slots=True)
class NewOptions:
    """What was asked for on the command line."""

    recording: Path | None = None
    slug: str | None = None
    title: str | None = None
    date: datetime | None = None
    season: int | None = None
    episode: int | None = None
    draft: bool = True
    notes: Path | None = None
    chapters_from_notes: bool = False
    sound_only: bool = False
    as_it_is: bool = False


def start_of(options: NewOptions, tags: AudioTags, reading: Reading, minted: str, now: datetime) -> EpisodeStart:
    """What stands in its episode.md. Raises UsageError where nothing gives a title.

    Its date is today's: what recorders and editors write into the tags is when it was recorded, at best. Without a
    recording it has none.
    """
    from balado.source.complete import complete
    from balado.source.write import EpisodeStart

    before = _before(reading.episodes)
    known, _ = complete(_blank(minted), tags, reading.completion)
    title = options.title or known.title or _spoken(options.recording)
    if not title:
        raise UsageError(say("Give the recording, or a --title for an episode that is only announced."))
    season = options.season or known.season or (before.season if before else None)
    date = (
        options.date
        or (None if options.draft else known.date)
        or (now.replace(second=0, microsecond=0) if options.recording else None)
    )
    return EpisodeStart(
        guid=_guid(tags.guid, reading) or minted,
        title=title,
        date=_written(date, reading.completion.zone) if date else None,
        season=season,
        episode=options.episode or _number(known.episode, reading.episodes, season),
        summary=" ".join(known.summary.split()) if known.summary else None,
        draft=options.draft,
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


def slug_for(options: NewOptions, start: EpisodeStart, reading: Reading) -> str:
    """The name of its folder. Raises UsageError for one that another episode has, or that no address may hold."""
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


def taken_of(tags: AudioTags, options: NewOptions, reading: Reading) -> tuple[Message, ...]:
    """What an episode takes of its recording's tags: it goes to the public."""
    from balado.source.complete import complete, taken_from_tags

    given = {name: getattr(options, name) for name in ("title", "date", "season", "episode")}
    known = {name: value for name, value in given.items() if value is not None}
    blank = _blank("new").model_copy(update=known)
    completed = complete(blank, tags, reading.completion)[0]
    return taken_from_tags(blank, completed.model_copy(update={"date": blank.date}) if options.draft else completed)


def left_date(tags: AudioTags, options: NewOptions, reading: Reading) -> str | None:
    """The date in the tags that a draft is not dated by; None where there is none, or another was asked for."""
    from balado.source.complete import complete

    if options.date is not None or not options.draft:
        return None
    date = complete(_blank("new"), tags, reading.completion)[0].date
    return None if date is None else _written(date, reading.completion.zone)
