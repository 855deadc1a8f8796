"""The directory of people, gathered from the items of a feed, and who an item names by its keys. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from balado.feed.document import Feed
from balado.show.model import Person
from balado.show.vocabulary import PERSON_ROLES
from balado.source.identity import slug_of

_UNSAID_ROLE = "host"
"""Who has no role in a feed is a host (podcast namespace, `person`)."""
_KEY_CHARS = 40

Card = Mapping[str, str]
"""A person as they are written out: name, role, group, href, picture."""


def card_of(person: Person) -> dict[str, str]:
    """A person of a feed as an author writes them: with the role that a feed means where it says none."""
    role = (person.role or _UNSAID_ROLE).strip().lower()
    group = person.group if person.group and person.group != PERSON_ROLES.get(role) else None
    said = {"name": person.name, "role": role, "group": group, "href": person.href, "picture": person.picture}
    return {name: " ".join(value.split()) for name, value in said.items() if value and value.strip()}


@dataclass(frozen=True, slots=True)
class PeopleDirectory:
    """People by key, as they are written in feed.yaml."""

    cards: Mapping[str, Card] = field(default_factory=dict)

    def named(self, card: Card) -> Any:
        """How a person is written in an episode: by the key, by the key and what is otherwise there, or in full."""
        for key, known in self.cards.items():
            if known.get("name") != card["name"]:
                continue
            if known == card:
                return key
            if known.keys() <= card.keys():
                return {"person": key, **{name: value for name, value in card.items() if known.get(name) != value}}
        return dict(card)


def gather_people(feed: Feed, known: PeopleDirectory, cards_of: Mapping[str, list[Card]]) -> PeopleDirectory:
    """The directory of a feed: who appears more than once, besides those who are `known` already.

    `cards_of` are the people of each item by its guid, in forms that an author may write.
    """
    seen: dict[str, Counter[tuple[tuple[str, str], ...]]] = {}
    # From the oldest on, so that an item that comes later takes nobody's key.
    for item in reversed(feed.items):
        for card in cards_of.get(item.guid, ()):
            seen.setdefault(card["name"], Counter())[tuple(card.items())] += 1
    cards = dict(known.cards)
    names = {card.get("name") for card in cards.values()}
    for name, forms in seen.items():
        if name not in names and forms.total() > 1:
            cards[_free_key(name, cards)] = dict(forms.most_common(1)[0][0])
    return PeopleDirectory(cards)


def _free_key(name: str, taken: Iterable[str]) -> str:
    stem = slug_of(name)[:_KEY_CHARS].strip("-") or "person"
    stem = stem if not stem[0].isdecimal() else f"p-{stem}"
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(list(taken)) + 2))
    return next(key for key in numbered if key not in taken)
