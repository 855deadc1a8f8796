"""Elements of a feed that Balado has no key for: a small tree each, written as it stands.

Sources: XML 1.0 (2.3) and Namespaces in XML 1.0 (3, 4) for names. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema, model_validator

from balado.message import Message, say
from balado.show.extra_names import KEYS_OF_ITEM, KEYS_OF_SHOW, OF_STRUCTURE
from balado.show.namespaces import FURTHER, NAMESPACES, prefix_meant
from balado.show.values.group import Written
from balado.show.values.plain import one_line, text, wrong

DEPTH_MAX = 4
"""Elements within each other: as many as the depth of the author's file leaves room for, and more than feeds have."""
ELEMENTS_MAX = 500
CHARS_MAX = 100_000
"""Longest text and attributes of one tree, together: as for notes."""

KNOWN_NAMESPACES: Mapping[str, str] = {**NAMESPACES, **FURTHER}

_FIRST = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = f"[{_FIRST}][{_FIRST}.0-9\xb7\u0300-\u036f\u203f\u2040-]{{0,48}}"
_NAME = re.compile(f"{_PART}(?::{_PART})?")
_RESERVED = frozenset({"http://www.w3.org/2000/xmlns/", NAMESPACES["xml"]})
_WHITE = re.compile(r"\s")


def is_name(written: str) -> bool:
    """Whether it is a name of XML, with a prefix or without, each part of at most 49 characters."""
    return _NAME.fullmatch(written) is not None


def prefix_of(name: str) -> str:
    """What stands before the colon of a name; empty where it has none."""
    return name.partition(":")[0] if ":" in name else ""


def element_name(value: object) -> str:
    """The name of an element, with its prefix."""
    written = text(value)
    if not is_name(written):
        raise wrong(
            say("“{text}” is no name of an element.", text=written),
            say("Write it as it stands in the feed: spotify:limit (letters, digits, “-” and “_”, no blank)."),
        )
    if written.lower() in OF_STRUCTURE:
        raise wrong(say("Balado itself writes <{name}>.", name=written), say("Delete it here."))
    if prefix_of(written).lower() in ("xml", "xmlns"):
        raise wrong(say("XML keeps names that begin with “xml:” for itself."), say("Delete it here."))
    return written


def attribute_name(value: object) -> str:
    """The name of an attribute, which is no declaration of a namespace."""
    written = text(value)
    if not is_name(written):
        what = say("“{text}” is no name of an attribute.", text=written)
        raise wrong(what, say("Write it as it stands in the feed, letters, digits, “-” and “_”: recentCount."))
    if written.lower() == "xmlns" or prefix_of(written).lower() == "xmlns":
        what = say("“{name}” is not an attribute: it declares a namespace.", name=written)
        raise wrong(what, say("Write its address after `namespace:`."))
    return written


def attribute_text(value: object) -> str:
    """The value of an attribute, which may be empty."""
    return "" if value is None or value == "" else text(value)


def namespace(value: object) -> str:
    """The address of a namespace, which need not be one of the web."""
    written = one_line(value)
    if _WHITE.search(written) or written in _RESERVED:
        what = say("“{text}” is no namespace that an element can have.", text=written)
        raise wrong(what, say("Copy what stands between quotes behind xmlns: in the first lines of the feed."))
    return written


_ElementName = Annotated[
    str, PlainValidator(element_name), WithJsonSchema({"type": "string", "pattern": "^[^\\s:]+(:[^\\s:]+)?$"})
]
_AttributeName = Annotated[str, PlainValidator(attribute_name), WithJsonSchema({"type": "string"})]
_AttributeText = Annotated[
    str, PlainValidator(attribute_text), WithJsonSchema({"type": ["string", "number", "boolean"]})
]
_Namespace = Annotated[str, PlainValidator(namespace), WithJsonSchema({"type": "string", "minLength": 1})]
_LongText = Annotated[
    str, PlainValidator(text), WithJsonSchema({"type": ["string", "number", "boolean"], "minLength": 1})
]


class Extra(Written):
    """An element of the feed that Balado has no key for, with everything in it.

    Its text comes before its children. A namespace holds for all elements below that have the same prefix.
    """

    name: _ElementName = Field(description="The element, as it stands in the feed: spotify:limit.")
    namespace: _Namespace | None = Field(
        None, description="What its prefix stands for (xmlns), where Balado does not know it."
    )
    attributes: Mapping[_AttributeName, _AttributeText] = Field(
        default_factory=dict, description="Its attributes by name: recentCount: 5."
    )
    text: _LongText | None = Field(None, description="The text in it.")
    children: tuple[Extra, ...] = Field((), description="The elements in it, with the same keys.")

    @model_validator(mode="before")
    @classmethod
    def _hand_down(cls, value: Any) -> Any:
        """What a prefix stands for holds for all elements below that have it too."""
        if not isinstance(value, dict) or not value.get("namespace") or not isinstance(value.get("children"), list):
            return value
        prefix = prefix_of(str(value.get("name")))
        return {**value, "children": [_with_namespace(one, prefix, value["namespace"]) for one in value["children"]]}

    @model_validator(mode="after")
    def _sound(self) -> Self:
        self._check_prefixes()
        if (too_much := excess(self)) is not None:
            raise wrong(too_much, say("Shorten it."))
        return self

    def _check_prefixes(self) -> None:
        prefix = prefix_of(self.name)
        known = KNOWN_NAMESPACES.get(prefix)
        if self.namespace is not None:
            _check_namespace(self.name, prefix, self.namespace)
        elif prefix and known is None:
            raise wrong(
                say("Balado does not know what “{prefix}:” stands for.", prefix=prefix),
                say("Add namespace: and the address behind xmlns:{prefix}= in the feed.", prefix=prefix),
            )
        for name in self.attributes:
            if (other := prefix_of(name)) and other != prefix and other not in KNOWN_NAMESPACES:
                what = say("Balado does not know what “{prefix}:” stands for.", prefix=other)
                raise wrong(what, say("Write the attribute without it, or with the prefix of its element."))


def _with_namespace(child: Any, prefix: str, space: Any) -> Any:
    """The child of an author's tree, with the namespace of its parent where it has the same prefix and names none."""
    if isinstance(child, dict) and not child.get("namespace") and prefix_of(str(child.get("name"))) == prefix:
        return {**child, "namespace": space}
    return child


def _check_namespace(name: str, prefix: str, space: str) -> None:
    if not prefix:
        what = say("“{name}” has no prefix that could stand for a namespace.", name=name)
        raise wrong(what, say("Write one before it: name: x:{name}; or delete the namespace.", name=name))
    known = KNOWN_NAMESPACES.get(prefix)
    meant = next((one for one, address in KNOWN_NAMESPACES.items() if address == space), None)
    meant = meant or prefix_meant(space, prefix)
    if known is not None and meant in (None, prefix):
        what = say("“{prefix}:” always stands for {address}.", prefix=prefix, address=known)
        raise wrong(what, say("Delete the line, or write another prefix."))
    if meant is not None:
        what = say("Of this namespace, the prefix is “{prefix}:”.", prefix=meant)
        name = f"{meant}:{name.partition(':')[2]}"
        raise wrong(what, say("Write name: {name}, and delete the namespace.", name=name))


def excess(extra: Extra) -> Message | None:
    """What is too much in a tree; None where it is within all bounds."""
    if (deep := _depth(extra)) > DEPTH_MAX:
        return say("Elements stand in each other {depth} deep; Balado keeps {limit}.", depth=deep, limit=DEPTH_MAX)
    every = tuple(elements(extra))
    if len(every) > ELEMENTS_MAX:
        return say("It holds {count} elements; Balado keeps {limit}.", count=len(every), limit=ELEMENTS_MAX)
    if (chars := sum(map(_chars, every))) > CHARS_MAX:
        return say("It is {length} characters long; {limit} are kept.", length=chars, limit=CHARS_MAX)
    return None


def _depth(extra: Extra) -> int:
    return 1 + max(map(_depth, extra.children), default=0)


def elements(extra: Extra) -> Iterator[Extra]:
    """The element and all below it, in the order of the feed."""
    yield extra
    for child in extra.children:
        yield from elements(child)


def _chars(extra: Extra) -> int:
    return len(extra.text or "") + sum(len(name) + len(value) for name, value in extra.attributes.items())


def _of_parent(keys: Mapping[str, str], extra: Extra) -> Extra:
    """An element that stands in a channel or an item itself, where Balado writes others."""
    if _is_free(extra, keys):
        return extra
    key = keys.get(extra.name.lower())
    what = say("Balado itself writes <{name}>.", name=extra.name)
    raise wrong(what, say("Write the key {key} in its place.", key=key) if key else say("Delete it here."))


_OWN_RELS = frozenset({"self", "alternate", "hub", "current", "prev-archive", "next-archive"})


def _is_free(extra: Extra, keys: Mapping[str, str]) -> bool:
    name = extra.name.lower()
    is_own_link = name == "atom:link" and extra.attributes.get("rel", "alternate").lower() in _OWN_RELS
    return name not in keys and not is_own_link


ShowExtra = Annotated[Extra, AfterValidator(partial(_of_parent, KEYS_OF_SHOW))]
ItemExtra = Annotated[Extra, AfterValidator(partial(_of_parent, KEYS_OF_ITEM))]


def has_place(extra: Extra, *, in_channel: bool) -> bool:
    """Whether it may stand in a channel or in an item: Balado itself writes nothing of that name there."""
    return _is_free(extra, KEYS_OF_SHOW if in_channel else KEYS_OF_ITEM)
