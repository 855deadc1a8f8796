"""Chapters that stand in a file beside the recording, edited as those in a text are: to the byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from edited_forms import form_in, loaded, post
from lxml import html
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

LINES = "# mine\n00:00:00 Bonjour\n00:00:01 Fin <https://example.org/f>\n"
JSON = '{"version": "1.2.0",\n "chapters": [\n  {"startTime": 0, "title": "A", "x": 1}\n ]}\n'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("chapter-files")
    show = Show(folder / "show")
    show.write_feed()
    show.add("lines")
    show.add("named", chapters="kapitel.json")
    show.add("cues", chapters="chapters.vtt")
    show.add("text", chapters="[{start: '0:00', title: A}]")
    for name, text in (("lines/chapters.txt", LINES), ("named/kapitel.json", JSON), ("text/chapters.txt", LINES),
                       ("cues/chapters.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nA\n")):  # fmt: skip
        (show.root / "episodes" / name).write_text(text, encoding="utf-8")
    with served_studio(options_for(show, folder / "cache" / "inspections.json"), show) as served:
        served.settled()
        yield served


@pytest.fixture
def studio(served: ServedStudio) -> ServedStudio:
    file(served, "lines/chapters.txt").write_text(LINES, encoding="utf-8")
    file(served, "named/kapitel.json").write_text(JSON, encoding="utf-8")
    for path in ("episodes/lines/chapters.txt", "episodes/named/kapitel.json"):
        served.studio.saving.copies.forget(path)
    served.studio.state.refresh()
    served.settled()
    return served


def file(studio: ServedStudio, name: str) -> Path:
    return studio.show.root / "episodes" / name


def test_the_form_of_an_episode_leads_to_the_file_that_counts(studio: ServedStudio) -> None:
    for slug, name in (("lines", "chapters.txt"), ("named", "kapitel.json")):
        page = html.fromstring(studio.get(f"/edit/episodes/{slug}").text)
        assert f"episodes/{slug}/{name}" in page.get_element_by_id("f-chapters").getparent().text_content()
        assert page.xpath(f'//a[@href="/edit/chapters/{slug}"]')
        assert not page.xpath('//*[@name="shown" and @value="chapters"]')
    cues = html.fromstring(studio.get("/edit/episodes/cues").text)
    assert cues.xpath('//a[@href="/text/episodes/cues/chapters.vtt"]')
    assert html.fromstring(studio.get("/edit/episodes/text").text).xpath('//*[@name="chapters:0:start"]')
    assert [studio.get(f"/edit/chapters/{slug}").status for slug in ("cues", "text", "nobody")] == [404] * 3


def test_only_the_line_that_was_entered_is_written_and_taken_back(studio: ServedStudio) -> None:
    form = loaded(studio, "/edit/chapters/lines")
    assert form.values["chapters:1:href"] == ["https://example.org/f"]
    answer = form.send(chapters__1__title="Adieu", chapters__rows=["0", "1", "+1"], chapters__rows__1="")
    assert file(studio, "lines/chapters.txt").read_text(encoding="utf-8") == LINES.replace("Fin", "Adieu")
    again = studio.get(answer.headers["location"])
    assert form_in(studio, again, "/edit/undo").send().headers["location"] == "/edit/chapters/lines"
    assert file(studio, "lines/chapters.txt").read_text(encoding="utf-8") == LINES


def test_json_keeps_what_the_form_does_not_know(studio: ServedStudio) -> None:
    form = loaded(studio, "/edit/chapters/named")
    form.send(chapters__rows=["0", "n"], chapters__n__start="0:01", chapters__n__title="B")
    assert file(studio, "named/kapitel.json").read_text(encoding="utf-8") == JSON.replace(
        '"x": 1}', '"x": 1},\n  {"startTime": 1, "title": "B"}'
    )


def test_what_is_wrong_stands_at_its_row(studio: ServedStudio) -> None:
    form = loaded(studio, "/edit/chapters/lines")
    told = json.loads(form.send(script="1", chapters__1__start="5 past").text)
    assert (told["saved"], [one["at"] for one in told["faults"]]) == (False, ["f-chapters"])
    told = json.loads(form.send(script="1", chapters__1__start="01:00").text)
    assert (told["saved"], [one["at"] for one in told["faults"]]) == (True, ["f-chapters-1"])
    assert "the recording ends at" in told["faults"][0]["text"]


def test_what_an_editor_wrote_meanwhile_is_shown_and_not_overwritten(studio: ServedStudio) -> None:
    form = loaded(studio, "/edit/chapters/lines")
    theirs = LINES.replace("Bonjour", "Bonsoir")
    file(studio, "lines/chapters.txt").write_text(theirs, encoding="utf-8")
    answer = form.send(chapters__0__title="Salut")
    assert answer.status == 422
    assert "Bonsoir" in html.fromstring(answer.text).get_element_by_id("clashes").text_content()
    assert file(studio, "lines/chapters.txt").read_text(encoding="utf-8") == theirs


def test_a_link_that_leads_out_of_the_show_is_no_file_of_it(studio: ServedStudio, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("0:00 Secret\n", encoding="utf-8")
    link = file(studio, "lines/chapitres.txt")
    link.symlink_to(outside)
    try:
        for path in ("episodes/lines/chapitres.txt", "../secret.txt", str(outside), "episodes/lines/../../x.json"):
            values = {"csrf": [studio.doors.secrets.csrf], "path": [path], "base": [""], "shown": ["chapters"]}
            assert post(studio, "/edit/save", values).status == 404
        assert outside.read_text(encoding="utf-8") == "0:00 Secret\n"
        values["path"] = ["episodes/text/chapters.txt"]  # the text of that episode counts
        assert post(studio, "/edit/save", values).status == 404
    finally:
        link.unlink()
