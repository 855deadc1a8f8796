"""Rules applied to subjects: all findings, as faults with their place. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from balado.errors import Fault, Place, Severity
from balado.message import say
from balado.rules.catalogue import RULES
from balado.rules.films import RenditionLength, StreamFile
from balado.rules.local_addresses import is_lifted
from balado.rules.rule import Finding, Platform, Rule
from balado.rules.subject import (
    MOST_NOTES_CHARS,
    Channel,
    ChannelItem,
    ComparedRecording,
    DocumentFile,
    FeedDocument,
    HeardRecording,
    InFile,
    OtherPictureFile,
    PictureFile,
    RecordingFile,
    RenditionFile,
    Spot,
    Terms,
)
from balado.rules.tree import Element, parse

Placing = Callable[[Spot], tuple[Place, str | None]]
"""Where a finding stands, for people: its place, and the slug of the episode it belongs to."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Which rules judge: those of these platforms and of our own safety; of all when there are none named."""

    platforms: frozenset[Platform] = frozenset()

    def rules(self, subject: type) -> Iterator[Rule]:
        """The rules on that kind of subject."""
        for rule in RULES:
            if rule.subject is subject and (not self.platforms or self._asks(rule)):
                yield rule

    def _asks(self, rule: Rule) -> bool:
        return Platform.OWN in rule.platforms or not self.platforms.isdisjoint(rule.platforms)

    def severity_of(self, rule: Rule, finding: Finding) -> Severity:
        """How severe a finding is for these platforms."""
        return finding.severity or rule.severity_for(self.platforms)


ALL = Profile()


def profile_named(name: str) -> Profile:
    """The profile of a platform; `all` asks for every rule."""
    return ALL if name == "all" else Profile(frozenset({Platform(name)}))


MOST_OF_A_RULE = 5_000
"""So many findings of one rule are listed; one more says that there are others."""

_ENDLESS = say("There are more like this from here on; the first {count} are listed.", count=MOST_OF_A_RULE)

Lifted = Callable[[Rule, Finding], bool]
"""Whether a finding does not count."""


def judge(
    subjects: Iterable[object], placing: Placing, profile: Profile = ALL, lifted: Lifted | None = None
) -> tuple[Fault, ...]:
    """What every rule finds on these subjects, in the order of places; without what is `lifted`."""
    chosen: dict[type, Sequence[Rule]] = {}
    counts: dict[str, int] = {}
    found = []
    for subject in subjects:
        rules = chosen.get(type(subject))
        if rules is None:
            rules = chosen[type(subject)] = tuple(profile.rules(type(subject)))
        for rule in rules:
            for finding in rule.judge(subject) if counts.get(rule.name, 0) <= MOST_OF_A_RULE else ():
                if lifted is not None and lifted(rule, finding):
                    continue
                count = counts[rule.name] = counts.get(rule.name, 0) + 1
                level = profile.severity_of(rule, finding)
                if count > MOST_OF_A_RULE:
                    found.append(_fault(rule, replace(finding, what=_ENDLESS), level, placing))
                    break
                found.append(_fault(rule, finding, level, placing))
    return tuple(sorted(found, key=lambda fault: fault.order))


def _fault(rule: Rule, finding: Finding, severity: Severity, placing: Placing) -> Fault:
    place, slug = placing(finding.spot)
    remedy = finding.remedy or rule.remedy
    return Fault(place, finding.what, remedy, slug, severity, rule.name)


def document_of(body: bytes, terms: Terms, address: str = "") -> FeedDocument:
    """A feed, read for judgement; `address` is where it was fetched from."""
    parsed = parse(body)
    return FeedDocument(parsed.root, terms, len(body), address, parsed.flaws, parsed.misspelled)


def lifted_by(terms: Terms) -> Lifted | None:
    """What does not count under these terms."""
    return is_lifted if terms.allow_private else None


def subjects_of(document: FeedDocument) -> Iterator[FeedDocument | Channel | ChannelItem]:
    """The document, its channel and its items."""
    yield from subjects_of_show(document)
    yield from subjects_of_items(document)


def subjects_of_show(document: FeedDocument) -> Iterator[FeedDocument | Channel]:
    """The document and its channel."""
    yield document
    if (channel := document.channel) is not None:
        yield channel


def subjects_of_items(document: FeedDocument) -> Iterator[ChannelItem]:
    """The items of a document. Of their notes, so much is to be judged as there is time for."""
    channel = document.channel
    if channel is None:
        return
    left = MOST_NOTES_CHARS
    for item in (*channel.items, *channel.live_items):
        length = item.notes_chars
        yield item if length <= left else replace(item, judged_chars=left)
        left = max(0, left - length)


FileOfShow = (
    RecordingFile
    | PictureFile
    | OtherPictureFile
    | HeardRecording
    | ComparedRecording
    | RenditionFile
    | RenditionLength
    | StreamFile
    | DocumentFile
)


def judge_file(subject: FileOfShow) -> tuple[Fault, ...]:
    """What the rules find in a file of the show."""
    return judge_files((subject,))


def judge_files(subjects: Iterable[FileOfShow], profile: Profile = ALL) -> tuple[Fault, ...]:
    """What the rules find in files of the show."""
    return judge(subjects, _placed_in_file, profile)


def _placed_in_file(spot: Spot) -> tuple[Place, str | None]:
    if not isinstance(spot, InFile):
        raise TypeError(f"{spot!r} is no file")
    return Place(spot.path, key=spot.at), spot.slug


def placed_in(name: str) -> Placing:
    """Places in somebody else's feed: its name, the line, and the XPath for a key."""

    def place(spot: Spot) -> tuple[Place, str | None]:
        if not isinstance(spot, Element):
            raise TypeError(f"a foreign feed has no {spot!r}")
        return Place(name, spot.line or None, spot.path), None

    return place
