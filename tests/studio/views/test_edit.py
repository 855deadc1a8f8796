"""Forms that save without a script, and what they show of what could not be saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from edited_forms import LoadedForm, form_in, loaded, post
from lxml import html
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

EPISODE = "episodes/01-a/episode.md"
TEXT = """---
guid: guid-of-01-a   # for ever
title: Un titre
date: 2025-11-02 08:00
people:
  - {name: Ada Lovelace, role: guest}   # the first
x-mine: kept
---

Notes of *a* show.
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("edited")
    show = Show(folder / "show")
    show.write_feed()
    show.add("01-a", draft="true")
    with served_studio(options_for(show, folder / "cache" / "inspections.json"), show) as served:
        yield served


@pytest.fixture
def studio(served: ServedStudio) -> ServedStudio:
    (served.show.root / EPISODE).write_text(TEXT, encoding="utf-8")
    served.studio.saving.copies.forget(EPISODE)
    return served


def text_of(studio: ServedStudio) -> str:
    return (studio.show.root / EPISODE).read_text(encoding="utf-8")


def form_of(studio: ServedStudio) -> LoadedForm:
    return loaded(studio, "/edit/episodes/01-a")


def test_a_form_that_is_sent_as_it_came_writes_nothing(studio: ServedStudio) -> None:
    text = TEXT.replace("Notes of", "Notes that no other test saves, of")
    (studio.show.root / EPISODE).write_text(text, encoding="utf-8")
    answer = form_of(studio).send()
    assert (answer.status, answer.headers["location"].partition("?")[0]) == (303, "/edit/episodes/01-a")
    assert text_of(studio) == text
    assert "There was nothing to save" in studio.get(answer.headers["location"]).text


def test_who_presses_the_button_is_told_though_a_script_saved_a_moment_before(studio: ServedStudio) -> None:
    form = form_of(studio)
    assert json.loads(form.send(script="1", title="Un autre titre").text)["written"] is True
    del form.values["script"]
    shown = studio.get(form.send().headers["location"]).text
    assert "Saved." in shown
    assert "Take back the last save" in shown


def test_what_is_entered_is_saved_and_can_be_taken_back(studio: ServedStudio) -> None:
    answer = form_of(studio).send(title="Deux : trois", season="2")
    assert text_of(studio) == TEXT.replace("title: Un titre", 'title: "Deux : trois"').replace(
        "08:00\n", "08:00\nseason: 2\n"
    )
    assert answer.status == 303
    again = studio.get(answer.headers["location"])
    assert "Saved." in again.text
    assert form_in(studio, again, "/edit/undo").send().status == 303
    assert text_of(studio) == TEXT


def test_what_is_wrong_is_shown_beside_its_field_with_all_that_was_entered(studio: ServedStudio) -> None:
    answer = form_of(studio).send(season="none", title="Entered", people__0__role="juggler")
    assert answer.status == 422
    assert text_of(studio) == TEXT
    page = html.fromstring(answer.text)
    [season] = page.xpath('//*[@id="f-season"]')
    assert (season.get("value"), season.get("aria-invalid")) == ("none", "true")
    told = " ".join(page.get_element_by_id(season.get("aria-describedby").split()[-1]).text_content().split())
    assert "is not a whole number" in told
    assert page.xpath('//*[@id="f-title"]/@value') == ["Entered"]
    assert "juggler" in page.get_element_by_id("f-people-0-faults").text_content()
    summary = page.get_element_by_id("summary")
    assert summary.xpath(".//a/@href") == ["#f-season", "#f-people"]
    kept = studio.get("/edit/episodes/01-a")
    assert "could not be saved" in kept.text
    assert 'value="Entered"' in studio.get("/edit/episodes/01-a?kept=1").text
    assert form_in(studio, answer).send(season="1", people__0__role="host").status == 303
    assert "title: Entered" in text_of(studio)
    assert "could not be saved" not in studio.get("/edit/episodes/01-a").text


def test_what_somebody_else_changed_is_shown_with_both_texts_and_saved_over_only_when_asked_again(
    studio: ServedStudio,
) -> None:
    mine = form_of(studio)
    (studio.show.root / EPISODE).write_text(TEXT.replace("Un titre", "Theirs"), encoding="utf-8")
    answer = mine.send(title="Mine", season="4")
    assert answer.status == 422
    assert "title: Theirs" in text_of(studio)
    texts = html.fromstring(answer.text).xpath('//*[@id="clashes"]//dd/text()')
    assert texts == ["Un titre", "Theirs", "Mine"]
    assert form_in(studio, answer).send().status == 303
    assert "title: Mine" in text_of(studio)
    assert "season: 4" in text_of(studio)


def test_a_script_is_told_the_same_as_data(studio: ServedStudio) -> None:
    form = form_of(studio)
    told = json.loads(form.send(script="1", season="none").text)
    assert (told["saved"], [one["at"] for one in told["faults"]]) == (False, ["f-season"])
    told = json.loads(form.send(script="1", season="3").text)
    assert (told["saved"], told["written"]) == (True, True)
    form.values["base"] = [told["base"]]
    told = json.loads(form.send(script="1", season="4").text)
    assert (told["saved"], text_of(studio).count("season")) == (True, 1)


def test_an_episode_is_made_a_draft(studio: ServedStudio) -> None:
    assert loaded(studio, "/edit/episodes/01-a", "/edit/draft").send().status == 303
    assert "\ndraft: true\n" in text_of(studio)


def test_the_show_is_edited_in_the_same_way(studio: ServedStudio) -> None:
    feed = studio.show.root / "feed.yaml"
    before = feed.read_text(encoding="utf-8")
    form = loaded(studio, "/edit/show")
    assert form.send(owner_in_email="new@example.org", people__rows=["+1"], people__1__key="").status == 303
    assert feed.read_text(encoding="utf-8") == before.replace("podcast@example.org", "new@example.org")


def test_notes_are_shown_as_listeners_get_them_without_what_they_would_run(studio: ServedStudio) -> None:
    notes = "**One** <script>alert(1)</script> [x](javascript:alert(1))"
    answer = post(studio, "/edit/notes", {"csrf": [studio.doors.secrets.csrf], "notes": [notes]})
    shown = json.loads(answer.text)["html"]
    assert "<script" not in shown
    assert 'href="javascript' not in shown
    [frame] = html.fromstring(studio.get("/edit/episodes/01-a").text).xpath("//iframe")
    assert frame.get("sandbox") == ""
    assert "Notes of" in frame.get("srcdoc")


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "episodes/01-a/conference.mp3", ".git/config", ""])
@pytest.mark.parametrize("address", ["/edit/save", "/edit/undo", "/edit/forget", "/edit/draft"])
def test_no_other_file_is_named(studio: ServedStudio, address: str, path: str) -> None:
    values = {"csrf": [studio.doors.secrets.csrf], "path": [path], "base": [""], "shown": ["title"], "title": ["x"]}
    assert post(studio, address, values).status == 404


@pytest.mark.parametrize("address", ["/edit/save", "/edit/undo", "/edit/forget", "/edit/draft", "/edit/notes"])
def test_nothing_is_done_without_the_token_of_the_form_or_for_another_page(studio: ServedStudio, address: str) -> None:
    values = {"path": [EPISODE], "title": ["x"], "shown": ["title"]}
    assert post(studio, address, values).status == 403
    token = {"csrf": [studio.doors.secrets.csrf]}
    assert post(studio, address, {**values, **token}, Origin="https://evil.example").status == 403
    assert text_of(studio) == TEXT


@pytest.mark.parametrize(
    "value",
    ["a\r\ndraft: false", "---", "x\r\n---\r\ny", "<script>alert(1)</script>", "x" * 200_000, "\u202eabc", "a # b"],
)
def test_hostile_text_is_text(studio: ServedStudio, value: str) -> None:
    answer = form_of(studio).send(summary=value)
    assert answer.status == 303
    again = form_of(studio)
    assert again.values["summary"] == [value.strip()]
    assert "<script>alert" not in studio.get("/edit/episodes/01-a").text
    assert again.values["x-mine" if "x-mine" in again.values else "title"] == ["Un titre"]


@pytest.mark.parametrize("value", ["a\x00b", "a\u2028b", "\x1b[0m"])
def test_what_no_feed_can_carry_is_refused_beside_its_field(studio: ServedStudio, value: str) -> None:
    answer = form_of(studio).send(title=value)
    assert answer.status == 422
    assert "invisible character" in html.fromstring(answer.text).get_element_by_id("f-title-faults").text_content()
    assert text_of(studio) == TEXT


def test_a_file_that_cannot_be_taken_apart_is_told_with_its_line(studio: ServedStudio) -> None:
    (studio.show.root / EPISODE).write_text("---\ntitle: [a\n---\n", encoding="utf-8")
    answer = studio.get("/edit/episodes/01-a")
    assert "no form can be made of it" in answer.text
    assert "episode.md:2" in answer.text


def test_a_preview_has_no_forms(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("01-a")
    with served_studio(options_for(show, tmp_path / "i.json", may_change=False), show) as served:
        assert served.get("/edit/show").status == 404
        assert "/edit/" not in served.get("/").text
