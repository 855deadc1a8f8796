"""Every event that is told stands in the catalogue, with its fields; and nothing stands there that is not told."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from manual_pages import events_table, words_of
from source_trees import PACKAGE, files
from told_events import Module, events_of, objections

from balado.cli.console import Console
from balado.cli.events.catalogue import CATALOGUE
from balado.cli.events.counting import COUNTING
from balado.cli.events.importing import IMPORTING
from balado.cli.events.moving import MOVING
from balado.cli.events.networks import NETWORKS
from balado.cli.events.publishing import PUBLISHING
from balado.cli.events.verbs import VERBS
from balado.cli.events.workshop import WORKSHOP
from balado.cli.main import VERBS as COMMANDS
from balado.cli.session import catalogue
from balado.errors import Fault, Place, UsageError
from balado.message import say

WRITTEN_BY_HAND = {"fault", "error"}
"""The console writes these from faults and errors."""


@cache
def told() -> tuple[tuple[str, set[str], set[str]], ...]:
    """Of every event that the code tells: where it stands, its names and its fields."""
    return tuple(
        (f"{path.relative_to(PACKAGE).as_posix()}:{line}", names, fields)
        for path in files()
        for line, names, fields in events_of(path)
    )


def test_the_test_sees_the_events() -> None:
    assert len(told()) > 45
    assert {"published", "nothing-to-do", "damaged", "dry-run"} in [names for _, names, _ in told()]
    assert ({"uploaded", "already-there"}, {"key", "bytes", "kind"}) in [(names, fields) for _, names, fields in told()]


def test_what_is_told_is_in_the_catalogue() -> None:
    assert [(where, names) for where, names, _ in told() if not names <= CATALOGUE.keys()] == []
    unknown = {
        (where, name): more
        for where, names, fields in told()
        for name in names
        if (more := fields - CATALOGUE[name].fields.keys())
    }
    assert unknown == {}


def test_what_is_in_the_catalogue_is_told() -> None:
    assert {name for _, names, _ in told() for name in names} | WRITTEN_BY_HAND == CATALOGUE.keys()
    for name, kind in CATALOGUE.items():
        its = {field for _, names, fields in told() if name in names for field in fields}
        beside = {"markdown"} if name == "topic" else set()  # a page that was asked for
        assert name in WRITTEN_BY_HAND or kind.fields.keys() == its | beside, name


def test_each_name_stands_once_and_no_field_hides_another() -> None:
    groups = (PUBLISHING, VERBS, WORKSHOP, IMPORTING, MOVING, NETWORKS, COUNTING)
    assert len(CATALOGUE) == sum(map(len, groups))
    assert not [kind for kind in CATALOGUE.values() if {"event", "message"} & kind.fields.keys()]


def test_the_verbs_that_tell_it_exist() -> None:
    for kind in CATALOGUE.values():
        verbs = [one.split(" ")[0] for one in kind.verbs.split(", ")]
        assert set(verbs) <= {*COMMANDS, "all", "setup"}, kind.name


def test_faults_and_errors_are_told_as_the_catalogue_says(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    console = Console(catalogue(["en"]), as_json=True)
    faults = (
        Fault(Place("feed.yaml", 3, "title"), say("Wrong."), say("Right it.")),
        Fault(Place("a"), say("b"), say("c"), "s"),
    )
    console.error(UsageError(say("Refused."), faults))
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["event"] for one in told] == ["fault", "fault", "error"]
    assert [objections(one) for one in told] == [[], [], []]


@pytest.mark.parametrize(
    ("told", "objection"),
    [
        ({"event": "nothing"}, "no event is called nothing"),
        ({"event": "lost"}, "lost lacks count"),
        ({"event": "lost", "count": "3"}, "count of lost is '3', no number"),
        ({"event": "lost", "count": None}, "count of lost is None, no number"),
        ({"event": "lost", "count": 3, "place": "x"}, "place is no field of lost"),
        ({"event": "overdue", "episode": 3}, "episode of overdue is 3, no text"),
    ],
)
def test_an_event_that_is_none_is_found_out(told: Mapping[str, Any], objection: str) -> None:
    assert objections(told) == [objection]


@pytest.mark.parametrize(
    "code",
    [
        "def f(x): return Event(x.name, m)",
        "def f(x): return Event('a', m, x.fields)",
        "def f(x): return Event('a', m, dict(x))",
        "def f(x): return Event(x, m)",
    ],
)
def test_what_cannot_be_read_is_an_error(code: str) -> None:
    with pytest.raises(AssertionError, match="cannot be read"):
        list(Module(ast.parse(code)).events())


@pytest.mark.parametrize(
    ("code", "names", "fields"),
    [
        ("def f(): return Event('a', m)", {"a"}, set()),
        (
            "def f(g):\n d = {'b': 1}\n d |= {'c': 2}\n d['e'] = 3\n return Event('a', m, {**d, 'h': 1})",
            {"a"},
            set("bceh"),
        ),
        ("def f(n, d): return Event(n, m, d)\ndef g(): f('a', {'x': 1}); f('b', {'y': 1})", {"a", "b"}, {"x", "y"}),
        ("def f():\n n, m = g()\n return Event(n, m)\ndef g():\n return 'a', 1", {"a"}, set()),
    ],
)
def test_names_and_fields_are_read_where_they_are_given(code: str, names: set[str], fields: set[str]) -> None:
    [(_, found, keys)] = Module(ast.parse(code)).events()
    assert (found, keys) == (names, fields)


def test_the_table_of_the_manual_can_be_made_in_french() -> None:
    french = events_table(words_of("fr"))
    assert "Un fichier a été envoyé" in french
    assert french.count("\n") == events_table(words_of("en")).count("\n")
