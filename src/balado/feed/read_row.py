"""The rows of the tables, read: what stands below a node becomes the fields of an object. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from balado.feed.read_extra import extra_of
from balado.feed.read_log import Kind, Log, missing, not_understood, other_words, repeated, unknown
from balado.feed.read_tree import Node, words_of
from balado.feed.tag import Slot, Tag
from balado.show.extra import Extra


class Children:
    """What stands below a node, taken piece by piece; what nobody took is noted at the end."""

    def __init__(self, node: Node, log: Log) -> None:
        self._log = log
        self._all = node.children
        self._put_back: dict[int, tuple[Node, Kind]] = {}
        self._by_name: dict[str, list[Node]] = {}
        for child in self._all:
            key = child.key
            if key != "item":  # which is found wherever it stands
                self._by_name.setdefault(key, []).append(child)

    def fields(self, table: Iterable[Tag]) -> dict[str, Any]:
        """The fields that the rows of a table find, in the order of the table."""
        fields: dict[str, Any] = {}
        for tag in table:
            if nodes := self.nodes(tag.name):
                _place(tag, nodes, fields, self._log)
        return fields

    def nodes(self, name: str) -> list[Node]:
        """All elements of a name."""
        return self._by_name.pop(name.lower(), [])

    def node(self, name: str) -> Node | None:
        """The first element of a name that is not blank; further ones that say something else are noted."""
        found = [node for node in self.nodes(name) if node.pieces or node.attributes]
        for other in found[1:]:
            if other.markup() != found[0].markup():
                self.put_back(other, repeated)
        return found[0] if found else None

    def text(self, name: str) -> str | None:
        """The text of an element; None when there is none, or a blank one."""
        node = self.node(name)
        if node is None:
            return None
        note_rest(node, self._log)
        return node.text or None

    def either(self, *names: str) -> str | None:
        """The text of the first of these elements that says something; other words of the others are noted."""
        found = [node for name in names if (node := self.node(name)) is not None and node.text]
        for other in found[1:]:
            if other.text != found[0].text:
                self.put_back(other, other_words)
        return found[0].text if found else None

    def texts(self, *names: str) -> list[Node]:
        """Those of these elements that say something, each in other words than those before."""
        found: dict[str, Node] = {}
        for name in names:
            if (node := self.node(name)) is not None and (markup := node.markup()):
                found.setdefault(words_of(markup) or markup, node)
        return list(found.values())

    def skip(self, *names: str) -> None:
        """Leave out what says nothing of the show itself."""
        for name in names:
            self._by_name.pop(name.lower(), None)

    def put_back(self, node: Node, kind: Kind) -> None:
        """Leave an element with the rest after all: `kind` is what is said of it where it cannot be kept."""
        self._put_back[id(node)] = node, kind

    def rest(self, *, in_channel: bool) -> tuple[Extra, ...]:
        """What nobody took, in the order of the document; what cannot be kept is noted."""
        left: dict[int, Kind] = {id(node): unknown for nodes in self._by_name.values() for node in nodes}
        left |= {key: kind for key, (_, kind) in self._put_back.items()}
        kept = ((node, extra_of(node, self._log, in_channel=in_channel)) for node in self._all if id(node) in left)
        found = []
        for node, extra in kept:
            if extra is None:
                self._log.add(left[id(node)], node)
            else:
                found.append(extra)
        return tuple(found)

    def note_rest(self) -> None:
        """Note what nobody took."""
        for nodes in self._by_name.values():
            for node in nodes:
                self._log.add(unknown, node)
        for node, kind in self._put_back.values():
            self._log.add(kind, node)


def note_rest(node: Node, log: Log, attributes: Iterable[str] = ()) -> None:
    """Note attributes of a node but these (names in lower case), and what stands below it."""
    for name in node.attributes.keys() - set(attributes):
        log.add(unknown, node, f"/@{name}", node.attributes[name])
    for child in node.children:
        if child.key != "item":
            log.add(unknown, child)


def _place(tag: Tag, nodes: list[Node], fields: dict[str, Any], log: Log) -> None:
    found = [(node, thing) for node in nodes if (thing := _thing(tag, node, log)) is not None]
    if tag.many:
        fields[tag.field] = tuple(thing for _, thing in found)
    elif found:
        first = found[0][1]
        for node, _ in (other for other in found[1:] if other[1] != first):
            log.add(repeated, node)
        if tag.put:
            tag.put(fields, first)
        else:
            fields[tag.field] = first


def attributes_of(tag: Tag, node: Node, log: Log) -> dict[str, Any]:
    """What the attributes of a node say, by the fields of its row; what they lack, and others, are noted."""
    for name, value in node.attributes.items():
        if name not in tag.names:
            log.add(unknown, node, f"/@{name}", value)
    values = [(slot.field, _value(slot, tag, node, log)) for slot in tag.attributes]
    return {field: value for field, value in values if value is not None}


def _thing(tag: Tag, node: Node, log: Log) -> Any:
    """The object of one occurrence of a tag; None when it says nothing, or not enough."""
    if (tag.slots or tag.children) and not node.attributes and not node.text and not node.children:
        return None
    fields = attributes_of(tag, node, log)
    if tag.text and (value := _value(tag.text, tag, node, log)) is not None:
        fields[tag.text.field] = value
    if any(slot.required and slot.field not in fields for slot in tag.slots):
        return None
    _note_stray_text(tag, node, log)
    if tag.children or node.children:
        below = Children(node, log)
        fields |= {child.field: () for child in tag.children if child.many} | below.fields(tag.children)
        below.note_rest()
    return tag.model(**fields) if tag.model else fields.get("")


def _value(slot: Slot, tag: Tag, node: Node, log: Log) -> Any:
    written = _written(slot, tag, node)
    below = f"/@{slot.name}" if slot.name else ""
    if not written:
        if slot.required:
            log.add(missing, node, below)
        return None
    value = slot.form.read(written)
    if value is None:
        log.add(not_understood, node, below, written)
    return value


def _written(slot: Slot, tag: Tag, node: Node) -> str:
    """What is written; text in place of the one attribute a tag is about counts as that (`<itunes:image>https…`)."""
    if not slot.name:
        return node.text
    stands_in = node.text if tag.text is None and slot is tag.attributes[0] else ""
    return node.attributes.get(slot.key) or stands_in


def _note_stray_text(tag: Tag, node: Node, log: Log) -> None:
    if tag.text is None and node.text and (not tag.attributes or node.attributes.get(tag.attributes[0].key)):
        log.add(unknown, node)
