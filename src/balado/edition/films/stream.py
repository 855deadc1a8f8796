"""A film in several qualities (HLS): a playlist, the playlists that it names, and the files that those name.

Each file is published under a key of its own, named after its bytes, and the playlists name one another by these keys.
So nothing of a stream ever changes in place: another quality, another cut is another first playlist.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import quote

from balado.artifact import FOREVER, Artifact, Kind
from balado.edition.contents import Attachment, Piece
from balado.edition.drafts import refuse_draft
from balado.edition.inputs import Inputs
from balado.edition.memory import nearest
from balado.errors import Fault, MediaError, Place
from balado.media.cache import OtherFile
from balado.media.hls.playlist import PLAYLIST_SUFFIX, Elsewhere, Playlist, file_named, read_playlist
from balado.message import say
from balado.record.generation import SideKind, SideRecord
from balado.record.keys import MediaFolder, side_key
from balado.show.formats import STREAM_FILES
from balado.show.model import Episode
from balado.source.identity import slug_of

_MOST_PLAYLIST_BYTES = 16_000_000
# One of qualities names those of pieces, and these no others (RFC 8216, 4.1).
_MOST_PLAYLISTS_DEEP = 2


@dataclass(slots=True)
class StreamFiles:
    """A stream as it lies on this disk: its playlists by path below its folder, and its other files.

    The first playlist is the last of `playlists`: one comes behind those that it names. `away` are the lines that name
    a file that is not here.
    """

    folder: str
    slug: str
    playlists: dict[str, Playlist] = field(default_factory=dict)
    pieces: dict[str, OtherFile] = field(default_factory=dict)
    texts: dict[str, OtherFile] = field(default_factory=dict)
    away: list[Place] = field(default_factory=list)

    def path(self, name: str) -> str:
        """The path in the show of one of its files."""
        return posixpath.join(self.folder, name)

    @property
    def seconds(self) -> float:
        """How long it plays: as long as the longest of its playlists."""
        return max((one.seconds for one in self.playlists.values()), default=0.0)


def find_stream(first: str, slug: str, inputs: Inputs) -> StreamFiles:
    """What a stream consists of, whose first playlist is here. Raises MediaError with all that is wrong in it."""
    found = StreamFiles(posixpath.dirname(first), slug)
    faults = list(_walk(posixpath.basename(first), found, inputs, ()))
    if faults:
        raise MediaError(say("{name} cannot be published as it is.", name=first), faults)
    return found


def _walk(name: str, found: StreamFiles, inputs: Inputs, above: tuple[str, ...]) -> Iterator[Fault]:
    """Look at a playlist and at what it names; `above` are the playlists that led here."""
    path = found.path(name)
    file = inputs.inspector.file(path)
    if not isinstance(file, OtherFile):  # a pointer stands for it
        found.away.append(Place(path))
        return
    is_short = file.facts.byte_size <= _MOST_PLAYLIST_BYTES
    playlist = read_playlist(inputs.inspector.path(path).read_bytes()) if is_short else None
    if playlist is None:
        yield Fault(Place(path), say("This is no playlist of HLS."), _ANEW)
        return
    if not playlist.references:
        yield Fault(Place(path), say("The playlist names no file."), _ANEW)
    if not (playlist.is_multivariant or playlist.has_end):
        yield Fault(Place(path), say("The playlist has no end: it is that of a live broadcast."), _ENDED)
    for reference in playlist.references:
        place = Place(path, reference.line)
        target, elsewhere = file_named(reference.address, posixpath.dirname(name))
        fault = _unfit(target, elsewhere, place, (*above, name))
        if fault is not None:
            yield fault
        elif target not in found.playlists and target not in found.pieces:
            yield from _look(target, place, found, inputs, (*above, name))
    found.playlists[name], found.texts[name] = playlist, file


def _look(target: str, place: Place, found: StreamFiles, inputs: Inputs, above: tuple[str, ...]) -> Iterator[Fault]:
    path = found.path(target)
    if not inputs.inspector.is_here(path):
        found.away.append(place)
    elif target.lower().endswith(PLAYLIST_SUFFIX):
        yield from _walk(target, found, inputs, above)
    else:
        refuse_draft(path, inputs, found.slug)
        file = inputs.inspector.file(path)
        if isinstance(file, OtherFile):
            found.pieces[target] = file
        else:
            found.away.append(place)  # a pointer stands for it


def _unfit(target: str, elsewhere: Elsewhere | None, place: Place, above: tuple[str, ...]) -> Fault | None:
    """Why an address cannot be published; None where it can."""
    if elsewhere == "address":
        what = say("The playlist leads elsewhere: only files beside it are published with it.")
        return Fault(place, what, say("Name the file itself, relative to the playlist, and put it beside it."))
    if elsewhere == "outside":
        what = say("The playlist leads out of its folder.")
        return Fault(place, what, say("Keep all that it names in one folder with it, or in folders inside."))
    if target in above:
        return Fault(place, say("The playlist names itself."), _ANEW)
    suffix = PurePosixPath(target).suffix.lower()
    is_too_deep = suffix == PLAYLIST_SUFFIX and len(above) > _MOST_PLAYLISTS_DEEP
    if suffix not in STREAM_FILES or is_too_deep:
        what = say("The playlist names a file that no film consists of: “{name}”.", name=PurePosixPath(target).name)
        return Fault(place, what, _ANEW)
    return None


_ANEW = say("Package the film anew: `balado film FILE EPISODE --hls`.")
_ENDED = say("Have it written as a film that is complete (VOD), with #EXT-X-ENDLIST as its last line.")


def published_stream(found: StreamFiles, episode: Episode, inputs: Inputs) -> tuple[Attachment, ...]:
    """The files of a stream, its first playlist first, each with its key; of that one the record names all keys."""
    naming = _PublishedNames(found, episode, inputs)
    others = [naming.piece(name, file) for name, file in found.pieces.items()]
    *inner, outer = [naming.playlist(name) for name in found.playlists]
    keys = (outer.record.keys[0], *(side.record.keys[0] for side in (*reversed(inner), *others)))
    whole = replace(outer, record=replace(outer.record, keys=keys))
    return (whole, *reversed(inner), *others)


class _PublishedNames:
    """Gives the files of one stream their keys."""

    def __init__(self, found: StreamFiles, episode: Episode, inputs: Inputs) -> None:
        self._found = found
        self._episode = episode
        self._inputs = inputs
        self._keys: dict[str, str] = {}

    def piece(self, name: str, file: OtherFile) -> Attachment:
        """A file as it is."""
        facts, path = file.facts, self._found.path(name)
        artifact = Artifact(
            key=self._key(name, facts.sha256),
            kind=Kind.FILM,
            body=self._inputs.inspector.path(path),
            byte_size=facts.byte_size,
            sha256=facts.sha256,
            content_type=STREAM_FILES[PurePosixPath(name).suffix.lower()],
            cache_control=FOREVER,
            fingerprint=file.fingerprint,
        )
        return self._side(name, file, artifact)

    def playlist(self, name: str) -> Attachment:
        """A playlist that names by their keys what has them already."""
        folder = posixpath.dirname(name)

        def address(written: str) -> str:
            target, _ = file_named(written, folder)
            return quote(posixpath.basename(self._keys[target]))

        body = self._found.playlists[name].renamed(address)
        made = Artifact.of_bytes("", Kind.FILM, body, STREAM_FILES[PLAYLIST_SUFFIX], FOREVER)
        return self._side(name, self._found.texts[name], replace(made, key=self._key(name, made.sha256)))

    def _key(self, name: str, sha256: str) -> str:
        memory, path = self._inputs.memory, self._found.path(name)
        known = memory.key_of(self._episode.guid, SideKind.FILM, path, sha256)
        stem, suffix = posixpath.splitext(path.removeprefix(f"{self._episode.folder}/"))
        # Named by where it lies, and not by the stream it is a part of: a file of two streams is published once.
        called = f"{self._episode.slug}-{slug_of(stem) or 'file'}"
        key = known or side_key(MediaFolder.FILMS, called, sha256, suffix.lower())
        self._keys[name] = key
        return key

    def _side(self, name: str, file: OtherFile, artifact: Artifact) -> Attachment:
        record = SideRecord(SideKind.FILM, self._found.path(name), file.facts.sha256, (artifact.key,))
        return Attachment(record, (Piece(artifact),), file.facts)


def remembered_stream(first: str, episode: Episode, inputs: Inputs) -> tuple[Attachment, ...]:
    """A stream as it was published, for a checkout that holds none or a part of it; empty where that is not the same.

    What is here of it must be what was published: a new playlist never goes out with the old film.
    """
    sides = inputs.memory.sides(episode.guid, SideKind.FILM)
    root = nearest(first, [side for side in sides if len(side.keys) > 1])
    if root is None or not all(inputs.memory.object(key) for key in root.keys):
        return ()
    before, now = posixpath.dirname(root.name), posixpath.dirname(first)
    found = [
        Attachment(replace(root, name=first), tuple(map(inputs.memory.piece, root.keys)), inputs.memory.facts(root))
    ]
    own = [one for one in sides if one.name.startswith(f"{before}/") and len(one.keys) == 1]
    for side in own:
        if side.keys[0] in root.keys:
            moved = replace(side, name=f"{now}{side.name[len(before) :]}")
            found.append(Attachment(moved, (inputs.memory.piece(side.keys[0]),), inputs.memory.facts(side)))
    return tuple(found) if all(_is_the_same(side.record, inputs) for side in found) else ()


def _is_the_same(record: SideRecord, inputs: Inputs) -> bool:
    """Whether what is here of a file that was published is that very file; where it is not here, nobody can tell."""
    return not inputs.inspector.is_here(record.name) or inputs.inspector.sha256(record.name) == record.sha256
