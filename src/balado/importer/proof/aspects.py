"""The table of what is compared: a row for each thing that a feed says, how it is got and how it is judged.

Every field of `Feed` and `Item` stands in a row, which a test holds. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from balado.feed.document import Feed, Item
from balado.importer.proof.judged import Judge, asked_for, given, left_alone, measured, protected, said_as, same
from balado.importer.proof.judged_address import address, own_address
from balado.importer.proof.judged_authors import Inherited, author, authors_of, beside_authors, inherited
from balado.importer.proof.judged_notes import (
    notes_code,
    notes_embedded,
    notes_links,
    notes_summary,
    notes_text,
    titled_notes,
)
from balado.importer.proof.judged_things import announced_once, in_any_order, things
from balado.importer.proof.judged_values import (
    category,
    chapters_type,
    date,
    first_address,
    group,
    guid,
    media_type,
    moved_feed,
    new_feed,
    owner,
    role,
    title,
)
from balado.importer.proof.notes_read import NotesSaid, read_said
from balado.message import say
from balado.show.podcasting import TranscriptLink
from balado.show.values.forms import language_meant


@dataclass(frozen=True, slots=True)
class SaidOfItem:
    """An item with what its show says where it says nothing itself, and its notes as they are read.

    `is_named` says that its guid is its own: written in the feed, as far as can be told, and of no other item.
    """

    item: Item
    feed: Feed
    notes: NotesSaid
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Aspect:
    """A row: the name an author knows it by, the fields it looks at, how the value is got, how it is judged.

    `shown` gives of a value what is shown to people.
    """

    name: str
    fields: tuple[str, ...]
    get: Callable[[Any], Any]
    judge: Judge
    shown: Callable[[Any], Any] = lambda value: value


def _of_item(name: str, judge: Judge = same, field: str = "") -> Aspect:
    field = field or name
    return Aspect(name, (field,), lambda said: getattr(said.item, field), judge)


def _of_show(name: str, judge: Judge = same, field: str = "") -> Aspect:
    field = field or name
    return Aspect(name, (field,), lambda feed: getattr(feed, field), judge)


def _of_notes(name: str, judge: Judge, part: str) -> Aspect:
    return Aspect(name, ("html",), lambda said: said.notes, judge, lambda notes: getattr(notes, part))


def _shorter(said: Item | Feed) -> str | None:
    """A shorter title, where it is another one."""
    return None if said.short_title == said.title else said.short_title


def _in_language(one: TranscriptLink, of_show: str) -> TranscriptLink:
    """A transcript with its language: that of the show where none is said (podcast namespace, transcript)."""
    return one if one.language or not of_show else one.model_copy(update={"language": of_show})


_LANGUAGE = said_as(say("It is written as BCP 47 wants it."), language_meant)
_PEOPLE = things(picture=address, href=address, role=role, group=group)
_EXTRA = in_any_order(things(more=say("What Balado has no key for stands there as it stood.")))
_IMAGES = things(more=say("The cover is told as podcast:image too."), url=address, type=media_type)
_TRAILERS = announced_once(
    things(
        more=say("Episodes that are trailers are announced with podcast:trailer too."),
        url=address,
        type=media_type,
        length=given(same, say("Its size is given.")),
    )
)

ITEM: tuple[Aspect, ...] = (
    Aspect("guid", ("guid",), lambda said: (said.item.guid, said.is_named), guid, lambda value: value[0]),
    _of_item("title", title),
    _of_item("date", date, "published"),
    Aspect("recording", ("enclosure",), lambda said: said.item.enclosure.url, address),
    Aspect(
        "length",
        ("enclosure",),
        lambda said: said.item.enclosure.byte_size,
        given(
            measured(say("The size of the file stands in place of the one that was declared.")),
            say("The size of the file is given."),
        ),
    ),
    Aspect("media type", ("enclosure",), lambda said: said.item.enclosure.media_type, media_type),
    _of_item(
        "duration",
        given(
            measured(say("The measured duration stands in place of the one that was declared.")),
            say("The duration is given."),
        ),
        "duration_s",
    ),
    Aspect("notes", ("html",), lambda said: (said.notes, said.item.title), titled_notes, lambda value: value[0].text),
    _of_notes("links in the notes", notes_links, "links"),
    _of_notes("pictures in the notes", notes_embedded, "embedded"),
    _of_notes("scripts in the notes", notes_code, "code"),
    Aspect(
        "summary",
        ("summary",),
        lambda said: (said.item.summary, said.notes),
        notes_summary,
        lambda value: value[0],
    ),
    _of_item("explicit"),
    _of_item("type", same, "episode_type"),
    _of_item("link", own_address(say("The episode has a page of its own."))),
    Aspect(
        "artwork",
        ("image_url",),
        lambda said: Inherited.of(said.item.image_url, said.feed.image_url),
        inherited(own_address(say("The episode has a picture."))),
        lambda value: value.told,
    ),
    Aspect("short_title", ("short_title",), lambda said: _shorter(said.item), same),
    Aspect("author", ("author",), lambda said: authors_of(said.item, said.feed), author, lambda value: value.shown),
    _of_item("season"),
    _of_item("season's name", same, "season_name"),
    _of_item("episode"),
    _of_item("episode_order"),
    _of_item("episode_display"),
    _of_item("block"),
    _of_item("people", _PEOPLE),
    _of_item("locations", things()),
    _of_item("license"),
    _of_item("funding", things(url=address)),
    Aspect(
        "transcripts",
        ("transcripts",),
        lambda said: tuple(_in_language(one, said.feed.language) for one in said.item.transcripts),
        things(
            more=say("There are further forms of the transcript."),
            url=address,
            type=media_type,
            language=given(_LANGUAGE, say("Its language is said.")),
            rel=given(same, say("It is said to be captions.")),
        ),
    ),
    _of_item("chapter file", own_address(say("The chapters stand in a file too.")), "chapters_url"),
    Aspect(
        "type of the chapter file",
        ("chapters_type",),
        lambda said: (said.item.chapters_url, said.item.chapters_type),
        chapters_type,
        lambda value: value[1],
    ),
    _of_item("chapters", things(more=say("The chapters stand in the feed too."), href=address, picture=address)),
    _of_item("soundbites", things()),
    _of_item("alternates", things(sources=first_address, type=media_type)),
    _of_item("links", things(url=address), "content_links"),
    _of_item("social", things()),
    _of_item("chat"),
    _of_item("txt", things()),
    _of_item("value", things()),
    _of_item("images", _IMAGES),
    Aspect(
        "extra",
        ("extra",),
        lambda said: (said.item.extra, authors_of(said.item, said.feed)),
        beside_authors(_EXTRA),
        lambda value: value[0],
    ),
)

SHOW: tuple[Aspect, ...] = (
    _of_show("guid", given(same, say("The show has a podcast:guid."))),
    _of_show("title", title),
    Aspect(
        "description",
        ("description",),
        lambda feed: read_said(feed.description),
        notes_text,
        lambda said: said.text,
    ),
    _of_show("link", asked_for(address)),
    _of_show("publish.url", moved_feed, "feed_url"),
    _of_show("language", asked_for(_LANGUAGE)),
    _of_show("artwork", asked_for(address), "image_url"),
    _of_show("author", asked_for(same)),
    _of_show("categories", asked_for(category)),
    _of_show("explicit"),
    _of_show("type", same, "show_type"),
    _of_show("locked", protected),
    _of_show("built", left_alone),
    _of_show("owner", asked_for(owner)),
    _of_show("copyright"),
    Aspect("short_title", ("short_title",), _shorter, same),
    _of_show("block"),
    _of_show("complete"),
    Aspect(
        "new_feed_url", ("new_feed_url",), lambda feed: (feed.new_feed_url, feed.feed_url), new_feed, lambda v: v[0]
    ),
    _of_show("apple_verification"),
    Aspect("medium", ("medium",), lambda feed: feed.medium or "podcast", same),
    _of_show("team", _PEOPLE, "people"),
    _of_show("locations", things()),
    _of_show("license"),
    _of_show("funding", things(url=address)),
    _of_show("trailers", _TRAILERS),
    _of_show("update_frequency"),
    _of_show("service_blocks", in_any_order(things())),
    _of_show("social", things()),
    _of_show("chat"),
    _of_show("txt", things()),
    _of_show("podroll", things()),
    _of_show("remote_items", things()),
    _of_show("publisher"),
    _of_show("value", things()),
    _of_show("uses_podping"),
    _of_show("hubs", left_alone),
    _of_show("images", _IMAGES),
    _of_show("live", things()),
    _of_show("paging", left_alone),
    _of_show("is_archive", left_alone),
    _of_show("extra", _EXTRA),
)
"""Not compared: when the document was made, how it is divided into pages, and who passes it on for its host."""

APART = ("items",)
"""Fields of the show that the proof itself looks at."""
