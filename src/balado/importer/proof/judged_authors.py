"""Who made an episode: told by one tag or another, and by the show where the episode says nothing. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from balado.feed.document import Feed, Item
from balado.importer.proof.judged import EQUAL, Judge, Judgement, Setting, same
from balado.show.extra import Extra

_TAGS = frozenset({"author", "dc:creator", "managingeditor", "itunes:author"})


@dataclass(frozen=True, slots=True)
class Inherited:
    """What an item says for itself, or else (`own` is None) what its show says."""

    own: str | None
    told: str | None

    @classmethod
    def of(cls, own: str | None, of_show: str | None) -> Inherited:
        """Of both; what repeats the show's is not its own."""
        return cls(None if own == of_show else own or None, own or of_show or None)


@dataclass(frozen=True, slots=True)
class Authors:
    """Who apps show, and everybody that a tag of the item or of its show names as the author.

    `is_own` says that the item itself names somebody.
    """

    shown: str
    is_own: bool
    named: frozenset[str]


def authors_of(item: Item, feed: Feed) -> Authors:
    """The authors of an item."""
    extra = (*item.extra, *feed.extra)
    named = {item.author or "", feed.author, *(one.text or "" for one in extra if one.name.lower() in _TAGS)}
    return Authors(item.author or feed.author, bool(item.author), frozenset(named))


def author(old: Authors, new: Authors, setting: Setting) -> Judgement:
    """The same author, by whichever tag."""
    if (old.shown in new.named and new.shown in old.named) or not (old.is_own or new.is_own):
        return EQUAL
    return same(old.shown, new.shown, setting)


def inherited(judge: Judge) -> Judge:
    """As `judge` says of what is told in the end; a show that changes is not told of each of its items."""

    def judged(old: Inherited, new: Inherited, setting: Setting) -> Judgement:
        if old.told == new.told or (old.own is None and new.own is None):
            return EQUAL
        return judge(old.told, new.told, setting)

    return judged


def beside_authors(judge: Judge) -> Judge:
    """As `judge` says of further elements, but for those that name an author who is told on both sides."""

    def judged(
        old: tuple[Sequence[Extra], Authors], new: tuple[Sequence[Extra], Authors], setting: Setting
    ) -> Judgement:
        told = old[1].named & new[1].named
        return judge(_without(old[0], told), _without(new[0], told), setting)

    return judged


def _without(extra: Sequence[Extra], told: frozenset[str]) -> tuple[Extra, ...]:
    return tuple(one for one in extra if one.name.lower() not in _TAGS or (one.text or "") not in told)
