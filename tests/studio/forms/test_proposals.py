"""What is proposed is what the show knows: its directory first, then what earlier episodes say."""

from __future__ import annotations

from pathlib import Path

from show_builder import Show

from balado.source.files import scan
from balado.source.read import read
from balado.studio.forms.proposals import proposals_of
from balado.studio.forms.sections import sections_of

EPISODE = "episodes/03-c/episode.md"


def test_people_functions_and_places_of_the_directory_and_of_episodes_are_proposed(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(people="{eve: {name: Eve, role: host}}", places="{hall: {name: The hall, geo: 'geo:48.8,2.3'}}")
    show.add("01-a", people="[eve, {name: Ada, function: mayor}]", held="{start: 2025-10-01 10:00, place: A café}")
    show.add("02-b", people="[{name: Ada, function: minister}]", locations="[Paris]")
    reading = read(scan(show.root))
    found = proposals_of(reading.presumed, reading.episodes)
    assert found["people.person"] == ("eve",)
    assert found["people.name"] == ("Eve", "Ada")
    assert found["people.function"] == ("minister", "mayor")
    assert found["held.place.name"] == ("hall", "The hall", "A café", "Paris")
    assert found["locations.geo"] == ("geo:48.8,2.3",)

    fields = {one.name: one for section in sections_of(EPISODE, str, "fr", found) for one in section.fields}
    columns = {one.path[0]: one.offered for one in fields["people"].columns}
    assert columns["name"] == ("Eve", "Ada")
    assert len(columns["role"]) > 10  # the list of all there are stays
    assert fields["held.place.name"].offered[0] == "hall"
    assert "FR" in fields["held.place.country"].offered
