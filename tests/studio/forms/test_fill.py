"""What stands in a file stands in its form, in the control that it fits; what fits none is shown as it is written."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import files

from balado.source.folder import TextFile
from balado.source.keys.change import Content, read_content
from balado.studio.forms.field import Filled
from balado.studio.forms.fields import fields_of
from balado.studio.forms.fill import MISSING, filled_field, form_of, value_at
from balado.studio.forms.sections import sections_of

PARIS = ZoneInfo("Europe/Paris")
EPISODE = "episodes/01-a/episode.md"
FIELDS = fields_of(EPISODE, str, "en")


def filled(name: str, yaml: str) -> Filled:
    content = read_content(TextFile(EPISODE, f"---\n{yaml}\n---\n".encode()))
    assert isinstance(content, Content)
    return filled_field(FIELDS[name], content.tree, PARIS)


@pytest.mark.parametrize(
    ("name", "yaml", "control", "value"),
    [
        ("title", "title:  A  ", "line", "A"),
        ("title", "other: 1", "line", ""),
        ("explicit", "explicit: yes", "truth", "true"),
        ("explicit", "explicit: maybe", "as_written", "maybe"),
        ("type", "type: TRAILER", "choice", "trailer"),
        ("season", "season: 3", "number", "3"),
        ("season", "season: three", "line", "three"),
        ("date", "date: 2025-07-01 10:00", "date", "2025-07-01T10:00"),
        ("date", "date: 2025-07-01T10:00:05Z", "date", "2025-07-01T12:00:05"),
        ("date", "date: soon", "line", "soon"),
        ("license.name", "license: CC-BY-4.0", "line", "CC-BY-4.0"),
        ("license.url", "license: CC-BY-4.0", "line", ""),
        ("summary", "summary: |\n  one\n  two", "text", "one\ntwo"),
        ("title", "title: |\n  one\n  two", "as_written", "one\ntwo\n"),
        ("held.start", "held: later", "as_written", ""),
        ("chapters", "chapters: c.json", "as_written", "c.json"),
        ("chapters", "chapters: {url: https://a.example/c}", "as_written", '{url: "https://a.example/c"}'),
        ("artwork", "artwork: https://a.example/c.jpg", "line", "https://a.example/c.jpg"),
        ("audio.url", "audio: {url: https://a.example/1.mp3, length: 9}", "line", "https://a.example/1.mp3"),
        ("audio.length", "audio: {url: https://a.example/1.mp3, length: 9}", "number", "9"),
        ("audio.url", "title: A", "line", ""),
    ],
)
def test_a_value_is_shown_in_the_control_that_it_fits(name: str, yaml: str, control: str, value: str) -> None:
    one = filled(name, yaml)
    assert (one.control, one.value) == (control, value)


def test_rows_are_known_again_by_their_number_or_their_key() -> None:
    people = filled("people", "people: [ada, {name: Bob, role: guest}]")
    assert [(row.id, row.cells[:2]) for row in people.rows] == [("0", ("ada", "")), ("1", ("", "Bob"))]
    ignored = filled("ignore", "ignore: {rule-a: because}")
    assert [(row.id, row.cells) for row in ignored.rows] == [("=rule-a", ("rule-a", "because"))]


def test_a_path_leads_to_a_value_to_nothing_or_to_no_group() -> None:
    tree = {"held": {"place": "Paris"}, "live": "soon"}
    assert value_at(tree, ("held", "place", "name")) == "Paris"
    assert value_at(tree, ("held", "place", "geo")) is None
    assert value_at(tree, ("held", "end")) is None
    assert value_at(tree, ("live", "url")) is MISSING


@given(data=st.data())
@settings(derandomize=True, max_examples=30)
def test_every_key_of_any_file_is_shown_once(data: st.DataObject) -> None:
    written = data.draw(files(episode=True))
    content = read_content(TextFile(EPISODE, written.raw))
    if not isinstance(content, Content):
        return
    form = form_of(EPISODE, sections_of(EPISODE, str, "en"), content, PARIS)
    shown = {one.field.path[0] for section in form.sections for one in section.fields if not one.is_empty}
    others = {line.partition(":")[0] for line in form.others}
    assert shown & others == set()
    said = {name for name, value in content.tree.items() if value}
    assert said - shown - others == set()
