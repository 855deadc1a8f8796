"""How far a move is: what is published of it, and what both addresses answer. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from balado.feed.document import Feed
    from balado.message import Message

_PERMANENT = (301, 308)


@dataclass(frozen=True, slots=True)
class PublishedMove:
    """What the newest publication says: since when it names the new address (None: it does not), who may take it over.

    `guids` are those of its episodes.
    """

    since: datetime | None = None
    is_locked: bool = False
    guids: frozenset[str] = frozenset()
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class SeenFeed:
    """What an address answers: the status of its first answer, where it leads in the end, the feed that is there.

    `feed` is None where there is none, and `why` says why: nothing answers, or something else is there.
    """

    status: int
    final_url: str
    feed: Feed | None
    why: Message | None = None
    is_answered: bool = True

    def is_sent_on_for_good(self, to: str) -> bool:
        """Whether who asks is sent there, and told that it is for good."""
        return self.status in _PERMANENT and self.final_url == to

    @property
    def guids(self) -> frozenset[str]:
        """The guids of its episodes."""
        return frozenset(one.guid for one in self.feed.items) if self.feed is not None else frozenset()


@dataclass(frozen=True, slots=True)
class MoveStanding:
    """Everything a plan is made of. `old` and `new` are None where nobody looked."""

    published: PublishedMove = field(default_factory=PublishedMove)
    old: SeenFeed | None = None
    new: SeenFeed | None = None
