"""The public address under `publish`, where it is that of the feed or of a page. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from pydantic_core import PydanticCustomError

from balado.errors import Fault
from balado.message import say
from balado.show.values.address import file_at, folder_of, public_address
from balado.source.yaml.document import YamlDocument

_KEY = "publish.url"
_FEED = "feed.xml"


@dataclass(frozen=True, slots=True)
class PublishedShow:
    """Who was published, and under which address; None before that."""

    guid: str | None = None
    url: str | None = None


def file_as_place(tree: Mapping[str, Any], document: YamlDocument, published: str | None) -> Iterator[Fault]:
    """The fault of an address that is a file's: all that is published would lie below it, the feed too.

    A show that was `published` there stays there: its subscribers have that address.
    """
    publish = tree.get("publish")
    written = publish.get("url") if isinstance(publish, dict) else None
    try:
        address = public_address(written)
    except PydanticCustomError:
        return  # the model has its fault
    name = file_at(address)
    if not name or (published or "").rstrip("/") in (address, str(written).rstrip("/")):
        return
    place, folder = document.place(_KEY), folder_of(address)
    if unquote(name).lower() == _FEED:
        what = say("“{url}” is the feed itself; what is written here is its folder.", url=address)
        fix = document.replacing(place, str(written), folder)
        yield Fault(place, what, say("Write: url: {url}", url=folder), fix=fix)
    else:
        what = say("“{url}” is the address of a file; what is written here is the folder of the feed.", url=address)
        yield Fault(place, what, say("Write: url: {url} (the feed is then {url}/feed.xml)", url=folder))
