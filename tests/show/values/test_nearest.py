"""What is suggested has a slip of the fingers in it; what looks a little alike is another word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from balado.cli.main import VERBS
from balado.manual import TOPICS
from balado.rules.catalogue import BY_NAME
from balado.show.model import Episode, Show
from balado.show.values.category import LINES
from balado.show.values.nearest import _slips, nearest
from balado.show.values.role import person_role
from balado.show.vocabulary import MEDIA, PERSON_ROLES, SERVICES

LISTS = {
    "categories": LINES,
    "keys of a show": tuple(Show.model_fields),
    "keys of an episode": tuple(Episode.model_fields),
    "roles": PERSON_ROLES,
    "services": SERVICES,
    "media": MEDIA,
    "rules": tuple(BY_NAME),
    "verbs": tuple(VERBS),
    "pages": tuple(TOPICS),
}


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("Paris Livres Ecology Chemistry Lecture Justice Droit Mode Courts Santé Poésie", "categories"),
        ("tags duration locale time ttl twitter redirect captions subtitles series public files", "keys of a show"),
        ("tags donate release twitter time subtitles format", "keys of an episode"),
        ("invite actor interprète reader préfet minister chair", "roles"),
        ("audible castbox pocketcasts podcast", "services"),
        ("audio radio television", "media"),
        ("title description cover", "rules"),
        ("list delete upload", "verbs"),
    ],
)
def test_another_word_is_not_taken_for_one_with_a_slip_in_it(words: str, where: str) -> None:
    assert {word: near for word in words.split() if (near := nearest(word, LISTS[where]))} == {}


@pytest.mark.parametrize(
    ("word", "where", "near"),
    [
        ("Govenment", "categories", "Government"),
        ("Histroy", "categories", "History"),
        ("society and culture > documentry", "categories", "Society & Culture > Documentary"),
        ("descripton", "keys of a show", "description"),
        ("lagnuage", "keys of a show", "language"),
        ("titel", "keys of an episode", "title"),
        ("summery", "keys of an episode", "summary"),
        ("spotfy", "services", "spotify"),
        ("podcasts", "media", "podcast"),
        ("pulbish", "verbs", "publish"),
    ],
)
def test_a_slip_is_seen_through(word: str, where: str, near: str) -> None:
    assert nearest(word, LISTS[where]) == near


def test_accents_and_capitals_are_no_slips() -> None:
    assert nearest("hedon", ["castex", "hédon"]) == "hédon"
    assert nearest("MODERATRICE", ["modératrice"]) == "modératrice"


def test_roles_in_french_without_their_accents_are_asked_for() -> None:
    with pytest.raises(PydanticCustomError) as raised:
        person_role("invite")
    assert raised.value.context["what"].values["text"] == "invite"
    assert str(raised.value.context["remedy"]()) == "Did you mean “invité”?"


@pytest.mark.parametrize("word", ["", "x", "?", "…", "a" * 5000])
def test_what_is_no_word_is_like_none(word: str) -> None:
    assert nearest(word, ["a", "xy", "b" * 5000]) is None


@given(st.sampled_from([name for names in LISTS.values() for name in names if len(name) > 3]), st.data())
def test_one_letter_left_out_is_always_seen_through(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    assert nearest(name[:at] + name[at + 1 :], [name]) == name


def test_of_a_thousand_and_more_words_only_some_are_compared() -> None:
    assert nearest("wort7", [f"word{number}" for number in range(5000)]) == "word7"


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_slips_are_counted_as_by_hand_up_to_the_most_there_may_be(one: str, other: str) -> None:
    expected = by_hand(one, other)
    for most in (1, 2, 3):
        assert _slips(one, other, most) == min(expected, most + 1) or abs(len(one) - len(other)) > most


def by_hand(one: str, other: str) -> int:
    """Optimal string alignment, as its definition has it."""
    if not one or not other:
        return len(one) + len(other)
    ways = [by_hand(one[:-1], other) + 1, by_hand(one, other[:-1]) + 1]
    ways.append(by_hand(one[:-1], other[:-1]) + (one[-1] != other[-1]))
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(by_hand(one[:-2], other[:-2]) + 1)
    return min(ways)
