"""Pages as they lie in a place, read past Balado: what they name, and whether that is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

_NAMING = ("href", "src", "srcset", "poster")


class _Names(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _NAMING and value and not (tag == "link" and ("rel", "canonical") in attrs):
                parts = value.split(",") if name == "srcset" else [value]
                self.found += [part.strip().split()[0] for part in parts if part.strip()]


def named_by(key: str, page: bytes) -> Iterator[str]:
    """The keys of the files that a page names relatively."""
    names = _Names()
    names.feed(page.decode())
    for value in names.found:
        address = urlsplit(value)
        if not address.scheme and not address.netloc and address.path:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(key), unquote(address.path)))


@lru_cache(maxsize=4096)
def _named_by(key: str, page: bytes) -> tuple[str, ...]:
    """The same of a page that is looked at again and again."""
    return tuple(named_by(key, page))


def lead_nowhere(objects: Mapping[str, bytes]) -> set[str]:
    """What pages name that is not there, of all pages that readers come to from `index.html`: "page -> file"."""
    seen, missing, todo = set[str](), set[str](), ["index.html"] if "index.html" in objects else []
    while todo:
        key = todo.pop()
        if key in seen:
            continue
        seen.add(key)
        for named in _named_by(key, objects[key]) if key.endswith(".html") else ():
            if named not in objects:
                missing.add(f"{key} -> {named}")
            elif named not in seen:
                todo.append(named)
    return missing


def pages_of(objects: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that is neither a feed nor media."""
    media = ("audio/", "artwork/", "chapters/", "documents/", "films/", "transcripts/")
    return {key: body for key, body in objects.items() if not key.startswith(media) and key != "feed.xml"}
