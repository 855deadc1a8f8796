"""The address and the place under `publish`, where they are those of the feed or of a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from pydantic_core import PydanticCustomError

from balado.artifact import FEED_KEY, is_for_others
from balado.errors import Fault, Severity
from balado.message import say
from balado.show.values.address import destination, file_at, folder_of, public_address
from balado.source.yaml.document import YamlDocument

_LEADS_NOWHERE = re.compile(r"(?:.*\.)?invalid")
_OF_EXAMPLES = re.compile(r"(?:.*\.)?(?:test|example|example\.(?:com|net|org))")
"""Names that are nobody's in public (RFC 2606, RFC 6761); within an organisation one may answer for a trial."""


@dataclass(frozen=True, slots=True)
class PublishedShow:
    """Who was published, under which address, and to which bucket; None before that."""

    guid: str | None = None
    url: str | None = None
    place: str | None = None


def file_as_place(tree: Mapping[str, Any], document: YamlDocument, published: PublishedShow) -> Iterator[Fault]:
    """The faults of a place or an address that is a file's: all that is published would lie below it, the feed too.

    A show that was `published` there stays there: its subscribers have that address.
    """
    publish = tree.get("publish")
    if not isinstance(publish, dict):
        return
    for name, form, known in (("to", destination, published.place), ("url", public_address, published.url)):
        written = publish.get(name)
        try:
            address = form(written)
        except PydanticCustomError:
            continue  # the model has its fault
        if "://" in address and (known or "").rstrip("/") not in (address, str(written).rstrip("/")):
            yield from _file(name, address, str(written), document)


def _file(key: str, address: str, written: str, document: YamlDocument) -> Iterator[Fault]:
    name = file_at(address)
    place, folder = document.place(f"publish.{key}"), folder_of(address)
    if unquote(name).lower() == FEED_KEY:
        what = say("“{url}” is the feed itself; what is written here is its folder.", url=address)
        fix = document.replacing(place, written, folder)
        yield Fault(place, what, say("Write: {key}: {url}", key=key, url=folder), fix=fix)
    elif name:
        what = say("“{url}” is the address of a file; what is written here is the folder of the feed.", url=address)
        remedy = say("Write: {key}: {url} (the feed is then {url}/feed.xml)", key=key, url=folder)
        yield Fault(place, what, remedy)


def address_of_nobody(tree: Mapping[str, Any], document: YamlDocument) -> Iterator[Fault]:
    """The fault of a bucket's public address under which nobody can subscribe; a folder may be tried out at any.

    Only a name under `.invalid` is an error: it leads nowhere for ever, and a store on this computer, or in a network
    with names of its own, is tried out under the others.
    """
    publish = tree.get("publish")
    if not isinstance(publish, dict):
        return
    try:
        place, url = destination(publish.get("to", "")), public_address(publish.get("url"))
    except PydanticCustomError:
        return  # the model has its fault
    host = (urlsplit(url).hostname or "").rstrip(".")
    if "://" not in place or (is_for_others(url) and not _OF_EXAMPLES.fullmatch(host)):
        return
    what = say("Nobody else can subscribe: {host} leads to this computer.", host=host)
    if _LEADS_NOWHERE.fullmatch(host):
        what = say("Nobody can subscribe: {host} leads nowhere, for names in .invalid never do (RFC 6761).", host=host)
    elif is_for_others(url):
        what = say("Nobody can subscribe: {host} is a name for examples and tests (RFC 2606).", host=host)
    remedy = say("Write the address under which everybody can read the bucket (`balado help stores`).")
    severity: Severity = "error" if _LEADS_NOWHERE.fullmatch(host) else "warning"
    yield Fault(document.place("publish.url"), what, remedy, severity=severity)
