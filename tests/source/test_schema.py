from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from show_builder import feed_yaml

from balado.cli.session import catalogue
from balado.show.model import Episode, Show
from balado.source.front import Parts, split
from balado.source.schema import episode_schema, keys, show_schema
from balado.source.translate import EPISODE_KEYS, SHOW_KEYS

ROOT = Path(__file__).parents[2]

EPISODE = """
guid: abc
title: "Le dernier kilomètre : quelles attentes ?"
date: "2022-10-19 17:30"
season: 1
episode: 1
type: full
summary: Une conférence.
explicit: false
draft: false
people:
  - hedon
  - {person: castex, role: narrator}
  - {name: Anne, role: guest}
"""


@pytest.mark.parametrize("schema", [show_schema, episode_schema])
def test_each_description_is_told_in_the_language_asked_for(schema: Callable[..., dict[str, Any]]) -> None:
    french = catalogue(["fr"])
    english: list[str] = []
    told = schema(lambda text: english.append(text) or french.gettext(text))
    assert len(english) > 100
    assert [text for text in english if french.gettext(text) == text] == []
    assert [text for text in english if json.dumps(text) in json.dumps(told)] == []


def faults(schema: dict[str, Any], text: str) -> list[str]:
    document = yaml.load(text, Loader=_WithoutDates)  # noqa: S506  # a safe loader without one type
    return [error.json_path for error in Draft202012Validator(schema).iter_errors(document)]


class _WithoutDates(yaml.SafeLoader):
    """What editors read: YAML's types, but a date is text and keys of groups are names."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.mark.parametrize("schema", [show_schema(), episode_schema()])
def test_they_are_schemas_of_draft_2020_12(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_a_sound_feed_yaml_passes() -> None:
    people = "{hedon: {name: Claire Hédon, role: host}}"
    categories = "[Government, Culture et société > Documentaire]"
    text = feed_yaml(people=people, categories=categories, seasons="{'1': One}", type="serial")
    assert faults(show_schema(), text) == []


def test_a_sound_front_matter_passes() -> None:
    assert faults(episode_schema(), EPISODE) == []


def test_the_show_of_this_repository_passes() -> None:
    feed = ROOT / "feed.yaml"
    if not feed.exists():
        pytest.skip("a source distribution without the sample show")
    assert [at for at in faults(show_schema(), feed.read_text("utf-8")) if at != "$.seasons"] == []
    for path in sorted(ROOT.glob("episodes/*/episode.md")):
        parts = split(path.read_text("utf-8"), path.name)
        assert isinstance(parts, Parts)
        assert faults(episode_schema(), parts.yaml) == [], path


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"titel": "x"}, "$"),
        ({"title": None}, "$"),
        ({"explicit": "maybe"}, "$.explicit"),
        ({"categories": "[Goverment]"}, "$.categories[0]"),
        ({"categories": "[]"}, "$.categories"),
        ({"type": "series"}, "$.type"),
        ({"publish": "{to: public}"}, "$.publish"),
        ({"people": "{a: {name: A, role: gest}}"}, "$.people.a.role"),
        ({"link": "www.example.org"}, "$.link"),
    ],
)
def test_an_editor_marks_what_is_wrong_in_feed_yaml(changes: dict[str, str | None], at: str) -> None:
    assert faults(show_schema(), feed_yaml(**changes)) == [at]


@pytest.mark.parametrize(
    ("line", "at"),
    [("season: 0", "$.season"), ("type: trailers", "$.type"), ("slug: x", "$"), ("people: [{rol: x}]", "$.people[0]")],
)
def test_an_editor_marks_what_is_wrong_in_front_matter(line: str, at: str) -> None:
    assert faults(episode_schema(), line) == [at]


def test_every_key_is_described() -> None:
    rows = keys()
    assert not [row for row in rows if not row.description or not row.type]
    top = [(row.file, row.key) for row in rows if "." not in row.key]
    assert top == [
        *(("feed.yaml", key) for key in SHOW_KEYS),
        *(("episode.md", key) for key in EPISODE_KEYS),
    ]


def test_the_keys_that_a_show_needs() -> None:
    needed = {row.key for row in keys() if row.file == "feed.yaml" and row.required and "." not in row.key}
    assert needed == {
        "guid", "title", "description", "language", "link", "author", "categories", "explicit", "artwork", "timezone",
        "publish",
    }  # fmt: skip


def test_the_keys_of_groups_are_told() -> None:
    types = {row.key: row.type for row in keys() if row.file == "feed.yaml"}
    assert types["publish.url"] == "text"
    assert types["people.<key>.name"] == "text"
    assert types["explicit"] == "true or false"
    assert types["type"] == "episodic / serial"
    assert types["seasons"] == "a text for each"


@pytest.mark.parametrize(("made", "model"), [(show_schema, Show), (episode_schema, Episode)])
def test_the_model_is_asked_once_and_each_schema_is_its_caller_s(
    made: Callable[[], dict[str, Any]], model: type[BaseModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forms, schemas and the reference need one, and a model takes longer to tell it than all else."""
    first, second = made(), made()
    monkeypatch.setattr(model, "model_json_schema", lambda: pytest.fail("it was asked again"))
    first["properties"].clear()
    first["$defs"].clear()
    assert made() == second
