"""What can become of a file that came, where it is to go; and what a person chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from balado.message import Message, say
from balado.studio.uploads.batch import UploadBatch, UploadedFile, UploadTarget
from balado.studio.uploads.kinds import UploadKind

NOTHING = "none"
ROLES: Mapping[str, Message] = {
    "recording": say("The recording of the episode"),
    "both": say("The recording of the episode, and the film of its page"),
    "sound": say("The recording alone, without the picture"),
    "film": say("The film of its page"),
    "cover": say("The cover"),
    "notes": say("The notes"),
    "draft": say("A draft of its transcript, to be read first"),
    "transcript": say("Its transcript: somebody has read it"),
    "words": say("What is said, to be given the times of the recording"),
    "document": say("A document for listeners"),
    NOTHING: say("Leave it out"),
}
"""What each is called."""

_ONCE = (("recording", "both", "sound"), ("film", "both"), ("cover",), ("notes",), ("draft",), ("transcript",))
"""Of what an episode has one."""

_OF_NEW: Mapping[UploadKind, tuple[str, ...]] = {
    UploadKind.RECORDING: ("recording",),
    UploadKind.FILM: ("both", "sound"),
    UploadKind.PICTURE: ("cover",),
    UploadKind.TEXT: ("notes", "document"),
    UploadKind.CAPTIONS: ("draft", "transcript"),
    UploadKind.DOCUMENT: ("document",),
}
_OF_EPISODE: Mapping[UploadKind, tuple[str, ...]] = {
    **_OF_NEW,
    UploadKind.FILM: ("film", "both", "sound"),
    UploadKind.TEXT: ("document", "notes", "words"),
}
_OF_SHOW: Mapping[UploadKind, tuple[str, ...]] = {UploadKind.PICTURE: ("cover",)}


@dataclass(frozen=True, slots=True)
class ChosenRole:
    """What becomes of one file. `alt` is what a picture shows, `focus` what of it stays in the middle, in percent."""

    file: UploadedFile
    role: str
    alt: str = ""
    focus: tuple[int, int] = (50, 50)


@dataclass(frozen=True, slots=True)
class ChosenRoles:
    """What becomes of the files of a batch. `title` is that of a new episode; `chapters`: of its notes' times."""

    files: tuple[ChosenRole, ...] = ()
    title: str = ""
    chapters: bool = False
    twice: tuple[str, ...] = field(default=())

    def first(self, *roles: str) -> ChosenRole | None:
        """The file that was chosen for one of these."""
        return next((one for one in self.files if one.role in roles), None)


def roles_of(file: UploadedFile, target: UploadTarget) -> tuple[str, ...]:
    """What can become of it there, what is likely first; only that it is left out, where it is of no use."""
    table = _OF_SHOW if target.is_show else _OF_NEW if target.is_new else _OF_EPISODE
    found = table.get(file.look.kind, ())
    if not target.is_recorded:  # then a film is the recording too
        found = tuple(sorted(found, key=lambda one: one != "both"))
    return (*found, NOTHING)


def likely_roles(batch: UploadBatch) -> dict[int, str]:
    """What is proposed for each file, by its number: what there can be one of goes to the first."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for file in batch.files:
        free = (one for one in roles_of(file, batch.target) if not taken & set(_rivals(one)))
        found[file.number] = next(free, NOTHING)
        taken.add(found[file.number])
    return found


def chosen_twice(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles of which more were chosen than there can be."""
    chosen = list(roles)
    groups = (tuple(one for one in chosen if one in group) for group in _ONCE)
    return tuple(dict.fromkeys(one for group in groups if len(group) > 1 for one in group))


def _rivals(role: str) -> tuple[str, ...]:
    return tuple(other for group in _ONCE if role in group for other in group)
