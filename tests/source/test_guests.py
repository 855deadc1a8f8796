"""Who of those that tags name is a guest: a false one stays in directories, a missing one is a line to write."""

from __future__ import annotations

import pytest

from balado.show.model import Person
from balado.source.guests import guests_of, is_note_of_program

OF_SHOW = ("Valley talk", "Valley Radio", "Conseil d'État")


def names(*artists: str, of_show: tuple[str, ...] = OF_SHOW) -> list[str]:
    return [person.name for person in guests_of(artists, of_show, {})]


@pytest.mark.parametrize(
    "name",
    ["Claire Hédon", "Jean-Claude Van Damme", "María del Carmen García López", "J. K. Rowling", "Christopher Null",
     "Roland Dumas", "Лев Толстой", "村上春樹", "Dr. Anna-Maria Müller", "Fiona Apple", "Ng Thanh"],
)  # fmt: skip
def test_a_name_of_a_person_is_a_guest(name: str) -> None:
    assert names(name) == [name]


@pytest.mark.parametrize(
    "name",
    ["Valley talk", "VALLEY TALK", "Valley Talk Podcast", "The Valley Talk", "valley radio", "Le Conseil d’État"],
)
def test_the_show_its_author_and_its_owner_are_none(name: str) -> None:
    assert names(name) == []


@pytest.mark.parametrize(
    "name",
    ["Unknown Artist", "<Unknown>", "Various Artists", "Artiste inconnu", "Artistes divers", "Verschiedene Interpreten",
     "Unbekannter Künstler", "Artista desconocido", "N/A", "-", "Sans nom", "Admin", "Utilisateur", "Speaker One"],
)  # fmt: skip
def test_nobody_is_none(name: str) -> None:
    assert names(name) == []


@pytest.mark.parametrize(
    "name",
    ["Zoom H5", "ZOOM Handy Recorder", "TASCAM DR-40", "Sony ICD-PX470", "Voice Memos", "iPhone de Marie", "Dictaphone",
     "Olympus Digital", "Lavf58.29.100", "LAME 3.100", "Audacity", "Spotify for Podcasters", "www.example.org",
     "micro@mairie.fr", "Anna & Bob", "Track 01", "Mairie Studio", "OBS Studio"],
)  # fmt: skip
def test_devices_programs_and_addresses_are_none(name: str) -> None:
    assert names(name) == []


def test_one_of_the_directory_is_taken_as_it_is_there() -> None:
    host = Person(name="Ada Lovelace", function="mathematician", role="host")
    mono = Person(name="Stromae", role=None)
    found = guests_of(("ada lovelace", "Stromae", "Grace Hopper"), OF_SHOW, {"ada": host, "s": mono})
    assert [(person.name, person.role) for person in found] == [
        ("Ada Lovelace", "host"),
        ("Stromae", "guest"),
        ("Grace Hopper", "guest"),
    ]


@pytest.mark.parametrize(
    ("comment", "is_note"),
    [
        ("Exported by Audacity 3.4", True), ("Lavf60.3.100", True), ("ZOOM Handy Recorder H5", True), ("0", True),
        ("Encoded with LAME 3.100", True), ("Une conférence.", False),
        ("An audition for the lame and the blind", False),
        ("How this show is exported by hand, edited with Audacity, and sent to eleven local radio stations.", False),
    ],
)  # fmt: skip
def test_what_a_program_noted_is_no_summary(comment: str, is_note: bool) -> None:
    assert is_note_of_program(comment) is is_note
