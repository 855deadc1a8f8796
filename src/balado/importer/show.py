"""A feed as the files of a show: feed.yaml, one folder for each episode, and what had to be changed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from balado.errors import Fault, Place
from balado.feed.document import Feed, Item, LiveItem
from balado.feed.read import ReadFeed
from balado.feed.read_log import Unplaced
from balado.importer.episode_file import EpisodeFile, EpisodeWriter, cards_in
from balado.importer.fit import Adjustment, Fitter
from balado.importer.media.here import FilesHere, with_files
from balado.importer.names import folder_for
from balado.importer.notes import notes_of
from balado.importer.people import PeopleDirectory, gather_people
from balado.importer.sharing import Sharing
from balado.importer.show_file import ShowIdentity, show_file
from balado.importer.texts import episode_text, show_text
from balado.message import Message, say, say_many
from balado.show.model import Episode
from balado.source.folder import EPISODE_FILE, EPISODES_FOLDER, SHOW_FILE
from balado.source.identity import episode_guid, show_guid
from balado.source.read import one_by_one

_SHOWN_CHARS = 80
_NAMED_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """How a feed becomes a show. `minted` is its guid where the feed gives none to derive it from.

    `folders` are those of episodes that are there already by guid, `taken` all names in `episodes`, `people` the
    directory that is kept. `here` are the files that lie in the folders, by guid ("": the show's). `ignored` are the
    rules of `balado check` that are not asked of an episode, with the reasons. `translate` gives the comments in a
    language, `notes` the Markdown of what the feed says, `sharing` says how the episodes are worked on.
    """

    url: str
    minted: str
    guid: str | None = None
    folders: Mapping[str, str] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    people: PeopleDirectory = field(default_factory=PeopleDirectory)
    may_add_people: bool = True
    here: Mapping[str, FilesHere] = field(default_factory=dict)
    ignored: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    translate: Callable[[str], str] = str
    notes: Callable[[str], str] = notes_of
    sharing: Sharing = one_by_one


@dataclass(frozen=True, slots=True)
class ShowTexts:
    """The texts of a show: its own, and those of its episodes by guid, in the order of the feed.

    `folders` are the names of their folders, `faults` what was changed or left out.
    """

    guid: str
    show: str
    episodes: Mapping[str, str]
    folders: Mapping[str, str]
    faults: tuple[Fault, ...]


def guid_of(feed: Feed) -> str | None:
    """The show's guid: as the feed has it, or else derived from its first address; None where it has neither."""
    try:
        return str(UUID(feed.guid))
    except ValueError:
        return show_guid(feed.feed_url) if "://" in feed.feed_url else None


def texts_of(read: ReadFeed, source: str, terms: ImportTerms) -> ShowTexts:
    """The files of the show that a feed tells of; `source` is what its place is called in faults."""
    feed = read.feed
    guid = terms.guid or guid_of(feed) or terms.minted
    guids = _ItemGuids(guid, source, frozenset(terms.folders))
    items = guids.given((*feed.items, *read.silent))
    people = terms.people
    if terms.may_add_people:
        people = gather_people(feed, people, cards_in(item for item in feed.items if item.people))
    show = show_file(feed, ShowIdentity(guid, terms.url), people)
    writer = _TextWriter(EpisodeWriter(feed, people, terms.notes), terms)
    written = terms.sharing(writer.of_item, items)
    known = {own for own, _ in items}
    for live in feed.live:
        own = guids.guid(live.item)
        if own not in known:
            known.add(own)
            items.append((own, live.item))
            written.append(writer.of_live(own, live))
    folders = _folders(items, terms)
    by_path = {SHOW_FILE: show.adjustments} | {_path(folders[one.guid]): one.adjustments for one in written}
    return ShowTexts(
        guid=guid,
        show=show_text(replace(show, tree=with_files(show.tree, terms.here.get("", {}))), terms.translate),
        episodes={one.guid: one.text for one in written},
        folders=folders,
        faults=(
            *(_lacking(key) for key in show.lacking),
            *guids.faults,
            *_told(by_path),
            *_unplaced(read.unplaced, source),
        ),
    )


@dataclass(frozen=True, slots=True)
class _EpisodeText:
    """The text of an episode, and what was changed for it."""

    guid: str
    text: str
    adjustments: tuple[Adjustment, ...]


@dataclass(frozen=True, slots=True)
class _TextWriter:
    """Writes the texts of episodes."""

    writer: EpisodeWriter
    terms: ImportTerms

    def of_item(self, item: tuple[str, Item]) -> _EpisodeText:
        """The text of an item, which is given behind its guid."""
        return self._of(self.writer.item(item[1], item[0]))

    def of_live(self, guid: str, live: LiveItem) -> _EpisodeText:
        """The text of a conference."""
        return self._of(self.writer.live(live, guid))

    def _of(self, one: EpisodeFile) -> _EpisodeText:
        here, ignored = self.terms.here.get(one.guid), self.terms.ignored.get(one.guid)
        tree = with_files(one.tree, here) if here else one.tree
        whole = replace(one, tree={**tree, "ignore": dict(ignored)} if ignored else tree)
        return _EpisodeText(one.guid, episode_text(whole), one.adjustments)


def _path(folder: str) -> str:
    return f"{EPISODES_FOLDER}/{folder}/{EPISODE_FILE}"


@dataclass(slots=True)
class _ItemGuids:
    """Gives each item a guid of its own, and tells of those that could not keep theirs.

    `show` is the guid of the show, `source` what the feed is called, `known` the guids of episodes that are here.
    """

    show: str
    source: str
    known: frozenset[str]
    faults: list[Fault] = field(default_factory=list)
    _fitter: Fitter = field(default_factory=lambda: Fitter(Episode))
    _fitted: dict[str, str | None] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)

    def given(self, items: Iterable[Item]) -> list[tuple[str, Item]]:
        """Each item with its guid: of two with one guid the first keeps it, for apps know no other."""
        every = list(items)
        self._kept.update(one.guid.strip() for one in every if self._fit(one.guid) == one.guid.strip())
        found: dict[str, Item] = {}
        for item in every:
            guid = self.guid(item)
            if guid in found:
                if found[guid].enclosure.url == item.enclosure.url:
                    self._tell(say("“{title}” stands twice in the feed.", title=_short(item.title)),
                               say("It was taken once."))  # fmt: skip
                    continue
                guid = episode_guid(self.show, f"{guid}\n{_named(item)}")
                self._tell(
                    say("“{title}” has the guid of another item: apps show one of the two alone.",
                        title=_short(item.title)),
                    say("It has a guid of its own now: delete its folder if listeners are not to get it."),
                )  # fmt: skip
            found.setdefault(guid, item)
        return list(found.items())

    def guid(self, item: Item) -> str:
        """The guid of an item as it was; one of its own where none may be written so.

        What is made of such a guid (blanks for a line break) may be that of another episode, which comes today or
        later: it counts only where an earlier import has given it.
        """
        guid = self._fit(item.guid)
        if guid is not None and guid == item.guid.strip():
            return guid
        if guid is None:
            guid = episode_guid(self.show, _named(item))
        elif guid not in self.known or guid in self._kept:
            guid = episode_guid(self.show, f"{guid}\n{_named(item)}")
        if item.enclosure.url:
            what = say(
                "The guid of “{title}” is none that can be kept; apps will take it for a new one.",
                title=_short(item.title),
            )
            self._tell(what, say("It became: {guid}", guid=guid))
        return guid

    def _fit(self, written: str) -> str | None:
        """The guid as an author may write it; None where nothing of it can be written."""
        if written not in self._fitted:
            self._fitted[written] = self._fitter.read("guid", written)
        return self._fitted[written]

    def _tell(self, what: Message, remedy: Message) -> None:
        self.faults.append(Fault(Place(self.source, None, "guid"), what, remedy, severity="warning"))


def _named(item: Item) -> str:
    """What an item is known by where its guid is none."""
    return item.enclosure.url or f"{item.title}\n{item.published.isoformat()}"


def _folders(items: list[tuple[str, Item]], terms: ImportTerms) -> dict[str, str]:
    """The folder of each episode; new ones from the oldest on, so that names are given in the order of time."""
    folders = {guid: terms.folders[guid] for guid, _ in items if guid in terms.folders}
    taken = set(terms.taken)
    for guid, item in reversed(items):
        if guid not in folders:
            folders[guid] = folder_for(item, taken)
            taken.add(folders[guid])
    return folders


def _lacking(key: str) -> Fault:
    if key == "owner":
        what = say("The feed names no owner with an e-mail address, which platforms ask for.")
        return Fault(
            Place(SHOW_FILE, None, key),
            what,
            say("Write {line}", line="owner: {name: …, email: …}"),
            severity="warning",
        )
    what = say("The feed does not say it: a neutral value stands there.")
    return Fault(Place(SHOW_FILE, None, key), what, say("Write what is right in its place."), severity="warning")


def _told(adjustments: Mapping[str, tuple[Adjustment, ...]]) -> Iterator[Fault]:
    """A fault for each value that was changed; of many of one kind the first ones, and how many more there are."""
    kinds: dict[tuple[str, str, bool], list[Fault]] = {}
    for path, found in adjustments.items():
        for one in found:
            kinds.setdefault(one.kind, []).append(_adjusted(one, path))
    for faults in kinds.values():
        yield from faults[:_NAMED_OF_A_KIND]
        if len(faults) > _NAMED_OF_A_KIND:
            yield _more(faults[_NAMED_OF_A_KIND], len(faults) - _NAMED_OF_A_KIND)


def _more(first: Fault, count: int) -> Fault:
    what = say_many("It is so once more: {what}", "It is so {count} times more: {what}", count, what=first.what)
    return replace(first, what=what, remedy=say("Look for what else was changed in the other episodes."))


def _adjusted(one: Adjustment, path: str) -> Fault:
    return Fault(Place(path, None, one.key), one.what, _remedy(one), severity="warning")


def _remedy(one: Adjustment) -> Message:
    old = _short(one.old)
    if one.new is not None:
        return say("It was written as “{new}”: look whether it is right.", new=_short(one.new))
    return say("It was left out: {text}", text=old) if old else say("It was left out.")


def _unplaced(every: Iterable[Unplaced], source: str) -> Iterator[Fault]:
    """A fault for each thing that has no place here; one for many of a kind, with the first of them."""
    kinds: dict[str, list[Unplaced]] = {}
    for one in every:
        kinds.setdefault(one.what.template, []).append(one)
    for same in kinds.values():
        if len(same) <= _NAMED_OF_A_KIND:
            yield from (_unplaced_fault(one.what, [one], source) for one in same)
        else:
            what = say_many("{what} It is so {count} time.", "{what} It is so {count} times.", len(same),
                            what=same[0].what)  # fmt: skip
            yield _unplaced_fault(what, same, source)


def _unplaced_fault(what: Message, same: list[Unplaced], source: str) -> Fault:
    texts = [_short(one.text) for one in same[:_NAMED_OF_A_KIND] if one.text]
    said = " · ".join(texts) + (" · …" if len(same) > _NAMED_OF_A_KIND else "")
    remedy = say("There it says: {text}", text=said) if texts else say("Look at it there.")
    return Fault(Place(source, same[0].line, same[0].path), what, remedy, severity="warning")


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN_CHARS else f"{plain[:_SHOWN_CHARS]}…"
