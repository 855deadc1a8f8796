"""Nothing that was entered is lost, and each fault stands beside what it is about."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from browsed_forms import sent

from balado.errors import Fault, Place
from balado.message import say
from balado.source.folder import TextFile
from balado.source.keys.change import Content, read_content
from balado.studio.forms.field import EditForm, Filled
from balado.studio.forms.fill import form_of
from balado.studio.forms.refill import refilled, with_faults
from balado.studio.forms.sections import sections_of

EPISODE = "episodes/01-a/episode.md"
TEXT = "---\ntitle: A\nseason: 1\npeople:\n- ada\n- {name: Bob, role: guest}\nreplaces: [x]\n---\nNotes\n"


def form() -> EditForm:
    content = read_content(TextFile(EPISODE, TEXT.encode()))
    assert isinstance(content, Content)
    return form_of(EPISODE, sections_of(EPISODE, str, "en"), content, ZoneInfo("UTC"))


def named(one: EditForm, name: str) -> Filled:
    return next(filled for section in one.sections for filled in section.fields if filled.field.name == name)


def fault(key: str) -> Fault:
    return Fault(Place(EPISODE, 3, key), say("wrong"), say("do"))


def test_what_was_entered_stands_in_the_form_again() -> None:
    posted = sent(form())
    posted |= {"season": ["none"], "people:rows": ["1", "new"], "people:new:name": ["E"], "replaces": ["", "y"]}
    again = refilled(form(), {**posted, "notes": ["One\r\ntwo"]})
    assert named(again, "season").value == "none"
    assert [row.id for row in named(again, "people").rows] == ["1", "new"]
    assert named(again, "replaces").values == ("y",)
    assert again.notes == "One\ntwo"


def test_what_a_browser_did_not_show_stays_as_it_is() -> None:
    assert refilled(form(), {"season": ["9"]}) == form()


def test_each_fault_stands_beside_its_field_its_row_or_the_form() -> None:
    faults = [fault(key) for key in ("season", "people.1.role", "replaces.0", "notes", "mine", "")]
    told = with_faults(form(), faults)
    assert named(told, "season").faults == (faults[0],)
    assert [row.faults for row in named(told, "people").rows] == [(), (faults[1],)]
    assert named(told, "replaces").faults == (faults[2],)
    assert told.notes_faults == (faults[3],)
    assert told.faults == (faults[4], faults[5])
    assert told.sections[0].is_open
    assert not told.sections[1].is_open
