"""Two folders that would have one slug: what was published keeps it, the other one is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import told
from show_builder import Show

from balado.source.files import scan
from balado.source.read import Identities, Reading, read


@pytest.fixture
def show(tmp_path: Path) -> Show:
    show = Show(tmp_path)
    show.write_feed()
    show.add("Été", guid="abc")
    show.add("ete", guid="def")
    return show


def published(show: Show, *folders: str) -> Reading:
    return read(scan(show.root), published=Identities(folders=dict(zip("abcdef", folders, strict=False))))


def test_the_name_that_is_the_slug_has_it_before_a_publication(show: Show) -> None:
    assert [one.folder for one in published(show).episodes] == ["episodes/ete"]


def test_a_published_folder_keeps_its_slug(show: Show) -> None:
    reading = published(show, "episodes/Été")
    assert [(one.slug, one.folder) for one in reading.episodes] == [("ete", "episodes/Été")]
    [fault] = reading.faults
    assert fault.place.path == "episodes/ete"
    assert told(fault) == "This folder and another one would both have “ete” in their addresses. Rename this one."


def test_of_two_that_were_published_the_name_that_is_the_slug_has_it(show: Show) -> None:
    assert [one.folder for one in published(show, "episodes/Été", "episodes/ete").episodes] == ["episodes/ete"]


def test_a_copy_does_not_refuse_what_was_published(tmp_path: Path) -> None:
    show = Show(tmp_path)
    show.write_feed()
    show.add("Été")
    show.publish()
    show.add("ete", guid="other", date="2025-11-02 10:00")
    assert "Refused" not in show.publish(code=1).stderr
    assert "Été" not in show.publish(code=1).stderr
