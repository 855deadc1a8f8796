"""What came of a run, be it a rehearsal, for whoever tells of it. Loads nothing of what a draft needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from balado.artifact import SITE_INDEX
from balado.errors import BaladoError
from balado.message import Message, say, say_many

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
class DrawnFeed:
    """The feed as it will be when all its episodes are live, and nothing else of a publication.

    `refusal` says why nothing would be published at all: then nothing was decided, and it is the feed in spite of that.
    """

    feed: Feed
    gathered: Gathered
    decision: Decision | None = None
    refusal: BaladoError | None = None


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

    def verdict(self, *, dry_run: bool = False) -> tuple[str, Message]:
        """What came of it in a sentence, and the name of the event that tells it."""
        if dry_run and self.draft is not None and self.draft.plan.changed:
            return "dry-run", say("Dry run: nothing was written.")
        if not self.projected:
            return "dry-run", say(
                "Dry run: the feed that is served is not that of the last publication (cut short, or changed by hand); "
                "publishing puts it right."
            )
        if not self.published and self.damages:
            return "damaged", say_many(
                "{url} is up to date, but {count} file that it names is not as it was published.",
                "{url} is up to date, but {count} files that it names are not as they were published.",
                len(self.damages),
                url=self.feed_url,
            )
        if not self.published:
            return "nothing-to-do", _nothing_to_do(self)
        return "published", _what_was_published(self)


def _nothing_to_do(outcome: Outcome) -> Message:
    if outcome.generation is None and outcome.draft is not None and outcome.draft.plan.generation.announced:
        return say("Nothing to publish yet: the feed, and what it announces, appears with the first live episode.")
    drafts = len(outcome.draft.gathered.drafts) if outcome.draft is not None else 0
    if outcome.generation is None and drafts:
        return say_many(
            "Nothing to publish yet: {count} episode is a draft. Take `draft: true` out of its episode.md.",
            "Nothing to publish yet: {count} episodes are drafts. Take `draft: true` out of their episode.md.",
            drafts,
        )
    if outcome.generation is None:
        return say("Nothing to publish yet: put an episode under episodes/ (`balado new`).")
    if outcome.generation.feed is None:
        return say("Nothing to do: all is stored, no episode is live yet.")
    return say("Nothing to do: {url} is up to date.", url=outcome.feed_url)


def _what_was_published(outcome: Outcome) -> Message:
    number = outcome.generation.number if outcome.generation else 0
    if outcome.generation is not None and outcome.generation.feed is None:
        return say(
            "Stored (publication {number}). No episode is live yet: the feed appears with the first one.", number=number
        )
    if folder := _folder_of(outcome):  # which is with listeners once a web server gives it: what follows says whether
        return say("Published (publication {number}): the files are in {folder}.", number=number, folder=folder)
    return say("Published: {url} (publication {number})", url=outcome.feed_url, number=number)


def _folder_of(outcome: Outcome) -> str:
    """The folder that was published to; empty where it is a store."""
    public = None if outcome.opened is None else outcome.opened.target.public
    return "" if public is None or public.is_remote else public.address
