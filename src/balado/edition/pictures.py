"""Pictures as listeners get them, those of chapters too: upright, and without what nobody should see of them.

Most are published as they are. What is made of another is frozen with its publication, as tags in recordings are: a
later version of the program that makes it would make other bytes, and send everybody the picture again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from math import gcd
from pathlib import Path, PurePosixPath

from balado.artifact import FOREVER, Artifact, Kind, public_url
from balado.edition.contents import Attachment, Picture, Piece
from balado.edition.inputs import Inputs
from balado.errors import Fault, MediaError, Place
from balado.facts import ImageFacts
from balado.media.cache import InspectedPicture
from balado.message import say
from balado.record.generation import Embedded, SideKind, SideRecord
from balado.record.keys import artwork_key
from balado.rules.run import judge_file
from balado.rules.subject import DocumentFile, OtherPictureFile
from balado.show.conference import OtherPicture
from balado.show.formats import PICTURE_SUFFIXES
from balado.show.podcasting import Image

_LARGEST_PICTURE_BYTES = 64 * 1000 * 1000
_MAY_HOLD_PHOTOS = (".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".pdf")


def ready_picture(picture: Picture, guid: str, inputs: Inputs) -> Picture:
    """A picture of the show or of an episode as it is published: as it was before, or made now.

    One that was published with a place in it, or lying on its side, is made anew; one that only has more behind its end
    stays what subscribers have. Raises MediaError.
    """
    facts = picture.facts
    if picture.local is None or facts.is_publishable_as_it_is:
        return picture
    pin = inputs.memory.keys.pictures.get((guid, facts.sha256))
    is_harmless = facts.is_upright and not facts.tells_place
    if pin is not None and pin.key not in inputs.lost and (pin.embedded is not None or is_harmless):
        return replace(picture, embedded=pin.embedded)
    from balado.media.cover import published_picture

    body = published_picture(picture.local.path, picture.name)
    return replace(picture, embedded=Embedded(hashlib.sha256(body).hexdigest(), len(body)), body=body)


def made_before(guid: str, name: str, sha256: str, inputs: Inputs) -> Attachment | None:
    """What was made of a picture beside a recording, by its digest, where the store has it."""
    for record in inputs.memory.sides(guid, SideKind.PICTURE):
        stored = [inputs.memory.object(key) for key in record.keys if inputs.is_stored(key)]
        if record.sha256 == sha256 and any(one is not None and one.sha256 != sha256 for one in stored):
            return Attachment(replace(record, name=name), tuple(map(inputs.memory.piece, record.keys)))
    return None


def without_place(artifact: Artifact, key_of: Callable[[str], str]) -> Artifact:
    """A document without the place where it was taken, where it is a picture that tells it; else the document itself.

    `key_of` gives the key for other bytes, by their digest.
    """
    path = artifact.body
    if not isinstance(path, Path) or artifact.kind is not Kind.DOCUMENT:
        return artifact
    if path.suffix.lower() not in PICTURE_SUFFIXES or artifact.byte_size > _LARGEST_PICTURE_BYTES:
        return artifact
    from balado.media.cover import published_bytes

    given = path.read_bytes()
    kept = published_bytes(given, turn=False)
    if kept == given:
        return artifact
    made = Artifact.of_bytes("", artifact.kind, kept, artifact.content_type, artifact.cache_control)
    return replace(made, key=key_of(made.sha256))


def faults_of_document(name: str, slug: str, inputs: Inputs) -> tuple[Fault, ...]:
    """What the rules find in a document that is here. A JPEG or PNG is published without its place: nothing."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _MAY_HOLD_PHOTOS or not inputs.inspector.is_here(name):
        return ()
    from balado.media.picture.place import notes_place

    path = inputs.inspector.path(name)
    if path.stat().st_size > _LARGEST_PICTURE_BYTES or not notes_place(path.read_bytes()):
        return ()
    return judge_file(DocumentFile(name, slug, tells_place=True))


def made_now(name: str, stem: str, facts: ImageFacts, body: bytes) -> Attachment:
    """A picture beside a recording as it is published, `body`. `stem` is what its key begins with."""
    made = Artifact.of_bytes("", Kind.ARTWORK, body, facts.media_type, FOREVER)
    key = artwork_key(stem, made.sha256, facts.suffix)
    return Attachment(SideRecord(SideKind.PICTURE, name, facts.sha256, (key,)), (Piece(replace(made, key=key)),))


@dataclass(frozen=True, slots=True)
class PictureOwner:
    """Whose a picture is: by guid and slug (None: the show's), and what its key begins with, `stem`."""

    guid: str
    slug: str | None
    stem: str


def other_pictures(
    written: Iterable[OtherPicture], owner: PictureOwner, inputs: Inputs, faults: list[Fault]
) -> tuple[tuple[Attachment, ...], dict[str, Image]]:
    """The files among pictures of other shapes: what is published of each, and by path how feeds tell it."""
    sides: list[Attachment] = []
    told: dict[str, Image] = {}
    for index, one in enumerate(written):
        if one.file is None or one.file in told:
            continue
        place = inputs.place(owner.slug, f"images.{index}.file")
        side = side_picture(one.file, owner, inputs, place, faults)
        if side is not None:
            sides.append(side)
            told[one.file] = _told(side, inputs)
            if side.picture is not None:
                faults += judge_file(OtherPictureFile(side.picture, one.file, owner.slug))
    return tuple(sides), told


def _told(side: Attachment, inputs: Inputs) -> Image:
    url, facts = public_url(inputs.url, side.record.keys[0]), side.picture
    if facts is None:
        return Image.model_construct(url=url)
    return Image.model_construct(
        url=url,
        aspect_ratio=ratio_of(facts.width_px, facts.height_px),
        width=facts.width_px,
        height=facts.height_px,
        type=facts.media_type,
    )


def ratio_of(width_px: int, height_px: int) -> str:
    """The shape of a picture as `podcast:image` writes it: 16/9."""
    divisor = gcd(width_px, height_px) or 1
    return f"{width_px // divisor}/{height_px // divisor}"


def side_picture(
    name: str, owner: PictureOwner, inputs: Inputs, place: Place, faults: list[Fault]
) -> Attachment | None:
    """A picture file as it is published; None, and a fault at `place`, where it is not here or cannot be used."""
    if not inputs.inspector.is_here(name):
        what = say("There is no file {path} in the show's folder.", path=name)
        faults.append(Fault(place, what, say("Put the picture there, or correct its path.")))
        return None
    try:
        found = inputs.inspector.artwork(name)
        if isinstance(found, InspectedPicture):
            return replace(_of_picture(name, owner, found, inputs), picture=found.facts)
    except MediaError as error:
        faults += error.faults
        return None
    side = _published(name, found.sha256, owner, inputs)
    if side is None:
        faults.append(Fault(place, say("The picture is only a Git LFS pointer."), say("Fetch it with `git lfs pull`.")))
        return None
    return replace(side, picture=_known(found.sha256, name, inputs))


def _published(name: str, sha256: str, owner: PictureOwner, inputs: Inputs) -> Attachment | None:
    """What the last publication has of a picture of which only the pointer is here."""
    known = inputs.memory.key_of(owner.guid, SideKind.PICTURE, name, sha256)
    if known is not None:
        return Attachment(SideRecord(SideKind.PICTURE, name, sha256, (known,)), (inputs.memory.piece(known),))
    return made_before(owner.guid, name, sha256, inputs)


def _known(sha256: str, name: str, inputs: Inputs) -> ImageFacts | None:
    remembered = inputs.memory.picture(sha256, name)
    return None if remembered is None else remembered.facts


def _of_picture(name: str, owner: PictureOwner, found: InspectedPicture, inputs: Inputs) -> Attachment:
    """A picture that is here, as it is published. Raises MediaError."""
    from balado.media.cover import published_picture

    facts, path = found.facts, inputs.inspector.path(name)
    if not facts.is_publishable_as_it_is:
        made = made_before(owner.guid, name, facts.sha256, inputs)
        return made or made_now(name, owner.stem, facts, published_picture(path, name))
    key = inputs.memory.key_of(owner.guid, SideKind.PICTURE, name, facts.sha256)
    key = key or artwork_key(owner.stem, facts.sha256, facts.suffix)
    artifact = Artifact(
        key, Kind.ARTWORK, path, facts.byte_size, facts.sha256, facts.media_type, FOREVER, fingerprint=found.fingerprint
    )
    return Attachment(SideRecord(SideKind.PICTURE, name, facts.sha256, (key,)), (Piece(artifact),))
