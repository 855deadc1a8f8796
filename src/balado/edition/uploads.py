"""The objects of a publication: recordings, pictures and what lies beside them, each once under its key. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from balado.artifact import FOREVER, Artifact, Kind
from balado.edition.contents import Attachment, Contents, InspectedFile, Piece, Placed, Recording
from balado.record.generation import EpisodeState, SideKind
from balado.record.keys import SHOW_MARK, masked, show_mark


@dataclass(frozen=True, slots=True)
class Upload:
    """An object to send. `shown` is how it may be named in any output.

    `title` is that of its episode, empty for what is the show's and for what is not public yet. `must_be_there` says
    that its file is not here: the store has it, or the publication is refused. `again` says that what the store has is
    not it, whatever the store says.
    """

    artifact: Artifact
    shown: str
    must_be_there: bool = False
    again: bool = False
    title: str = ""


def uploads_of(contents: Contents, public_until: datetime) -> list[Upload]:
    """Every object that these contents need, by key, whether the store has it or not.

    The key of what no document tells yet, or not before a time to come, is masked: who knows it has the file.
    """
    found: dict[str, Upload] = {}
    titles: dict[str, str] = {}
    cover, cover_key = contents.show.artwork, contents.show.artwork_key
    pieces = [] if cover is None or cover_key is None else [(_piece(cover_key, Kind.ARTWORK, cover), True)]
    pieces += [(_piece(further.key, Kind.ARTWORK, further.picture), True) for further in contents.show.further.values()]
    pieces += [(piece, True) for piece in (*contents.show.forms, *_side_pieces(contents.show.beside))]
    for announced in contents.announced:
        if announced.artwork is not None and announced.artwork_key is not None:
            pieces.append((_piece(announced.artwork_key, Kind.ARTWORK, announced.artwork), True))
        for side in announced.sides:  # of a conference to come the feed shows the documents alone
            pieces += [(piece, side.record.kind is SideKind.DOCUMENT) for piece in side.pieces]
    for place in contents.placed:
        is_public = place.state is EpisodeState.LIVE and place.date <= public_until
        pieces += [(piece, is_public) for piece in _pieces_of(place)]
        titles |= {piece.artifact.key: place.episode.title or "" for piece in _pieces_of(place) if is_public}
    public = {piece.artifact.key for piece, is_public in pieces if is_public}
    mark = {SHOW_MARK: show_mark(contents.show.guid)}
    for piece, _ in pieces:
        key = piece.artifact.key
        artifact = replace(piece.artifact, metadata={**piece.artifact.metadata, **mark})
        found[key] = Upload(
            artifact, key if key in public else masked(key), must_be_there=not piece.here, title=titles.get(key, "")
        )
    return [found[key] for key in sorted(found)]


def _pieces_of(place: Placed) -> list[Piece]:
    pieces = []
    if isinstance(place.audio, Recording) and place.audio_key is not None:
        pieces.append(_piece(place.audio_key, Kind.AUDIO, place.audio))
    if place.artwork is not None and place.artwork_key is not None:
        pieces.append(_piece(place.artwork_key, Kind.ARTWORK, place.artwork))
    return [*pieces, *_side_pieces(place.sides)]


def _side_pieces(sides: Iterable[Attachment]) -> list[Piece]:
    return [piece for side in sides for piece in side.pieces]


def _piece(key: str, kind: Kind, file: InspectedFile) -> Piece:
    body = file.body or (file.local.path if file.local else b"")
    artifact = Artifact(
        key=key,
        kind=kind,
        body=body,
        byte_size=file.byte_size,
        sha256=file.sha256,
        content_type=file.facts.media_type,
        cache_control=FOREVER,
        fingerprint=file.local.fingerprint if file.local and not isinstance(body, bytes) else None,
    )
    return Piece(artifact, file.is_here)
