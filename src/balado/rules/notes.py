"""The show notes of an episode. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator

from balado.message import say
from balado.rules.rule import Finding, quoted, rule
from balado.rules.subject import NOTES, ChannelItem, NotesLine, Spot
from balado.rules.tree import Element
from balado.show.characters import unescaped
from balado.show.notes import ChangeKind
from balado.show.notes_told import tell

_ADVISED_BYTES = 4_000
_MOST_CHARACTERS = 10_000
_YOUTUBE_CHARACTERS = 5_000
_TAG = re.compile(r"<(?!!)/?([a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*+)>")
_WIDELY_SHOWN = frozenset(
    "p br ul ol li a b i strong em span div h1 h2 h3 h4 h5 h6 blockquote hr code pre u s sub sup cite".split()  # noqa: SIM905
)
_DANGEROUS = frozenset(
    ["script", "style", "iframe", "object", "embed", "form", "meta", "link", "base", "frame", "applet"]
)
_EVENT = re.compile(r"\son[a-z]{3,}\s*=", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^<>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_OF_HTML = frozenset(
    {
        ChangeKind.TABLE,
        ChangeKind.PICTURE,
        ChangeKind.FRAME,
        ChangeKind.CODE,
        ChangeKind.CODE_OPEN,
        ChangeKind.HEADING,
        ChangeKind.QUOTATION,
        ChangeKind.STRUCK,
    }
)
_OF_LINKS = frozenset(
    [ChangeKind.LINK_INSECURE, ChangeKind.LINK_AS_TEXT, ChangeKind.LINK_LEFT_OUT, ChangeKind.LINK_SIGNED]
)
_OF_WORDS = frozenset(
    {
        ChangeKind.TOOLTIP,
        ChangeKind.DEFINITION,
        ChangeKind.DEFINITION_OVERUSED,
        ChangeKind.WORDS_LEFT_OUT,
        ChangeKind.WORDS_ADDED,
    }
)
_TOLD_ONCE = frozenset([ChangeKind.HEADING, ChangeKind.QUOTATION])
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d|p|li|div)\b[^<>]*>|\n", re.IGNORECASE)
_STAMP = re.compile(r"\(?(?<![\d:])((?:\d{1,2}:)?\d{1,2}:\d{2})(?![\d:])\)?")


def _texts_of(item: ChannelItem) -> Iterator[Element]:
    """The elements that apps take the notes from, the one that most of them take first; without empty ones."""
    for name in NOTES:
        element = item.element.first(name)
        if element is not None and (element.text.strip() or element.children):
            yield element


def _notes_of(item: ChannelItem) -> Element | None:
    return next(_texts_of(item), None)


def _markup(item: ChannelItem, notes: Element | None) -> str:
    """As much of the notes as is judged."""
    return "" if notes is None else notes.text[: item.judged_chars]


def _words_of(markup: str) -> str:
    return " ".join(unescaped(_TAG.sub(" ", unescaped(markup))).split())


@rule("ITM-010", "warning", "apple psp1 rss", say("Write show notes: one sentence is better than none."))
def notes_missing(item: ChannelItem) -> Iterator[Finding]:
    """An episode has no show notes, or different ones for different apps.

    Why: notes are what people read before they listen; of two texts each app takes another one.
    Example: `<description>` empty, everything in `<itunes:summary>`.
    Remedy: write the notes in `<description>`, and the same HTML in `<content:encoded>` if at all.
    Source: Apple, A Podcaster's Guide to RSS, description; PSP-1; RSS 2.0.
    """
    notes = _notes_of(item)
    if notes is None:
        if not item.is_live:
            yield Finding(item.element.first("description") or item.element, say("The episode has no show notes."))
        return
    encoded = item.element.first("content:encoded")
    if encoded is not None and not (encoded.text.strip() or encoded.children):
        what = say("<content:encoded> is empty; apps that read it show no notes.")
        yield Finding(encoded, what, say("Write the notes in it as well, or leave it out."))
    first = ""
    for name in NOTES[1:]:
        other = item.element.first(name)
        if other is None or other is notes or not (markup := _markup(item, other)) or markup == notes.text:
            continue
        words, first = _words_of(markup), first or _words_of(_markup(item, notes))
        if words and not words.startswith(first[:100]) and not first.startswith(words[:100]):
            what = say("<{name}> tells something else than <{first}>.", name=name, first=notes.name)
            yield Finding(other, what, say("Write the same in both, or leave one out."), "info")


@rule(
    "ITM-011", "warning", "apple psp1", say("Put what matters first, or shorten them (an accented letter counts two).")
)
def notes_too_long(item: ChannelItem) -> Iterator[Finding]:
    """The show notes are longer than apps show: 4,000 bytes of HTML are advised, 10,000 characters are Apple's most.

    Why: some apps cut them after 4,000 bytes, and Apple refuses more than 10,000 characters.
    Example: the whole text of a speech in the notes.
    Remedy: keep what matters in the notes and put the rest on the episode's page, with a link to it.
    Source: Apple, A Podcaster's Guide to RSS, description; PSP-1, description.
    """
    notes = _notes_of(item)
    text = notes.text.strip() if notes is not None else ""
    if notes is None:
        return
    if len(text) > _MOST_CHARACTERS:
        yield Finding(
            notes,
            say("The show notes have {count} characters as HTML; Apple takes 10,000.", count=len(text)),
            say("Shorten them, or put the rest on the episode's page and link it."),
            "error",
        )
    elif len(text.encode()) > _ADVISED_BYTES:
        byte_size = len(text.encode())
        what = say("The show notes have {count} bytes as HTML; some apps cut them after 4,000.", count=byte_size)
        yield Finding(notes, what)


@rule("ITM-012", "info", "youtube", say("Shorten them for YouTube, or write its text there by hand."), soft=True)
def notes_cut_by_youtube(item: ChannelItem) -> Iterator[Finding]:
    """The show notes are longer than YouTube takes, or hold angle brackets, which it refuses.

    Why: YouTube takes 5,000 characters of plain text, without `<` and `>`.
    Example: notes that explain `a < b`.
    Remedy: shorten them, or write “less than”.
    Source: YouTube Data API, snippet.description (secondary sources for podcasts by RSS).
    """
    notes = _notes_of(item)
    words = _words_of(_markup(item, notes))
    if notes is not None and len(words) > _YOUTUBE_CHARACTERS:
        yield Finding(notes, say("The notes have {count} characters of text; YouTube takes 5,000.", count=len(words)))
    elif notes is not None and ("<" in words or ">" in words):
        yield Finding(notes, say("The notes hold < or >, which YouTube refuses."))


@rule("ITM-013", "warning", "apple spotify rss", say("Use paragraphs, lists and links only."))
def notes_with_other_html(item: ChannelItem) -> Iterator[Finding]:
    """The show notes hold HTML that apps take out, or that may do harm.

    Why: apps show paragraphs, lists and links; tables, pictures and styles are lost, scripts are refused.
    Example: `<img>`, `<table>`, `<script>` or `onclick=`.
    Remedy: write paragraphs, lists and links; pictures belong on the episode's page.
    Source: Apple, A Podcaster's Guide to RSS, description; Spotify, episode descriptions; W3C feed validator.
    """
    yield from _told(item, _OF_HTML)
    said: set[tuple[str, ...]] = set()
    for notes in _texts_of(item):
        names, acts = _tags_in(_markup(item, notes))
        names |= {child.name.lower() for child in notes.walk() if child is not notes}
        dangerous = tuple(sorted(names & _DANGEROUS))
        others = tuple(sorted(names - _WIDELY_SHOWN)[:5])
        acts = acts or _acts(notes)
        found = dangerous or (("on…=",) if acts else others)
        if not found or found in said:  # the same text stands in two of them
            continue
        said.add(found)
        named = ", ".join(name if name == "on…=" else f"<{name}>" for name in found)
        if dangerous or acts:
            yield Finding(notes, say("The notes hold {names}, which apps refuse.", names=named), severity="error")
        else:
            yield Finding(notes, say("The notes hold {names}, which few apps show.", names=named))


def _tags_in(markup: str) -> tuple[set[str], bool]:
    """The names of all tags, and whether one has a handler of events; one after the other, for there may be many."""
    names = {name.lower() for name in {tag[1] for tag in _TAG.finditer(markup)}}
    acts = _EVENT.search(markup) is not None and any(_EVENT.search(tag[2]) for tag in _TAG.finditer(markup) if tag[2])
    return names, acts


def _acts(notes: Element) -> bool:
    """Whether an element that stands in the notes as it is, not escaped, has a handler of events."""
    return any(name.lower().startswith("on") for child in notes.walk() for name in child.attributes)


@rule("ITM-014", "warning", "spotify rss", say("Write the whole address, from https:// on."))
def notes_link_unfit(item: ChannelItem) -> Iterator[Finding]:
    """A link in the show notes is not a whole https address.

    Why: an app has no page that a relative address could start from; Spotify drops links without https.
    Example: `<a href="/about">`.
    Remedy: write the whole address; a mail address as `mailto:…`.
    Source: RSS Best Practices Profile, relative addresses; Spotify, episode descriptions.
    """
    notes = _notes_of(item)
    if notes is None:
        return
    yield from _told(item, _OF_LINKS)
    told = {change.written for change in item.written.changes} if item.written else ()
    for found in _LINK.finditer(_markup(item, notes)):
        address = html.unescape(next(group for group in found.groups() if group is not None)).strip()
        if address not in told and not address.lower().startswith(("https://", "mailto:", "tel:")):
            yield Finding(notes, say("The link “{url}” is no whole https address.", url=quoted(address)))
            return


@rule("ITM-013", "warning", "own", say("Look at the signs on this line: one of them has a meaning in Markdown."))
def notes_words_lost(item: ChannelItem) -> Iterator[Finding]:
    """Words, numbers or addresses of the notes do not reach listeners, or some do that nobody wrote.

    Why: what is published is what the author wrote. Every word of the notes is looked for in what is shown of them.
    Example: a line `[Ada]: ada.html`, which Markdown takes for the address of a link.
    Remedy: write the words as text; `balado publish --dry-run` shows what listeners get.
    Source: CommonMark, link reference definitions, raw HTML, info strings.
    """
    yield from _told(item, _OF_WORDS)


@rule("CHP-003", "warning", "apple spotify youtube", say("Begin at 00:00, write at least three, one on each line."))
def timestamps_incomplete(item: ChannelItem) -> Iterator[Finding]:
    """The times in the show notes look like chapters, and apps will not take them for any.

    Why: Apple, Spotify and YouTube make chapters of times in the notes: from 00:00 on, three or more, one a line.
    Example: “12:30 The second guest” as the only line with a time.
    Remedy: complete the list, or take the times out.
    Source: Spotify, chapters in episode descriptions; Apple, chapters; YouTube, video chapters.
    """
    notes = _notes_of(item)
    if notes is None:
        return
    lines = [" ".join(unescaped(_TAG.sub("", line)).split()) for line in _BREAK.split(_markup(item, notes))]
    stamped = [line for line in lines if _STAMP.match(line)]
    times = [time for line in stamped for time in _STAMP.findall(line)]
    begins = bool(times) and re.fullmatch(r"[0:]+", times[0]) is not None
    if len(stamped) < 2 and not (begins and len(times) > 2):
        return  # one time at the beginning of a line is a time of day
    if not begins:
        what = say("The list of times begins at {time}, not at 00:00.", time=times[0])
    elif len(times) < 3:
        what = say("The list of times has two lines; apps want three.")
    elif any(len(_STAMP.findall(line)) > 1 for line in stamped):
        what = say("Two times stand on one line of the list.")
    else:
        return
    yield Finding(_line_with(times[0], item, notes), what)


def _line_with(time: str, item: ChannelItem, notes: Element) -> Spot:
    """The line of the notes as they were written, where it is known."""
    lines = item.written.markdown.split("\n") if item.written else ()
    line = next((number for number, text in enumerate(lines) if time in text), None)
    return notes if line is None else NotesLine(notes, line)


def _told(item: ChannelItem, kinds: Collection[ChangeKind]) -> Iterator[Finding]:
    """What of the notes of our own episode was written otherwise: each change, of headings and quotations the first."""
    notes = item.element.first("description") or item.element
    changes = [change for change in item.written.changes if change.kind in kinds] if item.written is not None else []
    counts = Counter(change.kind for change in changes)
    once: set[ChangeKind] = set()
    for change in changes:
        if change.kind not in once:
            once |= {change.kind} & _TOLD_ONCE
            told = tell(change, counts[change.kind])
            yield Finding(NotesLine(notes, change.line), told.what, told.remedy, told.severity)
