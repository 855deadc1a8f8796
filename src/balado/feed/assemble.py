"""A show and its ready episodes become a Feed: everything resolved, nothing left to look up. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from balado.feed.document import (
    Feed,
    FeedAddresses,
    Item,
    LiveItem,
    ReadyEpisode,
)
from balado.feed.notes.end import notes_end
from balado.feed.notes.render import paragraph, render_notes
from balado.show.conference import OtherPicture
from balado.show.model import Episode, Person, Show
from balado.show.podcasting import ContentLink, Image, Location, ServiceBlock, Trailer, Txt
from balado.show.speech import is_heard_or_seen
from balado.show.values.forms import NAME_MAX_CHARS
from balado.show.vocabulary import AI_CONTENT, PERSON_ROLES

_USUAL_ROLE = "guest"
ARTWORK = "artwork"
"""What `podcast:image` calls a picture of the show or of the episode itself."""


def assemble(
    show: Show,
    ready: Sequence[ReadyEpisode],
    addresses: FeedAddresses,
    built: datetime,
) -> Feed:
    """The feed of these episodes, newest first; of equal dates the higher number first, then by guid."""
    items = sorted((_item(show, one) for one in ready if one.status is None), key=_newest_first)
    streams = (_live(show, one, one.status) for one in ready if one.status is not None)
    feed = Feed(
        guid=show.guid,
        title=show.title,
        description=show.description,
        link=show.link,
        feed_url=addresses.feed_url,
        language=show.language,
        image_url=addresses.picture.url,
        author=show.author,
        categories=show.categories,
        explicit=show.explicit,
        show_type=show.type,
        locked=show.locked,
        built=built,
        items=tuple(items),
        owner=show.owner,
        copyright=show.copyright,
        short_title=show.short_title,
        block=show.block,
        complete=show.complete,
        new_feed_url=show.new_feed_url,
        apple_verification=show.apple_verification,
        extra=show.extra,
        live=tuple(sorted(streams, key=lambda one: (one.start, one.item.guid))),
    )
    return replace(
        _with_podcasting(feed, show),
        images=_images(addresses.picture, show.alt, _others(show.images, addresses.images)),
    )


def _with_podcasting(feed: Feed, show: Show) -> Feed:
    """The feed with what the show says in the words of Podcasting 2.0, and who tells of its changes."""
    notify = show.publish.notify
    return replace(
        feed,
        medium=show.medium,
        people=tuple(map(_credited, show.team)),
        locations=show.locations,
        license=show.license,
        funding=show.funding,
        trailers=show.trailers,
        update_frequency=show.update_frequency,
        service_blocks=_blocks(show),
        social=show.social,
        chat=show.chat,
        txt=_with_ai(show.txt, show.ai),
        podroll=show.podroll,
        remote_items=show.remote_items,
        publisher=show.publisher,
        value=show.value,
        uses_podping=show.uses_podping or (notify is not None and notify.podping is not None),
        hubs=notify.websub if notify is not None else (),
    )


def only(feed: Feed, guids: Collection[str]) -> Feed:
    """The feed with these items alone. Its trailers announce themselves once they are in it."""
    items = tuple(item for item in feed.items if item.guid in guids)
    known = {trailer.url for trailer in feed.trailers}
    announced = tuple(
        _trailer(item) for item in items if item.episode_type == "trailer" and item.enclosure.url not in known
    )
    return replace(feed, items=items, trailers=(*feed.trailers, *announced))


def with_items(feed: Feed, items: Iterable[Item]) -> Feed:
    """The feed with these items besides, each in its place."""
    return replace(feed, items=tuple(sorted((*feed.items, *items), key=_newest_first)))


def _trailer(item: Item) -> Trailer:
    title = item.title if len(item.title) <= NAME_MAX_CHARS else f"{item.title[: NAME_MAX_CHARS - 1]}…"
    return Trailer.model_construct(  # of a recording on another server the address may be without https
        url=item.enclosure.url,
        title=title,
        date=item.published,
        length=item.enclosure.byte_size,
        type=item.enclosure.media_type,
        season=item.season,
    )


def _blocks(show: Show) -> tuple[ServiceBlock, ...]:
    return tuple(
        ServiceBlock(service=None if service == "all" else service, blocked=blocked)
        for service, blocked in show.service_blocks.items()
    )


def _images(picture: Image | None, alt: str | None, others: tuple[Image, ...]) -> tuple[Image, ...]:
    """The picture that Apple's tag names too, here with its words and its size, before those of other shapes."""
    if picture is None:
        return others
    own = picture.model_copy(update={"alt": alt, "purpose": ARTWORK})
    return (own, *(one for one in others if one.url != own.url))


def _others(written: Iterable[OtherPicture], files: Mapping[str, Image]) -> tuple[Image, ...]:
    """Pictures as feeds tell them: of a file what was found in it, under its address; none of one that is not here."""
    told = (_of_address(one) if one.file is None else _of_file(one, files.get(one.file)) for one in written)
    return tuple(one for one in told if one is not None)


def _of_address(one: OtherPicture) -> Image:
    said = {name: getattr(one, name) for name in ("alt", "aspect_ratio", "width", "height", "type", "purpose")}
    return Image.model_construct(url=one.url or "", **said)


def _of_file(one: OtherPicture, found: Image | None) -> Image | None:
    return None if found is None else found.model_copy(update={"alt": one.alt, "purpose": one.purpose})


def _newest_first(item: Item) -> tuple[float, int, str]:
    return (-item.published.timestamp(), -(item.episode or 0), item.guid)


def _live(show: Show, ready: ReadyEpisode, status: str) -> LiveItem:
    """A stream's item has the guid that its episode will have: apps then know it already."""
    held = ready.episode.held
    if held is None or ready.episode.live is None:
        raise ValueError(f"{ready.episode.slug} is not announced")
    return LiveItem(status, ready.date, held.end, _item(show, ready))


def _item(show: Show, ready: ReadyEpisode) -> Item:
    episode, attached = ready.episode, ready.attached
    if episode.title is None:
        raise ValueError(f"{episode.slug} is not complete")
    season = episode.season
    return Item(
        guid=episode.guid,
        title=episode.title,
        published=ready.date,
        enclosure=ready.enclosure,
        duration_s=0 if ready.duration_s is None or ready.status is not None else max(1, round(ready.duration_s)),
        html=_html(show, ready),
        explicit=show.explicit if episode.explicit is None else episode.explicit,
        episode_type=episode.type,
        link=episode.link or ready.page,
        image_url=ready.picture.url if ready.picture is not None else None,
        short_title=episode.short_title,
        author=episode.author,
        summary=episode.summary,
        season=season,
        season_name=show.seasons.get(season) if season is not None else None,
        episode=episode.episode,
        episode_order=episode.episode_order,
        episode_display=episode.episode_display,
        block=episode.block,
        people=_people(show, episode),
        locations=_locations(episode),
        license=episode.license,
        funding=episode.funding,
        transcripts=attached.transcripts,
        chapters_url=attached.chapters_url,
        chapters_type=attached.chapters_type,
        chapters=attached.chapters,
        soundbites=episode.soundbites if ready.status is None else (),
        alternates=attached.alternates,
        content_links=_content_links(ready),
        social=episode.social,
        chat=episode.chat,
        txt=_with_ai(episode.txt, episode.ai),
        value=episode.value,
        images=_images(ready.picture, episode.alt, _others(episode.images, attached.images)),
        extra=episode.extra,
    )


def _with_ai(txt: tuple[Txt, ...], made: tuple[str, ...] | None) -> tuple[Txt, ...]:
    """The texts for machines with what they look for about AI, unless the author wrote that one too."""
    if made is None or any(one.purpose == AI_CONTENT for one in txt):
        return txt
    return (*txt, Txt(text="true" if is_heard_or_seen(made) else "false", purpose=AI_CONTENT))


def _html(show: Show, ready: ReadyEpisode) -> str:
    episode = ready.episode
    notes = render_notes(episode.notes) if ready.notes is None else ready.notes
    words = notes.html or paragraph(episode.summary or episode.title or "")
    return words + notes_end(show, episode, ready.attached)


def _people(show: Show, episode: Episode) -> tuple[Person, ...]:
    """Whom the item names. In apps they replace those of the channel, who are therefore named again."""
    if not episode.people:
        return ()
    named = {person.name for person in episode.people}
    everybody = (*episode.people, *(person for person in show.team if person.name not in named))
    return tuple(map(_credited, everybody))


def _credited(person: Person) -> Person:
    """The person as apps take them: with a role and its group; a function has no place in a feed."""
    role = person.role or _USUAL_ROLE
    return person.model_copy(update={"role": role, "group": person.group or PERSON_ROLES[role], "function": None})


def _locations(episode: Episode) -> tuple[Location, ...]:
    """What it is about, and where it was held: said once where the author wrote it already."""
    place = episode.held.place if episode.held is not None else None
    if place is None:
        return episode.locations
    made_at = place.model_copy(update={"rel": "creator"})
    return episode.locations if made_at in episode.locations else (*episode.locations, made_at)


def _content_links(ready: ReadyEpisode) -> tuple[ContentLink, ...]:
    """Where else it can be followed: while it is on air, the page of its stream first."""
    episode = ready.episode
    links = episode.links if episode.replay is None else (episode.replay, *episode.links)
    if ready.status is None or episode.live is None:
        return links
    return (ContentLink(url=episode.live.page, title=episode.live.title), *links)
