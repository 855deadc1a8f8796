"""What a row of the dialect's tables says of a tag: where it stands, what it holds, what of the feed it is.

One row serves the writer, the reader and the table in the manual. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from balado.feed.values import TEXT, Form
from balado.show.namespaces import NAMESPACES

WRITTEN: Mapping[str, str] = {prefix: NAMESPACES[prefix] for prefix in ("atom", "fh", "itunes", "podcast", "psc")}
"""The namespaces of what Balado itself writes; feedgen adds `content`."""


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
    key: str = made(init=False, repr=False)
    """Its name as it is looked up."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.name.lower())


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
    slots: tuple[Slot, ...] = made(init=False, repr=False, compare=False)
    """All that it holds: its attributes, and its text."""
    names: frozenset[str] = made(init=False, repr=False, compare=False)
    """The attributes that it may have, as they are looked up."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", (*self.attributes, *((self.text,) if self.text else ())))
        names = frozenset(name.lower() for name in (*(slot.name for slot in self.attributes), *self.fixed))
        object.__setattr__(self, "names", names)


def qualified(name: str) -> str:
    """`podcast:guid` as `{https://…}guid`, the name that lxml and feedgen use."""
    prefix, colon, local = name.partition(":")
    return f"{{{WRITTEN[prefix]}}}{local}" if colon else name


def plain(name: str, field: str, form: Form = TEXT, *, key: str = "", most_chars: int | None = None) -> Tag:
    """A tag that holds one plain value as its text."""
    return Tag(name, field, text=Slot("", form=form, most_chars=most_chars), key=key)
