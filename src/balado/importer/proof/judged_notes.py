"""The notes of the other host beside those that Balado would publish: what people get of both. Pure."""

from __future__ import annotations

from collections import Counter

from balado.feed.notes.links import form_of
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
from balado.importer.proof.notes_read import NotesSaid, read_said
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


def titled_notes(old: tuple[NotesSaid, str], new: tuple[NotesSaid, str], setting: Setting) -> Judgement:
    """The notes of an episode: where there are none, its title stands in their place."""
    if not old[0].text and new[0].words == read_said(new[1]).words:
        return EQUAL if old[0].text == new[0].text else improved(say("Where there are no notes, the title is told."))
    return notes_text(old[0], new[0], setting)


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
    unknown = [target for target in gone if not form_of(target).is_kept]
    if unknown and len(unknown) == len(gone):
        return different(say("Apps do not follow such an address: it is shown as text, or leads nowhere."))
    if gone:
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
