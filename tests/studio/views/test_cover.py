"""The page of the show's cover, and who is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dropped_files import dropped
from show_builder import Show
from studio_runs import ServedStudio, options_for, served_studio


@pytest.fixture
def served(tmp_path: Path) -> Iterator[ServedStudio]:
    show = Show(tmp_path / "show")
    show.write_feed()
    with served_studio(options_for(show, tmp_path / "i.json"), show) as served:
        served.settled()
        yield served


def test_the_cover_that_is_there_is_shown_and_another_is_taken(served: ServedStudio) -> None:
    page = served.get("/cover").text
    assert "Another picture" in page
    assert f'action="/upload/{served.doors.secrets.upload}/show"' in page
    assert '<a href="/cover">' in served.get("/edit/show").text
    assert '<a href="/cover">' not in served.get("/new").text
    page = served.get(dropped(served, "show", ("a.pdf", b"%PDF-1"))).text
    assert "only a picture is of use here" in page


def test_a_show_without_one_is_told_where_it_is_begun(served: ServedStudio) -> None:
    (served.show.root / "episodes/cover.jpg").unlink()
    assert "There is none yet" in served.get("/cover").text
    assert '<a href="/cover">' in served.get("/new").text


def test_without_a_show_there_is_no_cover(tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    show = Show(tmp_path / "show")
    with served_studio(options_for(show, tmp_path / "i.json"), show) as served:
        assert served.get("/cover").headers["location"] == "/begin"
