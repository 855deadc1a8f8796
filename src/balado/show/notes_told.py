"""What is said to an author of notes that reach listeners otherwise than they were written. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from balado.errors import Severity
from balado.message import Message, say, say_many
from balado.show.characters import shortened
from balado.show.notes import ChangeKind, NotesChange
from balado.show.values.forms import NOTES_MAX_CHARS


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a change. `remedy` and `severity` are those of the rule where they are None."""

    what: Message
    remedy: Message | None = None
    severity: Severity | None = None


def tell(change: NotesChange, count: int) -> Told:
    """What is said of a change; `count` is how many of its kind there are."""
    return _TOLD[change.kind](change, count)


def _of_table(_change: NotesChange, _count: int) -> Told:
    what = say("Podcast apps show no tables: each row is shown as a line, with “–” between its cells.")
    return Told(what, say("Write a list or sentences, or put the table on a page and link it."))


def _of_picture(change: NotesChange, _count: int) -> Told:
    url, text = shortened(change.written), shortened(change.shown)
    what = say("Podcast apps show no pictures in notes: nothing of “{url}” is shown.", url=url)
    if text:
        what = say(
            "Podcast apps show no pictures in notes: of “{url}” its text is shown, “{text}”.", url=url, text=text
        )
    return Told(what, say("Say in words what it shows, or link the page where it is."))


def _of_frame(change: NotesChange, _count: int) -> Told:
    what = say("Podcast apps show no films, players or pages in notes: “{code}” is left out.", code=_named(change))
    return Told(what, say("Write a link to it: [its title](https://…)"))


def _of_code(change: NotesChange, _count: int) -> Told:
    return Told(say("“{code}” and what is in it is left out.", code=_named(change)), say("Delete it."))


def _of_open_code(change: NotesChange, _count: int) -> Told:
    what = say("“{code}” has no end: what stands behind it is shown as words.", code=_named(change))
    return Told(what, say("Delete it."))


def _of_headings(_change: NotesChange, count: int) -> Told:
    what = say_many("{count} heading is shown as a paragraph.", "{count} headings are shown as paragraphs.", count)
    return Told(what, say("Nothing need be done: apps show no headings."), "info")


def _of_quotations(_change: NotesChange, count: int) -> Told:
    what = say_many(
        "{count} quotation is shown as a paragraph like the others.",
        "{count} quotations are shown as paragraphs like the others.",
        count,
    )
    return Told(what, say("Write quotation marks, and who said it."), "info")


def _of_struck(_change: NotesChange, _count: int) -> Told:
    return Told(say("Words that are struck out are shown like all others."), say("Delete them, or say what holds now."))


def _of_insecure_link(change: NotesChange, _count: int) -> Told:
    what = say("The link “{url}” is not https: Spotify shows its words only.", url=_named(change))
    return Told(what, say("Write https:// if the page can be had under it."), "info")


def _of_link_as_text(change: NotesChange, _count: int) -> Told:
    text = shortened(change.shown)
    if change.written.lower().startswith(("tel:", "sms:")):
        what = say("Few apps follow “{url}”: “{text}” is shown behind its words.", url=_named(change), text=text)
        return Told(what, say("Nothing need be done, if people can use it as it is."), "info")
    what = say("“{url}” is no whole https address: apps follow no link to it, and show it as text.", url=_named(change))
    return Told(what, None)


def _of_lost_link(change: NotesChange, _count: int) -> Told:
    if not change.written.strip():
        return Told(say("A link has no address: its words are shown alone."), None)
    what = say("“{url}” is no whole https address: the words of the link are shown without it.", url=_named(change))
    return Told(what, None)


def _of_signed_link(change: NotesChange, _count: int) -> Told:
    what = say(
        "The address of a file at {host} carries a signature: whoever reads it has the file, and it stops "
        "working soon.",
        host=_named(change),
    )
    return Told(what, say("Have the file made public, and write its address up to the “?”."), "warning")


def _of_tooltip(change: NotesChange, _count: int) -> Told:
    what = say("“{text}” is shown only where a pointer rests on a page: listeners do not get it.", text=_named(change))
    return Told(what, say("Write it in the text, or delete it."), "info")


def _of_definition(change: NotesChange, _count: int) -> Told:
    what = say("“{text}” is taken for the address of a link that is nowhere, and is left out.", text=_named(change))
    return Told(what, say("Put “\\” before its “[” if it is text, or delete it."))


def _of_overused_definition(change: NotesChange, _count: int) -> Told:
    what = say(
        "Addresses that links take from lines like “{text}” may have {limit} characters in all, each counted as often "
        "as it is used: the links to it that are beyond are shown as they are written.",
        text=_named(change),
        limit=NOTES_MAX_CHARS,
    )
    return Told(what, say("Take a shorter address, or link it once."))


def _of_lost_words(change: NotesChange, _count: int) -> Told:
    return Told(say("Listeners do not get these words: {text}", text=_named(change)), None)


def _of_strange_words(change: NotesChange, _count: int) -> Told:
    return Told(say("Listeners get words that are nowhere in the notes: {text}", text=_named(change)), None)


def _named(change: NotesChange) -> str:
    return shortened(" ".join(change.written.split()))


_TOLD: Mapping[ChangeKind, Callable[[NotesChange, int], Told]] = {
    ChangeKind.TABLE: _of_table,
    ChangeKind.PICTURE: _of_picture,
    ChangeKind.FRAME: _of_frame,
    ChangeKind.CODE: _of_code,
    ChangeKind.CODE_OPEN: _of_open_code,
    ChangeKind.HEADING: _of_headings,
    ChangeKind.QUOTATION: _of_quotations,
    ChangeKind.STRUCK: _of_struck,
    ChangeKind.LINK_INSECURE: _of_insecure_link,
    ChangeKind.LINK_AS_TEXT: _of_link_as_text,
    ChangeKind.LINK_SIGNED: _of_signed_link,
    ChangeKind.LINK_LEFT_OUT: _of_lost_link,
    ChangeKind.TOOLTIP: _of_tooltip,
    ChangeKind.DEFINITION: _of_definition,
    ChangeKind.DEFINITION_OVERUSED: _of_overused_definition,
    ChangeKind.WORDS_LEFT_OUT: _of_lost_words,
    ChangeKind.WORDS_ADDED: _of_strange_words,
}
