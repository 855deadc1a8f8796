"""Balado publishes a podcast from a folder. What programs may use of it is here, named in `__all__`; the rest may move.

Importing it loads nothing heavy: the functions load what they need when they are called, types when they are named.

Two of its functions have the names of the rooms that carry them out. The import system sets a package as an attribute
of its parent when it loads it, and only then: so both rooms, which are empty themselves, are loaded here before the
functions are defined, and no later `from balado.publish.apply import …` puts the package in the place of the function.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module
from os import PathLike
from typing import TYPE_CHECKING, Any

from balado.errors import (
    BaladoError,
    Fault,
    InsertLine,
    MediaError,
    Place,
    RefusedError,
    RemoteError,
    ReplaceText,
    SourceError,
    UsageError,
)
from balado.events import Announce, Event
from balado.message import Message

if TYPE_CHECKING:
    from balado.check.library import Profile
    from balado.check.remember import Checked
    from balado.feed.document import Enclosure, Feed, Item, LiveItem, Paging
    from balado.feed.read import ReadFeed, Unplaced
    from balado.publish.library import Publication
    from balado.show.extra import Extra
    from balado.show.model import Category, Owner, Person
    from balado.show.podcasting import (
        AlternateEnclosure,
        Chapter,
        Chat,
        ContentLink,
        Funding,
        Image,
        Integrity,
        License,
        Location,
        RemoteItem,
        ServiceBlock,
        SocialInteract,
        Soundbite,
        Source,
        Trailer,
        TranscriptLink,
        Txt,
        UpdateFrequency,
        Value,
        ValueRecipient,
        ValueTimeSplit,
    )

__version__ = "0.5.0"

__all__ = [
    "AlternateEnclosure",
    "Announce",
    "BaladoError",
    "Category",
    "Chapter",
    "Chat",
    "Checked",
    "ContentLink",
    "Enclosure",
    "Event",
    "Extra",
    "Fault",
    "Feed",
    "Funding",
    "Image",
    "InsertLine",
    "Integrity",
    "Item",
    "License",
    "LiveItem",
    "Location",
    "MediaError",
    "Message",
    "Owner",
    "Paging",
    "Person",
    "Place",
    "Profile",
    "Publication",
    "ReadFeed",
    "RefusedError",
    "RemoteError",
    "RemoteItem",
    "ReplaceText",
    "ServiceBlock",
    "SocialInteract",
    "Soundbite",
    "Source",
    "SourceError",
    "Trailer",
    "TranscriptLink",
    "Txt",
    "Unplaced",
    "UpdateFrequency",
    "UsageError",
    "Value",
    "ValueRecipient",
    "ValueTimeSplit",
    "check",
    "publish",
    "read_feed",
    "write_feed",
]

_HOMES = {
    "balado.check.library": "Profile",
    "balado.check.remember": "Checked",
    "balado.feed.document": "Enclosure Feed Item LiveItem Paging",
    "balado.feed.read": "ReadFeed Unplaced",
    "balado.publish.library": "Publication",
    "balado.show.extra": "Extra",
    "balado.show.model": "Category Owner Person",
    "balado.show.podcasting": "AlternateEnclosure Chapter Chat ContentLink Funding Image Integrity License Location "
    "RemoteItem ServiceBlock SocialInteract Soundbite Source TranscriptLink Trailer Txt UpdateFrequency Value "
    "ValueRecipient ValueTimeSplit",
}
"""Where the types are that are loaded when they are named."""

for _room in ("publish", "check"):  # before the functions of these names: see above
    import_module(f"{__name__}.{_room}")


def publish(
    show: str | PathLike[str],
    *,
    to: str | PathLike[str] | None = None,
    url: str | None = None,
    now: datetime | None = None,
    dry_run: bool = False,
    consent: Iterable[str] = (),
    strict: bool = False,
    announce: Announce | None = None,
    podping_token: str | None = None,
    cache: str | PathLike[str] | None = None,
) -> Publication:
    """Publish the show in this folder, as `balado publish` does; with `dry_run`, only find out what that would do.

    `to` and `url` replace `publish.to` and `publish.url` of feed.yaml. `now` has a zone; it is the clock's time unless
    said otherwise, and later than that in a dry run only. `consent` names guids that may leave the feed. `strict`
    refuses for warnings too. `announce` is told each event, possibly from several threads, one at a time.
    `cache` is a file in which the inspections of recordings are kept from one call to the next.

    Credentials of stores are found where boto3 finds them; no other part of the environment is read.

    Raises UsageError for what cannot be carried out, SourceError for what the author wrote, MediaError for recordings
    and pictures, RefusedError for what would harm, RemoteError when the store fails: all of them BaladoError.
    """
    from uuid import uuid4

    from balado.publish.library import Call, carry_out

    given = {"to": to, "url": url}
    call = Call(
        root=show,
        now=_aware(now),
        clock=_clock(),
        owner=uuid4().hex,
        overrides={name: str(value) for name, value in given.items() if value is not None},
        consent=tuple(consent),
        strict=strict,
        cache=cache,
        podping_token=podping_token,
    )
    return carry_out(call, announce, dry_run=dry_run)


def check(
    show_or_feed: str | PathLike[str] | bytes, *, profile: Profile = "all", now: datetime | None = None
) -> Checked:
    """Judge by the rules of the platforms: a show (its folder), or anybody's feed (a file, an address, a document).

    `profile` asks for the rules of one platform alone. `now` has a zone. An address is asked for its feed and nothing
    else, never inside a private network.

    Raises UsageError for what is not there, RemoteError for a feed that cannot be fetched.
    """
    from balado.check.library import judged

    return judged(show_or_feed, profile, _aware(now) or _clock())


def read_feed(source: bytes | str | PathLike[str]) -> ReadFeed:
    """Read anybody's feed, from a document or a file: the feed, and what of it has no place in one.

    Raises UsageError for a file that cannot be read, SourceError for what is no RSS feed.
    """
    from balado.feed.file import read_document
    from balado.feed.read import read

    return read(source if isinstance(source, bytes) else read_document(source))


def write_feed(feed: Feed) -> bytes:
    """The document of a feed: RSS 2.0 in UTF-8, the same for the same feed. `read_feed` of it gives the feed again."""
    from balado.feed.write import write

    return write(feed)


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.utcoffset() is None:
        from balado.message import say

        raise UsageError(say("`now` has no zone: `datetime.now(UTC)` has one."))
    return moment


def _clock() -> datetime:
    from datetime import UTC

    return datetime.now(UTC)


if not TYPE_CHECKING:  # a type checker must not take every name for one of this module

    def __getattr__(name: str) -> Any:
        for home, names in _HOMES.items():
            if name in names.split():
                globals()[name] = found = getattr(import_module(home), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
