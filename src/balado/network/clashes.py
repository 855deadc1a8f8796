"""Shows of a network that would overwrite each other: two that publish to one place, or that have one guid.

It is read from the settings alone, before anything is published. Of a show in a repository they are known once it was
fetched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from balado.errors import Fault, UsageError
from balado.message import say
from balado.network.model import NETWORK_FILE
from balado.network.read import NetworkReading
from balado.network.shows import NetworkShow
from balado.network.tally import resolved
from balado.source.decode import decode
from balado.source.files import TEXT_MAX_BYTES
from balado.source.folder import SHOW_FILE
from balado.source.yaml.document import YamlDocument
from balado.source.yaml.parse import parse
from balado.store.place import bucket_and_prefix, is_bucket

_USUAL_PLACE = "public"

PlaceParts = tuple[str, ...]
"""A place from its outermost part on: of a bucket the store's address, its name and the prefix; of a folder its path.

One place is inside another where it begins with its parts.
"""


@dataclass(frozen=True, slots=True)
class Clashes:
    """What is told of shows that clash: `faults` of each, by its name; `page` where the network's page is in one."""

    faults: Mapping[str, tuple[Fault, ...]]
    page: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Settled:
    """Where a show is published and its record kept, and its guid; each with the key that says so."""

    name: str
    document: YamlDocument
    places: Sequence[tuple[str, PlaceParts]]
    guid: str


def find_clashes(reading: NetworkReading, shows: Iterable[NetworkShow], root: Path) -> Clashes:
    """Which of these shows, which are all of the network in the folder `root`, clash with which."""
    network = reading.sound()
    endpoint = network.defaults.publish.endpoint if network.defaults.publish else None
    settled = [one for show in shows if show.folder and (one := _settled(show.name, show.folder, endpoint or ""))]
    faults: dict[str, list[Fault]] = defaultdict(list)
    for one, other, key in _pairs((each, key, place) for each in settled for key, place in each.places):
        what = say("“{name}” is published to the place of “{other}”.", name=one.name, other=other.name)
        remedy = say("Give each a place of its own: in one, each would overwrite the other.")
        faults[one.name].append(Fault(one.document.place(key), what, remedy))
    for one, other, key in _pairs((each, "guid", (each.guid,)) for each in settled if each.guid):
        what = say("“{name}” has the guid of “{other}”.", name=one.name, other=other.name)
        remedy = say("Give the newer one a guid of its own: by it, apps take two shows for one.")
        faults[one.name].append(Fault(one.document.place(key), what, remedy))
    return Clashes({name: tuple(told) for name, told in faults.items()}, tuple(_of_page(reading, settled, root)))


def _pairs(found: Iterable[tuple[_Settled, str, PlaceParts]]) -> Iterator[tuple[_Settled, _Settled, str]]:
    """Each show that has what another has, the first such other, and the key that says so."""
    by_value: dict[PlaceParts, list[tuple[_Settled, str]]] = defaultdict(list)
    for one, key, value in found:
        by_value[value].append((one, key))
    for sharing in by_value.values():
        for one, key in sharing:
            other = next((other for other, _ in sharing if other is not one), None)
            if other is not None:
                yield one, other, key


def _of_page(reading: NetworkReading, settled: Iterable[_Settled], root: Path) -> Iterator[Fault]:
    publish = reading.sound().publish
    if publish is None:
        return
    place = _parts(publish.to, root, publish.endpoint or "")
    for one in settled:
        for _, public in one.places:
            if place and place[: len(public)] == public:
                what = say(
                    "The network's page would be published to the place of “{name}”, or inside it.", name=one.name
                )
                remedy = say("Write under `publish` in {file} a place that is the page's alone.", file=NETWORK_FILE)
                yield Fault(reading.place("publish.to"), what, remedy)
                return


def _settled(name: str, folder: Path, endpoint: str) -> _Settled | None:
    """What feed.yaml of a show says; None where it cannot be read, which its own run tells."""
    path = resolved(str(folder), SHOW_FILE)
    try:
        with (folder / SHOW_FILE).open("rb") as file:
            text, _ = decode(file.read(TEXT_MAX_BYTES), path)
    except OSError:
        return None
    document = parse(text or "", path)
    tree = document.tree or {}
    publish = tree.get("publish")
    settings: dict[str, Any] = publish if isinstance(publish, dict) else {}
    endpoint = _text(settings.get("endpoint")) or endpoint
    written = {"publish.to": _text(settings.get("to")) or _USUAL_PLACE, "publish.state": _text(settings.get("state"))}
    places = [(key, place) for key, to in written.items() if to and (place := _parts(to, folder, endpoint))]
    return _Settled(name, document, places, _text(tree.get("guid")).lower())


def _parts(written: str, folder: Path, endpoint: str) -> PlaceParts:
    """The parts of a place; none where it is no place, which its own run tells."""
    if not is_bucket(written):
        return ("folder", *(folder / written).resolve().parts)
    try:
        bucket, prefix = bucket_and_prefix(written)
    except UsageError:
        return ()
    return ("bucket", endpoint.rstrip("/").lower(), bucket, *filter(None, prefix.split("/")))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
