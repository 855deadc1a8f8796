"""Shows of a network that would overwrite each other: two that publish to one place, or that have one guid.

It is read from the settings alone, before anything is published. Of a show elsewhere they are known once it was
fetched, by this run or an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from balado.errors import Fault, Place
from balado.message import say
from balado.network.elsewhere import PlaceParts, SettledShow
from balado.network.model import NETWORK_FILE
from balado.network.read import NetworkReading
from balado.network.settled import place_parts, read_settled
from balado.network.shows import NetworkShow


@dataclass(frozen=True, slots=True)
class Clashes:
    """What is told of shows that clash: `faults` of each, by its name; `page` where the network's page is in one."""

    faults: Mapping[str, tuple[Fault, ...]]
    page: tuple[Fault, ...] = ()


def find_clashes(reading: NetworkReading, shows: Iterable[NetworkShow], root: Path) -> Clashes:
    """Which of these shows, which are all of the network in the folder `root`, clash with which."""
    network = reading.sound()
    endpoint = (network.defaults.publish.endpoint if network.defaults.publish else None) or ""
    settled = [one for show in shows if (one := _settled(show, endpoint)) is not None]
    faults: dict[str, list[Fault]] = defaultdict(list)
    for one, other, place in _pairs((each, place, parts) for each in settled for place, parts in each.places):
        what = say("“{name}” is published to the place of “{other}”.", name=one.name, other=other.name)
        remedy = say("Give each a place of its own: in one, each would overwrite the other.")
        faults[one.name].append(Fault(place, what, remedy))
    for one, other, place in _pairs((each, each.guid[0], (each.guid[1],)) for each in settled if each.guid[1]):
        what = say("“{name}” has the guid of “{other}”.", name=one.name, other=other.name)
        remedy = say("Give the newer one a guid of its own: by it, apps take two shows for one.")
        faults[one.name].append(Fault(place, what, remedy))
    for one, fault in _into_sources(settled):
        faults[one.name].append(fault)
    return Clashes({name: tuple(told) for name, told in faults.items()}, tuple(_of_page(reading, settled, root)))


def _settled(show: NetworkShow, endpoint: str) -> SettledShow | None:
    if show.fetched is not None:
        return show.fetched.settled
    return None if show.folder is None else read_settled(show.name, show.folder, endpoint, show.source)


def _into_sources(settled: Sequence[SettledShow]) -> Iterator[tuple[SettledShow, Fault]]:
    """Each show that would be published to where one's own files lie in a bucket: around them, or among them."""
    sources = [other for other in settled if other.source]
    for one in settled if sources else ():
        for (place, parts), other in product(one.places, sources):
            if _meet(parts, other.source):
                what = say(
                    "“{name}” is published to the place in a bucket that the files of “{other}” are fetched from.",
                    name=one.name,
                    other=other.name,
                )
                remedy = say("Write another place: what authors write and what listeners get are two.")
                yield one, Fault(place, what, remedy)


def _meet(one: PlaceParts, other: PlaceParts) -> bool:
    """Whether one of the places is the other, or inside it. Where a store is not named it may be any."""
    if one[:1] == other[:1] == ("bucket",) and "" in (one[1], other[1]):
        one, other = one[2:], other[2:]
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _pairs(found: Iterable[tuple[SettledShow, Place, PlaceParts]]) -> Iterator[tuple[SettledShow, SettledShow, Place]]:
    """Each show that has what another has, the first such other, and the line that says so."""
    by_value: dict[PlaceParts, list[tuple[SettledShow, Place]]] = defaultdict(list)
    for one, place, value in found:
        by_value[value].append((one, place))
    for sharing in by_value.values():
        for one, place in sharing:
            other = next((other for other, _ in sharing if other is not one), None)
            if other is not None:
                yield one, other, place


def _of_page(reading: NetworkReading, settled: Iterable[SettledShow], root: Path) -> Iterator[Fault]:
    publish = reading.sound().publish
    if publish is None:
        return
    place = place_parts(publish.to, root, publish.endpoint or "")
    for one in settled:
        for is_taken in (
            *(place[: len(public)] == public for _, public in one.places),
            bool(one.source) and _meet(place, one.source),
        ):
            if place and is_taken:
                what = say(
                    "The network's page would be published to the place of “{name}”, or inside it.", name=one.name
                )
                remedy = say("Write under `publish` in {file} a place that is the page's alone.", file=NETWORK_FILE)
                yield Fault(reading.place("publish.to"), what, remedy)
                return
