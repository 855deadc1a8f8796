"""What to do about XML that is not well-formed, by the words of libxml2: at the line of the cause. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5

from balado.message import Message, say
from balado.rules.tree import XmlFlaw
from balado.show.namespaces import NAMESPACES

_CONTAINERS = ("rss", "channel", "item")
_VOID = ("br", "hr", "img", "wbr")
_MISMATCH = re.compile(r"Opening and ending tag mismatch: (?P<opened>\S+) line (?P<line>\d+) and (?P<closed>\S+)")
_UNFINISHED = re.compile(r"Premature end of data in tag (?P<opened>\S+) line (?P<line>\d+)")
_ENDLESS = re.compile(r"CData section not finished|Comment not terminated")
_UNKNOWN_NAME = re.compile(r"Entity '(?P<name>[^']+)' not defined")
_NO_NAMESPACE = re.compile(r"Namespace prefix (?P<prefix>\S+) (?:on|for) .* is not defined")
_AMPERSAND = say("Write & as &amp; where it stands for itself.")
_LESS_THAN = say("Write < as &lt; where no tag begins.")
_ATTRIBUTE = say('Write each attribute as name="value", with a blank in front of it.')
_NOT_XML = say("Give the feed itself: this document is no XML.")
_REMEDIES: tuple[tuple[re.Pattern[str], Message], ...] = (
    (re.compile(r"EntityRef: expecting ';'|xmlParseEntityRef: no name"), _AMPERSAND),
    (re.compile(r"StartTag: invalid element name|Unescaped '<' not allowed"), _LESS_THAN),
    (re.compile(r"Extra content at the end"), say("Delete what stands here, behind the last end tag (</rss>).")),
    (re.compile(r"AttValue: |attributes construct error|Couldn't find end of Start|mandates value"), _ATTRIBUTE),
    (re.compile(r"Attribute \S+ redefined"), say("Keep one of the two.")),
    (re.compile(r"CData section not finished"), say("Write ]]> where the section ends that begins with <![CDATA[.")),
    (re.compile(r"Sequence '\]\]>' not allowed"), say("Write ]]> as ]]&gt; outside of <![CDATA[…]]>.")),
    (re.compile(r"XML declaration allowed only|declaration not at start"), say("Delete what stands before <?xml.")),
    (re.compile(r"Start tag expected|Document is empty|no element found"), _NOT_XML),
    (re.compile(r"Unsupported (?:encoding|version)"), say('Begin with <?xml version="1.0" encoding="UTF-8"?>.')),
    (re.compile(r"hyphen within comment|Comment not terminated"), say("End the comment with -->; write no -- in it.")),
)


@dataclass(frozen=True, slots=True)
class Cure:
    """What to do (None where the parser's words are all there is), and the line to do it at."""

    line: int
    remedy: Message | None


def cure_of(flaw: XmlFlaw) -> Cure:
    """What to do about it."""
    if found := _MISMATCH.search(flaw.words):
        return _of_mismatch(flaw, found)
    if found := _UNFINISHED.search(flaw.words):
        name = _as_written(found["opened"], flaw)
        what = say("Write </{name}> where it ends; the document may be cut short.", name=name)
        return Cure(int(found["line"]), what)
    if found := _UNKNOWN_NAME.search(flaw.words):
        return Cure(flaw.line, _of_name(found["name"]))
    if found := _NO_NAMESPACE.search(flaw.words):
        return Cure(flaw.line, _of_prefix(found["prefix"]))
    return Cure(flaw.line, next((remedy for form, remedy in _REMEDIES if form.search(flaw.words)), None))


def _of_mismatch(flaw: XmlFlaw, found: re.Match[str]) -> Cure:
    """An end inside a channel or an item that belongs to none of what is open there; else the tag has no end."""
    opened, closed = _as_written(found["opened"], flaw), found["closed"]
    if opened in _CONTAINERS and closed not in _CONTAINERS[: _CONTAINERS.index(opened)]:
        return Cure(flaw.line, say("Delete </{name}>, or write <{name}> where it begins.", name=closed))
    end = say("Write <{name}/>, which is its own end.", name=opened)
    return Cure(int(found["line"]), end if opened in _VOID else say("Write </{name}> where it ends.", name=opened))


def _as_written(name: str, flaw: XmlFlaw) -> str:
    """The name of a tag with its prefix, which the parser leaves out."""
    found = re.search(rf"<((?:[\w.-]+:)?{re.escape(name)})(?=[\s/>])", flaw.written)
    return found[1] if found else name


def _of_name(name: str) -> Message:
    character = html5.get(f"{name};")
    if character is None:
        return _AMPERSAND
    numbers = "".join(f"&#{ord(one)};" for one in character)
    return say("XML does not know `&{name};` of HTML: write {numbers} instead.", name=name, numbers=numbers)


def _of_prefix(prefix: str) -> Message:
    space = NAMESPACES.get(prefix, "…")
    return say('Write xmlns:{prefix}="{space}" into the <rss> tag.', prefix=prefix, space=space)


def first_causes(flaws: Iterable[XmlFlaw]) -> Iterator[XmlFlaw]:
    """Without what only follows from a tag that has no end: its parents' ends are then taken for others."""
    is_shifted = False
    for flaw in flaws:
        found = _MISMATCH.search(flaw.words)
        follows = found["closed"] in _CONTAINERS if found else _UNFINISHED.search(flaw.words) is not None
        if not (is_shifted and follows):
            yield flaw
        is_shifted = is_shifted or found is not None or _ENDLESS.search(flaw.words) is not None
