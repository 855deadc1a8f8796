"""network.yaml to a Network, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from balado.errors import Fault, Place, SourceError, UsageError, reason_of
from balado.message import say
from balado.network.model import NETWORK_FILE, Network
from balado.show.model import Person
from balado.show.podcasting import Location
from balado.show.values.zone import zone_of
from balado.source.credentials import take_credentials
from balado.source.decode import decode
from balado.source.files import TEXT_MAX_BYTES
from balado.source.keys.examples import SHOW_EXAMPLES
from balado.source.people import TEAM_ROLE, Directory
from balado.source.places import Places
from balado.source.shared.merge import OWN_OF_A_SHOW
from balado.source.show import directory_of
from balado.source.translate import FileKeys, faults_of, without_empty
from balado.source.yaml.document import YamlDocument
from balado.source.yaml.parse import parse

OF_NETWORK = FileKeys(
    tuple(Network.model_fields),
    Network,
    {
        **{key: SHOW_EXAMPLES[key] for key in SHOW_EXAMPLES.keys() & Network.model_fields.keys()},
        **{f"defaults.{key}": example for key, example in SHOW_EXAMPLES.items()},
        "title": "title: My institution",
        "shows": "shows: [ministere/*]",
        "defaults": "defaults: {author: My institution}",
    },
)
"""What may be written in network.yaml."""


@dataclass(frozen=True, slots=True)
class NetworkReading:
    """What network.yaml says. `network` is None when something in it is wrong; `faults` are by line."""

    network: Network | None
    faults: tuple[Fault, ...]
    document: YamlDocument = field(repr=False)
    raw: bytes = field(default=b"", repr=False)

    def place(self, key: str) -> Place:
        """Where a key stands."""
        return self.document.place(key)

    def sound(self) -> Network:
        """The network. Raises SourceError with everything that is wrong."""
        if self.network is None:
            errors = [fault for fault in self.faults if fault.severity == "error"]
            raise SourceError.of(errors, [fault for fault in self.faults if fault.severity != "error"])
        return self.network


def read_network(folder: Path) -> NetworkReading:
    """The network of this folder. Raises UsageError where there is no network.yaml, or where it cannot be opened."""
    return read_text(network_bytes(folder))


def network_bytes(folder: Path) -> bytes:
    """The bytes of network.yaml. Raises UsageError where there is none, or none that can be opened."""
    path = folder / NETWORK_FILE
    try:
        with path.open("rb") as file:
            raw = file.read(TEXT_MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(
            say("There is no network.yaml in “{folder}”. Name the folder that holds it.", folder=str(folder))
        ) from None
    except OSError as error:
        raise UsageError(say("{path} cannot be opened: {reason}.", path=str(path), reason=reason_of(error))) from error
    if len(raw) > TEXT_MAX_BYTES:
        raise UsageError(say("{path} is longer than {limit} bytes.", path=str(path), limit=TEXT_MAX_BYTES))
    return raw


def read_text(raw: bytes) -> NetworkReading:
    """The network that these bytes of network.yaml are."""
    text, undecoded = decode(raw, NETWORK_FILE)
    document = YamlDocument(NETWORK_FILE) if text is None else parse(text, NETWORK_FILE)
    document.faults = [*undecoded, *document.faults]
    if document.tree is None:
        return NetworkReading(None, tuple(document.faults), document, raw)
    tree = without_empty(document.tree)
    faults = take_credentials(tree, document)
    faults += _take_own(tree, document)
    faults += _resolve_names(tree, document)
    network = None
    try:
        network = Network.model_validate(tree, context={"zone": _zone(tree)})
    except ValidationError as error:
        faults += faults_of(error, document, OF_NETWORK)
    faults = sorted(document.without_broken(faults), key=lambda fault: fault.order)
    sound = not any(fault.severity == "error" for fault in faults)
    return NetworkReading(network if sound else None, tuple(faults), document, raw)


def _zone(tree: Mapping[str, Any]) -> Any:
    defaults = tree.get("defaults")
    return (zone_of(defaults.get("timezone")) if isinstance(defaults, dict) else None) or UTC


def _take_own(tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
    """A fault for each default that is every show's own; they are taken out of the tree."""
    defaults = tree.get("defaults")
    if not isinstance(defaults, dict):
        return []
    taken = [name for name in defaults if name in OWN_OF_A_SHOW]
    for name in taken:
        del defaults[name]
    return [_own(name, document.place(f"defaults.{name}")) for name in taken]


def _own(name: str, place: Place) -> Fault:
    if name in Network.model_fields and name not in ("title", "guid"):
        what = say("“{name}” stands at the top of network.yaml, not under `defaults`.", name=name)
        return Fault(place, what, say("Move it there: what it holds is added to that of each show."))
    what = say("“{name}” is each show's own: it is no default.", name=name)
    return Fault(place, what, say("Delete the line, and write it in feed.yaml of the show."))


def _resolve_names(tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
    """Who and where of the defaults, by the keys of the shared directories."""
    defaults = tree.get("defaults")
    if not isinstance(defaults, dict):
        return []
    faults: list[Fault] = []
    if "team" in defaults:
        directory = Directory(directory_of(tree.get("people"), Person), TEAM_ROLE)
        defaults["team"], faults = directory.resolve(defaults["team"], document, "defaults.team")
    if "locations" in defaults:
        places = Places(directory_of(tree.get("places"), Location))
        defaults["locations"], unknown = places.resolve_all(defaults["locations"], document, "defaults.locations")
        faults += unknown
    return faults
