"""Every key of the models has its field, once, with words for it."""

from __future__ import annotations

from collections import Counter

import pytest

from balado.source.schema import keys
from balado.studio.forms.fields import fields_of
from balado.studio.forms.labels import LABELS, RECOMMENDED
from balado.studio.forms.sections import sections_of

FILES = ["feed.yaml", "episodes/01-a/episode.md"]


@pytest.mark.parametrize("path", FILES)
def test_every_key_stands_in_one_section(path: str) -> None:
    shown = Counter(field.name for section in sections_of(path, str, "en") for field in section.fields)
    assert set(shown.values()) == {1}
    assert set(shown) == set(fields_of(path, str, "en"))
    file = path.rpartition("/")[2]
    assert {key.key.partition(".")[0].partition("[")[0] for key in keys() if key.file == file} == {
        name.partition(".")[0] for name in shown
    }


@pytest.mark.parametrize("path", FILES)
def test_every_field_has_a_name_of_its_own_and_a_help(path: str) -> None:
    fields = [
        one
        for section in sections_of(path, str, "en")
        for field in section.fields
        for one in (field, *(column for column in field.columns if column.path[0] not in ("key", "person")))
    ]
    assert {one.name for one in fields if one.label == one.path[-1]} == set()
    assert {one.name for one in fields if not one.help and one.path != ("value",)} == set()


@pytest.mark.parametrize("path", FILES)
def test_groups_have_a_name(path: str) -> None:
    groups = {field.path[0] for field in fields_of(path, str, "en").values() if len(field.path) > 1}
    assert groups <= set(LABELS)


def test_what_is_required_and_recommended_is_marked() -> None:
    fields = fields_of("feed.yaml", str, "en")
    required = {name for name, field in fields.items() if field.is_required}
    assert {"title", "language", "categories", "explicit", "artwork", "publish.url"} <= required
    assert not any(name.startswith("owner") for name in required)
    assert {name for name, field in fields.items() if field.is_recommended} >= {"owner.email", "copyright"}
    assert RECOMMENDED


def test_what_is_proposed_is_in_the_language_of_the_reader() -> None:
    french, english = (fields_of("feed.yaml", str, language)["categories"].offered for language in ("fr", "en"))
    assert "Gouvernement" in french
    assert "Government" in english


def test_who_is_in_the_directory_is_proposed() -> None:
    sections = sections_of("episodes/01-a/episode.md", str, "en", {"people.person": ("ada", "bob")})
    people = next(field for section in sections for field in section.fields if field.name == "people")
    assert people.columns[0].offered == ("ada", "bob")
