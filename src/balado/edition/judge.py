"""Our own feed before the rules: the document as it will be, each finding at the line its author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from balado.edition.render import AssembledFeed
from balado.edition.source_lines import LinesOf, no_lines, placed_in_source
from balado.errors import Fault
from balado.feed.cuts import CutTerms, cut_feed, people_of
from balado.feed.write import write
from balado.message import say
from balado.rules.rule import Finding, Rule
from balado.rules.run import (
    ALL,
    Lifted,
    Profile,
    document_of,
    judge,
    lifted_by,
    subjects_of,
    subjects_of_items,
    subjects_of_show,
)
from balado.rules.subject import FeedDocument, Terms, WrittenNotes
from balado.show.model import Show
from balado.source.read import Reading

_ADVICE = "info"


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """The feed as it will be when all its episodes are live, and where it comes from.

    `drafted` are the guids of episodes with a transcript that a machine wrote first, `lines_of` gives the lines of
    files of chapters.
    """

    assembled: AssembledFeed
    reading: Reading
    now: datetime
    allow_private: bool = False
    drafted: frozenset[str] = frozenset()
    lines_of: LinesOf = no_lines

    def document(self, body: bytes | None = None) -> FeedDocument:
        """The feed as it will be read; `body` is its document, where that was written before."""
        feed = self.assembled.feed
        latest = max((item.published for item in feed.items), default=self.now)
        terms = Terms(
            max(self.now, latest),
            _required(self.reading.presumed),
            is_own=True,
            allow_private=self.allow_private,
            drafted=self.drafted,
        )
        found = document_of(write(feed) if body is None else body, terms, feed.feed_url)
        return replace(found, written=self._written())

    def _written(self) -> dict[str, WrittenNotes]:
        texts = {one.guid: one.notes for one in (*self.reading.presumed_episodes, *self.reading.episodes)}
        return {guid: WrittenNotes(texts.get(guid, ""), notes.changes) for guid, notes in self.assembled.notes.items()}

    def judge(
        self, document: FeedDocument, profile: Profile = ALL, further: Iterable[object] = ()
    ) -> tuple[Fault, ...]:
        """What the rules find in its document, and in `further` subjects; and what is written and reaches nobody."""
        placing = placed_in_source(self.reading, self.lines_of)
        found = judge([*subjects_of(document), *further], placing, profile, lifted_by(document.terms))
        return (*found, *self._empty_feeds(), *self._unlinked_documents())

    def judge_show(self, document: FeedDocument) -> tuple[Fault, ...]:
        """What a publication is decided by, of the document and its channel: errors and warnings, without advice."""
        placing = placed_in_source(self.reading, self.lines_of)
        return judge(subjects_of_show(document), placing, lifted=_advice_or(lifted_by(document.terms)))

    def judge_episodes(self, document: FeedDocument) -> tuple[Fault, ...]:
        """The same of its items, and of what is written and reaches nobody."""
        placing = placed_in_source(self.reading, self.lines_of)
        found = judge(subjects_of_items(document), placing, lifted=_advice_or(lifted_by(document.terms)))
        return (*found, *(one for one in self._empty_feeds() if one.severity != _ADVICE))

    def _empty_feeds(self) -> Iterator[Fault]:
        """Further feeds that no episode is in: the author may wait for one, or have asked for what there is not."""
        show, feed = self.reading.presumed, self.assembled.feed
        languages = {one.guid: one.language or show.language for one in self.reading.presumed_episodes}
        languages |= {one.guid: one.language or show.language for one in self.reading.episodes}
        for name, cut in show.feeds.items() if feed.items else ():
            people = people_of(cut, show)
            if cut_feed(feed, CutTerms(cut, "", "", people, languages)).items:
                continue
            place = self.reading.place(None, f"feeds.{name}")
            what = say("The further feed “{name}” has no episode.", name=name)
            films = [one for item in feed.items for one in item.alternates if one.type.startswith("video/")]
            if cut.media == "video" and films:
                yield Fault(place, what, say("A film needs a web address and its length in bytes."), severity="warning")
            else:
                yield Fault(
                    place, what, say("Nothing is to be done if one will come; else look at its lines."), severity="info"
                )

    def _unlinked_documents(self) -> Iterator[Fault]:
        """Documents that are published, and that no listener is told of."""
        if "documents" in self.reading.presumed.notes_end:
            return
        for episode in self.reading.episodes:
            if episode.documents:
                place = self.reading.place(episode.slug, "documents")
                what = say("These documents are published, and no listener is told: `notes_end` has no `documents`.")
                remedy = say("Write `documents` under `notes_end` of feed.yaml, or link them in the text.")
                yield Fault(place, what, remedy, episode.slug, "info")


def _advice_or(lifted: Lifted | None) -> Lifted:
    """Whether a finding is lifted, or advice: of that there may be some for every episode, whose lines take long."""

    def is_out(rule: Rule, finding: Finding) -> bool:
        return ALL.severity_of(rule, finding) == _ADVICE or (lifted is not None and lifted(rule, finding))

    return is_out


def _required(show: Show) -> dict[str, datetime]:
    if show.require is None:
        return {}
    wanted = {name: getattr(show.require, name) for name in type(show.require).model_fields}
    return {name: moment for name, moment in wanted.items() if moment is not None}
