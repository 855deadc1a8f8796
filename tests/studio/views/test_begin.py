"""From an empty folder to a first episode, with forms alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from edited_forms import form_in, loaded, post
from lxml import html
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio

from balado.source.files import scan
from balado.source.read import read

ANSWERS = {
    "title": "Un podcast : le nôtre",
    "description": "Des voix de la ville.",
    "language": "fr",
    "author": "La ville",
    "link": "https://example.org/",
    "category": "Government",
    "timezone": "Europe/Paris",
}


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[ServedStudio]:
    (tmp_path / "show").mkdir()
    show = Show(tmp_path / "show")
    with served_studio(options_for(show, tmp_path / "cache" / "i.json"), show) as served:
        yield served


def test_an_empty_folder_becomes_a_show_and_has_an_episode(studio: ServedStudio) -> None:
    assert "/begin" in studio.get("/").text
    answer = loaded(studio, "/begin", "/begin").send(**ANSWERS)
    assert (answer.status, answer.headers["location"]) == (303, "/new")
    reading = read(scan(studio.show.root))
    assert [fault.place.key for fault in reading.faults if fault.severity == "error"] == ["artwork"]
    assert (reading.presumed.title, reading.presumed.author) == ("Un podcast : le nôtre", "La ville")
    assert "no-address-yet" in (studio.show.root / "feed.yaml").read_text(encoding="utf-8")

    answer = loaded(studio, "/new", "/new").send(title="../../Quelles « attentes » ?")
    assert answer.headers["location"] == "/edit/episodes/01-quelles-attentes"
    [episode] = read(scan(studio.show.root)).episodes
    assert (episode.title, episode.episode, episode.draft) == ("../../Quelles « attentes » ?", 1, True)
    assert loaded(studio, answer.headers["location"]).send(summary="En bref").status == 303
    assert loaded(studio, "/new", "/new").send(title="Suite").headers["location"] == "/edit/episodes/02-suite"
    assert sorted(path.name for path in (studio.show.root / "episodes").iterdir()) == [
        "01-quelles-attentes", "02-suite",
    ]  # fmt: skip


def test_what_is_wrong_is_asked_again_beside_its_question_and_nothing_is_written(studio: ServedStudio) -> None:
    answer = loaded(studio, "/begin", "/begin").send(**{**ANSWERS, "language": "klingon", "email": "nobody"})
    assert answer.status == 422
    page = html.fromstring(answer.text)
    assert page.xpath('//*[@aria-invalid="true"]/@name') == ["language", "email"]
    assert page.get_element_by_id("summary").xpath(".//a/@href") == ["#q-language", "#q-email"]
    assert list(studio.show.root.iterdir()) == []
    assert form_in(studio, answer, "/begin").send(language="fr", email="").status == 303


def test_a_show_that_is_there_is_not_begun_again(studio: ServedStudio) -> None:
    (studio.show.root / "feed.yaml").write_text("title: Mine\n", encoding="utf-8")
    assert studio.get("/begin").headers["location"] == "/edit/show"
    values = {"csrf": [studio.doors.secrets.csrf], **{name: [value] for name, value in ANSWERS.items()}}
    assert post(studio, "/begin", values).status == 409
    assert (studio.show.root / "feed.yaml").read_text(encoding="utf-8") == "title: Mine\n"


@pytest.mark.parametrize("title", ["", "   ", "a\x00b", "<b>A</b>"])
def test_an_episode_needs_a_title_that_is_one(studio: ServedStudio, title: str) -> None:
    loaded(studio, "/begin", "/begin").send(**ANSWERS)
    answer = loaded(studio, "/new", "/new").send(title=title)
    assert answer.status == 422
    assert html.fromstring(answer.text).xpath('//*[@aria-invalid="true"]/@name') == ["title"]
    assert list((studio.show.root / "episodes").iterdir()) == []


@pytest.mark.parametrize("title", ["../../x", "/etc", ".", "CON", "\U0001f399", "x" * 200, "..\\..\\y"])
def test_the_name_of_a_folder_is_ours(studio: ServedStudio, title: str) -> None:
    loaded(studio, "/begin", "/begin").send(**ANSWERS)
    assert loaded(studio, "/new", "/new").send(title=title).status == 303
    [folder] = (studio.show.root / "episodes").iterdir()
    assert folder.name.startswith("01-")
    assert len(folder.name) < 70
    assert {path.name for path in studio.show.root.parent.iterdir()} <= {"show", "cache"}
