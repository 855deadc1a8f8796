"""What came of a run, be it a rehearsal, for whoever tells of it. Loads nothing of what a draft needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balado.artifact import SITE_INDEX

if TYPE_CHECKING:
    from datetime import datetime

    from balado.edition.decide import Decision
    from balado.edition.gather import Gathered
    from balado.edition.open import Opened
    from balado.edition.plan import Plan
    from balado.edition.spool import Spool
    from balado.feed.document import Feed
    from balado.record.generation import Generation
    from balado.record.integrity import Damage
    from balado.store.storage import Stored


@dataclass(frozen=True, slots=True)
class Draft:
    """A publication that is worked out and not yet carried out. `released` are guids that the source lets go.

    `feed` is the feed as it will be when all its episodes are live. What is to be sent waits in `spool`, which lasts as
    long as this.
    """

    gathered: Gathered
    decision: Decision
    plan: Plan
    feed: Feed
    released: frozenset[str] = frozenset()
    spool: Spool | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication shows and what waits, by slug; `scheduled` says when each goes live, `next_due` what is next.

    `number` is None where nothing was ever published.
    """

    number: int | None = None
    live: tuple[str, ...] = ()
    scheduled: Mapping[str, datetime] = field(default_factory=dict)
    announced: tuple[str, ...] = ()
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. `generation` is the one served now, None when nothing was ever published.

    `draft` is None when the source was found unchanged without a look inside. `published` says that this run wrote,
    `projected` that what is served is that generation (a rehearsal repairs nothing). `found` is the feed that was
    served before and still is; None where this run wrote it. `opened` is None of a rehearsal. `damages` are objects
    that were looked at and are not as they were published, `copies` documents whose copy in the state cannot be made.
    """

    generation: Generation | None
    draft: Draft | None
    published: bool
    feed_url: str
    projected: bool = True
    opened: Opened | None = None
    found: Stored | None = None
    damages: tuple[Damage, ...] = ()
    copies: tuple[str, ...] = ()

    def standing(self, *, planned: bool) -> Standing:
        """How the show stands after the run; `planned`: how it would, if the draft were published."""
        generation = self.draft.plan.generation if planned and self.draft is not None else self.generation
        if generation is None:
            return Standing()
        episodes = generation.episodes
        return Standing(
            number=generation.number,
            live=tuple(one.slug for one in episodes if one.state == "live"),
            scheduled={one.slug: one.date for one in episodes if one.state == "scheduled"},
            announced=tuple(one.slug for one in generation.announced),
            next_due=generation.next_due,
        )

    @property
    def site_url(self) -> str | None:
        """The address of the show's page; None where nothing is served, or no page."""
        if self.generation is None or not self.generation.site:
            return None
        return f"{self.feed_url.rpartition('/')[0]}/{SITE_INDEX}"

    @property
    def held_back(self) -> tuple[str, ...]:
        """The slugs of the episodes that are held back."""
        return tuple(sorted(self.draft.decision.held)) if self.draft is not None else ()

    @property
    def repaired(self) -> bool:
        """Whether this run wrote the feed, be it only to finish what another began."""
        return self.opened is not None and self.found is None

    @property
    def is_news(self) -> bool:
        """Whether something follows: this run wrote the feed, or an earlier one still owes somebody the news of it."""
        from balado.record.history import owed_by

        if self.opened is None or self.generation is None or self.generation.feed is None:
            return False
        return self.published or self.repaired or (self.opened.target.notifies and bool(owed_by(self.found)))
