"""The channel of a feed as feed.yaml: everything that it says under its key. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from balado.feed.document import Feed
from balado.importer.fit import Adjustment, Fitter, cut_bytes
from balado.importer.hosts.counters import file_meant
from balado.importer.lacking import CATEGORY, COMMENTS, LANGUAGE, OWNER, TITLE, ZONES
from balado.importer.notes import plain_text
from balado.importer.people import Card, PeopleDirectory, card_of
from balado.importer.trees import tree_of, trees_of
from balado.importer.zone import guess_zone
from balado.message import say
from balado.show.model import Category, Show
from balado.show.values.forms import DESCRIPTION_MAX_BYTES
from balado.show.vocabulary import OBSOLETE_CATEGORIES

_PLAIN_KEYS = (
    "copyright", "short_title", "new_feed_url", "apple_verification", "license", "update_frequency", "chat",
    "publisher",
)  # fmt: skip
_LISTS = ("locations", "funding", "social", "txt", "podroll", "remote_items", "value")
_FLAGS = ("block", "complete", "uses_podping")


@dataclass(frozen=True, slots=True)
class ShowIdentity:
    """Who the show is: its guid, and the address under which it will be published."""

    guid: str
    url: str


@dataclass(frozen=True, slots=True)
class ShowFile:
    """The keys of feed.yaml in their order, what is said behind some of them, and what was changed."""

    tree: Mapping[str, Any]
    comments: Mapping[str, str]
    adjustments: tuple[Adjustment, ...]
    lacking: tuple[str, ...] = ()


@dataclass(slots=True)
class _ShowWriter:
    feed: Feed
    fitter: Fitter = field(default_factory=lambda: Fitter(Show))
    tree: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def put(self, key: str, value: Any) -> None:
        """Write a key, where the show's model takes anything of its value."""
        found = self.fitter.fit(key, value)
        if found is not None:
            self.tree[key] = found

    def need(self, key: str, value: Any, neutral: Any) -> None:
        """Write a key that every show has: as the feed has it, or else a neutral value."""
        self.put(key, value)
        if key not in self.tree:
            self.tree[key] = neutral
            self.comments[key] = COMMENTS[key]
            self.lacking.append(key)


def show_file(feed: Feed, identity: ShowIdentity, people: PeopleDirectory) -> ShowFile:
    """What feed.yaml says of this feed; `people` is its directory."""
    writer = _ShowWriter(feed)
    _write_basics(writer, identity)
    writer.put("people", {key: _in_directory(card) for key, card in people.cards.items()})
    writer.put("seasons", {str(number): name for number, name in sorted(_seasons(feed, writer.fitter).items())})
    if team := writer.fitter.fit("team", [dict(card_of(person)) for person in feed.people]):
        writer.tree["team"] = [people.named(card) for card in team]
    for key in _LISTS:
        writer.put(key, trees_of(getattr(feed, key)))
    writer.put("trailers", trees_of(_trailers_elsewhere(feed)))
    writer.put("service_blocks", {one.service or "all": one.blocked for one in feed.service_blocks})
    writer.put("medium", None if feed.medium == "podcast" else feed.medium)
    for key in _PLAIN_KEYS:
        writer.put(key, tree_of(getattr(feed, key)))
    for key in _FLAGS:
        writer.put(key, getattr(feed, key) or None)
    _write_images(writer)
    _write_extra(writer)
    writer.tree["publish"] = _publish(writer, identity)
    return ShowFile(writer.tree, writer.comments, tuple(writer.fitter.adjustments), tuple(writer.lacking))


def _write_basics(writer: _ShowWriter, identity: ShowIdentity) -> None:
    feed, tree = writer.feed, writer.tree
    tree["guid"] = identity.guid
    writer.need("title", feed.title, TITLE)
    writer.need("description", _description(writer), tree["title"])
    writer.need("language", feed.language, LANGUAGE)
    writer.need("link", feed.link, identity.url)
    writer.need("author", feed.author, tree["title"])
    _write_owner(writer)
    _write_categories(writer)
    tree["explicit"] = feed.explicit
    writer.put("type", None if feed.show_type == "episodic" else feed.show_type)
    writer.need("artwork", writer.fitter.picture(feed.image_url, feed.link), f"{identity.url}/cover.jpg")
    zone = guess_zone((item.published for item in feed.items), tree["language"])
    tree["timezone"] = zone.name
    writer.comments["timezone"] = ZONES[zone.of]
    if not feed.locked:
        tree["locked"] = False


def _description(writer: _ShowWriter) -> str:
    text = plain_text(writer.feed.description)
    if len(text.encode()) <= DESCRIPTION_MAX_BYTES:
        return text
    shorter = cut_bytes(text, DESCRIPTION_MAX_BYTES)
    what = say("It is longer than {limit} bytes, which is all that podcast apps accept.", limit=DESCRIPTION_MAX_BYTES)
    writer.fitter.note("description", what, text, shorter)
    return shorter


def _write_owner(writer: _ShowWriter) -> None:
    owner = writer.feed.owner
    if owner is not None and owner.email:
        writer.put("owner", {"name": owner.name or writer.tree["author"], "email": owner.email})
    if "owner" not in writer.tree:
        writer.comments["author"] = writer.comments.get("author", OWNER)
        writer.lacking.append("owner")


def _write_categories(writer: _ShowWriter) -> None:
    """Those that Apple knows; another one is kept as one of RSS, which may be any word."""
    known: list[str] = []
    for line in dict.fromkeys(_line(one) for one in writer.feed.categories):
        own = Fitter(Show)
        if found := own.fit("categories", [_of_today(line)]):
            known += found
            writer.fitter.adjustments += own.adjustments
        else:
            what = say("“{text}” is no category that Apple knows.", text=line)
            writer.fitter.note("categories", what, line, f"extra: [{{name: category, text: {line}}}]")
            writer.words.append(line)
    writer.need("categories", list(dict.fromkeys(known)), [CATEGORY])


def _of_today(line: str) -> str:
    """A category under the name that Apple has for the upper one now."""
    name, _, below = line.partition(" > ")
    upper = OBSOLETE_CATEGORIES.get(name, name)
    return line if not below or line in OBSOLETE_CATEGORIES or " > " in upper else f"{upper} > {below}"


def _line(category: Category) -> str:
    return f"{category.name} > {category.subcategory}" if category.subcategory else category.name


def _in_directory(card: Card) -> dict[str, str]:
    return dict(card)


def _seasons(feed: Feed, fitter: Fitter) -> dict[int, str]:
    """The name of each season: that which most of its items give."""
    names: dict[int, Counter[str]] = {}
    for item in feed.items:
        if item.season is not None and item.season > 0 and item.season_name:
            names.setdefault(item.season, Counter())[item.season_name.strip()] += 1
    for number, found in names.items():
        for other in list(found)[1:]:
            what = say("The season has several names in the feed.")
            fitter.note(f"seasons.{number}", what, other, found.most_common(1)[0][0])
    return {number: found.most_common(1)[0][0] for number, found in names.items()}


def _trailers_elsewhere(feed: Feed) -> Iterator[Any]:
    """The trailers that are no items of the feed: those announce themselves, with the address of the file itself."""
    own = {file_meant(item.enclosure.url) for item in feed.items if item.episode_type == "trailer"}
    return (one for one in feed.trailers if file_meant(one.url) not in own)


def _write_images(writer: _ShowWriter) -> None:
    feed = writer.feed
    alt, others = parted_images(feed.images, feed.image_url)
    writer.put("alt", alt)
    writer.put("images", others)


def _write_extra(writer: _ShowWriter) -> None:
    """What Balado has no key for."""
    words = [{"name": "category", "text": word} for word in writer.words]
    writer.put("extra", [*words, *trees_of(writer.feed.extra)])


def parted_images(images: Sequence[Any], own_url: str | None) -> tuple[str | None, list[Any]]:
    """The words for the picture itself, and the pictures of other shapes."""
    own = [one for one in images if one.url == own_url]
    return next((one.alt for one in own if one.alt), None), trees_of(one for one in images if one.url != own_url)


def _publish(writer: _ShowWriter, identity: ShowIdentity) -> dict[str, Any]:
    settings: dict[str, Any] = {"to": "public", "url": identity.url}
    if not writer.feed.hubs:
        return settings
    hubs = list(dict.fromkeys(writer.feed.hubs))
    found = writer.fitter.fit("publish", {**settings, "notify": {"websub": hubs}})
    return found or settings
