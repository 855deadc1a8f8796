"""A theme of the show's own: it takes the place of Balado's pages, and what is wrong with it is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import a_show, drawn
from show_builder import Show

from balado.errors import SourceError


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = a_show(tmp_path, site="{theme: dress}")
    made.add("01-a")
    (made.root / "dress").mkdir()
    return made


def write(show: Show, name: str, text: str) -> None:
    (show.root / "dress" / name).write_text(text, encoding="utf-8")


def test_a_template_takes_the_place_of_ours_and_colours_are_added(show: Show) -> None:
    write(show, "404.html", "<p>Nothing for {{ show.title }} here.</p>")
    write(show, "style.css", "body { color: teal }")
    bodies = list(drawn(show).plan.site.values())
    assert any("Nothing for Le dernier kilomètre here.".encode() in body for body in bodies)
    assert any(b"color: teal" in body for body in bodies)


@pytest.mark.parametrize(
    ("template", "path", "line"),
    [
        ("<p>\n{% if %}</p>", "dress/404.html", 2),
        ("<p>\n\n{{ nobody.name }}</p>", "dress/404.html", 3),
        ("{{ 1 / 0 }}", "dress/404.html", 1),
        ("{{ ''.__class__.__mro__ }}", "dress/404.html", 1),
        ("{% include 'nowhere.html' %}", "dress", None),
    ],
)
def test_what_is_wrong_with_a_template_is_told_at_its_line(
    show: Show, template: str, path: str, line: int | None
) -> None:
    write(show, "404.html", template)
    with pytest.raises(SourceError) as refused:
        drawn(show)
    [fault] = refused.value.faults
    assert (fault.place.path, fault.place.line) == (path, line)
