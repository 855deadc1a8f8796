"""Our own feed before the rules: the document as it will be, each finding at the line its author wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from balado.edition.source_lines import placed_in_source
from balado.errors import Fault
from balado.feed.document import Feed
from balado.feed.write import write
from balado.rules.run import ALL, Profile, document_of, judge, lifted_by, subjects_of
from balado.rules.subject import FeedDocument, Terms, WrittenNotes
from balado.show.model import Show
from balado.source.read import Reading


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """The feed as it will be when all its episodes are live, and where it comes from."""

    feed: Feed
    reading: Reading
    now: datetime
    allow_private: bool = False

    def document(self) -> FeedDocument:
        """The feed as it will be read."""
        latest = max((item.published for item in self.feed.items), default=self.now)
        terms = Terms(
            max(self.now, latest), _required(self.reading.presumed), is_own=True, allow_private=self.allow_private
        )
        return replace(document_of(write(self.feed), terms, self.feed.feed_url), written=self._written())

    def _written(self) -> dict[str, WrittenNotes]:
        texts = {one.guid: one.notes for one in (*self.reading.presumed_episodes, *self.reading.episodes)}
        items = (*self.feed.items, *(live.item for live in self.feed.live))
        return {item.guid: WrittenNotes(texts.get(item.guid, ""), item.notes_changes) for item in items}

    def judge(
        self, document: FeedDocument, profile: Profile = ALL, further: Iterable[object] = ()
    ) -> tuple[Fault, ...]:
        """What the rules find in its document, and in `further` subjects."""
        placing = placed_in_source(self.reading)
        return judge([*subjects_of(document), *further], placing, profile, lifted_by(document.terms))


def _required(show: Show) -> dict[str, datetime]:
    if show.require is None:
        return {}
    wanted = {name: getattr(show.require, name) for name in type(show.require).model_fields}
    return {name: moment for name, moment in wanted.items() if moment is not None}
