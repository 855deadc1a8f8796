"""A text is judged before it is written: what was wrong before keeps nobody from saving the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from show_builder import Show

from balado.errors import Fault, Place
from balado.message import say
from balado.source.files import scan
from balado.source.folder import Scan, TextFile
from balado.source.keys.change import KeyChanges
from balado.studio.saving.validate import faults_in, read_with, refused

EPISODE = "episodes/01-a/episode.md"


@pytest.fixture
def found(tmp_path: Path) -> Scan:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    show.add("02-b", title="[")
    return scan(show.root)


def fault(key: str, what: str = "wrong", severity: str = "error") -> Fault:
    return Fault(Place(EPISODE, 3, key), say(what), say("do"), severity=severity)  # type: ignore[arg-type] # one of three


def test_a_text_that_is_not_on_the_disk_is_read_in_the_place_of_the_one_that_is(found: Scan) -> None:
    text = TextFile(EPISODE, b"---\nguid: g\ntitle: Tried\ndate: 2025-01-02\n---\nNotes\n")
    assert [one.title for one in read_with(found, text).episodes] == ["Tried"]
    assert faults_in(found, text) == ()


def test_only_what_is_wrong_with_this_text_is_told(found: Scan) -> None:
    told = faults_in(found, TextFile(EPISODE, b"---\nguid: g\ntitle: A\nseason: none\n---\n"))
    assert [one.place.key for one in told if one.severity == "error"] == ["season"]
    assert faults_in(found, TextFile("feed.yaml", b"title: A\n")) != ()


def test_a_new_error_refuses_and_an_old_one_does_not() -> None:
    old, new, advice = fault("language"), fault("season"), fault("alt", severity="warning")
    assert refused([old], [old, new, advice], KeyChanges({("title",): "A"})) == (new,)


def test_an_old_error_of_what_was_entered_refuses() -> None:
    old = fault("language")
    assert refused([old], [old], KeyChanges({("language",): "elvish"})) == (old,)
    assert refused([fault("held")], [fault("held")], KeyChanges({("held", "end"): "x"})) == (fault("held"),)
    assert refused([fault("notes")], [fault("notes")], KeyChanges(notes="x")) == (fault("notes"),)


def test_an_old_error_in_a_row_that_stands_elsewhere_now_does_not_refuse() -> None:
    assert refused([fault("people.0.role")], [fault("people.2.role")], KeyChanges({("people",): []})) == ()
    assert refused([fault("people.0.role")], [fault("people.2.role", "worse")], KeyChanges({("people",): []})) != ()
