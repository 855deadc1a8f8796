"""One episode's folder to an Episode, with everything that is wrong with it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from balado.errors import Fault, Place
from balado.message import Message, command_line, say
from balado.show.elsewhere import is_address
from balado.show.formats import PLAYED_SUFFIXES
from balado.show.model import Episode
from balado.show.values.file_path import relative_path
from balado.show.values.forms import truth
from balado.source.attached_files import AttachedFiles, superseded
from balado.source.decode import decode
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.front import split
from balado.source.identity import episode_guid, slug_of
from balado.source.people import Directory
from balado.source.places import Places
from balado.source.presume import presumed_episode, unknown_guid, unread_episode
from balado.source.show import ShowReading, no_picture
from balado.source.translate import (
    EPISODE_KEYS,
    FIELDS_OF_KEYS,
    FILLED_BY_US,
    OF_EPISODE,
    faults_of,
    unknown_key,
    without_empty,
)
from balado.source.unread_files import absent_text, paths_in
from balado.source.yaml.document import YamlDocument
from balado.source.yaml.parse import parse

_GUID_LINE = re.compile(rb"""^guid:[ \t]*["']?([^\s"'#]+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class EpisodeReading:
    """What came of one folder. `guid`, and where it stands, is known whenever it could be read, faulty or not.

    `derived` says that the guid is written nowhere; `is_empty` is a folder that holds nothing of an episode.
    `presumed` is a faulty episode without what is faulty in it, but for drafts. `named` are the paths that its text
    names, or that name themselves.
    """

    slug: str
    episode: Episode | None
    guid: str | None
    faults: tuple[Fault, ...] = ()
    guid_place: Place | None = None
    is_draft: bool = False
    derived: bool = False
    is_empty: bool = False
    presumed: Episode | None = None
    is_unread: bool = False
    named: frozenset[str] = frozenset()


class EpisodeReader:
    """Reads the episodes of one show."""

    def __init__(self, show: ShowReading, scan: Scan) -> None:
        self._show = show
        self._find = scan.find
        # Without a zone the show is faulty and nothing is published; the form of the dates is still judged.
        self._context = {"zone": show.zone or UTC}
        self._directory = Directory(show.people)
        self._places = Places(show.places)

    def read(self, folder: EpisodeFolder) -> EpisodeReading:
        """The episode of a folder."""
        if folder.text is None:
            return self._without_text(folder)
        document, notes = episode_document(folder.text)
        if document.tree is None:
            return _unreadable(folder, folder.text, document.faults)
        return self._of_document(folder, document, notes)

    def _without_text(self, folder: EpisodeFolder) -> EpisodeReading:
        """A folder without an `episode.md`: nothing goes live by what a recording says of itself."""
        if absent := absent_text(folder):
            return EpisodeReading(folder.slug, None, None, (absent,), named=frozenset((absent.place.path,)))
        if not folder.audio:
            what = say("This folder holds neither an episode.md nor a recording.")
            fault = Fault(Place(folder.path), what, say("Put them there, or delete the folder."), severity="warning")
            return EpisodeReading(folder.slug, None, None, (fault,), is_empty=True)
        reading = self._of_document(folder, YamlDocument(folder.text_path, tree={"draft": "true"}), "")
        what = say("There is no episode.md beside this recording: the episode is a draft, and not published.")
        remedy = say(
            "Write it with `{command}`, from what the recording says of itself. If the episode is live already, with "
            "`--no-draft` behind.",
            command=command_line("balado", "new", folder.audio[0]),
        )
        fault = Fault(Place(folder.audio[0]), what, remedy, folder.slug, "warning")
        kept = tuple(one for one in reading.faults if one.place.key != "guid")
        return replace(reading, faults=(fault, *kept), guid_place=Place(folder.text_path, None, "guid"))

    def _of_document(self, folder: EpisodeFolder, document: YamlDocument, notes: str) -> EpisodeReading:
        tree = without_empty(document.tree or {})
        faults = [*_refuse_name(folder), *_refuse_unknown(tree, document)]
        faults += self._identify(tree, document, folder)
        faults += self._find_files(tree, document, folder)
        faults += self._resolve_names(tree, document)
        tree.update(slug=folder.slug, folder=folder.path, notes=notes)
        episode = None
        try:
            episode = Episode.model_validate(tree, context=self._context)
        except ValidationError as error:
            faults += faults_of(error, document, OF_EPISODE)
        faults = document.without_broken(faults)
        if any(fault.severity == "error" for fault in faults):
            episode = None
        is_draft = _is_draft(tree)
        if is_draft:
            faults = [replace(fault, severity="warning") for fault in faults]
        return EpisodeReading(
            slug=folder.slug,
            episode=episode,
            guid=tree["guid"] if isinstance(tree["guid"], str) else None,
            faults=tuple(_owned(faults, folder.slug)),
            guid_place=document.place("guid"),
            named=frozenset(paths_in(tree)),
            is_draft=is_draft,
            derived="guid" not in document.lines,
            presumed=None if episode or is_draft else presumed_episode(tree, folder, self._context),
        )

    def _identify(self, tree: dict[str, Any], document: YamlDocument, folder: EpisodeFolder) -> list[Fault]:
        if "guid" in tree:
            return []
        if self._show.guid is None:
            tree["guid"] = unknown_guid(folder.slug)
            return []
        tree["guid"] = episode_guid(self._show.guid, folder.slug)
        what = say("The episode has no guid; apps would take it for a new one when its folder is renamed.")
        place = document.place("guid")
        remedy = say("Paste this line between the lines `---`: guid: {guid}", guid=tree["guid"])
        return [Fault(place, what, remedy, severity="warning", fix=document.adding("guid", tree["guid"]))]

    def _resolve_names(self, tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
        """People and places by their keys in the show."""
        faults: list[Fault] = []
        held = tree.get("held")
        if isinstance(held, dict) and "place" in held:
            held["place"], faults = self._places.resolve(held["place"], document, "held.place")
        if "locations" in tree:
            tree["locations"], doubtful = self._places.resolve_all(tree["locations"], document, "locations")
            faults += doubtful
        if "people" in tree:
            tree["people"], unknown = self._directory.resolve(tree["people"], document)
            faults += unknown
        return faults

    def _find_files(self, tree: dict[str, Any], document: YamlDocument, folder: EpisodeFolder) -> list[Fault]:
        attached = AttachedFiles(folder, document, self._find)
        faults = attached.resolve(tree)
        films = attached.films(tree)
        audio = tuple(path for path in folder.audio if path not in films)
        if len(audio) > 1:
            what = say("An episode has one recording; here are {names}.", names=_names(audio))
            faults.append(Fault(Place(folder.path), what, _one_of(audio)))
        elif audio:
            tree["audio"] = audio[0]
            if "remote" in tree:
                faults.append(superseded(document, "audio", audio[0]))
        if len(folder.artwork) == 1 and isinstance(tree.get("artwork"), str) and is_address(tree["artwork"]):
            faults.append(superseded(document, "artwork", folder.artwork[0]))
            del tree["artwork"]
        if "artwork" in tree:
            faults += self._find_artwork(tree, document, folder)
        elif len(folder.artwork) > 1:
            what = say("An episode has one cover; here are {names}.", names=_names(folder.artwork))
            faults.append(Fault(Place(folder.path), what, say("Keep one of them in this folder.")))
        elif folder.artwork:
            tree["artwork"] = folder.artwork[0]
        return faults

    def _find_artwork(self, tree: dict[str, Any], document: YamlDocument, folder: EpisodeFolder) -> list[Fault]:
        """A cover that is named: in the episode's folder, else in the show's."""
        try:
            path = relative_path(tree["artwork"])
        except PydanticCustomError:
            return []
        found = self._find(f"{folder.path}/{path}") or self._find(path)
        if found is None:
            return [no_picture(document, path)]
        tree["artwork"] = found
        return []


def episode_document(text: TextFile) -> tuple[YamlDocument, str]:
    """The document of the front matter (unreadable when its bytes are no text), and the notes."""
    if text.raw is None:
        return YamlDocument(text.path), ""
    content, faults = decode(text.raw, text.path)
    if content is None:
        return YamlDocument(text.path, faults=faults), ""
    parts = split(content, text.path)
    if isinstance(parts, Fault):
        return YamlDocument(text.path, faults=[*faults, parts]), ""
    document = parse(parts.yaml, text.path, parts.first_line)
    document.faults = [*faults, *document.faults]
    document.lines.setdefault("notes", parts.notes_line)
    return document, parts.notes


def _unreadable(folder: EpisodeFolder, text: TextFile, faults: list[Fault]) -> EpisodeReading:
    """What is known of an episode whose text cannot be read: its guid, where a line looks like one."""
    raw = text.raw or b""
    found = _GUID_LINE.search(raw)
    written = found[1].decode("utf-8", "replace") if found else None
    return EpisodeReading(
        slug=folder.slug,
        episode=None,
        guid=written,
        faults=tuple(_owned(faults, folder.slug)),
        guid_place=Place(text.path, raw.count(b"\n", 0, found.start()) + 1, "guid") if found else None,
        presumed=unread_episode(folder, written),
        is_unread=True,
    )


def _refuse_name(folder: EpisodeFolder) -> list[Fault]:
    slug = slug_of(folder.name)
    if slug == folder.slug:
        return []
    if not slug:
        what = say("No address can be made of the name of this folder: it has no letter from a to z and no figure.")
        return [Fault(Place(folder.path), what, say("Rename the folder, for example 01-first-episode."))]
    what = say("This folder and another one would both have “{slug}” in their addresses.", slug=slug)
    return [Fault(Place(folder.path), what, say("Rename this one."))]


def _refuse_unknown(tree: dict[str, Any], document: YamlDocument) -> list[Fault]:
    """Fields that we fill are no keys of an author; what he calls otherwise gets the name of its field."""
    elsewhere = {name: tree.pop(key) for key, name in FIELDS_OF_KEYS.items() if isinstance(tree.get(key), dict)}
    taken = [name for name in tree if name in FILLED_BY_US]
    for name in taken:
        del tree[name]
    tree |= elsewhere
    return [unknown_key(name, document.place(name), EPISODE_KEYS) for name in taken]


def _one_of(audio: tuple[str, ...]) -> Message:
    """What to do where there are several recordings, of which apps may play some only."""
    unplayed = [path for path in audio if PurePosixPath(path).suffix.lower() not in PLAYED_SUFFIXES]
    if not unplayed:
        return say("Keep one of them in this folder, or name the film: video: {file: …}")
    command = command_line("balado", "master", *unplayed)
    return say("Make the one that is published of those that count, in order: `{command}`", command=command)


def _names(paths: tuple[str, ...]) -> str:
    return ", ".join(path.rpartition("/")[2] for path in paths)


def _is_draft(tree: dict[str, Any]) -> bool:
    try:
        return truth(tree.get("draft"))
    except PydanticCustomError:
        return False


def _owned(faults: list[Fault], slug: str) -> list[Fault]:
    return [replace(fault, slug=slug) for fault in faults]
