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
from balado.message import Message, say

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


def prove(old: Feed, new: Feed, facts: ProofFacts = _NO_FACTS) -> FeedProof:
    """Compare what the other host served with what Balado would publish, both as they are read from documents.

    Markup that only shapes the notes is not compared.
    """
    comparing = _Comparing(old, new, facts)
    comparing.compare_show()
    pairs = list(_pairs(old.items, new.items))
    for before, after in pairs:
        comparing.compare_items(before, after)
    comparing.compare_order([(one, other) for one, other in pairs if one is not None and other is not None])
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
            self._compare(aspect, *self._feeds, self._settings[0])

    def compare_items(self, before: Item | None, after: Item | None) -> None:
        """Judge an item, or that there is none."""
        if before is None or after is None:
            self._note_alone(before, after)
            return
        self._of_items[EPISODE][Sameness.EQUAL] += 1
        notes = read_said(before.html)
        is_named = self._uses[before.guid] == 1 and before.guid != before.enclosure.url
        said = SaidOfItem(before, self._feeds[0], notes, is_named)
        again = SaidOfItem(after, self._feeds[1], notes if after.html == before.html else read_said(after.html))
        for aspect in ITEM:
            self._compare(aspect, said, again, self._settings[after.guid in self._measured], before)

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
        self._add(ORDER, judgement, ("\n".join(before.guid for before, _ in pairs), after))

    def _note_alone(self, before: Item | None, after: Item | None) -> None:
        item = before or after
        if item is None:
            return
        told = f"{item.title}, {value_text(item.published)}"
        if before is not None:
            why = self._held.get(before.guid)
            judgement = LOST if why is None else Judgement(Sameness.LOST, say("It would be held back: {why}", why=why))
            if before.guid in self._deleted:
                judgement = different(say("Somebody deleted it here: it is not made anew."))
            self._add(EPISODE, judgement, (told, ""), item)
        else:
            self._add(EPISODE, different(say("It is in the new feed alone.")), ("", told), item)

    def _compare(self, aspect: Aspect, old: Any, new: Any, setting: Setting, item: Item | None = None) -> None:
        before, after = aspect.get(old), aspect.get(new)
        judgement = aspect.judge(before, after, setting)
        if judgement is EQUAL:
            (self._of_show if item is None else self._of_items)[aspect.name][Sameness.EQUAL] += 1
        else:
            shown = value_text(aspect.shown(before)), value_text(aspect.shown(after))
            self._add(aspect.name, judgement, shown, item)

    def _add(self, field: str, judgement: Judgement, values: tuple[str, str], item: Item | None = None) -> None:
        (self._of_show if item is None else self._of_items)[field][judgement.sameness] += 1
        guid, title = ("", "") if item is None else (item.guid, item.title)
        self._rows.append(ProofRow(field, judgement.sameness, *values, judgement.reason, guid, title))
