"""Our own feed before the rules: the document as it will be, each finding at the line its author wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from balado.edition.render import AssembledFeed
from balado.edition.source_lines import placed_in_source
from balado.errors import Fault
from balado.feed.write import write
from balado.rules.run import ALL, Profile, document_of, judge, lifted_by, subjects_of
from balado.rules.subject import FeedDocument, Terms, WrittenNotes
from balado.show.model import Show
from balado.source.read import Reading


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """The feed as it will be when all its episodes are live, and where it comes from."""

    assembled: AssembledFeed
    reading: Reading
    now: datetime
    allow_private: bool = False

    def document(self) -> FeedDocument:
        """The feed as it will be read."""
        feed = self.assembled.feed
        latest = max((item.published for item in feed.items), default=self.now)
        terms = Terms(
            max(self.now, latest), _required(self.reading.presumed), is_own=True, allow_private=self.allow_private
        )
        return replace(document_of(write(feed), terms, feed.feed_url), written=self._written())

    def _written(self) -> dict[str, WrittenNotes]:
        texts = {one.guid: one.notes for one in (*self.reading.presumed_episodes, *self.reading.episodes)}
        return {guid: WrittenNotes(texts.get(guid, ""), notes.changes) for guid, notes in self.assembled.notes.items()}

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
