from __future__ import annotations

from pathlib import Path

import pytest
from readings import put, reading_of, told, where
from show_builder import Show

from balado.edition.open import open_store
from balado.source.files import scan
from balado.source.folder import source_digest
from balado.source.settings import publish_settings, show_zone

NETWORK = """\
title: A ministry
shows: [shows/*]
people:
  hedon: {name: Claire Hédon, function: Défenseure des droits}
  vert: {name: Anne Vert}
places:
  palais: {name: Conseil d'État, country: FR}
words: [SIRCOM, {word: Balado, heard: [ballado]}]
defaults:
  copyright: A ministry
  author: A ministry
  timezone: Europe/Paris
  owner: {name: A ministry, email: podcast@example.org}
  categories: [Government]
  team: [hedon]
  publish: {endpoint: 'https://s3.example.org', region: fr-par, to: elsewhere}
"""


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A show of a network, which leaves to that what it can."""
    put(tmp_path, {"network.yaml": NETWORK})
    show = Show(tmp_path / "shows" / "a")
    show.write_feed(timezone=None, owner=None, categories=None, author=None)
    return show


def share(show: Show, old: str, new: str) -> None:
    file = show.root.parents[1] / "network.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_show_has_what_its_network_shares(show: Show) -> None:
    show.add("one", people="[vert, {person: hedon, role: host}]", held="{start: 2022-10-19 17:30, place: palais}")
    reading = reading_of(show.root)
    assert reading.faults == ()
    read = reading.show
    assert read is not None
    assert (read.copyright, read.timezone, read.author) == ("A ministry", "Europe/Paris", "A ministry")
    assert read.owner is not None
    assert read.owner.email == "podcast@example.org"
    assert [one.name for one in read.team] == ["Claire Hédon"]
    assert [one.word for one in read.words] == ["SIRCOM", "Balado"]
    [episode] = reading.episodes
    assert [one.name for one in episode.people] == ["Anne Vert", "Claire Hédon"]
    assert episode.held is not None
    assert episode.held.place is not None
    assert episode.held.place.name == "Conseil d'État"


def test_what_a_show_writes_stands_in_place_of_it_group_by_group(show: Show) -> None:
    show.write_feed(
        author="Somebody else",
        owner="{name: Somebody else}",
        people="{vert: {name: Anne Vert, role: host}}",
        words="[{word: SIRCOM, heard: [sir com]}, Ours]",
    )
    read = reading_of(show.root).show
    assert read is not None
    assert (read.author, read.copyright) == ("Somebody else", "A ministry")
    assert read.owner is not None
    assert (read.owner.name, read.owner.email) == ("Somebody else", "podcast@example.org")
    assert (read.people["vert"].role, read.people["hedon"].role) == ("host", None)
    assert [(one.word, one.heard) for one in read.words] == [
        ("SIRCOM", ("sir com",)), ("Ours", ()), ("Balado", ("ballado",)),
    ]  # fmt: skip


def test_the_settings_of_a_run_are_shared_but_never_the_place(show: Show) -> None:
    found = scan(show.root)
    assert dict(publish_settings(found)) == {
        "to": "public", "url": "https://pod.example/show", "endpoint": "https://s3.example.org", "region": "fr-par",
    }  # fmt: skip
    assert str(show_zone(found)) == "Europe/Paris"
    assert open_store(show.root, {}).target.public.place == ""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("timezone: Europe/Paris", "timezone: Europe/Pariss", (12, "timezone")),
        ("email: podcast@example.org", "email: nobody", (13, "owner.email")),
        ("name: Claire Hédon,", "nom: Claire Hédon,", (4, "people.hedon.name")),
        ("heard: [ballado]", "heard: {a: b}", (8, "words.1.heard")),
        ("team: [hedon]", "team: [nobody]", (15, "team.0")),
        ("copyright:", "copyrigt:", (10, "copyrigt")),
    ],
)
def test_a_fault_in_a_shared_value_names_its_line(show: Show, old: str, new: str, place: tuple[int, str]) -> None:
    share(show, old, new)
    reading = reading_of(show.root)
    assert reading.show is None
    lines = {(path, line) for path, line, _ in map(where, reading.faults)}
    assert lines == {("../../network.yaml", place[0])}
    assert all(fault.fix is None for fault in reading.faults)


def test_what_is_judged_later_finds_the_shared_line_too(show: Show) -> None:
    reading = reading_of(show.root)
    assert str(reading.place(None, "copyright")) == "../../network.yaml:10 (defaults.copyright)"
    assert str(reading.place(None, "title")) == "feed.yaml:2 (title)"
    assert str(reading.place(None, "words.1.word")) == "../../network.yaml:8 (words.1.word)"


def test_a_network_that_is_no_yaml_is_told_with_the_show(show: Show) -> None:
    share(show, "title: A ministry", "title: A ministry: ours")
    told_of = {(fault.place.path, fault.place.line) for fault in reading_of(show.root).faults}
    assert ("../../network.yaml", 1) in told_of


def test_a_change_of_what_is_shared_is_a_change_of_the_show_and_no_other_change_is(show: Show) -> None:
    def digest() -> str:
        return source_digest(scan(show.root), {})

    before = digest()
    share(show, "title: A ministry", "title: The ministry")
    share(show, "shows: [shows/*]", "shows: [shows/*, others/*]  # more")
    assert digest() == before
    share(show, "copyright: A ministry", "copyright: The ministry")
    assert digest() != before


@pytest.mark.parametrize("at", ["network.yaml", "shows/network.yaml"])
def test_a_file_of_another_program_is_none_of_ours(tmp_path: Path, at: str) -> None:
    put(tmp_path, {at: "networks:\n  {{ default }}: [bridge\n"})
    show = Show(tmp_path / "shows" / "a")
    show.write_feed()
    assert reading_of(show.root).faults == ()


def test_nothing_above_the_repository_of_a_show_is_looked_at(show: Show) -> None:
    (show.root / ".git").mkdir()
    assert scan(show.root).show_file.shared is None  # type: ignore[union-attr]
    assert any("timezone" in told(fault) for fault in reading_of(show.root).faults)
