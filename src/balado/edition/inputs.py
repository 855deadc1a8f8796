"""What every look at an episode needs to know beside the episode itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from balado.edition.contents import Picture
from balado.edition.memory import Memory
from balado.edition.spool import Spool
from balado.errors import Place
from balado.media.cache import Inspector
from balado.show.model import Show
from balado.source.read import Reading


@dataclass(frozen=True, slots=True)
class Inputs:
    """The source, the last publication and the files, and what the command line named.

    `url` is the public address of the target, `lost` are keys of the last publication that are gone from there. `only`
    and `reembed` are slugs: of the episodes that alone may be new, and of those whose tags are written anew. `artwork`
    is the show's, None where it cannot be used. `now` is in UTC. `is_record_known` False: what is published could not
    be seen, or where it is published is not known. What is made in this run waits in `spool`.
    """

    reading: Reading
    memory: Memory
    inspector: Inspector
    url: str
    now: datetime
    lost: frozenset[str] = frozenset()
    only: tuple[str, ...] = ()
    reembed: tuple[str, ...] = ()
    artwork: Picture | None = None
    is_record_known: bool = True
    spool: Spool = field(default_factory=Spool)

    @property
    def show(self) -> Show:
        """The show; where it is faulty, without what is faulty in it."""
        return self.reading.presumed

    def place(self, slug: str | None, key: str) -> Place:
        """Where a key of an episode (None: of the show) is written."""
        return self.reading.place(slug, key)

    def is_stored(self, key: str) -> bool:
        """Whether the store holds this key, as far as the record says."""
        return key not in self.lost and self.memory.object(key) is not None
