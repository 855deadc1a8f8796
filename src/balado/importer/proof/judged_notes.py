"""The notes of the other host beside those that Balado would publish: what people get of both. Pure."""

from __future__ import annotations

from collections import Counter

from balado.importer.proof.judged import (
    DIFFERENT,
    EQUAL,
    LOST,
    Judgement,
    Sameness,
    Setting,
    different,
    improved,
)
from balado.importer.proof.judged_address import address
from balado.importer.proof.notes_read import NotesSaid
from balado.message import say


def notes_text(old: NotesSaid, new: NotesSaid, _setting: Setting) -> Judgement:
    """The same words in the same order, and the same signs between them, however they are laid out."""
    if old.text == new.text:
        return EQUAL
    if not new.text:
        return LOST
    before, after = old.words, new.words
    if before == after:
        return different(say("The words are the same; signs between them are not."))
    gone, came = Counter(before) - Counter(after), Counter(after) - Counter(before)
    return LOST if gone and not came else DIFFERENT


def notes_links(old: NotesSaid, new: NotesSaid, setting: Setting) -> Judgement:
    """Each link leads where it led, in whatever order."""
    gone, came = Counter(old.links) - Counter(new.links), Counter(new.links) - Counter(old.links)
    reason = None
    for target in list(gone.elements()):
        for other in came.elements():
            if (found := address(target, other, setting)).sameness is Sameness.IMPROVED:
                reason = reason or found.reason
                gone[target] -= 1
                came[other] -= 1
                break
    gone, came = +gone, +came
    if gone:
        if all(target in new.text or target.partition(":")[2] in new.text for target in gone):
            return different(say("Apps do not follow such an address: it is shown as text."))
        return DIFFERENT if came.total() >= gone.total() else LOST
    if any(target not in old.named and target.partition(":")[2] not in old.text for target in came):
        return DIFFERENT
    if came:
        return improved(say("Addresses that were text can be followed."))
    return EQUAL if reason is None else improved(reason)


def notes_embedded(old: NotesSaid, new: NotesSaid, _setting: Setting) -> Judgement:
    """Pictures and embedded pages; notes that Balado publishes hold none, but what they are called."""
    if sorted(old.embedded) == sorted(new.embedded):
        return EQUAL
    gone = Counter(old.embedded) - Counter(new.embedded)
    if gone and not new.embedded:
        return different(say("Published notes hold no pictures and no embedded pages: their descriptions are shown."))
    return DIFFERENT


def notes_code(old: NotesSaid, new: NotesSaid, _setting: Setting) -> Judgement:
    """Scripts, which no app may run."""
    if not new.code:
        return improved(say("The HTML is made safe: scripts are left out.")) if old.code else EQUAL
    return EQUAL if old.code == new.code else DIFFERENT


def notes_summary(old: tuple[str | None, NotesSaid], new: tuple[str | None, NotesSaid], _setting: Setting) -> Judgement:
    """The second, short text beside the notes. Balado's feed says things once."""
    before, after = (" ".join((one or "").split()) for one, _ in (old, new))
    if before == after:
        return EQUAL
    if after:
        return DIFFERENT
    if before.rstrip(".… ") in new[1].text:
        return improved(say("The short text is a part of the notes, which say it already."))
    return different(say("The feed says things once, in the notes; the second text stays in `summary` of episode.md."))
