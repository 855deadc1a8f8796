"""The document as XML and RSS."""

from __future__ import annotations

from collections.abc import Iterator

from balado.check.rule import Finding, rule
from balado.check.subject import Document
from balado.check.tree import Element
from balado.message import mark, say

_FLAWS = {
    "malformed": mark("The document is not well-formed XML here: {words}."),
    "not-utf-8": mark("The document is not UTF-8 here."),
    "entities": mark("The document declares entities of its own; apps refuse them, for safety."),
}


@rule("XML-001", "error", "rss", say("Have it written anew by its program; look for control characters here."))
def not_well_formed(document: Document) -> Iterator[Finding]:
    """The document is not well-formed XML, or not in UTF-8.

    Why: an app whose parser stops there shows nothing of the feed, or only the episodes before it.
    Example: `<title>Questions & answers</title>`, where `&` must be `&amp;`.
    Remedy: let the program that makes the feed escape every text, and write UTF-8.
    Source: XML 1.0 (W3C), section 2.1; RSS 2.0.
    """
    for flaw in document.flaws:
        if flaw.kind in _FLAWS:
            spot = Element(document.root.name if document.root else "", flaw.line)
            yield Finding(spot, say(_FLAWS[flaw.kind], words=flaw.words.rstrip(".")))
