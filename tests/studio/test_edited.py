"""A file that a form is made of knows its title, its addresses, its sound, and where its chapters stand."""

from __future__ import annotations

import pytest
from studio_runs import ServedStudio

from balado.source.keys.change import Content
from balado.source.settings import show_zone
from balado.studio.edited import ChapterSource, EditedFile, fields_at, with_chapters_of
from balado.studio.forms.fill import form_of


def edited(served: ServedStudio, path: str) -> EditedFile:
    return EditedFile(served.studio, *served.studio.saving.open(path))


@pytest.mark.parametrize(
    ("path", "title", "address", "episode"),
    [
        ("feed.yaml", "The show", "/edit/show", ""),
        ("episodes/live/episode.md", "About live", "/edit/episodes/live", "/episodes/live"),
    ],
)
def test_title_and_addresses(english: ServedStudio, path: str, title: str, address: str, episode: str) -> None:
    found = edited(english, path)
    assert (found.title, found.address, found.episode_address) == (title, address, episode)


def test_the_sound_is_that_of_the_episode(english: ServedStudio) -> None:
    assert edited(english, "feed.yaml").sound is None
    assert edited(english, "episodes/live/episode.md").sound is not None
    assert edited(english, "episodes/unrecorded/episode.md").sound is None


def test_of_chapters_in_a_file_the_form_has_no_field_in_which_others_would_count(english: ServedStudio) -> None:
    found = edited(english, "episodes/live/episode.md")
    form = form_of(found.path, found.sections, Content({"title": "A"}, ""), show_zone(found.found))
    assert found.chapters is None
    assert with_chapters_of(form, None) == form
    other = with_chapters_of(form, ChapterSource("episodes/live/chapters.txt"))
    controls = {one.field.name: (one.control, one.value) for part in other.sections for one in part.fields}
    assert controls["chapters"] == ("as_written", "episodes/live/chapters.txt")
    assert controls["soundbites"][0] == "rows"


def test_fields_are_those_of_the_kind_of_file(english: ServedStudio) -> None:
    assert [one.name for one in fields_at(english.studio, "episodes/live/chapters.txt")] == ["chapters"]
    assert "publish.url" in {one.name for one in fields_at(english.studio, "feed.yaml")}
