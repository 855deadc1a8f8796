"""The pictures of pages: smaller forms of covers, made once and then known by the digest of the author's file.

A later Pillow would make other bytes of the same picture: what is stored is never made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from balado.artifact import FOREVER, Artifact, Kind
from balado.edition.arrange import Arrangement
from balado.edition.contents import Attachment, Picture, Piece, Placed
from balado.edition.inputs import Inputs
from balado.record.generation import EpisodeState, PictureFormRecord, SideKind, SideRecord
from balado.record.keys import artwork_key

_PARALLEL = 2


@dataclass(frozen=True, slots=True)
class _Forms:
    """The forms of one picture: their records and the objects to send."""

    records: tuple[PictureFormRecord, ...] = ()
    pieces: tuple[Piece, ...] = ()


def with_forms(arrangement: Arrangement, inputs: Inputs) -> Arrangement:
    """The arrangement with the forms of the show's picture and of those of live episodes, where the show has pages."""
    if arrangement.show.site is None:
        return arrangement
    shown = [one for one in arrangement.placed if one.state is EpisodeState.LIVE and one.artwork is not None]
    wanted: dict[str, tuple[str, Picture]] = {}
    for place in shown:
        if place.artwork is not None:
            wanted.setdefault(place.artwork.facts.sha256, (place.episode.slug, place.artwork))
    cover = arrangement.placed_show.artwork
    if cover is not None:
        wanted[cover.facts.sha256] = ("cover", cover)
    with ThreadPoolExecutor(_PARALLEL, thread_name_prefix="picture") as pool:
        made = pool.map(lambda one: _forms_of(one[0], one[1], inputs), wanted.values())
        found = dict(zip(wanted, made, strict=True))
    live = {one.episode.guid for one in shown}
    placed = tuple(_with_side(one, found) if one.episode.guid in live else one for one in arrangement.placed)
    of_show = () if cover is None else found[cover.facts.sha256].pieces
    show = replace(arrangement.placed_show, forms=of_show)
    records = {sha256: forms.records for sha256, forms in sorted(found.items()) if forms.records}
    return replace(arrangement, placed_show=show, placed=placed, forms=records)


def _with_side(place: Placed, found: Mapping[str, _Forms]) -> Placed:
    forms = _Forms() if place.artwork is None else found[place.artwork.facts.sha256]
    if place.artwork is None or not forms.pieces:
        return place
    keys = tuple(piece.artifact.key for piece in forms.pieces)
    side = Attachment(SideRecord(SideKind.FORMS, "", place.artwork.facts.sha256, keys), forms.pieces)
    return replace(place, sides=(*place.sides, side))


def _forms_of(name: str, picture: Picture, inputs: Inputs) -> _Forms:
    """The forms that the store has of a picture, else made now; none of one that is not here, or cannot be unpacked."""
    known = inputs.memory.forms(picture.facts.sha256)
    if known and all(inputs.is_stored(one.key) for one in known):
        return _Forms(known, tuple(inputs.memory.piece(one.key) for one in known))
    if picture.body is None and picture.local is None:
        return _Forms()
    from balado.media.picture.forms import picture_forms

    body = picture.body if picture.body is not None or picture.local is None else picture.local.path.read_bytes()
    made = None if body is None else picture_forms(body)
    if made is None:
        return _Forms()
    records, pieces = [], []
    for one in (*made.forms, made.social):
        artifact = inputs.spool.kept(Artifact.of_bytes("", Kind.ARTWORK, one.body, one.media_type, FOREVER))
        key = artwork_key(name, artifact.sha256, one.suffix)
        is_social = one is made.social
        records.append(PictureFormRecord(key, one.media_type, one.width_px, one.height_px, is_social=is_social))
        pieces.append(Piece(replace(artifact, key=key)))
    return _Forms(tuple(records), tuple(pieces))
