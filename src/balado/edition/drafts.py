"""Drafts at the door: a text that nobody has read is no part of an edition, whatever names it and wherever it lies."""

from __future__ import annotations

from balado.edition.inputs import Inputs
from balado.errors import Fault, MediaError, Place
from balado.message import say
from balado.source.folder import is_draft_name, is_draft_transcript
from balado.source.unread_files import draft_told
from balado.transcripts.origin import Origin, origin_of

# The comment that tells stands before the first words.
_HEAD_BYTES = 1 << 16


def draft_by_name(name: str, inputs: Inputs, slug: str) -> Fault | None:
    """What is said of a transcript that is a draft by its name, or by that of the file it is a link to."""
    return _fault(name, slug) if any(map(is_draft_name, _names(name, inputs))) else None


def draft_by_content(raw: bytes, name: str, slug: str) -> Fault | None:
    """The same by what the file says of itself: for one that was copied or renamed without having been accepted."""
    found = origin_of(raw, name)
    return _fault(name, slug) if found is not None and found.state == "draft" else None


def refuse_draft(name: str, inputs: Inputs, slug: str) -> None:
    """Raise MediaError where what is named as another file, a document or chapters, is a draft of a transcript."""
    if any(map(is_draft_transcript, _names(name, inputs))) or _says_so(name, inputs):
        raise MediaError(say("{name} cannot be published as it is.", name=name), [_fault(name, slug)])


def began_as_draft(name: str, inputs: Inputs) -> bool:
    """Whether a transcript that is here says that it was accepted from a machine's draft."""
    found = _origin(name, inputs)
    return found is not None and found.state == "accepted"


def _says_so(name: str, inputs: Inputs) -> bool:
    found = _origin(name, inputs)
    return found is not None and found.state == "draft"


def _origin(name: str, inputs: Inputs) -> Origin | None:
    if not (name.lower().endswith(".vtt") and inputs.inspector.is_here(name)):
        return None
    with inputs.inspector.path(name).open("rb") as file:
        return origin_of(file.read(_HEAD_BYTES), name)


def _names(name: str, inputs: Inputs) -> list[str]:
    path = inputs.inspector.path(name)
    return [name, path.resolve().name] if path.is_symlink() else [name]


def _fault(name: str, slug: str) -> Fault:
    return Fault(Place(name), *draft_told(name, slug), slug, "warning")
