"""A theme of the show's own: it takes the place of Balado's pages, and what is wrong with it is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from editions import a_show, drawn, opened
from show_builder import Show

from balado.check.show import check_show
from balado.errors import Fault, SourceError


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
    fault = refused(show)
    assert (fault.place.path, fault.place.line) == (path, line)


def refused(show: Show) -> Fault:
    """Why nothing is published, which the check tells alike."""
    with pytest.raises(SourceError) as error:
        drawn(show)
    [fault] = error.value.faults
    assert fault in check_show(opened(show)).faults
    return fault


@pytest.mark.parametrize(
    ("name", "template", "page"),
    [
        ("entry.html", "<li>{{ episode.title }}</li>", "index.html"),
        (
            "beside.html",
            "{% for one in (beside.previous, beside.following) if one %}{{ one.page }}{% endfor %}",
            "episodes/",
        ),
        ("cycle.html", "{% for one in beside.cycle %}<p>{{ one.title }}</p>{% endfor %}", "episodes/"),
        ("person.html", "{% for one, role, there in attended %}<p>{{ one.guid }}</p>{% endfor %}", "people/"),
        ("list.html", "{% for one in episodes %}<p>{{ one.summary }}</p>{% endfor %}", "list/"),
        ("season.html", "{% for one in episodes %}{{ opening(one.guid) }}{{ one.title }}{% endfor %}", None),
    ],
)
def test_a_template_out_of_which_no_episode_can_be_taken_is_refused(
    show: Show, name: str, template: str, page: str | None
) -> None:
    write(show, "404.html", "<p>Nothing here.</p>")
    write(show, name, template)
    if page is None:  # what has no end is taken out to the end: nothing of the episode stays
        assert drawn(show).plan.changed
        return
    fault = refused(show)
    assert fault.place.path == f"dress/{name}"
    assert f"would leave that on {page}" in str(fault.what)


def test_a_template_that_only_a_conference_uses_is_tried_too(show: Show) -> None:
    write(show, "conference.html", "{{ conference.title }}")
    assert drawn(show).plan.changed, "there is none"
    held = "{start: 2025-12-20 17:30, end: 2025-12-20 20:00}"
    show.add("b", None, None, held=held, live="{url: 'https://l.example/a.m3u8', page: 'https://l.example/'}")
    assert refused(show).place.path == "dress/conference.html"


def test_a_theme_that_changes_a_part_of_every_template_of_ours_is_sound(show: Show) -> None:
    for name in ("index", "episode", "list", "person", "season", "embed", "404", "gone"):
        write(show, f"{name}.html", f'{{% extends "balado/{name}.html" %}}{{% block header %}}Mine{{% endblock %}}')
    assert drawn(show).plan.changed
    assert not [one for one in check_show(opened(show)).faults if one.place.path.startswith("dress")]
