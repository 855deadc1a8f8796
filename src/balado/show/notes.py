"""What of show notes reaches listeners otherwise than it was written. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a part of the notes."""

    LINK_INSECURE = "link kept, though it is not https"
    LINK_AS_TEXT = "address shown behind the words of the link"
    LINK_SIGNED = "signed address shown without its signature"
    LINK_LEFT_OUT = "words of the link shown without its address"
    TABLE = "rows shown as lines"
    PICTURE = "picture replaced by its text"
    FRAME = "film, player or page within the page left out"
    CODE = "style sheet, script or handler left out"
    CODE_OPEN = "style sheet or script without an end, shown as words"
    HEADING = "heading shown as a paragraph"
    QUOTATION = "quotation shown as a paragraph"
    STRUCK = "struck out words shown like all others"
    TOOLTIP = "text of a pointer left out"
    DEFINITION = "taken for the address of a link that is nowhere"
    DEFINITION_OVERUSED = "address that is longer than the links may be that take it from its definition"
    WORDS_LEFT_OUT = "words that are nowhere in what is shown"
    WORDS_ADDED = "words shown that are nowhere in the notes"


@dataclass(frozen=True, slots=True)
class NotesChange:
    """One difference. `line` counts from 0, the first line of the notes.

    `written` is what it is about, as a sentence can name it, `shown` what listeners get of it. `hidden` is what goes
    with it unnamed, such as the text of a style sheet.
    """

    kind: ChangeKind
    line: int
    written: str
    shown: str = ""
    hidden: str = ""
