"""The texts of feed.yaml and episode.md: keys in their order, comments where somebody looks for them."""

from __future__ import annotations

from balado.importer.episode_file import EpisodeFile
from balado.importer.show_file import ShowFile
from balado.importer.texts import episode_text, show_text
from balado.source.begin.show import NO_ADDRESS

PUBLISH = {"to": "public", "url": "https://new.example.org/show"}


def text_of(comments: dict[str, str] | None = None, **tree: object) -> list[str]:
    return show_text(ShowFile(tree, comments or {}, ()), str).splitlines()


def test_a_comment_stands_behind_a_short_value_and_above_a_long_one() -> None:
    assert text_of({"title": "write it"}, title="Podcast")[1:] == ["title: Podcast   # write it"]
    found = text_of({"people": "look"}, people={"hedon": {"name": "Claire Hédon"}, "x": {"name": "X" * 200}})
    assert found.index("# look") < next(number for number, line in enumerate(found) if line.startswith("people:"))


def test_who_must_write_the_address_is_told_so() -> None:
    assert "the public address of that place" in text_of(publish=PUBLISH)[-1]
    assert "none yet, write it here" in text_of(publish={**PUBLISH, "url": NO_ADDRESS})[-1]


def test_comments_are_in_the_language_of_who_imports() -> None:
    text = show_text(ShowFile({"guid": "g", "publish": PUBLISH}, {"guid": "a"}, ()), str.upper)
    assert "# THE IDENTITY OF THE SHOW, AS IT WAS. NEVER CHANGE IT." in text
    assert "# A\n" in text


def test_editors_find_the_schema() -> None:
    assert text_of(title="A")[0].startswith("# yaml-language-server: $schema=")


def test_an_episode_is_its_keys_between_fences_and_its_notes() -> None:
    episode = EpisodeFile("g", {"guid": "g", "title": "Un titre : avec deux points"}, "Notes\n\n\n", ())
    assert episode_text(episode) == '---\nguid: g\ntitle: "Un titre : avec deux points"\n---\nNotes\n'
    assert episode_text(EpisodeFile("g", {"guid": "g"}, "", ())) == "---\nguid: g\n---\n"
