"""What rules judge. A subject comes up at one stage of a check; a rule looks at one kind of subject.

source: what the author wrote · media: what the files are · document: the feed as built, or anybody's · difference:
what it changes of what is published · live: what servers answer. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import ClassVar, Literal

from balado.errors import Fault
from balado.facts import ImageFacts, MediaFacts, SoundFacts
from balado.rules.tree import Element, Misspelled, moment_of
from balado.rules.xml_flaws import XmlFlaw
from balado.show.notes import NotesChange
from balado.show.sound import SoundSettings
from balado.web.reply import Reply

Stage = Literal["source", "media", "document", "difference", "live"]


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A key of the source: of the episode with that slug, or of the show (None)."""

    slug: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class InFile:
    """A file of the show (its path in it), and where in it: a time `00:12:03`, an offset `byte 512`, or nothing."""

    path: str
    slug: str | None = None
    at: str = ""


@dataclass(frozen=True, slots=True)
class NotesLine:
    """A line of the notes as their author wrote them, from 0. `element` is what became of them in our document."""

    element: Element
    line: int


Spot = Element | SourceKey | InFile | NotesLine
"""Where a finding stands."""


@dataclass(frozen=True, slots=True)
class WrittenNotes:
    """The notes of an episode of ours as its author wrote them, and what of them reaches listeners otherwise."""

    markdown: str
    changes: tuple[NotesChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the judge knows besides the subject. `now` has a zone.

    `require` holds, by name (transcript, chapters, alt, language), the day from which an episode must have it.
    `drafted` are the guids of episodes of ours with a transcript that a machine wrote first.
    `is_own` says that the document is ours to publish: its enclosures are files of the show. `allow_private` lifts the
    rules on this machine's addresses and on https for them.
    """

    now: datetime
    require: Mapping[str, datetime] = field(default_factory=dict)
    is_own: bool = False
    allow_private: bool = False
    drafted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FeedDocument:
    """A feed as bytes that were read. `address` is where it was fetched from, empty for a file.

    `written` are the notes of our own episodes, by guid.
    """

    stage: ClassVar[Stage] = "document"

    root: Element | None
    terms: Terms
    byte_size: int
    address: str = ""
    flaws: tuple[XmlFlaw, ...] = ()
    misspelled: tuple[Misspelled, ...] = ()
    written: Mapping[str, WrittenNotes] = field(default_factory=dict)

    @cached_property
    def channel(self) -> Channel | None:
        """The first channel; None where there is none. What is found out about its items is kept with it."""
        element = self.root.first("channel") if self.root is not None else None
        return None if element is None else Channel(element, self)


@dataclass(frozen=True)
class Channel:
    """The show as a document has it."""

    stage: ClassVar[Stage] = "document"

    element: Element
    document: FeedDocument

    @cached_property  # most rules on a channel go through them
    def items(self) -> tuple[ChannelItem, ...]:
        """Its episodes, in the order of the document, without conferences that are announced."""
        return tuple(ChannelItem(element, self) for element in self.element.all("item"))

    @property
    def live_items(self) -> tuple[ChannelItem, ...]:
        """The conferences that are announced or on air."""
        return tuple(ChannelItem(element, self, is_live=True) for element in self.element.all("podcast:liveItem"))


NOTES = ("description", "content:encoded", "itunes:summary")
"""The elements that show notes stand in; most apps take them from the first."""
MOST_NOTES_CHARS = 8_000_000
"""So much of the show notes of a document is judged: more than apps read of a whole feed."""


@dataclass(frozen=True)
class ChannelItem:
    """An episode as a document has it; with `is_live`, a conference that is announced or on air.

    `judged_chars` says how much is judged of each element of its show notes.
    """

    stage: ClassVar[Stage] = "document"

    element: Element
    channel: Channel
    is_live: bool = False
    judged_chars: int = MOST_NOTES_CHARS

    @cached_property
    def published(self) -> datetime | None:
        """When it came out, in the zone of its date; None where there is no date that can be read."""
        return moment_of(self.element.value("pubDate"))

    @property
    def notes_chars(self) -> int:
        """How long its show notes are in all their elements."""
        return sum(len(element.text) for name in NOTES for element in self.element.all(name)[:1])

    @property
    def terms(self) -> Terms:
        """What the judge knows besides."""
        return self.channel.document.terms

    @property
    def written(self) -> WrittenNotes | None:
        """Its notes as their author wrote them, where it is an episode of ours."""
        return self.channel.document.written.get(self.element.value("guid"))


@dataclass(frozen=True, slots=True)
class Replacement:
    """A feed beside the one it takes the place of.

    `released` are guids that leave because the author says so. `replaced` tells of addresses already published whose
    bytes are no longer those that were published there: how many there were, and how many there are.
    """

    stage: ClassVar[Stage] = "difference"

    before: Channel
    now: Channel
    released: frozenset[str] = frozenset()
    replaced: Mapping[str, tuple[int, int]] = field(default_factory=dict)


AnswerKind = Literal["feed", "recording", "alternative", "artwork", "transcript", "chapters"]


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What a server answered when it was asked for something that a feed names.

    `element` names it, at `url`, as of `declared_type` and `declared_bytes`. `whole` is the answer to a GET, or None
    where only a part was asked for; `part` the one to a GET of the first bytes; `head` the one to a HEAD. `picture`,
    `duration` and `flaws` (in text beside a recording) are what was found inside.
    """

    stage: ClassVar[Stage] = "live"

    element: Element
    kind: AnswerKind
    url: str
    declared_type: str = ""
    declared_bytes: int | None = None
    declared_duration: timedelta | None = None
    of_item: bool = False
    head: Reply | None = None
    whole: Reply | None = None
    part: Reply | None = None
    picture: ImageFacts | None = None
    duration: timedelta | None = None
    flaws: tuple[Fault, ...] = ()

    @property
    def got(self) -> Reply:
        """The answer to a GET, of the whole or of a part."""
        return self.whole or self.part or Reply(self.url)


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """The feed's own answer, at `element`, and the one to the question whether it changed since, if that was asked."""

    stage: ClassVar[Stage] = "live"

    element: Element
    reply: Reply
    again: Reply | None = None


class OfFile:
    """What is judged of a file of ours: `path` is relative to the show, `slug` that of its episode."""

    __slots__ = ()
    stage: ClassVar[Stage] = "media"
    path: str
    slug: str | None

    @property
    def spot(self) -> InFile:
        """The file."""
        return InFile(self.path, self.slug)


@dataclass(frozen=True, slots=True)
class RecordingFile(OfFile):
    """A recording of ours, as its file is; `chapters` are the seconds of those its text has, where both must agree."""

    facts: MediaFacts
    path: str
    slug: str | None = None
    chapters: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class RenditionFile(OfFile):
    """A film or another rendition of ours, as its file is, without a digest."""

    facts: MediaFacts
    path: str
    slug: str


@dataclass(frozen=True, slots=True)
class ComparedRecording(OfFile):
    """A recording beside those of older episodes; `same_as` is the slug of the one with the same bytes, if any."""

    path: str
    slug: str
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class HeardRecording(OfFile):
    """A recording of ours that was listened to from its beginning to its end; `wanted` is how the show wants it."""

    facts: MediaFacts
    path: str
    slug: str
    sound: SoundFacts
    wanted: SoundSettings = field(default_factory=SoundSettings)


@dataclass(frozen=True, slots=True)
class DocumentFile(OfFile):
    """A document of ours beside a recording; `tells_place` says that a picture in it tells where it was taken."""

    path: str
    slug: str
    tells_place: bool


@dataclass(frozen=True, slots=True)
class PictureFile(OfFile):
    """A picture of ours, as its file is: the show's where `slug` is None."""

    facts: ImageFacts
    path: str
    slug: str | None = None


class OtherPictureFile(PictureFile):
    """A picture of another shape than the cover, likewise."""
