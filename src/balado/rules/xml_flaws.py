"""XML that is not well-formed: what its bytes show, and what to do about it, by the words of libxml2. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5
from itertools import islice

from balado.message import Message, say
from balado.show.namespaces import NAMESPACES

MOST_FLAWS = 20
# A number of half a surrogate pair comes through lxml's recovery, and its own decoding breaks on it.
_HALF = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}"
    rb"|0*(?:5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|573[0-3][0-9]|5734[0-3]));"
)
_REPLACEMENT = "\ufffd".encode()
_MOST_CUT_TAGS = 100
_CUT_TAG = re.compile(rb"<[^<>!?][^<>]*+(?=<)")
"""A tag, or what looks like one, that another one cuts short."""
_ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_KNOWN_ENCODING = re.compile(
    rb"utf-?(8|16|32).*|us-ascii|ascii|iso-?8859.*|iso-2022-.*|latin.*|(windows|cp)-?125\d|koi8.*|gb.*|big5.*|shift.?jis"
    rb"|euc.*|macintosh",
    re.IGNORECASE,
)
"""Those in which the bytes of markup are the bytes of ASCII, as far as they can be told from the bytes."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
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
class XmlFlaw:
    """What keeps the document from being read as XML: `too-large`, `malformed`, `not-utf-8`, `entities`.

    `words` are the parser's own, `written` what stands in the line that they name.
    """

    kind: str
    line: int
    words: str = ""
    written: str = ""


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


def made_readable(document: bytes) -> tuple[bytes | None, list[XmlFlaw]]:
    """The document as libxml2 reads it in reasonable time, or None; and what is wrong with its bytes."""
    flaws = [*_encoding_flaws(document), *_entity_flaws(document), *_half_flaws(document)]
    if not _is_readable(document):
        return None, [*flaws, XmlFlaw("not-utf-8", 1)]
    ended = _cuts_ended(_HALF.sub(_REPLACEMENT, document))
    if ended is None:
        flaws.append(XmlFlaw("malformed", 1, f"more than {_MOST_CUT_TAGS} tags that do not end"))
    return ended, flaws


def _is_readable(document: bytes) -> bool:
    """Whether the bytes of markup are those of ASCII, so that they can be looked at before."""
    declared = _ENCODING.match(document.lstrip(b"\xef\xbb\xbf \t\r\n")[:200])
    known = declared is None or _KNOWN_ENCODING.fullmatch(declared[1].strip())
    return bool(known) and not document.startswith(_EBCDIC)


def _cuts_ended(document: bytes) -> bytes | None:
    """The document with an end for tags that have none, but for the first hundred; None where that cannot be given.

    Fed in pieces, libxml2 waits for the end of a tag to the end of the document, and then moves all that is left for
    each one: 300 kB of `<a <a <a` take five seconds. In CDATA a text gets a sign more, which is judged and no more.
    """
    cuts = list(islice(_CUT_TAG.finditer(document), _MOST_CUT_TAGS + 1))
    if len(cuts) <= _MOST_CUT_TAGS:
        return document
    start = cuts[-1].start()
    return None if b"\0" in document else document[:start] + _CUT_TAG.sub(rb"\g<0>>", document[start:])


def _encoding_flaws(document: bytes) -> list[XmlFlaw]:
    try:
        document.decode("utf-8")
    except UnicodeDecodeError as error:
        return [XmlFlaw("not-utf-8", document.count(b"\n", 0, error.start) + 1)]
    return []


def _half_flaws(document: bytes) -> list[XmlFlaw]:
    found = islice(_HALF.finditer(document), MOST_FLAWS)
    return [
        XmlFlaw(
            "malformed", document.count(b"\n", 0, half.start()) + 1, f"invalid xmlChar value {half.group().decode()}"
        )
        for half in found
    ]


def _entity_flaws(document: bytes) -> list[XmlFlaw]:
    at = document.find(b"<!ENTITY")
    return [] if at < 0 else [XmlFlaw("entities", document.count(b"\n", 0, at) + 1)]
