"""Tags that do not match, brought into order: what a parser of XML gives up on, and a parser of HTML does not.

libxml2 closes one element for each end tag, whatever its name: one slip in an episode, and all that follow hang in it.
Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?(?=[A-Za-z_]).*?(?:\?>|\Z)"
    r"|</(?P<end>[A-Za-z_][\w:.-]*+)[^<>]*+>"
    r"|<(?P<start>[A-Za-z_][\w:.-]*+)(?=[\s/>])(?P<attributes>(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+)(?:>|\Z)"
    r"|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_NAME = re.compile(r"[A-Za-z_][\w:.-]*")
_FORGOTTEN_QUOTE = re.compile(
    r"(<(?:enclosure|itunes:image|podcast:\w+)\s[^<>]{0,500}?=\"[^\"<>]{0,2000}?)(\s+[A-Za-z_][\w:.-]*=\")(?=[^\s\"/>])"
)
"""A value that reaches to the quote that opens the next one: `url="https://… length="12"`."""
_EMPTY = frozenset({"br", "hr", "img", "wbr"})
_NEVER_IN_ITSELF = frozenset({"p", "li"})
_OF_RSS = ("title", "link", "guid", "pubdate", "author", "description", "language", "copyright", "enclosure")
_OF_APPLE = (
    "author",
    "block",
    "duration",
    "episode",
    "episodetype",
    "explicit",
    "keywords",
    "season",
    "summary",
    "title",
)
_TEXT_ALONE = frozenset({*_OF_RSS, "content:encoded", *(f"itunes:{name}" for name in _OF_APPLE)})
"""Of these, none stands in another."""
_HELD: Mapping[str, frozenset[str]] = {
    "itunes:category": frozenset({"itunes:category"}),
    "itunes:owner": frozenset({"itunes:name", "itunes:email"}),
    "image": frozenset({"url", "title", "link", "width", "height", "description"}),
    "podcast:alternateenclosure": frozenset({"podcast:source", "podcast:integrity"}),
    "podcast:value": frozenset({"podcast:valuerecipient", "podcast:valuetimesplit"}),
    "podcast:valuetimesplit": frozenset({"podcast:valuerecipient", "podcast:remoteitem"}),
    "podcast:podroll": frozenset({"podcast:remoteitem"}),
    "podcast:publisher": frozenset({"podcast:remoteitem"}),
    "psc:chapters": frozenset({"psc:chapter"}),
}
"""What stands in these, and nothing else does."""
_OF_ITEMS = frozenset({"item", "podcast:liveitem"})
_HOLDERS = frozenset({"rss", "rdf:rdf", "channel"})
"""What an item may stand in."""
_STRUCTURE = frozenset({*_HOLDERS, *_OF_ITEMS, *_HELD})
_PREFIXES = ("itunes:", "podcast:", "psc:", "atom:link")
_SURE = frozenset({"guid", "pubdate", "enclosure", "content:encoded"})
"""Names that stand in nobody's HTML."""


def _may_hold(parent: str, key: str) -> bool:
    """Whether an element stands in another, both in lower case: where not, the other lacks its end."""
    if key in _OF_ITEMS:
        return parent in _HOLDERS
    if parent in _HELD:
        return key in _HELD[parent]
    if key in _SURE or key.startswith(_PREFIXES):
        return parent in _STRUCTURE
    if parent in _TEXT_ALONE:
        return key not in _TEXT_ALONE
    return parent in _OF_ITEMS or not (parent == "category" or parent.startswith(_PREFIXES))


def balanced(text: str) -> str:
    """The text with an end for each beginning and a beginning for each end, attributes in quotes. Lines stay."""
    return "".join(_Balance(_FORGOTTEN_QUOTE.sub(r'\1"\2', text)).pieces())


class _Balance:
    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[str] = []
        self._counts: Counter[str] = Counter()

    def pieces(self) -> Iterator[str]:
        """The text in pieces."""
        end = 0
        for found in _TOKEN.finditer(self._text):
            yield self._text[end : found.start()]
            end = found.end()
            if name := found["end"]:
                yield from self._closed(name)
            elif name := found["start"]:
                yield from self._begun(name, found["attributes"])
            else:
                yield "&lt;" if found[0] == "<" else found[0]
        yield self._text[end:]
        yield from (f"</{name}>" for name in reversed(self._open))

    def _begun(self, name: str, attributes: str) -> Iterator[str]:
        key = name.lower()
        while len(self._open) > 1 and not _may_hold(self._open[-1].lower(), key):
            yield from self._closed(self._open[-1])
        if key in _NEVER_IN_ITSELF and self._open and self._open[-1] == name:
            yield from self._closed(name)
        is_empty = attributes.endswith("/") or key in _EMPTY
        yield f"<{name}{''.join(_quoted(attributes))}{'/' if is_empty else ''}>"
        if not is_empty:
            self._open.append(name)
            self._counts[name] += 1

    def _closed(self, name: str) -> Iterator[str]:
        """The ends up to that of the innermost element of this name; nothing where none is open."""
        if not self._counts[name]:
            return
        while True:
            last = self._open.pop()
            self._counts[last] -= 1
            yield f"</{last}>"
            if last == name:
                return


def _quoted(attributes: str) -> Iterator[str]:
    seen: set[str] = set()
    for name, written in _ATTRIBUTE.findall(attributes):
        if _NAME.fullmatch(name) and name not in seen:
            seen.add(name)
            value = written[1:-1] if written[:1] in ("'", '"') else written
            yield f' {name}="{value.replace("<", "&lt;").replace(chr(34), "&quot;")}"'
    yield "\n" * attributes.count("\n")
