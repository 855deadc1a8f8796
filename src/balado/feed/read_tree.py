"""The tree of a document under the names of our tables, whatever prefixes and spellings it uses. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from balado.show.namespaces import FURTHER, NAMESPACES, prefix_meant

_BEGINNING = re.compile(r"(?:https?:)?/*(?:www\.)?")


def _key_of(space: str) -> str:
    """A namespace without what people spell in different ways, in lower case."""
    spelled = space.strip().lower().rstrip("/#")
    return _BEGINNING.sub("", spelled, count=1)


_SPACES: Mapping[str, str] = {
    **{_key_of(address): prefix for prefix, address in (*FURTHER.items(), *NAMESPACES.items())},
    "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "",
    "cyber.law.harvard.edu/rss/rss.html": "",
    "rssboard.org/rss-specification": "",
    "purl.org/atom/ns": "atom",
    "blubrry.com/developer/rawvoice-rss": "rawvoice",
    "a9.com/-/spec/opensearchrss/1.0": "opensearch",
}
"""Prefix by namespace, as `_key_of` writes it: those of today, and others of old feeds that no spelling leads to."""

_TAG = re.compile(r"<[^<>]*>")
_PREFIXES = frozenset(prefix for prefix in _SPACES.values() if prefix)
_MOST_ELEMENTS = 500_000
"""A thousand episodes have some fifty thousand."""
_MOST_ATTRIBUTES = 100
"""lxml's time for the attributes of an element is the square of their number."""
_USUAL_PREFIX = "ns"
"""Of an element in a namespace of its own that is declared without one."""
_NONE: Mapping[str, str] = {}
_VOID = frozenset({"br", "hr", "img", "wbr"})


class HostileDocumentError(ValueError):
    """The document is made to do harm."""


class EndlessDocumentError(HostileDocumentError):
    """The document has more elements than are read of one that may come from anybody; `most` is how many are."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} elements")
        self.most = most


@dataclass(slots=True, eq=False)
class Node:
    """An element. `name` has the prefix of our tables; `key`, and the names of attributes, are in lower case.

    `space` is its namespace where the tables have none; its prefix is then its own. `written` are its attributes as
    lxml names them, but for those of `xmlns`. `text` is what stands in the element itself, without blanks around it;
    `pieces` are its text and children in order; `number` counts the elements of its name in its parent.
    """

    name: str
    line: int
    parent: Node | None = None
    attributes: dict[str, str] = made(default_factory=dict)
    pieces: list[str | Node] = made(default_factory=list)
    number: int = 1
    space: str = ""
    written: Mapping[str, str] = made(default_factory=lambda: _NONE)
    _counts: dict[str, int] | None = None

    def add(self, child: Node) -> None:
        """Put a child behind what is there."""
        if self._counts is None:
            self._counts = {}
        child.number = self._counts[child.name] = self._counts.get(child.name, 0) + 1
        self.pieces.append(child)

    @property
    def key(self) -> str:
        """The name by which it is looked up."""
        return self.name.lower()

    @property
    def text(self) -> str:
        """Its own text."""
        pieces = self.pieces
        if len(pieces) == 1:  # nearly all have one, and nothing is asked more often
            return pieces[0].strip() if isinstance(pieces[0], str) else ""
        return "".join([piece for piece in pieces if isinstance(piece, str)]).strip()

    @property
    def children(self) -> list[Node]:
        """Its elements."""
        pieces = self.pieces
        if not pieces or (len(pieces) == 1 and isinstance(pieces[0], str)):
            return []
        return [piece for piece in pieces if isinstance(piece, Node)]

    def below(self) -> Iterator[Node]:
        """Every element that stands in it, at any depth, in the order of the document."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(node.children[::-1])

    def clear(self) -> None:
        """Let go of all that stands in it: a tree is larger than its feed, and a circle, which would stay for long."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children)
            node.pieces.clear()
            node.parent = None

    @property
    def trail(self) -> str:
        """Its path without numbers, the same for all of a kind."""
        return f"{self.parent.trail if self.parent else ''}/{self.name}"

    @property
    def path(self) -> str:
        """Its path, with a number wherever several of a name stand side by side."""
        if self.parent is None:
            return f"/{self.name}"
        number = f"[{self.number}]" if (self.parent._counts or {}).get(self.name, 1) > 1 else ""
        return f"{self.parent.path}/{self.name}{number}"

    def markup(self) -> str:
        """What stands in it as HTML: its text as it is, or rewritten where it holds elements."""
        return "".join(_markup(self)).strip() if self.children else self.text


def words_of(markup: str) -> str:
    """The words of a text, to tell whether two say the same."""
    return " ".join(html.unescape(_TAG.sub(" ", html.unescape(markup))).split())


def tree_of(root: Any, *, is_own: bool = False) -> Node:
    """The tree of lxml's element and everything below it. Raises HostileDocumentError where it is monstrous.

    A document of our own (`is_own`) is as large as the show is: whoever wrote it had it in memory.
    """
    return _Naming(_space(root), None if is_own else _MOST_ELEMENTS).node(root, None)


def _markup(node: Node) -> Iterator[str]:
    for piece in node.pieces:
        if isinstance(piece, str):
            yield html.escape(piece, quote=False)
            continue
        attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in piece.attributes.items())
        yield f"<{piece.name}{attributes}>"
        yield from _markup(piece)
        if piece.key not in _VOID:
            yield f"</{piece.name}>"


def _space(element: Any) -> str:
    tag: str = element.tag
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


class _Naming:
    """Names under the prefixes of our tables. A namespace that only the root's element itself is in counts as none."""

    def __init__(self, own_space: str, most_elements: int | None) -> None:
        self._own_space = own_space
        self._most = most_elements
        self._count = 0
        self._known: dict[tuple[str, str | None], tuple[str, str]] = {}

    def node(self, element: Any, parent: Node | None) -> Node:
        """The node of an element, with all that stands below it."""
        self._count += 1
        if self._most is not None and self._count > self._most:
            raise EndlessDocumentError(self._most)
        attributes = element.attrib
        if len(attributes) > _MOST_ATTRIBUTES:
            raise HostileDocumentError
        name, space = self._name(element.tag, element.prefix)
        made = Node(name, element.sourceline or 0, parent, space=space)
        if attributes:
            made.written = {name: value.strip() for name, value in attributes.items() if name[:5] != "xmlns"}
            made.attributes = {
                self._name(name, None)[0].lower(): value
                for name, value in made.written.items()
                if not name.startswith(("{http://www.w3.org/XML/1998/namespace}", "xml:"))
            }
        if text := element.text:
            made.pieces.append(text)
        for child in element:
            if isinstance(child.tag, str):
                made.add(self.node(child, made))
            if text := child.tail:
                made.pieces.append(text)
        return made

    def _name(self, tag: str, prefix: str | None) -> tuple[str, str]:
        key = (tag, prefix)
        if key not in self._known:
            self._known[key] = self._spelled(tag, prefix)
        return self._known[key]

    def _spelled(self, tag: str, prefix: str | None) -> tuple[str, str]:
        """The name of a tag, and its namespace where we have no prefix for that."""
        if not tag.startswith("{"):
            undeclared, colon, local = tag.partition(":")
            return (f"{undeclared.lower()}:{local}" if colon and undeclared.lower() in _PREFIXES else tag), ""
        space, _, local = tag[1:].partition("}")
        known = prefix_in_tables(space, prefix)
        if known is None and prefix is None and space == self._own_space:
            known = ""
        if known is None:
            return f"{prefix or _USUAL_PREFIX}:{local}", space
        return (f"{known}:{local}" if known else local), ""


def prefix_in_tables(space: str, prefix: str | None = None) -> str | None:
    """Our prefix of a namespace, however it is spelled: empty for that of RSS itself, None for one we do not know."""
    known = _SPACES.get(_key_of(space))
    return prefix_meant(space, prefix) if known is None else known
