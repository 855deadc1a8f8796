"""Who a show and its episodes are, for ever: guids and slugs. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from uuid import UUID, uuid5

_PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
_SCHEME = re.compile(r"(?:https?://|feed:(?://)?)", re.IGNORECASE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHERS = re.compile(r"[^a-z0-9]+")
# Letters that do not come apart into a plain one and its accent.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n"}
)


def show_guid(feed_url: str) -> str:
    """The guid of a show by the first address of its feed (podcast namespace, tag `guid`).

    The scheme and every slash at the end do not count; everything else does: `www.`, case, port, query.
    """
    return str(uuid5(_PODCAST_NAMESPACE, _SCHEME.sub("", feed_url, count=1).rstrip("/")))


def episode_guid(show: str, slug: str) -> str:
    """The guid of an episode that has none written: UUIDv5 of the show's guid and the slug."""
    return str(uuid5(UUID(show), slug))


def feed_guid(written: str | None, show: str, name: str) -> str:
    """The guid of a further feed: its own, or else one of the show's guid and its name, as an episode has it."""
    return written or episode_guid(show, name)


def slug_of(name: str) -> str:
    """The ASCII of a folder's name: a-z, 0-9 and single hyphens; empty when nothing of it is left."""
    if _SLUG.fullmatch(name):
        return name
    lower = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    letters = unicodedata.normalize("NFKD", lower)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _OTHERS.sub("-", plain.lower()).strip("-")


def episode_slugs(names: Iterable[str]) -> Mapping[str, str]:
    """The slug of each folder; a folder that cannot have the one of its name is known by its bare name.

    That is a folder of whose name nothing is left in ASCII, or whose slug another folder has: the one that is named
    exactly so, else the first. A bare name is no slug of any other folder, since it is not a slug itself.
    """
    ordered = list(names)
    owners = {name: name for name in ordered if _SLUG.fullmatch(name)}
    slugs: dict[str, str] = {}
    for name in ordered:
        slug = name if name in owners else slug_of(name)
        owned = bool(slug) and owners.setdefault(slug, name) == name
        slugs[name] = slug if owned else name
    return slugs
