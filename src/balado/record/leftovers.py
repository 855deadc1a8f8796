"""What runs still send of an episode that was taken down, found by its names, whoever sent it and whenever.

A publication that was under way during a takedown may go on sending, and be killed before it notices. So a takedown
leaves a note in the state: salted digests of the names that its keys begin with. They tell nobody a name, but let any
later run know such a key when it sees one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from xml.sax.saxutils import escape

from balado.artifact import NEVER, Artifact, Kind
from balado.record.copies import unpacked
from balado.record.cuts import Cuts
from balado.record.generation import Generation
from balado.record.generation_file import COPIES, SITE_COPIES, copied_document, copied_site_file
from balado.record.history import generations_back, page_artifact, project
from balado.record.integrity import audit_all
from balado.record.keys import MediaFolder, is_of_site
from balado.record.redact import names_of_others
from balado.store.storage import Storage, Stored
from balado.store.target import Target

_UNDER_WAY = timedelta(days=1)
"""So long a run may still send what it planned before a takedown."""

_PREFIX = "takedowns/"
_KEY = re.compile(r"([a-z]+)/(.+?)(?:-([0-9a-f]{16})(?:\.\w+)?)?")
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 60
_PAGE = re.compile(r"(?:episodes|embed|oembed)/(.+)\.(?:html|json)")
_REST: Mapping[str, re.Pattern[str]] = {
    MediaFolder.AUDIO: re.compile(""),
    MediaFolder.CHAPTERS: re.compile(""),
    MediaFolder.ARTWORK: re.compile("(-chapter|-image)?"),
    MediaFolder.TRANSCRIPTS: re.compile("(-[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?"),
    MediaFolder.DOCUMENTS: re.compile("-.+"),
    MediaFolder.FILMS: re.compile("-.+"),
}
"""What a key has between the name of its episode and the digest, by folder."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one episode, as digests. `others` are names of episodes that must not be taken for it."""

    salt: str
    digests: frozenset[str]
    others: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], salt: str, others: Collection[str] = ()) -> Names:
        """The names made unreadable."""
        return cls(salt, frozenset(_digest(salt, name) for name in names), frozenset(others))

    def own(self, key: str) -> bool:
        """Whether a key begins with one of the names: of several that fit, the longest decides whose it is.

        A page has the name as a whole.
        """
        page = _PAGE.fullmatch(key)
        if page is not None:
            return page[1] not in self.others and _digest(self.salt, page[1]) in self.digests
        found = _KEY.fullmatch(key)
        if found is None or found[1] not in _REST:
            return False
        parts = found[2].split("-")
        for count in range(len(parts), 0, -1):
            name = "-".join(parts[:count])
            if found[3] and not _REST[found[1]].fullmatch(found[2][len(name) :]):
                continue
            if _digest(self.salt, name) in self.digests:
                return True
            if name in self.others:
                return False
        return False

    def occur_in(self, text: str) -> bool:
        """Whether one of the names stands in a text as whole words."""
        edges = [found.span() for found in _WORD.finditer(text)][:_MOST_WORDS]
        return any(
            _digest(self.salt, text[start:end]) in self.digests
            for place, (start, _) in enumerate(edges)
            for _, end in edges[place:]
        )


@dataclass(frozen=True, slots=True)
class Note:
    """What the takedown of a guid left for later runs. `since` is its time by the clock of the store."""

    guid: str
    names: Names
    since: datetime | None


def write_note(state: Storage, guid: str, names: Iterable[str], salt: str) -> Names:
    """Leave the note of a takedown, with the names that an earlier one of the same guid left; gives them all."""
    key = _note_key(guid)
    before = state.get(key)
    known = None if before is None else _read(before[0])
    salt = salt if known is None else known.salt
    digests = Names.of(names, salt).digests | (known.digests if known is not None else frozenset())
    body = json.dumps({"salt": salt, "names": sorted(digests)}).encode()
    if before is None or before[0] != body:
        state.put(Artifact.of_bytes(key, Kind.GENERATION, body, "application/json", NEVER))
    return Names(salt, digests)


def _notes_of(target: Target, generation: Generation, others: Collection[str]) -> tuple[Note, ...]:
    """The notes on guids that are taken down still. One request where there is none."""
    if not generation.taken:
        return ()
    guids = {_note_key(guid): guid for guid in generation.taken}
    found = []
    for stored in [one for one in list(target.state.list(_PREFIX)) if one.key in guids]:
        body = target.state.get(stored.key)
        names = None if body is None else _read(body[0])
        if names is not None:
            guid = guids[stored.key]
            own = replace(names, others=names_of_others(generation, guid) | {*others})
            found.append(Note(guid, own, stored.modified))
    return tuple(found)


def taken_names(target: Target, guid: str | None = None) -> tuple[Names, ...]:
    """The names of episodes that were taken down, or of that one. One request for each, and one for the list."""
    keys = [stored.key for stored in list(target.state.list(_PREFIX))]
    bodies = [target.state.get(key) for key in keys if guid is None or key == _note_key(guid)]
    found = (_read(body[0]) for body in bodies if body is not None)
    return tuple(names for names in found if names is not None)


def finish_takedowns(
    target: Target, newest: Generation | None, others: Collection[str], cuts: Cuts
) -> tuple[Note, ...]:
    """Remove what was sent after takedowns by runs that were under way then; gives the notes of those takedowns.

    Nothing that the newest publication needs goes, and of a later episode that has the same name nothing either: only
    what was sent within a day of the takedown. `others` are names of folders in the source.
    """
    notes = _notes_of(target, newest, others) if newest is not None else ()
    if newest is None or not notes:
        return ()
    needed = {stored.key for stored in newest.objects} | newest.further.keys()
    late = [stored.key for stored in list(target.public.list("")) if any(_is_late(note, stored) for note in notes)]
    for key in late:
        if key not in needed and is_ours(target.public, key):
            target.public.delete(key)
    target.public.abandon(lambda key, begun: any(_is_late(note, Stored(key, 0, modified=begun)) for note in notes))
    _drop_copies(target, newest, notes)
    _drop_late_pages(target, newest, notes)
    _clean_pages(target, newest, notes, cuts)
    return notes


def may_still_send(notes: Iterable[Note], now: datetime) -> bool:
    """Whether a run that began before one of these takedowns may be under way yet."""
    return any(note.since is None or now.tzinfo is None or now < note.since + _UNDER_WAY for note in notes)


def is_ours(storage: Storage, key: str) -> bool:
    """Whether Balado stored an object: the store says so, or its key is named after its bytes."""
    stored = storage.head(key)
    if stored is None or stored.sha256 is not None:
        return stored is not None
    found, examined = _KEY.fullmatch(key), storage.examine(key)
    return found is not None and examined is not None and (examined.sha256 or "")[:16] == found[3]


def _is_late(note: Note, stored: Stored) -> bool:
    """Whether a key is the episode's, and was written when runs that knew it may still have been under way."""
    if note.since is not None and stored.modified is not None and stored.modified > note.since + _UNDER_WAY:
        return False
    return note.names.own(stored.key)


def _drop_copies(target: Target, newest: Generation, notes: tuple[Note, ...]) -> None:
    """Kept copies that a run stored for a publication that it could not commit."""
    for stored in list(target.state.list(COPIES)):
        since = [note for note in notes if _is_since(note, stored)]
        sha256 = copied_document(stored.key)
        if not since or sha256 is None or sha256 in newest.documents:
            continue
        found = target.state.get(stored.key)
        document = None if found is None else unpacked(found[0], sha256)
        if document is not None and any(_tells_of(document, note.guid) for note in since):
            target.state.delete(stored.key)


def _drop_late_pages(target: Target, newest: Generation, notes: tuple[Note, ...]) -> None:
    """Copies of pages that a run stored for a publication that it could not commit: no record names them."""
    open_notes = [note for note in notes if note.since is None or newest.created <= note.since + 2 * _UNDER_WAY]
    needed = set(newest.further.values())
    late = [
        stored.key
        for stored in (list(target.state.list(SITE_COPIES)) if open_notes else ())
        if copied_site_file(stored.key) not in needed and any(_is_since(note, stored) for note in open_notes)
    ]
    if late:
        for generation in generations_back(target, newest):
            needed |= {file.sha256 for file in generation.site}
    for key in late:
        if copied_site_file(key) not in needed:
            target.state.delete(key)


def _is_since(note: Note, stored: Stored) -> bool:
    return note.since is None or stored.modified is None or stored.modified >= note.since


def _clean_pages(target: Target, newest: Generation, notes: tuple[Note, ...], cuts: Cuts) -> None:
    """Documents that a run wrote after the takedown, for a publication that it committed before."""
    stale = False
    for key in document_keys(target.public):
        found = target.public.get(key)
        if found is None:
            continue
        told = [note.guid for note in notes if _tells_of(found[0], note.guid)]
        clean = found[0]
        for guid in told:
            clean = cuts.feed(clean, guid)
        if clean != found[0]:
            stale = True
            target.public.put(page_artifact(key, clean))
    if stale or _has_other_pages(target, newest, notes):
        project(target, newest)


def _has_other_pages(target: Target, newest: Generation, notes: tuple[Note, ...]) -> bool:
    """Whether pages are served otherwise than recorded, while a run of before a takedown may still serve its own."""
    if not newest.site or not any(
        note.since is None or newest.created <= note.since + 2 * _UNDER_WAY for note in notes
    ):
        return False
    return any(damage.published.is_page for damage in audit_all(newest, target.public))


def document_keys(storage: Storage) -> Iterator[str]:
    """The documents at the top of the public place."""
    keys = [stored.key for stored in storage.list("")]
    return (key for key in keys if "/" not in key and key.endswith(".xml") and not is_of_site(key))


def _tells_of(document: bytes, guid: str) -> bool:
    return f">{escape(guid)}<".encode() in document


def _note_key(guid: str) -> str:
    return f"{_PREFIX}{hashlib.sha256(guid.encode()).hexdigest()[:32]}.json"


def _digest(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()


def _read(body: bytes) -> Names | None:
    """The names of a note; None when it is damaged."""
    try:
        read = json.loads(body)
        return Names(str(read["salt"]), frozenset(map(str, read["names"])))
    except (ValueError, KeyError, TypeError):
        return None
