"""What a row of the dialect's tables says of a tag: where it stands, what it holds, what of the feed it is. Pure.

One row serves the writer, the reader and the table in the README.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from balado.feed.values import TEXT, Form

NAMESPACES: Mapping[str, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "fh": "http://purl.org/syndication/history/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """An attribute, or (without a name) the text of an element: a field of the row's model, the object itself if "".

    `most_chars` is the namespace's limit. A value equal to `default` is left out, and is what a missing one means.
    """

    name: str
    field: str = ""
    form: Form = TEXT
    required: bool = False
    most_chars: int | None = None
    default: Any = None

    def of(self, thing: Any) -> str | None:
        """What is written for this object; None when nothing is."""
        value = getattr(thing, self.field) if self.field else thing
        if value is None or (value == self.default and not self.required):
            return None
        return self.form.write(value)


@dataclass(frozen=True, slots=True)
class Element:
    """What one occurrence of a tag holds."""

    text: str | None = None
    attributes: dict[str, str] = made(default_factory=dict)
    children: tuple[tuple[str, Element], ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """One row: a tag under its parent.

    `field` is where its object (its objects, when there may be many) stand in the parent; `model` makes an object of
    what was read, None when the object is a plain value. `get` and `put` replace the field where the parent holds it in
    another shape. `fixed` are attributes that always say the same. `key` is what an author writes (several: with
    commas between them): of feed.yaml for a tag of the channel, of episode.md for one of an item. It is empty where
    Balado itself knows.
    """

    name: str
    field: str = ""
    many: bool = False
    model: Callable[..., Any] | None = None
    attributes: tuple[Slot, ...] = ()
    text: Slot | None = None
    children: tuple[Tag, ...] = ()
    fixed: Mapping[str, str] = made(default_factory=dict)
    get: Callable[[Any], Any] | None = None
    put: Callable[[dict[str, Any], Any], None] | None = None
    key: str = ""

    @property
    def qualified(self) -> str:
        """The name as lxml has it."""
        return qualified(self.name)

    def things_of(self, parent: Any) -> Iterable[Any]:
        """The objects of this tag in a parent."""
        found = self.get(parent) if self.get else getattr(parent, self.field)
        if self.many:
            things: Iterable[Any] = found
            return things
        return () if found is None else (found,)

    def elements(self, parent: Any) -> Iterator[Element]:
        """What is written of this tag in a parent."""
        for thing in self.things_of(parent):
            yield self._element(thing)

    def _element(self, thing: Any) -> Element:
        attributes = {**self.fixed}
        for slot in self.attributes:
            if (value := slot.of(thing)) is not None:
                attributes[slot.name] = value
        children = tuple((child.name, one) for child in self.children for one in child.elements(thing))
        return Element(self.text.of(thing) if self.text else None, attributes, children)


def qualified(name: str) -> str:
    """`podcast:guid` as `{https://…}guid`, the name that lxml and feedgen use."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def plain(name: str, field: str, form: Form = TEXT, *, key: str = "", most_chars: int | None = None) -> Tag:
    """A tag that holds one plain value as its text."""
    return Tag(name, field, text=Slot("", form=form, most_chars=most_chars), key=key)
