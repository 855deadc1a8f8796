"""The saves of the studio: told in words, taken back one by one, nothing overwritten that was changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from show_builder import Show
from studio_runs import ServedStudio, edit, options_for, served_studio

from balado.source.keys.change import KeyChanges

EPISODE = "episodes/a/episode.md"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[ServedStudio]:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    with served_studio(options_for(show), show) as served:
        yield served


def change(studio: ServedStudio, **values: str | int) -> None:
    saved = studio.studio.saving.change(EPISODE, KeyChanges({(name,): value for name, value in values.items()}))
    assert saved.is_written


def text_of(studio: ServedStudio) -> str:
    return (studio.show.root / EPISODE).read_text(encoding="utf-8")


def names_in(page: str) -> list[str]:
    return re.findall(r'name="save" value="([0-9a-f-]+)"', page)


def undo(studio: ServedStudio, name: str, path: str = EPISODE) -> str:
    answer = studio.post("/saves/undo", {"path": path, "save": name})
    assert answer.status == 303
    return answer.headers["location"]


def test_each_is_told_in_words_and_an_older_one_is_taken_back_beside_a_later_one(studio: ServedStudio) -> None:
    assert 'href="/saves"' in studio.get("/history").text
    assert "Nothing was saved here yet" in studio.get("/saves").text
    before = text_of(studio)
    change(studio, title="One title")
    change(studio, season=3)
    page = studio.get("/saves").text
    assert "<del>About</del>" in page
    assert "<ins>One</ins>" in page
    assert page.index("(season)") < page.index("(title)")
    later, earlier = names_in(page)
    assert undo(studio, earlier) == "/saves?undone=1"
    assert "season: 3\n" in text_of(studio)
    assert "About a" in text_of(studio)
    page = studio.get("/saves?undone=1").text
    assert "Taken back" in page
    assert len(names_in(page)) == 2
    undo(studio, later)
    assert text_of(studio) == before


def test_what_was_changed_since_is_shown_with_both_texts_and_stays(studio: ServedStudio) -> None:
    change(studio, title="One")
    [name] = names_in(studio.get("/saves").text)
    edit(studio.show, "a", "title: One", "title: <b>Theirs</b>")
    page = studio.get("/saves").text
    assert names_in(page) == []
    for told in ("<dd>About a</dd>", "<dd>One</dd>", "<dd>&lt;b&gt;Theirs&lt;/b&gt;</dd>"):
        assert told in page
    address = undo(studio, name)
    assert "Nothing was written" in studio.get(address.partition("#")[0]).text
    assert "title: <b>Theirs</b>" in text_of(studio)


def test_the_form_that_takes_back_a_save_leads_there_too(studio: ServedStudio) -> None:
    change(studio, title="One")
    [step] = studio.studio.saving.copies.steps()
    edit(studio.show, "a", "title: One", "title: Theirs")
    answer = studio.post("/edit/undo", {"path": EPISODE, "after": step.after})
    assert answer.headers["location"].startswith("/saves?refused=")


def test_one_that_would_be_wrong_then_is_told_with_what_would_be(studio: ServedStudio) -> None:
    edit(studio.show, "a", "title: About a", "title: About a\nseason: none")
    change(studio, season=3)
    edit(studio.show, "a", "\nNotes", "\nMore notes")
    [name] = names_in(studio.get("/saves").text)
    answer = studio.post("/saves/undo", {"path": EPISODE, "save": name})
    assert answer.status == 422
    assert "this would be wrong then" in answer.text
    assert "season: 3" in text_of(studio)


@pytest.mark.parametrize(("path", "save"), [("../feed.yaml", "x"), (EPISODE, ""), ("", "0-0")])
def test_what_is_no_save_takes_nothing_back(studio: ServedStudio, path: str, save: str) -> None:
    change(studio, title="One")
    assert studio.post("/saves/undo", {"path": path, "save": save}).status == 409
    assert "title: One\n" in text_of(studio)
