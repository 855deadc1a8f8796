"""Only what a person entered becomes a change; what the form cannot show stays as it is written."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from browsed_forms import sent
from hypothesis import given, settings
from hypothesis import strategies as st
from written_files import files

from balado.source.folder import TextFile
from balado.source.keys.change import Content, changed, read_content
from balado.studio.forms.fields import fields_of
from balado.studio.forms.fill import form_of
from balado.studio.forms.posted import changes_of, faults_of_rows
from balado.studio.forms.sections import sections_of

PARIS = ZoneInfo("Europe/Paris")
SHOW, EPISODE = "feed.yaml", "episodes/01-a/episode.md"
SECTIONS = {path: sections_of(path, str, "en") for path in (SHOW, EPISODE)}
FIELDS = {path: tuple(fields_of(path, str, "en").values()) for path in (SHOW, EPISODE)}


def content_of(path: str, text: str | bytes) -> Content:
    content = read_content(TextFile(path, text.encode() if isinstance(text, str) else text))
    assert isinstance(content, Content)
    return content


def entered(path: str, text: str, **given: str | list[str]):
    """The file after a person changed some controls of its form and sent it."""
    content = content_of(path, text)
    posted = sent(form_of(path, SECTIONS[path], content, PARIS))
    for name, value in given.items():
        posted[name.replace("__", ":").replace("_in_", ".")] = [value] if isinstance(value, str) else value
    result = changed(TextFile(path, text.encode()), changes_of(FIELDS[path], content, posted, PARIS))
    assert isinstance(result, bytes), result
    return result.decode()


@pytest.mark.parametrize("path", [SHOW, EPISODE])
@given(data=st.data())
@settings(derandomize=True, max_examples=40)
def test_a_form_that_is_sent_as_it_came_changes_nothing(path: str, data: st.DataObject) -> None:
    written = data.draw(files(episode=path == EPISODE))
    content = read_content(TextFile(path, written.raw))
    if isinstance(content, Content):
        changes = changes_of(FIELDS[path], content, sent(form_of(path, SECTIONS[path], content, PARIS)), PARIS)
        assert (dict(changes.values), changes.notes) == ({}, None)


def test_a_date_is_entered_in_the_zone_of_the_show_and_written_as_the_house_writes_it() -> None:
    text = "---\ntitle: A\ndate: 2022-10-19T15:30:00Z   # said by phone\n---\n"
    filled = form_of(EPISODE, SECTIONS[EPISODE], content_of(EPISODE, text), PARIS)
    date = next(one for one in filled.sections[0].fields if one.field.name == "date")
    assert (date.control, date.value) == ("date", "2022-10-19T17:30")
    after = entered(EPISODE, text, date="2022-10-20T09:00")
    assert after == "---\ntitle: A\ndate: 2022-10-20 09:00   # said by phone\n---\n"


def test_numbers_and_truths_are_written_without_quotes() -> None:
    assert entered(EPISODE, "---\ntitle: A\n---\n", season="2", draft="true", title="1984") == (
        '---\ntitle: "1984"\nseason: 2\ndraft: true\n---\n'
    )


def test_who_is_in_the_directory_stays_a_key_alone() -> None:
    text = "---\npeople:\n  - ada   # first\n  - {name: Bob, role: guest, x-note: mine}\n---\n"
    after = entered(
        EPISODE, text, people__rows=["1", "0", "n"], people__1__role="host", people__n__person="eve"
    )  # fmt: skip
    assert after == ("---\npeople:\n  - {name: Bob, role: host, x-note: mine}\n  - ada   # first\n  - eve\n---\n")


def test_boxes_that_are_ticked_keep_the_order_of_the_file_whatever_the_page_sends() -> None:
    text = "---\nai: [text, voice]\n---\n"
    assert entered(EPISODE, text, ai=["voice", "text"]) == text
    assert entered(EPISODE, text, ai=["voice", "music"]) == "---\nai: [voice, music]\n---\n"


def test_categories_are_words_in_their_order_and_written_in_any_language() -> None:
    assert {one.choices for one in FIELDS[SHOW] if one.name == "categories"} == {()}
    text = "categories: [Gouvernement, Arts]\n"
    assert entered(SHOW, text, categories=["Arts", "Gouvernement", ""]) == "categories: [Arts, Gouvernement]\n"


def test_an_emptied_row_goes() -> None:
    text = "---\ndocuments:\n- title: A\n  file: a.pdf\n- title: B\n  file: b.pdf\n---\n"
    assert entered(EPISODE, text, documents__0__title="", documents__0__file="") == (
        "---\ndocuments:\n- title: B\n  file: b.pdf\n---\n"
    )


def test_a_licence_is_one_word_until_more_is_said() -> None:
    assert entered(EPISODE, "---\ntitle: A\n---\n", license_in_name="CC-BY-4.0").endswith("license: CC-BY-4.0\n---\n")
    after = entered(EPISODE, "---\nlicense: Mine\n---\n", license_in_url="https://example.org/l")
    assert after == '---\nlicense: {name: Mine, url: "https://example.org/l"}\n---\n'


def test_what_no_control_fits_is_shown_as_it_is_written_and_left_alone() -> None:
    text = "---\nchapters: chapters.json\nmine: [1, {a: b}]\nlive: soon\ntitle: {a: b}\n---\n"
    form = form_of(EPISODE, SECTIONS[EPISODE], content_of(EPISODE, text), PARIS)
    controls = {one.field.name: one for section in form.sections for one in section.fields}
    assert (controls["chapters"].control, controls["chapters"].value) == ("as_written", "chapters.json")
    assert controls["title"].control == "as_written"
    assert form.others == ('mine: ["1", {a: b}]', "live: soon")
    assert entered(EPISODE, text, season="3") == text.replace("title: {a: b}\n", "title: {a: b}\nseason: 3\n")


def test_two_rows_of_one_key_are_told_and_none_is_lost() -> None:
    content = content_of(SHOW, "people:\n  ada: {name: Ada}\n")
    posted = sent(form_of(SHOW, SECTIONS[SHOW], content, PARIS))
    posted |= {"people:rows": ["=ada", "n", "m"], "people:n:key": ["ada"], "people:m:name": ["Nobody"]}
    told = [(fault.place.key, str(fault.what)) for fault in faults_of_rows(SHOW, FIELDS[SHOW], posted)]
    assert told == [("people.1", "“ada” is the key of two rows."), ("people.2", "This row has no key.")]


@pytest.mark.parametrize(
    "value",
    ["a\r\ntitle: b", "---", "a # b", "a: b", "{a: b}", "&a *b", "x\r\n---\r\ny", "'", '"', "a\\", "…\u2019", "null"],
)
def test_what_is_entered_is_text_and_never_yaml(value: str) -> None:
    after = entered(EPISODE, "---\ntitle: A\nguid: g\n---\nNotes\n", summary=value)
    content = content_of(EPISODE, after)
    assert dict(content.tree) == {"title": "A", "guid": "g", "summary": value.replace("\r\n", "\n")}
    assert content.notes == "Notes"
