"""Further documents of one show: feeds of some of its episodes, and archives of a long one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from balado.artifact import public_url
from balado.feed.assemble import ARTWORK, only
from balado.feed.document import Enclosure, Feed, Item, Paging
from balado.show.conference import Cut
from balado.show.model import Show
from balado.show.podcasting import AlternateEnclosure, Image, Source


@dataclass(frozen=True, slots=True)
class CutTerms:
    """What a cut asks for, its people by name. `languages` tells the language of each item by guid.

    `picture` is its own, None where it has that of the show.
    """

    cut: Cut
    guid: str
    feed_url: str
    people: frozenset[str]
    languages: Mapping[str, str]
    picture: Image | None = None


def people_of(cut: Cut, show: Show) -> frozenset[str]:
    """The names of the people whom a cut asks for."""
    return frozenset(show.people[person].name for person in cut.people if person in show.people)


def cut_feed(feed: Feed, terms: CutTerms) -> Feed:
    """The feed of those items that pass every line of the cut. Streams stand in the whole show's feed alone.

    Its date is that of its newest episode, and of the show's first while it has none: it moves with what is in it, not
    with what is new elsewhere.
    """
    cut = terms.cut
    items = [_in_its_words(item, cut, feed.language) for item in feed.items if _passes(item, terms, feed)]
    if cut.media == "video":
        items = [film for item in items if (film := _as_film(item)) is not None]
    items = items[: cut.newest] if cut.newest is not None else items
    first = min((item.published for item in feed.items), default=feed.built)
    made = replace(
        feed,
        guid=terms.guid,
        title=cut.title or feed.title,
        description=cut.description or feed.description,
        author=cut.author or feed.author,
        link=cut.link or feed.link,
        image_url=terms.picture.url if terms.picture is not None else feed.image_url,
        images=_images(feed, terms),
        short_title=None if cut.title else feed.short_title,
        language=cut.languages[0] if len(cut.languages) == 1 else feed.language,
        feed_url=terms.feed_url,
        medium="video" if cut.media == "video" else feed.medium,
        built=max((item.published for item in items), default=first),
        items=tuple(items),
        live=(),
        hubs=(),
        new_feed_url=None,
        apple_verification=None,
        paging=Paging(),
        trailers=tuple(one for one in feed.trailers if one.url not in {item.enclosure.url for item in feed.items}),
    )
    return only(made, {item.guid for item in items})


def _images(feed: Feed, terms: CutTerms) -> tuple[Image, ...]:
    """The pictures of the show, the cover in the cut's own form and words."""
    own, alt = terms.picture, terms.cut.alt
    if own is not None:
        others = tuple(one for one in feed.images if one.url != feed.image_url)
        return (own.model_copy(update={"alt": alt, "purpose": ARTWORK}), *others)
    if alt is None:
        return feed.images
    return tuple(one.model_copy(update={"alt": alt}) if one.url == feed.image_url else one for one in feed.images)


def _in_its_words(item: Item, cut: Cut, usual: str) -> Item:
    """The item under the season's name there, and with the language of every transcript.

    The cut's channel may be in another than the show's.
    """
    if item.season is not None and item.season in cut.season_names:
        item = replace(item, season_name=cut.season_names[item.season])
    links = tuple(link if link.language else link.model_copy(update={"language": usual}) for link in item.transcripts)
    return replace(item, transcripts=links)


def _passes(item: Item, terms: CutTerms, feed: Feed) -> bool:
    cut = terms.cut
    language = terms.languages.get(item.guid, "")
    people = item.people or feed.people  # who is not named is the team of the show
    return (
        (not cut.seasons or item.season in cut.seasons)
        and (not cut.languages or language in cut.languages or language.partition("-")[0] in cut.languages)
        and (not terms.people or any(person.name in terms.people for person in people))
    )


def _as_film(item: Item) -> Item | None:
    """The item with its film as the main file and its recording as the other rendition; None when it has no film.

    A film whose size is not known cannot be an enclosure. An address with https comes first; on this machine, for
    trying out, there is none.
    """
    for film in item.alternates:
        addresses = [source.uri for source in film.sources if source.uri.startswith(("https://", "http://"))]
        web = min(addresses, key=lambda address: address.startswith("http://"), default=None)
        if film.type.startswith("video/") and film.length and web:
            sound = AlternateEnclosure(
                type=item.enclosure.media_type,
                sources=(Source(uri=item.enclosure.url),),
                length=item.enclosure.byte_size,
            )
            others = tuple(one for one in item.alternates if one is not film)
            return replace(
                item, enclosure=Enclosure(web, film.length, film.type), alternates=(sound, *others), soundbites=()
            )
    return None


def with_archives(feed: Feed, size: int, url: str) -> tuple[Feed, tuple[Feed, ...]]:
    """The newest document, which keeps at least `size` items, and its archives of `size` items, the oldest first.

    Archives are counted from the oldest item, so that a full one no longer changes (RFC 5005, section 4).
    """
    oldest_first = feed.items[::-1]
    count = max(0, len(oldest_first) // size - 1)
    if count == 0:
        return feed, ()
    urls = [public_url(url, archive_key(number)) for number in range(1, count + 1)]
    archives = tuple(
        _archive(feed, oldest_first[index * size : (index + 1) * size], index, urls) for index in range(count)
    )
    current = replace(feed, items=oldest_first[count * size :][::-1], paging=Paging(previous=urls[-1]))
    return current, archives


def archive_key(number: int) -> str:
    """The key of an archive, counted from 1."""
    return f"archive-{number}.xml"


def _archive(feed: Feed, oldest_first: Sequence[Item], index: int, urls: Sequence[str]) -> Feed:
    return replace(
        feed,
        feed_url=urls[index],
        built=oldest_first[-1].published,
        items=tuple(oldest_first[::-1]),
        live=(),
        hubs=(),
        trailers=(),
        is_archive=True,
        paging=Paging(
            current=feed.feed_url,
            previous=urls[index - 1] if index else None,
            next=urls[index + 1] if index + 1 < len(urls) else None,
        ),
    )
