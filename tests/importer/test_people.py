"""Who appears more than once stands in the directory, under a key that nobody else gets."""

from __future__ import annotations

from dataclasses import replace

from feed_specimens import feed, item

from balado.importer.people import Card, PeopleDirectory, card_of, gather_people
from balado.show.model import Person

ADA = Person(name="Ada  Lovelace", role="guest")


def gathered(*people: list[Person], known: PeopleDirectory | None = None) -> PeopleDirectory:
    """The directory of a feed whose items, the newest first, have these people."""
    items = [item(str(number)) for number, _ in enumerate(people)]
    cards: dict[str, list[Card]] = {
        one.guid: [card_of(person) for person in found] for one, found in zip(items, people, strict=True)
    }
    return gather_people(replace(feed(*items), live=()), known or PeopleDirectory(), cards)


def test_who_appears_once_has_no_key() -> None:
    assert gathered([ADA]).cards == {}


def test_who_appears_twice_has_one_made_of_the_name() -> None:
    assert gathered([ADA], [ADA]).cards == {"ada-lovelace": {"name": "Ada Lovelace", "role": "guest"}}


def test_what_is_said_most_often_of_somebody_stands_in_the_directory() -> None:
    host = ADA.model_copy(update={"role": "host", "href": "https://a.example/"})
    directory = gathered([ADA], [host], [host])
    assert directory.cards["ada-lovelace"]["role"] == "host"
    assert directory.named(card_of(host)) == "ada-lovelace"
    assert directory.named(card_of(ADA)) == {"name": "Ada Lovelace", "role": "guest"}, "without the page"


def test_who_does_something_else_once_is_named_by_the_key_and_that() -> None:
    editor = ADA.model_copy(update={"role": "editor"})
    directory = gathered([ADA], [ADA], [editor])
    assert directory.named(card_of(editor)) == {"person": "ada-lovelace", "role": "editor"}


def test_keys_are_ascii_and_nobody_has_that_of_another() -> None:
    people = [Person(name=name) for name in ("Éloïse", "Eloise", "慶子", "🎙", "1er invité")]
    directory = gathered(people, people)
    assert list(directory.cards) == ["eloise", "eloise-2", "person", "person-2", "p-1er-invite"]


def test_who_comes_later_takes_nobodys_key() -> None:
    older, newer = Person(name="Eloise"), Person(name="Éloïse")
    first = gathered([older], [older]).cards
    later = gathered([newer], [newer], [older], [older]).cards
    assert {key: later[key]["name"] for key in first} == {key: card["name"] for key, card in first.items()}


def test_who_is_known_already_stays_as_they_are() -> None:
    known = PeopleDirectory({"ada": {"name": "Ada Lovelace", "role": "narrator"}})
    assert gathered([ADA], [ADA], known=known).cards == known.cards


def test_who_has_no_role_is_a_host_and_a_group_that_goes_without_saying_is_left_out() -> None:
    assert card_of(Person(name="A")) == {"name": "A", "role": "host"}
    assert card_of(Person(name="A", role="editor", group="writing")) == {"name": "A", "role": "editor"}
    other = Person(name="A", role="editor", group="video post-production")
    assert card_of(other)["group"] == "video post-production"
