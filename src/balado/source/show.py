"""feed.yaml to a Show, with everything that is wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from balado.artifact import FEED_KEY
from balado.errors import Fault, Place
from balado.message import Message, say
from balado.show.model import Person, Show
from balado.show.podcasting import Location
from balado.show.values.address import public_address
from balado.show.values.file_path import relative_path
from balado.show.values.forms import guid
from balado.show.values.plain import wrong
from balado.show.values.zone import doubt_about, zone_of
from balado.source.credentials import take_credentials
from balado.source.decode import decode
from balado.source.folder import SHOW_FILE, Scan, TextFile
from balado.source.further_feeds import faults_of_feeds, feeds_in
from balado.source.identity import show_guid
from balado.source.people import TEAM_ROLE, Directory
from balado.source.places import Places
from balado.source.presume import presumed_show
from balado.source.public_place import PublishedShow, address_of_nobody, file_as_place
from balado.source.theme import faults_of_theme
from balado.source.translate import OF_SHOW, SHOW_KEYS, faults_of, without_effect, without_empty
from balado.source.yaml.document import YamlDocument
from balado.source.yaml.parse import parse

Listed = TypeVar("Listed", Person, Location)
_NO_GUID = "00000000-0000-5000-8000-000000000000"


@dataclass(frozen=True, slots=True)
class ShowReading:
    """What episodes need to know of their show, as far as it could be read.

    `presumed` is the show without what is faulty in it. `people` is the directory (None where it cannot be read),
    `places` that of places; who or what is faulty there is None. `guid` is None when there is none to derive from.
    """

    show: Show | None
    faults: tuple[Fault, ...]
    presumed: Show
    zone: ZoneInfo | None = None
    guid: str | None = None
    people: Mapping[str, Person | None] | None = field(default_factory=dict)
    places: Mapping[str, Location | None] = field(default_factory=dict)
    is_unread: bool = False


_NOT_YET = PublishedShow()


def read_show(scan: Scan, overrides: Mapping[str, str], published: PublishedShow = _NOT_YET) -> ShowReading:
    """The show of a scan. `overrides` (`to`, `url`) take the place of the keys under `publish`.

    While the file has no guid that can be read, it is the one that was `published`.
    """
    text = scan.show_file
    if text is None:
        return _unread((_no_file(scan),), published.guid)
    if text.raw is None:
        return _unread((), published.guid)  # the scan has its fault
    document = inheriting_document(text)
    if document.tree is None:
        return _unread(tuple(document.faults), published.guid)
    return _of_document(document, scan, overrides, published)


def _unread(faults: tuple[Fault, ...], published: str | None) -> ShowReading:
    presumed = presumed_show({}, published, {"zone": UTC})
    return ShowReading(None, faults, presumed, guid=published, people=None, is_unread=True)


def show_document(text: TextFile) -> YamlDocument:
    """The document of feed.yaml, unreadable when its bytes are no text."""
    content, faults = decode(text.raw or b"", text.path)
    if content is None:
        return YamlDocument(text.path, faults=faults)
    document = parse(content, text.path)
    document.faults = [*faults, *document.faults]
    return document


def inheriting_document(text: TextFile) -> YamlDocument:
    """The same with what the show has from the network.yaml above its folder."""
    document = show_document(text)
    if text.shared is not None:
        from balado.source.shared.merge import inherit  # most shows are alone

        document.faults = [*document.faults, *inherit(document, text.shared.raw or b"", text.shared.path)]
    return document


def missing_show(scan: Scan) -> Message:
    """What to tell who runs Balado in a folder without feed.yaml, in full: what there is instead, what to do."""
    if scan.near_show_file:
        return say(
            "There is no feed.yaml in {folder}, only {name}. Rename {name} to feed.yaml.",
            folder=scan.root,
            name=scan.near_show_file,
        )
    return say(
        "There is no feed.yaml in {folder}. Go to the show's folder, name it with --show, or begin one with "
        "`balado init`.",
        folder=scan.root,
    )


def _no_file(scan: Scan) -> Fault:
    if scan.near_show_file:
        remedy = say("Rename {name} to feed.yaml.", name=scan.near_show_file)
    else:
        remedy = say("Go to the show's folder, or write one with `balado init`.")
    return Fault(Place(SHOW_FILE), say("There is no feed.yaml in this folder."), remedy)


def _of_document(
    document: YamlDocument, scan: Scan, overrides: Mapping[str, str], published: PublishedShow
) -> ShowReading:
    tree = without_empty(document.tree or {})
    faults = take_credentials(tree, document)
    publish = tree.get("publish", {})
    if overrides and isinstance(publish, dict):
        tree["publish"] = {**publish, **overrides}
    faults += _find_artwork(tree, document, scan)
    faults += faults_of_theme(tree, document, scan)
    identity, missing = _identify(tree, document, publish, published.guid)
    faults += missing
    of_place = (*file_as_place(tree, document, published), *address_of_nobody(tree, document))
    faults += [_placed(fault, overrides) for fault in of_place]
    faults += _resolve_names(tree, document)
    zone = zone_of(tree.get("timezone"))
    faults += [*_doubtful_zone(tree, document), *without_effect(tree, document)]
    context = {"zone": zone or UTC}
    show = None
    try:
        show = Show.model_validate(tree, context=context)
    except ValidationError as error:
        faults += [_placed(fault, overrides) for fault in faults_of(error, document, OF_SHOW)]
    faults = document.without_broken(faults)
    sound = not any(fault.severity == "error" for fault in faults)
    return ShowReading(
        show=show if sound else None,
        faults=tuple(faults),
        presumed=show or presumed_show(tree, identity, context),
        zone=zone,
        guid=identity,
        people=show.people if show else _directory(document.tree or {}),
        places=show.places if show else directory_of(tree.get("places"), Location),
    )


def _placed(fault: Fault, overrides: Mapping[str, str]) -> Fault:
    """A value of the command line is no fault of the file."""
    name = fault.place.key.removeprefix("publish.")
    if fault.place.key.startswith("publish.") and name in overrides:
        return replace(fault, place=Place(f"--{name}"), fix=None)
    return fault


def _doubtful_zone(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """A zone that exists and that few people mean."""
    name = tree.get("timezone")
    doubt = doubt_about(name) if isinstance(name, str) else None
    if doubt is not None:
        yield Fault(document.place("timezone"), *doubt, severity="warning")


def _find_artwork(tree: dict[str, Any], document: YamlDocument, scan: Scan) -> Iterator[Fault]:
    """Covers by their names on disk; a fault for each that is not there. A path that is none is left to the model."""
    further = ((f"feeds.{name}.artwork", cut) for name, cut in feeds_in(tree.get("feeds")))
    for key, group in (("artwork", tree), *further):
        try:
            path = relative_path(group.get("artwork"))
        except PydanticCustomError:
            continue
        if (found := scan.find(path)) is None:
            yield no_picture(document, path, key)
        else:
            group["artwork"] = found


def no_picture(document: YamlDocument, path: str, key: str = "artwork") -> Fault:
    """The fault of artwork that is named and is not in the show's folder."""
    return Fault(
        document.place(key),
        say("There is no file {path} in the show's folder.", path=path),
        say("Put the picture there, or correct its path (capital letters count)."),
    )


def _identify(
    tree: dict[str, Any], document: YamlDocument, publish: object, published: str | None
) -> tuple[str | None, list[Fault]]:
    """The show's guid: written, published, or derived from its first address; a fault gives the line to write."""
    if "guid" in tree:
        try:
            return guid(tree["guid"]), []
        except PydanticCustomError:
            return published, []
    tree["guid"] = _NO_GUID
    what = say("The show has no guid, by which apps know it for ever.")
    try:
        derived = published or show_guid(f"{_address(tree, publish)}/{FEED_KEY}")
    except PydanticCustomError:
        remedy = say("Write the public address under `publish`, `url:`. Then Balado gives the line to paste.")
        return None, [Fault(document.place("guid"), what, remedy)]
    remedy = say("Paste this line: guid: {guid}", guid=derived)
    return derived, [Fault(document.place("guid"), what, remedy, fix=document.adding("guid", derived))]


def _address(tree: Mapping[str, Any], publish: object) -> str:
    """The show's address as its file says; failing that, as the command line does."""
    for source in (publish, tree.get("publish")):
        if isinstance(source, dict) and "url" in source:
            return public_address(source["url"])
    raise wrong(say("It is empty."), say("Write it."))


def _resolve_names(tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
    """Who and where, by the keys of the show's own directories."""
    faults: list[Fault] = []
    if "locations" in tree:
        places = Places(directory_of(tree.get("places"), Location))
        tree["locations"], faults = places.resolve_all(tree["locations"], document, "locations")
    if "team" in tree:
        directory = Directory(directory_of(tree.get("people"), Person), TEAM_ROLE)
        tree["team"], unknown = directory.resolve(tree["team"], document, "team")
        faults += unknown
    return [*faults, *faults_of_feeds(tree, document)]


def _directory(tree: Mapping[str, Any]) -> Mapping[str, Person | None] | None:
    """The people of a faulty show; None where nobody can say who is in it: no group, or its key may be misspelt."""
    written = tree.get("people")
    if written is None:
        return {} if tree and tree.keys() <= {*SHOW_KEYS} else None
    return directory_of(written, Person) if isinstance(written, dict) else None


def directory_of(directory: object, model: type[Listed]) -> Mapping[str, Listed | None]:
    """The directory of a show that is not judged yet, so that others are judged by what there is."""
    if not isinstance(directory, dict):
        return {}
    return {key: _one(written, model) for key, written in directory.items()}


def _one(written: object, model: type[Listed]) -> Listed | None:
    try:
        return model.model_validate(written)
    except ValidationError:
        return None
