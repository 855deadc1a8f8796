"""The fields of both files are those that the models accept, each in the control that its values fit."""

from __future__ import annotations

import pytest

from balado.cli.session import catalogue
from balado.show.vocabulary import COUNTRIES, LANGUAGES, LICENSES
from balado.studio.forms.field import Field
from balado.studio.forms.fields import fields_of

EPISODE = "episodes/01-a/episode.md"
FIELDS = {**fields_of(EPISODE, str, "en"), **fields_of("feed.yaml", str, "en")}
OF_EPISODE = fields_of(EPISODE, str, "en")


@pytest.mark.parametrize(
    ("name", "control"),
    [
        ("title", "line"), ("description", "text"), ("date", "date"), ("season", "number"), ("explicit", "truth"),
        ("type", "choice"), ("categories", "words"), ("documents", "rows"), ("value", "as_written"),
        ("license.name", "line"), ("held.start", "date"), ("held.place.name", "line"),
    ],
)  # fmt: skip
def test_each_key_has_the_control_that_its_values_fit(name: str, control: str) -> None:
    assert FIELDS[name].control == control


def columns(field: Field) -> list[str]:
    return [one.path[0] for one in field.columns]


def test_rows_have_a_column_for_each_key_of_theirs_that_holds_one_value() -> None:
    assert columns(OF_EPISODE["chapters"]) == ["start", "title", "end", "href", "picture", "listed"]
    assert columns(OF_EPISODE["people"])[:2] == ["person", "name"]
    assert OF_EPISODE["people"].short == "person"
    assert columns(FIELDS["seasons"]) == ["key", "value"]
    assert FIELDS["places"].is_keyed
    assert not OF_EPISODE["locations"].is_keyed


def test_rows_are_moved_where_their_order_is_somebodys_choice() -> None:
    assert [name for name in ("people", "documents", "links", "soundbites", "locations")
            if not OF_EPISODE[name].is_movable] == []  # fmt: skip
    assert (OF_EPISODE["chapters"].is_by_time, OF_EPISODE["chapters"].is_movable) == (True, False)
    assert (OF_EPISODE["soundbites"].is_timed, OF_EPISODE["soundbites"].is_by_time) == (True, False)
    assert FIELDS["places"].is_movable is False


def test_lists_that_are_known_are_proposed() -> None:
    assert set(FIELDS["language"].offered) == set(LANGUAGES)
    assert FIELDS["license.name"].offered == tuple(LICENSES)
    assert FIELDS["require.language"].offered == ()  # a date
    assert "Europe/Paris" in FIELDS["timezone"].offered
    country = next(one for one in OF_EPISODE["locations"].columns if one.path == ("country",))
    assert set(country.offered) == set(COUNTRIES)


def test_labels_and_helps_are_in_the_language_of_the_reader() -> None:
    loud = fields_of(EPISODE, str.upper, "fr")
    assert loud["title"].label == OF_EPISODE["title"].label.upper()
    assert loud["title"].help == OF_EPISODE["title"].help.upper()


def test_of_a_choice_between_yes_and_no_the_form_says_what_yes_means() -> None:
    """Nobody writes `true` there; what only speaks of `false` stays as it is."""
    found = fields_of("episodes/a/episode.md", catalogue(["fr"]).gettext, "fr")
    assert found["draft"].help == "L’épisode reste un brouillon, et n’est pas publié."
    listed = next(column for column in found["chapters"].columns if column.path == ("listed",))
    assert listed.help.startswith("false")


def test_they_are_made_once_for_each_file_and_language() -> None:
    words = catalogue(["fr"])
    for path in (EPISODE, "feed.yaml"):
        first, again = (fields_of(path, words.gettext, "fr") for _ in "12")
        assert all(again[name] is field for name, field in first.items())
        assert first is not again, "who changes one changes no other"
    assert fields_of(EPISODE, words.gettext, "fr") != fields_of("feed.yaml", words.gettext, "fr")
    assert fields_of(EPISODE, words.gettext, "fr") != fields_of(EPISODE, str, "en")
