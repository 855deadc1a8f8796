"""The show's folder, scanned once. Of this room it alone reads the disk, and imports nothing heavy.

A nightly run over thousands of episodes comes through here even when nothing has changed.
"""

# Strings and os.path throughout: a Path for each of 30,000 names would double the time.
# ruff: noqa: PTH110, PTH112, PTH113, PTH118, PTH122, PTH208

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

from balado.errors import Fault, Place, reason_of
from balado.message import Message, say
from balado.show.formats import PICTURE_SUFFIXES, RECORDING_SUFFIXES
from balado.source.folder import (
    EPISODE_FILE,
    EPISODES_FOLDER,
    LISTS_SHOWS,
    RECIPE_SUFFIX,
    SHARED_FILE,
    SHOW_FILE,
    EpisodeFolder,
    Scan,
    TextFile,
    composed,
)
from balado.source.identity import episode_slugs, slug_of

__all__ = ["TEXT_MAX_BYTES", "EpisodeFolder", "Scan", "TextFile", "scan"]

TEXT_MAX_BYTES = 1_000_000
"""A longer feed.yaml or episode.md is refused: it is not one that a person wrote."""

_PIECE_BYTES = 1 << 16
_LEFTOVERS = (".bak", ".orig", ".swp", ".swo", ".tmp", ".temp", ".part", ".crdownload", "~", ".ds_store")
# What iCloud leaves in the place of a file that is not on this computer: hidden, and yet its author's.
_NOT_HERE = ".icloud"
_OF_A_THEME = (".html", ".css")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_HIDDEN = (".", "#", "~$")
_LOOSE_SUFFIXES = (".md", *RECORDING_SUFFIXES)
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def scan(root: Path) -> Scan:
    """What the folder holds, in one pass. What cannot be read is a fault of the scan; nothing is raised for it."""
    look = _Look(os.path.realpath(root))
    show_file, near = look.show_file()
    entries = sorted(look.entries_of_episodes(), key=lambda entry: _composed(entry.name))
    folders = [entry for entry in entries if entry.is_dir()]
    slugs = episode_slugs(entry.name for entry in folders)
    episodes = tuple(look.episode(entry, slugs[entry.name]) for entry in folders)
    return Scan(
        root=look.root,
        show_file=show_file,
        episodes=episodes,
        faults=tuple(look.faults),
        near_show_file=near,
        loose=tuple(f"{EPISODES_FOLDER}/{entry.name}" for entry in entries if _is_loose(entry)),
        find=look.find,
        texts_in=look.texts_in,
        modified=look.modified,
    )


def _composed(name: str) -> tuple[str, str]:
    """Sort key: the same on every system, however it stores accents."""
    return (composed(name), name)


def _sorted(paths: list[str]) -> tuple[str, ...]:
    return tuple(sorted(paths, key=_composed)) if paths else ()


@dataclass(slots=True)
class _Look:
    root: str
    faults: list[Fault] = field(default_factory=list)
    listings: dict[str, dict[str, str]] = field(default_factory=dict)

    def show_file(self) -> tuple[TextFile | None, str | None]:
        near = None
        for entry in self._entries("", None):
            if entry.name == SHOW_FILE:
                return replace(self._text(entry, SHOW_FILE, None), shared=self._shared()), None
            if entry.name.lower() in ("feed.yml", "feed.yaml", "feed.yaml.txt", "feed.yml.txt", "podcast.yaml"):
                near = entry.name
        return None, near

    def _shared(self) -> TextFile | None:
        """The nearest network.yaml above the show, within the repository, the home and the folders of its owner."""
        try:
            path = _above(Path(self.root), Path("~").expanduser())
        except (OSError, RuntimeError):  # what may not be looked at; a user without a home, as in containers
            return None
        if path is None:
            return None
        shown = os.path.relpath(path, self.root).replace(os.sep, "/")
        text = self._opened(str(path), shown, None)
        return text if text.raw is None or LISTS_SHOWS.search(text.raw) else None

    def entries_of_episodes(self) -> list[os.DirEntry[str]]:
        return self._entries(EPISODES_FOLDER, None)

    def episode(self, folder: os.DirEntry[str], slug: str) -> EpisodeFolder:
        path = f"{EPISODES_FOLDER}/{folder.name}"
        text: TextFile | None = None
        audio, artwork, others, recipes = [], [], [], []
        for entry in self._entries(path, slug):
            here = f"{path}/{entry.name}"
            name = entry.name.lower()
            if name == EPISODE_FILE and (text is None or entry.name == EPISODE_FILE):
                others += [text.path] if text else []
                text = self._text(entry, here, slug)
                continue
            stem, suffix = os.path.splitext(name)
            if suffix in RECORDING_SUFFIXES and entry.is_file():
                audio.append(here)
            elif stem == "cover" and suffix in PICTURE_SUFFIXES and entry.is_file():
                artwork.append(here)
            elif name.endswith(RECIPE_SUFFIX) and entry.is_file():
                recipes.append(entry)
            elif entry.is_file():
                others.append(here)
        masters = self._masters(path, slug, audio, recipes) if len(audio) > 1 else frozenset()
        audio = [one for one in audio if one not in masters]
        found = map(_sorted, (audio, artwork, others, list(masters)))
        return EpisodeFolder(folder.name, slug, path, text, *found)

    def _masters(self, path: str, slug: str, audio: list[str], recipes: list[os.DirEntry[str]]) -> frozenset[str]:
        """Of which of these recordings another one was made: recipes are read only where there are several."""
        from balado.source.masters import masters_in

        return masters_in(audio, [self._text(entry, f"{path}/{entry.name}", slug) for entry in recipes])

    def find(self, path: str) -> str | None:
        """The file's path in the letters of the disk, None when it is not in the folder (or a link leads out of it)."""
        here = ""
        for part in path.split("/"):
            names = self._names(here)
            name = names.get(part) or names.get(unicodedata.normalize("NFC", part))
            if name is None:
                return None
            here = f"{here}/{name}" if here else name
        full = os.path.join(self.root, here)
        return here if os.path.isfile(full) and self._is_inside(full) else None

    def texts_in(self, path: str) -> tuple[TextFile, ...] | None:
        """The templates and style sheets in a folder of the show, by name; None where there is no such folder."""
        full = os.path.join(self.root, path)
        if not (os.path.isdir(full) and self._is_inside(full)):
            return None
        before = len(self.faults)
        entries = sorted(self._entries(path, None), key=lambda entry: _composed(entry.name))
        refused = [TextFile(fault.place.path, None, fault) for fault in self.faults[before:]]
        named = (entry for entry in entries if entry.name.endswith(_OF_A_THEME))
        return (*refused, *(self._text(entry, f"{path}/{entry.name}", None) for entry in named))

    def modified(self, path: str) -> float:
        """When the file was written last, in seconds since 1970; 0 where that cannot be told."""
        try:
            return Path(self.root, path).stat().st_mtime
        except OSError:
            return 0.0

    def _names(self, folder: str) -> dict[str, str]:
        """The names in a folder, by themselves and by their composed form."""
        if folder not in self.listings:
            try:
                names = os.listdir(os.path.join(self.root, folder))
            except OSError:
                names = []
            composed = {unicodedata.normalize("NFC", name): name for name in names if not name.isascii()}
            self.listings[folder] = {**composed, **{name: name for name in names}}
        return self.listings[folder]

    def _entries(self, path: str, slug: str | None) -> list[os.DirEntry[str]]:
        """What is in a folder, without hidden files and leftovers of editors, without what leads out of the show."""
        try:
            with os.scandir(f"{self.root}/{path}") as entries:
                return [entry for entry in entries if _is_wanted(entry.name) and self._is_fit(entry, path, slug)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            what = say("This folder cannot be opened: {reason}.", reason=reason_of(error))
            self._report(path, slug, what, say("Make it readable for the account that runs Balado."))
            return []

    def _is_fit(self, entry: os.DirEntry[str], path: str, slug: str | None) -> bool:
        if entry.name.isascii() and not entry.is_symlink():
            return True
        where = f"{path}/{entry.name}" if path else entry.name
        if path == EPISODES_FOLDER:
            slug = slug_of(entry.name) or entry.name
        if path and not entry.name.isascii() and not _is_unicode(entry.name):
            shown = os.fsencode(where).decode("utf-8", "replace")
            what = say("The name of this file is in an old encoding: “{name}”.", name=shown)
            self._report(shown, slug, what, say("Rename it, with plain letters if you can."))
            return False
        # Other links at the top of the folder are none of the show's business.
        if entry.is_symlink() and (path or entry.name in (SHOW_FILE, EPISODES_FOLDER)):
            return self._is_fit_link(entry, where, slug)
        return True

    def _is_fit_link(self, entry: os.DirEntry[str], where: str, slug: str | None) -> bool:
        if self._is_inside(entry.path) and os.path.exists(entry.path):
            return True
        what = say("This link leads out of the show's folder, or to nothing.")
        self._report(where, slug, what, say("Put the file itself in its place."))
        return False

    def _is_inside(self, full: str) -> bool:
        try:
            return os.path.commonpath((self.root, os.path.realpath(full))) == self.root
        except ValueError:  # two drives of Windows
            return False

    def _text(self, entry: os.DirEntry[str], path: str, slug: str | None) -> TextFile:
        if not entry.is_file():
            what = say("This is not a text file but a folder or a device.")
            return TextFile(path, None, self._report(path, slug, what, say("Rename it and write a text file instead.")))
        return self._opened(entry.path, path, slug)

    def _opened(self, full: str, path: str, slug: str | None) -> TextFile:
        try:
            raw = _read(full)
        except OSError as error:
            what = say("This file cannot be opened: {reason}.", reason=reason_of(error))
            return TextFile(path, None, self._report(path, slug, what, say("Make it a readable text file.")))
        if len(raw) > TEXT_MAX_BYTES:
            what = say("This file is longer than {limit} bytes.", limit=TEXT_MAX_BYTES)
            remedy = say("Keep only text in it; a recording or a picture belongs in a file of its own.")
            return TextFile(path, None, self._report(path, slug, what, remedy))
        return TextFile(path, raw)

    def _report(self, path: str, slug: str | None, what: Message, remedy: Message) -> Fault:
        fault = Fault(Place(path), what, remedy, slug)
        self.faults.append(fault)
        return fault


def _above(root: Path, home: Path) -> Path | None:
    folder, owner = root, root.stat().st_uid
    while folder not in (home, folder.parent) and not (folder / ".git").exists():
        folder = folder.parent
        if folder.stat().st_uid != owner:
            return None
        if (folder / SHARED_FILE).is_file():
            return folder / SHARED_FILE
    return None


def _read(path: str) -> bytes:
    """The bytes of a file, or one piece more than the limit. Half the time of `open`, which sizes its buffer first."""
    descriptor = os.open(path, _READING)
    try:
        raw = piece = os.read(descriptor, _PIECE_BYTES)
        while piece and len(raw) <= TEXT_MAX_BYTES:
            piece = os.read(descriptor, _PIECE_BYTES)
            raw += piece
    finally:
        os.close(descriptor)
    return raw


def _is_loose(entry: os.DirEntry[str]) -> bool:
    """Whether this is a file that belongs into an episode's folder."""
    return entry.name.lower().endswith(_LOOSE_SUFFIXES) and entry.is_file()


def _is_wanted(name: str) -> bool:
    if name.endswith(_NOT_HERE):
        return True
    if name.startswith(_HIDDEN):
        return False
    lower = name.lower()
    return not lower.endswith(_LEFTOVERS) and lower not in _SYSTEM_FILES


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
