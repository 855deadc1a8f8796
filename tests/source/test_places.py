"""Places of episodes and of the show: by key, by name, written out."""

from __future__ import annotations

from pathlib import Path

import pytest
from readings import only, reading_of, told, where
from show_builder import Show

from balado.show.podcasting import Location
from balado.source.read import Reading

PALAIS = Location(name="Palais-Royal", geo="geo:48.8637,2.3372", country="FR")


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed(places="{palais: {name: Palais-Royal, geo: '48.8637,2.3372', country: fr}}")
    return made


def held_at(reading: Reading) -> Location | None:
    assert [fault for fault in reading.faults if fault.severity == "error"] == []
    (episode,) = reading.episodes
    assert episode.held is not None
    return episode.held.place


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("palais", PALAIS),
        ("Palais", Location(name="Palais")),
        ("salle Cassin", Location(name="salle Cassin")),
        ("{name: Lyon, country: FR, osm: r120965}", Location(name="Lyon", country="FR", osm="R120965")),
    ],
)
def test_a_place_is_a_key_or_a_name_or_a_group(show: Show, written: str, place: Location) -> None:
    show.add("a", held=f"{{start: 2025-10-30 17:30, place: {written}}}")
    reading = reading_of(show.root)
    assert held_at(reading) == place
    assert reading.faults == ()


def test_a_key_with_a_slip_is_a_warning_and_becomes_a_name(show: Show) -> None:
    show.add("a", held="{start: 2025-10-30 17:30, place: plais}")
    reading = reading_of(show.root)
    assert held_at(reading) == Location(name="plais")
    fault = only(reading)
    assert (fault.severity, where(fault)) == ("warning", ("episodes/a/episode.md", 5, "held.place"))
    assert "“plais” is no key of `places`" in told(fault)
    assert "Did you mean “palais”?" in told(fault)


@pytest.mark.parametrize(
    ("written", "places"),
    [
        ("palais", (PALAIS,)),
        ("Lyon", (Location(name="Lyon"),)),
        ("{name: Lyon}", (Location(name="Lyon"),)),
        ("[Lyon, palais, {name: Paris, rel: creator}]",
         (Location(name="Lyon"), PALAIS, Location(name="Paris", rel="creator"))),
    ],
)  # fmt: skip
def test_one_location_needs_no_list(show: Show, written: str, places: tuple[Location, ...]) -> None:
    show.add("a", locations=written)
    reading = reading_of(show.root)
    assert reading.faults == ()
    assert reading.episodes[0].locations == places


def test_locations_of_the_show_are_found_by_key_too(show: Show) -> None:
    show.write_feed(places="{palais: {name: Palais-Royal, geo: '48.8637,2.3372', country: fr}}", locations="[palais]")
    reading = reading_of(show.root)
    assert reading.show is not None
    assert reading.show.locations == (PALAIS,)


def test_the_second_of_two_is_told_by_its_number(show: Show) -> None:
    show.write_feed(places="{palais: {name: Palais-Royal}}", locations="[palais, pallais]")
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 14, "locations.1")
    assert "Did you mean “palais”?" in told(fault)


def test_a_faulty_place_of_the_show_is_no_fault_of_the_episodes_held_there(show: Show) -> None:
    show.write_feed(places="{palais: {name: Palais-Royal, geo: '48.8,200'}}")
    show.add("a", held="{start: 2025-10-30 17:30, place: palais}")
    fault = only(reading_of(show.root))
    assert where(fault) == ("feed.yaml", 13, "places.palais.geo")
    assert "latitude goes to 90, longitude to 180" in told(fault)
