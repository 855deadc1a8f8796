"""Pictures as listeners get them: upright, and without what nobody should see of them.

Most are published as they are. What is made of another is frozen with its publication, as tags in recordings are: a
later version of the program that makes it would make other bytes, and send everybody the picture again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from balado.artifact import FOREVER, Artifact, Kind
from balado.edition.contents import Attachment, Picture, Piece
from balado.edition.inputs import Inputs
from balado.errors import Fault
from balado.facts import ImageFacts
from balado.record.generation import Embedded, SideKind, SideRecord
from balado.record.keys import artwork_key
from balado.rules.run import judge_file
from balado.rules.subject import DocumentFile
from balado.show.formats import PICTURE_SUFFIXES

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
