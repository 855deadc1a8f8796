"""The proof that a show came here whole: the feed of the other host beside the one that Balado would publish. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from balado.feed.difference import value_text
from balado.feed.document import Feed, Item
from balado.importer.proof.aspects import ITEM, SHOW, Aspect, SaidOfItem
from balado.importer.proof.judged import DIFFERENT, EQUAL, LOST, Judgement, Sameness, Setting, different, improved
from balado.importer.proof.notes_read import read_said
from balado.importer.sharing import Sharing
from balado.message import Message, say
from balado.source.read import one_by_one

EPISODE = "episode"
ORDER = "order"


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One thing that is not equal: which field, both values as text, and why where that is known.

    `guid` and `title` are those of the episode, empty for the show itself. The field `episode` stands for an episode
    as a whole: lost, or only in the new feed.
    """

    field: str
    sameness: Sameness
    before: str
    after: str
    reason: Message | None = None
    guid: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedProof:
    """What was compared: how often each field came to which verdict, and all that is not equal.

    `of_show` counts the fields of the show, `of_items` those of the `episodes` of the old feed.
    """

    episodes: int
    of_show: Mapping[str, Mapping[Sameness, int]]
    of_items: Mapping[str, Mapping[Sameness, int]]
    rows: tuple[ProofRow, ...]

    def count(self, sameness: Sameness) -> int:
        """How many values are so."""
        counts = (*self.of_show.values(), *self.of_items.values())
        return sum(found.get(sameness, 0) for found in counts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lost."""
        return self.count(Sameness.LOST) == 0


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """What is known besides the two feeds.

    `measured` are the guids (of the new feed) of episodes whose recordings were looked into: what is said of these is
    the truth, whatever was declared. `held` says by guid why an episode would not be published, `deleted` are the guids
    of those that somebody took out of the show. `place` is how the addresses of the publication begin; the folder of
    the new feed's address where nothing is given.
    """

    measured: Collection[str] = frozenset()
    held: Mapping[str, Message] = field(default_factory=dict)
    place: str = ""
    deleted: Collection[str] = frozenset()


_NO_FACTS = ProofFacts()


def prove(old: Feed, new: Feed, facts: ProofFacts = _NO_FACTS, sharing: Sharing = one_by_one) -> FeedProof:
    """Compare what the other host served with what Balado would publish, both as they are read from documents.

    Markup that only shapes the notes is not compared. `sharing` says how the items are worked on.
    """
    comparing = _Comparing(old, new, facts)
    comparing.compare_show()
    pairs = list(_pairs(old.items, new.items))
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    rows = iter(sharing(comparing.rows_of, both))
    for before, after in pairs:
        if before is None or after is None:
            comparing.note_alone(before, after)
        else:
            comparing.note_rows(next(rows))
    comparing.compare_order(both)
    return comparing.found()


def _pairs(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Each old item with the new one that is the same episode; then what is only in the new feed."""
    found: dict[int, int] = {}
    for key in _KEYS:
        places: dict[object, list[int]] = defaultdict(list)
        taken = frozenset(found.values())
        for place, item in enumerate(new):
            if place not in taken:
                places[key(item)].append(place)
        for number, item in enumerate(old):
            if number not in found and (free := places.get(key(item))):
                found[number] = free.pop(0)
    for number, item in enumerate(old):
        yield item, new[found[number]] if number in found else None
    taken = frozenset(found.values())
    yield from ((None, item) for place, item in enumerate(new) if place not in taken)


_KEYS: tuple[Callable[[Item], object], ...] = (
    lambda item: item.guid,
    lambda item: item.enclosure.url,
    lambda item: (item.title, item.published),
)
"""By what two items are known to be the same episode: by the first where that is possible."""


class _Comparing:
    """Collects what is found."""

    def __init__(self, old: Feed, new: Feed, facts: ProofFacts) -> None:
        self._feeds = old, new
        self._measured, self._held, self._deleted = frozenset(facts.measured), facts.held, facts.deleted
        place = facts.place or f"{new.feed_url.rpartition('/')[0]}/"
        self._settings = Setting(place), Setting(place, is_measured=True)
        self._uses = Counter(item.guid for item in old.items)
        self._of_show: dict[str, Counter[Sameness]] = defaultdict(Counter)
        self._of_items: dict[str, Counter[Sameness]] = defaultdict(Counter)
        self._rows: list[ProofRow] = []

    def found(self) -> FeedProof:
        """The proof."""
        return FeedProof(len(self._feeds[0].items), self._of_show, self._of_items, tuple(self._rows))

    def compare_show(self) -> None:
        """Judge what is said of the show itself."""
        for aspect in SHOW:
            row = _compared(aspect, *self._feeds, self._settings[0])
            if row is None:
                self._of_show[aspect.name][Sameness.EQUAL] += 1
            else:
                self._note(row, self._of_show)

    def rows_of(self, pair: tuple[Item, Item]) -> tuple[ProofRow, ...]:
        """What is not equal of an item that is in both."""
        before, after = pair
        notes = read_said(before.html)
        is_named = self._uses[before.guid] == 1 and before.guid != before.enclosure.url
        said = SaidOfItem(before, self._feeds[0], notes, is_named)
        again = SaidOfItem(after, self._feeds[1], notes if after.html == before.html else read_said(after.html))
        setting = self._settings[after.guid in self._measured]
        rows = (_compared(aspect, said, again, setting, before) for aspect in ITEM)
        return tuple([row for row in rows if row is not None])

    def note_rows(self, rows: Sequence[ProofRow]) -> None:
        """Note an item that is in both, of which only these are not equal."""
        self._of_items[EPISODE][Sameness.EQUAL] += 1
        unequal = {row.field: row.sameness for row in rows}
        for aspect in ITEM:
            self._of_items[aspect.name][unequal.get(aspect.name, Sameness.EQUAL)] += 1
        self._rows += rows

    def compare_order(self, pairs: Sequence[tuple[Item, Item]]) -> None:
        """Judge the order of the items that are in both, given in that of the old feed."""
        places = {id(item): place for place, item in enumerate(self._feeds[1].items)}
        there = [places[id(after)] for _, after in pairs]
        if there == sorted(there):
            self._of_show[ORDER][Sameness.EQUAL] += 1
            return
        dates = [item.published for item in self._feeds[1].items]
        by_date = dates == sorted(dates, reverse=True)
        judgement = improved(say("The episodes stand in the order of their dates.")) if by_date else DIFFERENT
        after = "\n".join(pairs[number][1].guid for number in sorted(range(len(pairs)), key=there.__getitem__))
        self._note(_row(ORDER, judgement, ("\n".join(before.guid for before, _ in pairs), after)), self._of_show)

    def note_alone(self, before: Item | None, after: Item | None) -> None:
        """Note an item that is in one of the two alone."""
        item = before or after
        if item is None:
            return
        told = f"{item.title}, {value_text(item.published)}"
        if before is not None:
            why = self._held.get(before.guid)
            judgement = LOST if why is None else Judgement(Sameness.LOST, say("It would be held back: {why}", why=why))
            if before.guid in self._deleted:
                judgement = different(say("Somebody deleted it here: it is not made anew."))
            self._note(_row(EPISODE, judgement, (told, ""), item), self._of_items)
        else:
            judgement = different(say("It is in the new feed alone."))
            self._note(_row(EPISODE, judgement, ("", told), item), self._of_items)

    def _note(self, row: ProofRow, counts: dict[str, Counter[Sameness]]) -> None:
        counts[row.field][row.sameness] += 1
        self._rows.append(row)


def _compared(aspect: Aspect, old: Any, new: Any, setting: Setting, item: Item | None = None) -> ProofRow | None:
    """What an aspect of both is, unless it is equal."""
    before, after = aspect.get(old), aspect.get(new)
    judgement = aspect.judge(before, after, setting)
    if judgement is EQUAL:
        return None
    return _row(aspect.name, judgement, (value_text(aspect.shown(before)), value_text(aspect.shown(after))), item)


def _row(field: str, judgement: Judgement, values: tuple[str, str], item: Item | None = None) -> ProofRow:
    guid, title = ("", "") if item is None else (item.guid, item.title)
    return ProofRow(field, judgement.sameness, *values, judgement.reason, guid, title)
