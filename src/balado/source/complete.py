"""What an episode's text leaves out and its recording's tags say. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from pydantic_core import PydanticCustomError

from balado.errors import Fault, Place
from balado.facts import AudioTags
from balado.message import Message, say
from balado.show.model import Episode, Person
from balado.show.values.forms import number, title
from balado.show.values.moment import moment_of
from balado.show.values.plain import text
from balado.source.guests import guests_of, is_note_of_program

_SHOWN_CHARS = 60
_EXAMPLE_DATE = "2022-10-19 17:30"


@dataclass(frozen=True, slots=True)
class Completion:
    """What must be known beside the episode: the show's zone, and where a key of an episode stands.

    `names` are those of the show, its author and its owner; `people` is its directory. `is_title_begun` says that the
    text has a line for the title, and nothing in it: that is not the same as leaving it to the recording.
    """

    zone: tzinfo | None
    names: Collection[str]
    place: Callable[[str | None, str], Place]
    people: Mapping[str, Person] = field(default_factory=dict)
    is_title_begun: bool = False


def complete(episode: Episode, tags: AudioTags, completion: Completion) -> tuple[Episode, tuple[Fault, ...]]:
    """The episode with title, numbers, summary, date and guests from the tags, where its text has none.

    What the text says always counts more. A tag that would not be accepted in the text is passed over. Title and date
    that neither has are faults.
    """
    found = {
        "title": None if completion.is_title_begun else _fit(title, tags.title),
        "episode": _fit(number, tags.track),
        "season": _fit(number, tags.disc),
        "summary": _fit(text, tags.description) or _fit(text, _comment(tags)),
        "date": _date(tags.date, completion.zone),
    }
    update = {name: value for name, value in found.items() if value is not None and getattr(episode, name) is None}
    if not episode.people and (guests := guests_of(tags.artists, completion.names, completion.people)):
        update["people"] = guests
    completed = episode.model_copy(update=update) if update else episode
    return completed, _missing(completed, tags, completion)


def _fit(convert: Callable[[object], Any], tag: object) -> Any:
    """The tag in the form of a value that an author may write, None when it has none."""
    try:
        return None if tag is None else convert(tag)
    except PydanticCustomError:
        return None


def _date(tag: str | None, zone: tzinfo | None) -> datetime | None:
    """The date of a tag that names a day at least: a year alone is when it was recorded, not when it goes live."""
    found: datetime | None = _fit(lambda value: moment_of(value, zone), tag)
    return found


def _comment(tags: AudioTags) -> str | None:
    return None if tags.comment is None or is_note_of_program(tags.comment) else tags.comment


def taken_from_tags(written: Episode, completed: Episode) -> tuple[Message, ...]:
    """What completing an episode added to what was written, in words: it goes to the public unseen else."""
    names = {
        "title": say("the title “{value}”", value=completed.title),
        "date": say("the date {value}", value=completed.date.strftime("%Y-%m-%d %H:%M") if completed.date else ""),
        "season": say("season {value}", value=completed.season),
        "episode": say("episode {value}", value=completed.episode),
        "people": say("guests: {value}", value=", ".join(person.name for person in completed.people)),
        "summary": say("the summary “{value}”", value=(completed.summary or "")[:_SHOWN_CHARS]),
    }
    return tuple(what for key, what in names.items() if getattr(written, key) != getattr(completed, key))


def _missing(episode: Episode, tags: AudioTags, completion: Completion) -> tuple[Fault, ...]:
    faults = []
    if episode.title is None and completion.is_title_begun:
        what = say("The title is left empty.")
        remedy = say("Write it behind the colon; without the whole line the recording's own is taken.")
        faults.append(Fault(completion.place(episode.slug, "title"), what, remedy, episode.slug))
    elif episode.title is None:
        what = say("The episode has no title, neither here nor in its recording.")
        place = completion.place(episode.slug, "title")
        faults.append(Fault(place, what, say("Add a line: title: …"), episode.slug))
    if episode.date is None:
        what = say("The episode has no date, neither here nor in its recording.")
        if tags.date:
            what = say("The episode has no date, and its recording says only “{date}”.", date=tags.date)
        remedy = say("Add a line with the day and the hour it goes live, for example: date: {date}", date=_EXAMPLE_DATE)
        place = completion.place(episode.slug, "date")
        faults.append(Fault(place, what, remedy, episode.slug))
    return tuple(faults)
