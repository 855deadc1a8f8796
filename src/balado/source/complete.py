"""What an episode's text leaves out and its recording's tags say. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from pydantic_core import PydanticCustomError

from balado.errors import Fault, Place
from balado.facts import AudioTags
from balado.message import Message, say
from balado.show.model import Episode, Person
from balado.show.values.forms import number, short_text, title
from balado.show.values.moment import moment_of
from balado.show.values.plain import text
from balado.source.episode import write_file
from balado.source.people import USUAL_ROLE

_EXAMPLE_DATE = "2022-10-19 17:30"


@dataclass(frozen=True, slots=True)
class Completion:
    """What must be known beside the episode: the show's zone and author, and where a key of an episode stands."""

    zone: tzinfo | None
    author: str | None
    place: Callable[[str | None, str], Place]


def complete(episode: Episode, tags: AudioTags, completion: Completion) -> tuple[Episode, tuple[Fault, ...]]:
    """The episode with title, numbers, summary, date and guests from the tags, where its text has none.

    What the text says always counts more. A tag that would not be accepted in the text is passed over. Title and date
    that neither has are faults.
    """
    found = {
        "title": _fit(title, tags.title),
        "episode": _fit(number, tags.track),
        "season": _fit(number, tags.disc),
        "summary": _fit(text, tags.description) or _fit(text, tags.comment),
        "date": _date(tags.date, completion.zone),
    }
    update = {name: value for name, value in found.items() if value is not None and getattr(episode, name) is None}
    if not episode.people and (guests := _guests(tags.artists, completion.author)):
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


def _guests(artists: tuple[str, ...], author: str | None) -> tuple[Person, ...]:
    names = dict.fromkeys(name for artist in artists if (name := _fit(short_text, artist)))
    return tuple(
        Person(name=name, role=USUAL_ROLE) for name in names if author is None or name.casefold() != author.casefold()
    )


def _missing(episode: Episode, tags: AudioTags, completion: Completion) -> tuple[Fault, ...]:
    faults = []
    if episode.title is None:
        what = say("The episode has no title, neither here nor in its recording.")
        place = completion.place(episode.slug, "title")
        faults.append(Fault(place, what, _remedy(episode, place, say("Add a line: title: …")), episode.slug))
    if episode.date is None:
        what = say("The episode has no date, neither here nor in its recording.")
        if tags.date:
            what = say("The episode has no date, and its recording says only “{date}”.", date=tags.date)
        remedy = say("Add a line with the day and the hour it goes live, for example: date: {date}", date=_EXAMPLE_DATE)
        place = completion.place(episode.slug, "date")
        faults.append(Fault(place, what, _remedy(episode, place, remedy), episode.slug))
    return tuple(faults)


def _remedy(episode: Episode, place: Place, line: Message) -> Message:
    """The line to add; where there is no file to add it to, the whole file."""
    if place.line is not None:
        return line
    missing = {"title": episode.title, "date": episode.date}
    examples = {"title": "title: …", "date": f"date: {_EXAMPLE_DATE}"}
    lines = [examples[name] for name, value in missing.items() if value is None]
    return write_file(place.path, f"guid: {episode.guid}", *lines)
