"""What a folder on Linux may hold and other systems cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.importer.portable_names import (
    is_device,
    taken_for_another,
    unfit_elsewhere,
    unfit_on_windows,
    without_case,
    without_forms,
)


@pytest.mark.parametrize(
    "name", ["CON", "con", "nul.txt", "Aux.tar.gz", "com1", "LPT9.mp3", "COM²", "prn .md", "CONIN$", "nul "]
)
def test_devices_are_no_names_on_windows(name: str) -> None:
    assert is_device(name)
    assert [one.path for one in unfit_on_windows([f"episodes/{name}/talk.mp3", f"episodes/a/{name}"])] == [
        f"episodes/{name}/talk.mp3", f"episodes/a/{name}",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["con-", "icon", "console.mp3", "com", "com10", "lpt", "auxiliary", "nully", "a.nul"])
def test_what_only_begins_like_one_is_a_name(name: str) -> None:
    assert not is_device(name)
    assert list(unfit_on_windows([f"episodes/{name}/talk.mp3"])) == []


@pytest.mark.parametrize("name", ["end.", "end ", "what?", "a:b", "a|b", 'say "a"', "a*", "<a>", "a\\b", "a\tb"])
def test_signs_and_ends_that_windows_does_not_know(name: str) -> None:
    assert [one.path for one in unfit_on_windows([name])] == [name]


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["a/Talk.mp3", "a/talk.mp3"], ["a/talk.mp3"]),
        (["A/talk.mp3", "a/notes.md"], ["a"]),
        (["\u00e9t\u00e9", "e\u0301te\u0301"], ["\u00e9t\u00e9"]),
        (["STRASSE", "stra\u00dfe"], ["stra\u00dfe"]),
        (["a/talk.mp3", "b/Talk.mp3"], []),
        (["a", "a"], []),
    ],
)
def test_names_that_are_one_elsewhere(paths: list[str], told: list[str]) -> None:
    assert [one.path for one in taken_for_another(paths, without_case)] == told


def test_of_systems_that_know_case_and_no_forms_the_forms_alone_count() -> None:
    paths = ["a/Talk", "a/talk", "\u00e9", "e\u0301"]
    assert [one.path for one in taken_for_another(paths, without_forms)] == ["\u00e9"]


@given(st.lists(st.text(min_size=1).filter(lambda name: "/" not in name), unique=True))
def test_of_names_that_are_told_apart_nothing_is_said(names: list[str]) -> None:
    told = len(list(taken_for_another(names, without_case)))
    assert told == len(names) - len({without_case(name) for name in names})


def test_what_fits_everywhere_is_not_told() -> None:
    assert list(unfit_elsewhere(["feed.yaml", "episodes/01-attentes/conference.mp3", "episodes/cover.jpg"])) == []
