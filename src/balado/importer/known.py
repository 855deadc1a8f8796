"""What a folder holds before a feed is imported into it: its episodes by guid, its people, what was written before."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from balado.errors import Fault
from balado.importer.media.here import FilesHere, of_episode, of_show
from balado.importer.names import STATE_FILE
from balado.importer.people import PeopleDirectory
from balado.show.model import Person
from balado.source.episode import episode_document
from balado.source.files import scan
from balado.source.folder import EPISODE_FILE, SHOW_FILE, EpisodeFolder, Scan
from balado.source.settings import publish_settings
from balado.source.show import read_show

_FORMAT = 1
_NO_PEOPLE = PeopleDirectory()
_OWN_NAME = re.compile(r"[a-z0-9-]+")
"""What an import calls folders: the state file may have come from anybody, with an export."""


@dataclass(frozen=True, slots=True)
class WrittenBefore:
    """What the last import wrote: the digests of a file, one that is being replaced beside the new one, by guid.

    The file of the show has the guid "". `folders` are those of the episodes, `begun` the files that an import that did
    not end was about to add: they may be there or not.
    """

    guid: str | None = None
    digests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KnownShow:
    """A show's folder. `texts` are the digests of the files of the show ("") and of its episodes, by guid.

    `here` are the files that lie there, in the same way, `ignored` the rules that are not asked of an episode. `linked`
    are those that are reached by a link, and `unread` those that are there and cannot be read; `faults` say why.
    """

    guid: str | None = None
    url: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    people: PeopleDirectory = _NO_PEOPLE
    before: WrittenBefore = field(default_factory=WrittenBefore)
    here: Mapping[str, FilesHere] = field(default_factory=dict)
    ignored: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether there is no show yet."""
        return "" not in self.texts

    def is_edited(self, guid: str) -> bool:
        """Whether somebody changed the file of an episode, or of the show (""), or put a link in its place."""
        is_same = self.texts.get(guid) in self.before.digests.get(guid, ())
        return guid in self.texts and (guid in self.linked or not is_same)


def digest(raw: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(raw).hexdigest()


def look_at(root: Path) -> KnownShow:
    """The show in a folder; a new one where there is none."""
    if not (root / SHOW_FILE).exists():
        return KnownShow()
    found, before = scan(root), _written_before(root / STATE_FILE)
    if _is_empty(found) and not before.digests:
        return KnownShow()
    shown = read_show(found, {})
    texts = {"": digest(found.show_file.raw or b"")} if found.show_file is not None else {}
    folders, here, ignored = {}, {"": of_show(found)}, {}
    linked = {""} if (root / SHOW_FILE).is_symlink() else set()
    by_digest = {one: guid for guid, digests in before.digests.items() for one in digests if guid}
    for folder in sorted(found.episodes, key=lambda one: _is_linked(root, one.name)):
        if folder.text is None or folder.text.raw is None:
            continue
        sha256 = digest(folder.text.raw)
        guid = by_digest.get(sha256) or _guid_in(folder)
        if guid is not None and guid not in folders:
            folders[guid], texts[guid], here[guid] = folder.name, sha256, of_episode(folder)
            ignored[guid] = _ignored_in(folder)
            if _is_linked(root, folder.name):
                linked.add(guid)
    for guid in before.begun - folders.keys():
        name = before.folders.get(guid, "")
        if _OWN_NAME.fullmatch(name) and not (root / text_path(name)).exists():
            folders[guid] = name  # made for it, and empty
    unread = {guid: name for guid, name in before.folders.items() if guid not in texts and _is_there(root, name)}
    folders |= unread
    return KnownShow(
        guid=shown.guid,
        url=publish_settings(found).get("url"),
        texts=texts,
        folders=folders,
        taken=frozenset(_names(found, root)),
        people=PeopleDirectory({key: _card(one) for key, one in (shown.people or {}).items() if one is not None}),
        before=before,
        here=here,
        ignored=ignored,
        linked=frozenset(linked),
        unread=frozenset(unread),
        faults=found.faults,
    )


def _is_empty(found: Scan) -> bool:
    """Whether nobody has written anything yet: feed.yaml has not a letter, and there are no episodes."""
    text = found.show_file
    return not found.episodes and text is not None and text.raw is not None and not text.raw.strip()


def _is_linked(root: Path, folder: str) -> bool:
    """Whether an episode's text is reached by a link."""
    text = root / text_path(folder)
    return text.is_symlink() or text.parent.is_symlink()


def _is_there(root: Path, folder: str) -> bool:
    """Whether there is something under the name of an episode's text, whatever it is."""
    if Path(folder).name != folder:
        return False
    return os.path.lexists(root / text_path(folder)) or (root / text_path(folder)).parent.is_symlink()


def _names(found: Scan, root: Path) -> set[str]:
    """Every name that a new folder cannot have, also of what is hidden or no episode."""
    episodes = root / "episodes"
    there = {path.name.lower() for path in episodes.iterdir()} if episodes.is_dir() else set()
    return there | {name for folder in found.episodes for name in (folder.name, folder.slug)}


def _ignored_in(folder: EpisodeFolder) -> Mapping[str, str]:
    """The rules that are not asked of an episode, with the reasons; nothing for most, which need not be read."""
    if folder.text is None or b"\nignore:" not in (folder.text.raw or b""):
        return {}
    ignored = (episode_document(folder.text)[0].tree or {}).get("ignore")
    return {rule: why for rule, why in ignored.items() if isinstance(why, str)} if isinstance(ignored, dict) else {}


def _guid_in(folder: EpisodeFolder) -> str | None:
    if folder.text is None:
        return None
    guid = (episode_document(folder.text)[0].tree or {}).get("guid")
    return guid if isinstance(guid, str) else None


def _card(person: Person) -> dict[str, str]:
    said = {name: getattr(person, name) for name in ("name", "role", "group", "href", "picture")}
    said["role"] = getattr(person.role, "written", person.role) if person.role else "guest"
    return {name: str(value) for name, value in said.items() if value}


def _written_before(path: Path) -> WrittenBefore:
    """What the state file tells; nothing where it is not there, or is none: then all files are somebody's own."""
    try:
        kept = json.loads(path.read_bytes())
        return WrittenBefore(
            kept["guid"],
            {guid: tuple(one["sha256"]) for guid, one in kept["files"].items()},
            {guid: one["folder"] for guid, one in kept["files"].items() if guid},
            frozenset(guid for guid, one in kept["files"].items() if one.get("begun") is True),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return WrittenBefore()


def state_text(written: WrittenBefore) -> str:
    """The state file."""
    files: dict[str, dict[str, Any]] = {
        guid: {"folder": written.folders.get(guid, ""), "sha256": list(digests)}
        for guid, digests in written.digests.items()
    }
    for guid in written.begun:
        files[guid]["begun"] = True
    document = {"format": _FORMAT, "guid": written.guid, "files": files}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def text_path(folder: str) -> str:
    """The path of an episode's text in the show."""
    return f"episodes/{folder}/{EPISODE_FILE}"
