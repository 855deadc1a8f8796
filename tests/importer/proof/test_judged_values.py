"""Titles, dates, types and categories: which other form of them is better."""

from datetime import timedelta, timezone

import pytest
from feed_specimens import BUILT

from balado.feed.read_item import NO_DATE
from balado.importer.proof.aspects import SHOW
from balado.importer.proof.judged import Sameness, Setting
from balado.importer.proof.judged_values import (
    category,
    chapters_type,
    date,
    group,
    media_type,
    new_feed,
    owner,
    role,
    title,
)
from balado.show.model import Category, Owner

OURS, MEASURED = Setting("https://pod.example/"), Setting("https://pod.example/", is_measured=True)


def categories(*lines: str) -> tuple[Category, ...]:
    parts = (line.partition(" > ") for line in lines)
    return tuple(Category.model_construct(name=name, subcategory=sub or None) for name, _, sub in parts)


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (["Society & Culture > Documentary"], ["Society & Culture > Documentary"], Sameness.EQUAL),
        (["Society &amp; Culture"], ["Society & Culture"], Sameness.IMPROVED),
        (["news"], ["News"], Sameness.IMPROVED),
        (["News & Politics"], ["News > Politics"], Sameness.IMPROVED),
        (["Technology", "Technology"], ["Technology"], Sameness.IMPROVED),
        (["Technology", "Locks"], ["Technology"], Sameness.DIFFERENT),
        (["Technology", "News"], ["Technology"], Sameness.LOST),
        (["Technology"], [], Sameness.LOST),
        (["Technology"], ["News"], Sameness.DIFFERENT),
        (["Technology", "News"], ["News", "Technology"], Sameness.DIFFERENT),
    ],
)
def test_categories_are_recognised(old: list[str], new: list[str], verdict: Sameness) -> None:
    assert category(categories(*old), categories(*new), OURS).sameness is verdict


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("fr_FR", "fr-fr", Sameness.IMPROVED),
        ("in", "id", Sameness.IMPROVED),
        ("french", "fr", Sameness.IMPROVED),
        ("in", "en", Sameness.DIFFERENT),
        ("swe", "sv", Sameness.IMPROVED),
        ("swe", "sw", Sameness.DIFFERENT),
        ("fr-ca", "fr", Sameness.DIFFERENT),
        ("fr", "", Sameness.LOST),
    ],
)
def test_a_language_under_the_code_of_today_is_the_same_language(old: str, new: str, verdict: Sameness) -> None:
    judge = next(aspect.judge for aspect in SHOW if aspect.name == "language")
    assert judge(old, new, OURS).sameness is verdict


def test_a_title_that_was_escaped_twice_is_read_as_meant() -> None:
    assert title("Rock &amp; Roll", "Rock & Roll", OURS).sameness is Sameness.IMPROVED
    assert title("Rock & Roll", "Rock and Roll", OURS).sameness is Sameness.DIFFERENT
    assert title("Rock", "", OURS).sameness is Sameness.LOST


def test_a_moment_is_the_same_in_another_zone() -> None:
    assert date(BUILT, BUILT.astimezone(timezone(timedelta(hours=-5))), OURS).sameness is Sameness.EQUAL
    assert date(BUILT, BUILT + timedelta(seconds=1), OURS).sameness is Sameness.DIFFERENT
    assert date(BUILT, NO_DATE, OURS).sameness is Sameness.LOST


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("audio/mp3", "audio/mpeg", Sameness.IMPROVED),
        ("audio/mp4", "audio/x-m4a", Sameness.IMPROVED),
        ("AUDIO/MPEG", "audio/mpeg", Sameness.IMPROVED),
        ("text/vtt; charset=utf-8", "text/vtt", Sameness.IMPROVED),
        ("application/json", "application/json+transcript", Sameness.IMPROVED),
        ("application/json", "application/json+chapters", Sameness.DIFFERENT),
        ("application/json+chapters", "application/json", Sameness.DIFFERENT),
        ("application/json+transcript", "application/json+chapters", Sameness.DIFFERENT),
        ("", "audio/mpeg", Sameness.IMPROVED),
        ("audio/x-m4a", "audio/mpeg", Sameness.DIFFERENT),
        ("audio/mpeg", "", Sameness.LOST),
    ],
)
def test_a_type_has_the_name_that_apps_know(old: str, new: str, verdict: Sameness) -> None:
    assert media_type(old, new, OURS).sameness is verdict


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("application/json", "application/json+chapters", Sameness.IMPROVED),
        ("application/json; charset=utf-8", "application/json+chapters", Sameness.IMPROVED),
        ("application/json+chapters", "application/json+chapters", Sameness.EQUAL),
        ("application/json+chapters", "application/json", Sameness.DIFFERENT),
        ("application/json+transcript", "application/json+chapters", Sameness.DIFFERENT),
    ],
)
def test_chapters_get_the_type_of_their_own_and_do_not_lose_it(old: str, new: str, verdict: Sameness) -> None:
    file = "https://pod.example/c.json"
    assert chapters_type((file, old), (file, new), OURS).sameness is verdict


def test_the_type_of_chapters_that_are_on_one_side_alone_is_told_with_their_address() -> None:
    assert (
        chapters_type(("https://old.example/c.json", "application/json"), (None, ""), OURS).sameness is Sameness.EQUAL
    )


def test_the_type_of_a_file_that_was_looked_into_is_the_right_one() -> None:
    assert media_type("audio/x-m4a", "audio/mpeg", MEASURED).sameness is Sameness.IMPROVED


def test_a_role_is_written_as_the_namespace_has_it() -> None:
    assert role("Guest", "guest", OURS).sameness is Sameness.IMPROVED
    assert role(None, None, OURS).sameness is Sameness.EQUAL
    assert role("Guest", None, OURS).sameness is Sameness.LOST


def test_a_group_that_is_not_said_is_cast() -> None:
    assert group(None, "cast", OURS).sameness is Sameness.IMPROVED
    assert group(None, "writing", OURS).sameness is Sameness.DIFFERENT


def test_an_owner_without_an_address_is_none_to_platforms() -> None:
    nameless = Owner.model_construct(name="Ana", email="")
    assert owner(nameless, None, OURS).sameness is Sameness.DIFFERENT
    assert owner(Owner(name="Ana", email="ana@example.org"), None, OURS).sameness is Sameness.LOST


def test_a_feed_that_is_where_the_old_one_moved_to_says_so_no_more() -> None:
    there = "https://pod.example/feed.xml"
    assert new_feed((there, "https://old.example/"), (None, there), OURS).sameness is Sameness.IMPROVED
    assert new_feed(("https://third.example/", "https://old.example/"), (None, there), OURS).sameness is Sameness.LOST
