"""Elements of somebody's feed that Balado has no key for, read to be written again. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from itertools import islice

from balado.feed.read_log import Kind, Log, became_text, unknown
from balado.feed.read_tree import Node, prefix_in_tables
from balado.show.extra import ELEMENTS_MAX, KNOWN_NAMESPACES, Extra, excess, has_place, is_name, prefix_of
from balado.show.extra_names import OF_STRUCTURE

_XML = "{http://www.w3.org/XML/1998/namespace}"
_UNDECLARED = "urn:undeclared:"
"""What a prefix stands for that the document declares nowhere."""


def extra_of(node: Node, log: Log, *, in_channel: bool) -> Extra | None:
    """The element, to be kept in a channel or an item; what of it is not kept as it was is noted.

    None where it has no place there, since Balado itself writes it, or is larger than an author's file may hold.
    """
    keeping = _Keeping()
    extra = keeping.kept(node) if _is_small(node) else None
    if extra is None or not has_place(extra, in_channel=in_channel) or excess(extra) is not None:
        return None
    for kind, where, below, text in keeping.notes:
        log.add(kind, where, below, text)
    return extra


def _is_small(node: Node) -> bool:
    """Whether it is worth the time: the bounds themselves are those of an author's file."""
    return sum(1 for _ in islice(node.below(), ELEMENTS_MAX)) < ELEMENTS_MAX


@dataclass(slots=True)
class _Keeping:
    """Reads one tree. `notes` are for the log, should the tree be kept."""

    notes: list[tuple[Kind, Node, str, str | None]] = made(default_factory=list)

    def kept(self, node: Node) -> Extra | None:
        """The element with all below it; None where its name can stand in no feed."""
        name, namespace = _name(node)
        if not is_name(name) or name.lower() in OF_STRUCTURE:
            return None
        text, below = self._inside(node)
        children = [(child, self.kept(child)) for child in below if child.key != "item"]
        self.notes.extend((unknown, child, "", None) for child, extra in children if extra is None)
        return Extra.model_construct(
            name=name,
            namespace=namespace,
            attributes=self._attributes(node, prefix_of(name)),
            text=text or None,
            children=tuple(extra for _, extra in children if extra is not None),
        )

    def _inside(self, node: Node) -> tuple[str, list[Node]]:
        """Its text and its elements; where they are mixed, all of it as text."""
        if not node.pieces:
            return "", []
        first = next((place for place, piece in enumerate(node.pieces) if isinstance(piece, Node)), len(node.pieces))
        if any(isinstance(piece, str) and piece.strip() for piece in node.pieces[first:]):
            self.notes.append((became_text, node, "", None))
            return node.markup(), []
        return node.text, node.children

    def _attributes(self, node: Node, prefix: str) -> dict[str, str]:
        found = {}
        for written, value in node.written.items():
            name = _attribute_name(written, node, prefix)
            if name is None or not is_name(name):
                self.notes.append((unknown, node, f"/@{written}", value))
            else:
                found[name] = value
        return found


def _name(node: Node) -> tuple[str, str | None]:
    """The name of an element, and its namespace where its prefix does not tell it."""
    prefix, colon, local = node.name.rpartition(":")
    if not colon or (not node.space and prefix in KNOWN_NAMESPACES):
        return node.name, None
    if not node.space:
        return node.name, f"{_UNDECLARED}{prefix}"
    name = f"{prefix}-other:{local}" if prefix in KNOWN_NAMESPACES else node.name
    return name, "".join(node.space.split())


def _attribute_name(written: str, node: Node, prefix: str) -> str | None:
    """The name of an attribute as the author of an extra element writes it; None for the namespace of a third party."""
    if written.startswith(_XML):
        return f"xml:{written.removeprefix(_XML)}"
    if not written.startswith("{"):
        undeclared = prefix_of(written)
        return written if undeclared in ("", prefix) or undeclared in KNOWN_NAMESPACES else None
    space, _, local = written[1:].partition("}")
    known = prefix_in_tables(space)
    if known is None:
        return f"{prefix}:{local}" if space == node.space else None
    return f"{known}:{local}" if known else local
