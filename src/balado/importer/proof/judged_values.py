"""Titles, dates, types, roles and categories beside those that Balado would publish. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import datetime

from balado.feed.read_item import NO_DATE
from balado.importer.proof.judged import (
    DIFFERENT,
    EQUAL,
    LOST,
    Judgement,
    Sameness,
    Setting,
    different,
    improved,
    same,
)
from balado.importer.proof.judged_address import address
from balado.message import say
from balado.show.elsewhere import CHAPTERS_TYPE
from balado.show.formats import RECORDINGS
from balado.show.model import Category, Owner
from balado.show.podcasting import Source
from balado.show.values.category import LINES, lines_called
from balado.show.vocabulary import OBSOLETE_CATEGORIES

_ALIASES: tuple[frozenset[str], ...] = (
    frozenset({"audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/x-mpeg", "audio/mpeg3", "audio/mpg", "x-audio/mp3"}),
    frozenset({"text/vtt", "text/webvtt"}),
    frozenset({"application/x-subrip", "application/srt", "text/srt", "application/x-srt"}),
    frozenset({"application/json", "application/json+transcript"}),
    frozenset({"image/jpeg", "image/jpg", "image/pjpeg"}),
    *(frozenset(form.declared) for form in RECORDINGS if form.declared and form.suffix != ".mp3"),
)
"""Names of one and the same type."""
_KNOWN_NAME = say("The type has the name that apps know.")


def guid(old: tuple[str, bool], new: tuple[str, bool], _setting: Setting) -> Judgement:
    """The name by which apps know an episode: with another one, every subscriber gets it again."""
    if old[0] == new[0]:
        return EQUAL
    if not old[1]:
        return improved(say("The episode has a guid of its own."))
    return Judgement(Sameness.LOST, say("Apps take it for a new episode, and download it again."))


def title(old: str, new: str, _setting: Setting) -> Judgement:
    """The same letters; entities that were escaped twice are read as they were meant."""
    found = same(old, new, _setting)
    if found.sameness is not Sameness.DIFFERENT:
        return found
    if not old:
        return improved(say("There is a title."))
    if " ".join(html.unescape(old).split()) == " ".join(new.split()):
        return improved(say("Characters that were escaped twice are read as they were meant."))
    return DIFFERENT


def date(old: datetime, new: datetime, _setting: Setting) -> Judgement:
    """The same moment, in whatever zone."""
    if old == new:
        return EQUAL
    if old == NO_DATE:
        return improved(say("There is a date."))
    return LOST if new == NO_DATE else DIFFERENT


def media_type(old: str | None, new: str | None, setting: Setting) -> Judgement:
    """A type, under the name that apps know; that of the file where it was looked into."""
    found = same(old, new, setting)
    if found.sameness is not Sameness.DIFFERENT:
        return found
    if not old or not new:
        return improved(say("The type of the file is given."))
    before, after = _plain(old), _plain(new)
    if before == after or any({before, after} <= names for names in _ALIASES):
        return improved(_KNOWN_NAME)
    if setting.is_measured:
        return improved(say("The type is that of the file."))
    return DIFFERENT


def _plain(declared: str) -> str:
    return declared.partition(";")[0].strip().lower()


def chapters_type(old: tuple[str | None, str], new: tuple[str | None, str], setting: Setting) -> Judgement:
    """The type of a file of chapters that is on both sides; that there is none is told with its address.

    JSON is what it was called before it had a name of its own (podcast namespace, chapters).
    """
    if not old[0] or not new[0]:
        return EQUAL
    if _plain(old[1]) == "application/json" and new[1] == CHAPTERS_TYPE:
        return improved(_KNOWN_NAME)
    return media_type(old[1], new[1], setting)


def role(old: str | None, new: str | None, setting: Setting) -> Judgement:
    """What somebody does; host, where nothing is said (podcast namespace, person)."""
    before, after = ((text or "host").strip().casefold() for text in (old, new))
    if before != after:
        return same(old, new, setting)
    return EQUAL if old == new else improved(say("The role is written as the podcast namespace has it."))


def group(old: str | None, new: str | None, setting: Setting) -> Judgement:
    """In which group somebody does it; cast, where nothing is said (podcast namespace, person)."""
    before, after = ((text or "cast").strip().casefold() for text in (old, new))
    if before != after:
        return same(old, new, setting)
    return EQUAL if old == new else improved(say("The group is written as the podcast namespace has it."))


def owner(old: Owner | None, new: Owner | None, setting: Setting) -> Judgement:
    """Who owns the show. One without a name or without an address for e-mail is none to platforms."""
    if old is not None and new is None and not (old.name and old.email):
        return different(say("An owner has a name and an address for e-mail: write both in feed.yaml."))
    return same(old, new, setting)


def first_address(old: tuple[Source, ...], new: tuple[Source, ...], setting: Setting) -> Judgement:
    """Where a rendition can be fetched; its first address may be another one, of the same file."""
    if old == new:
        return EQUAL
    if not new:
        return LOST
    return address(old[0].uri, new[0].uri, setting) if old and len(old) == len(new) == 1 else DIFFERENT


def moved_feed(old: str, new: str, setting: Setting) -> Judgement:
    """The address of the feed itself, which is what a move changes."""
    found = same(old, new, setting)
    return improved(say("The feed moves to this address.")) if found.sameness is Sameness.DIFFERENT else found


def new_feed(old: tuple[str | None, str], new: tuple[str | None, str], setting: Setting) -> Judgement:
    """Where the old feed says that it has moved to: nothing more to say once it is there."""
    if old[0] and not new[0] and old[0] in (old[1], new[1]):
        return improved(say("The feed is where the old one says that it has moved to."))
    return address(old[0], new[0], setting)


def category(old: tuple[Category, ...], new: tuple[Category, ...], _setting: Setting) -> Judgement:
    """The categories in their order, under the names that Apple has today."""
    before, after = [_line(one) for one in old], [_line(one) for one in new]
    if before == after:
        return EQUAL
    known = [line for name in before if (line := _known(name)) is not None]
    if after == list(dict.fromkeys(known)):
        if len(known) == len(before):
            return improved(say("The categories are recognised, each is named once."))
        return different(say("No directory knows one of the categories.")) if after else LOST
    return LOST if _is_part(after, before) else DIFFERENT


def _is_part(some: Iterable[str], every: Iterable[str]) -> bool:
    return set(some) < set(every)


def _line(one: Category) -> str:
    return " > ".join(part for part in (one.name, one.subcategory) if part)


def _known(line: str) -> str | None:
    """The category of Apple's list that is meant."""
    plain = html.unescape(line)
    found = lines_called(plain)
    if len(found) == 1:
        return found[0]
    small = {name.casefold(): name for name in LINES}
    return OBSOLETE_CATEGORIES.get(plain) or small.get(plain.casefold())
