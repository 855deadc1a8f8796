"""A file whose inputs are the same has the same bytes, whatever changes of a show: none that is kept is stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_specimens import HEDON, conference, episode, full_episode, picture, show, transcript

from balado.site.build import build_site, files_of_site
from balado.site.inputs import InputDigests
from balado.site.model import GoneEpisode, SiteFilm, SiteLink, SiteShow, SiteTheme
from balado.site.recipe import NothingKept

LINK = SiteLink("Un lien", "https://example.org/lien", "text/html", 12, "en")


def everything() -> SiteShow:
    """A show of three episodes in two seasons, with something in every field."""
    rich = full_episode(
        "riche",
        film=SiteFilm(SiteLink("Le film", "media/film.mp4", "video/mp4", 1000), 720),
        renditions=(LINK,),
        chapters_key="chapters/riche.json",
        documents=(LINK,),
        replay=LINK,
        links=(LINK,),
        own_page="https://example.org/propre",
    )
    return show(
        rich,
        full_episode("autre", published=datetime(2021, 1, 2, tzinfo=UTC), chapters=()),
        episode("seul", people=(HEDON,)),
        conferences=(conference(documents=(LINK,)),),
        gone=(GoneEpisode("guid-of-parti", "parti", date(2024, 3, 1)),),
        services=(LINK,),
        team=(HEDON,),
        funding=(LINK,),
        license=LINK,
        copyright="2025",
        feeds=(SiteLink("En anglais", "en.xml", "application/rss+xml", language="en"),),
        theme=SiteTheme({"facts.html": "<em>Du thème</em>"}, "p { color: teal }"),
    )


def changed(value: Any) -> Iterator[Any]:
    """The value with one thing in it changed, every thing once."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str):
        yield f"{value}x"
    elif isinstance(value, date):
        yield value + timedelta(days=1)
    elif isinstance(value, timedelta):
        yield value + timedelta(seconds=1)
    elif isinstance(value, tuple):
        yield from (value[:-1],) if value else ()
        yield from ((*value[:at], one, *value[at + 1 :]) for at, part in enumerate(value) for one in changed(part))
    elif isinstance(value, Mapping):
        yield from ({**value, name: one} for name, part in value.items() for one in changed(part))
    elif is_dataclass(value) and not isinstance(value, type):
        for member in fields(value):
            yield from (
                replace(value, **{member.name: one}) for one in _of_member(member.name, getattr(value, member.name))
            )


def _of_member(name: str, value: Any) -> Iterator[Any]:
    if name in ("zone", "timezone"):
        return iter(("America/Montreal",))
    if name == "templates":  # what is behind a template that is right is right too
        return iter(({"facts.html": "<em>Autre</em>"},))
    return changed(value)


def built(of: SiteShow) -> dict[str, tuple[str, bytes]]:
    """The inputs and the bytes of every file by its key."""
    return {one.key: (one.inputs, one.file.body) for one in files_of_site(of, NothingKept()) if one.file is not None}


CHANGES = tuple(changed(everything()))


def test_whatever_changes_in_a_show_its_digest_is_another() -> None:
    first = InputDigests().of(everything())
    assert len(CHANGES) > 300
    for other in CHANGES:
        assert InputDigests().of(other) != first, difference(everything(), other)


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(CHANGES))
def test_whatever_changes_in_a_show_a_file_with_the_same_inputs_has_the_same_bytes(other: SiteShow) -> None:
    before, after = first_built(), built(other)
    same = [key for key in before.keys() & after.keys() if after[key][0] and after[key][0] == before[key][0]]
    assert [key for key in same if after[key][1] != before[key][1]] == [], difference(everything(), other)


@cache
def first_built() -> dict[str, tuple[str, bytes]]:
    return built(everything())


def difference(one: Any, other: Any) -> str:
    """Where two values of the model differ first."""
    if is_dataclass(one) and not isinstance(one, type) and type(one) is type(other):
        for member in fields(one):
            if getattr(one, member.name) != getattr(other, member.name):
                return f".{member.name}{difference(getattr(one, member.name), getattr(other, member.name))}"
    return f": {other!r:.200}"


def test_an_equal_show_has_equal_inputs() -> None:
    assert built(everything()) == built(everything())


def test_a_kept_file_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    made = built(everything())

    @dataclass
    class Kept:
        asked: list[str] = field(default_factory=list)

        def has(self, key: str, inputs: str) -> bool:
            self.asked.append(key)
            return made[key][0] == inputs

        def body(self, key: str, inputs: str) -> bytes | None:
            raise AssertionError(f"{key} is whole: {inputs}")

    kept = Kept()
    again = list(files_of_site(everything(), kept))
    assert {one.key for one in again} == made.keys()
    assert {one.key for one in again if one.file is None} == {key for key, (inputs, _) in made.items() if inputs}
    assert {one.key for one in again if one.file is not None and one.key.endswith(".html")} == set()


@pytest.mark.parametrize("new", [1, 3, 5])
def test_what_is_said_in_new_episodes_is_added_to_what_was_said(new: int) -> None:
    told = tuple(
        episode(f"e{number}", transcripts=(transcript("Bonjour à tous", f"mot{number}"),)) for number in range(9)
    )
    before = built(show(*told[new:]))

    class Kept:
        def has(self, key: str, inputs: str) -> bool:
            return False

        def body(self, key: str, inputs: str) -> bytes | None:
            return before[key][1] if before[key][0] == inputs else None

    added = next(one.file for one in files_of_site(show(*told), Kept()) if one.key == "search/1.json")
    assert added == next(file for file in build_site(show(*told)) if file.key == "search/1.json")


def test_what_cannot_be_told_from_another_is_no_input() -> None:
    with pytest.raises(TypeError, match="function"):
        InputDigests().of(lambda: 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("a,b",)),
        (("1",), (1,)),
        ((None,), ("None",)),
        ((("a",), "b"), ("a", ("b",))),
        ((True,), (1,)),
        ((datetime(2025, 1, 1, tzinfo=UTC),), (date(2025, 1, 1),)),
        (({"a": "b"},), (("a", "b"),)),
        ((HEDON,), (replace(HEDON, role_written="invitée"),)),
    ],
)
def test_values_that_differ_have_other_digests(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert InputDigests().of(*one) != InputDigests().of(*other)
    assert InputDigests().of(*one) == InputDigests().of(*one)


def test_the_digest_of_an_episode_is_taken_once_and_is_not_another_one_s() -> None:
    digests, one = InputDigests(), full_episode("un")
    first = digests.of(one)
    assert digests.of(one) == first
    assert digests.of(replace(one, picture=picture("autre"))) != first
