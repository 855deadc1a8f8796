"""A show and its ready episodes become a Feed: everything resolved, nothing left to look up. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from balado.feed.document import (
    AnnouncedEpisode,
    AttachmentLinks,
    Enclosure,
    Feed,
    FeedAddresses,
    Item,
    LiveItem,
    ReadyEpisode,
)
from balado.feed.notes import paragraph, render_notes
from balado.feed.notes_end import notes_end
from balado.show.model import Episode, Person, Show
from balado.show.podcasting import ContentLink, Image, Location, ServiceBlock, Soundbite, Trailer
from balado.show.values.forms import NAME_MAX_CHARS
from balado.show.vocabulary import PERSON_ROLES

_USUAL_ROLE = "guest"


def assemble(
    show: Show,
    ready: Sequence[ReadyEpisode],
    addresses: FeedAddresses,
    built: datetime,
    announced: Sequence[AnnouncedEpisode] = (),
) -> Feed:
    """The feed of these episodes, newest first; of equal dates the higher number first, then by guid."""
    items = sorted((_recorded(show, one) for one in ready), key=_newest_first)
    feed = Feed(
        guid=show.guid,
        title=show.title,
        description=show.description,
        link=show.link,
        feed_url=addresses.feed_url,
        language=show.language,
        image_url=addresses.image_url,
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
        live=tuple(sorted((_live(show, one) for one in announced), key=lambda one: (one.start, one.item.guid))),
    )
    return _with_podcasting(feed, show)


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
        txt=show.txt,
        podroll=show.podroll,
        remote_items=show.remote_items,
        publisher=show.publisher,
        value=show.value,
        uses_podping=show.uses_podping or (notify is not None and notify.podping is not None),
        hubs=notify.websub if notify is not None else (),
        images=_images(show, show.images),
    )


def only(feed: Feed, guids: Collection[str]) -> Feed:
    """The feed with these items alone. Its trailers announce themselves once they are in it."""
    items = tuple(item for item in feed.items if item.guid in guids)
    known = {trailer.url for trailer in feed.trailers}
    announced = tuple(
        _trailer(item) for item in items if item.episode_type == "trailer" and item.enclosure.url not in known
    )
    return replace(feed, items=items, trailers=(*feed.trailers, *announced))


def _trailer(item: Item) -> Trailer:
    title = item.title if len(item.title) <= NAME_MAX_CHARS else f"{item.title[: NAME_MAX_CHARS - 1]}…"
    return Trailer(
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


def _images(show: Show, images: tuple[Image, ...]) -> tuple[Image, ...]:
    """`podcast:image` is of the namespace's open phase: written only where the show asks for it."""
    return images if show.open_tags else ()


def _newest_first(item: Item) -> tuple[float, int, str]:
    return (-item.published.timestamp(), -(item.episode or 0), item.guid)


@dataclass(frozen=True, slots=True)
class _Release:
    """What an item has besides its author's words: when, what is heard, and the files with it."""

    date: datetime
    enclosure: Enclosure
    image_url: str | None
    attached: AttachmentLinks
    content_links: tuple[ContentLink, ...]
    duration_s: int = 0
    soundbites: tuple[Soundbite, ...] = ()


def _recorded(show: Show, ready: ReadyEpisode) -> Item:
    episode, facts = ready.episode, ready.facts
    if episode.date is None:
        raise ValueError(f"{episode.slug} is not complete")
    release = _Release(
        date=episode.date,
        enclosure=Enclosure(ready.enclosure_url, ready.byte_size, facts.media_type),
        image_url=ready.image_url,
        attached=ready.attached,
        content_links=_content_links(episode),
        duration_s=max(1, round(facts.duration.total_seconds())),
        soundbites=episode.soundbites,
    )
    return _item(show, episode, release)


def _live(show: Show, announced: AnnouncedEpisode) -> LiveItem:
    """A stream's item has the guid that its episode will have: apps then know it already."""
    episode = announced.episode
    if episode.live is None or episode.held is None:
        raise ValueError(f"{episode.slug} is not announced")
    live, start = episode.live, episode.held.start
    release = _Release(
        date=start,
        enclosure=Enclosure(live.url, 0, live.type),
        image_url=announced.image_url,
        attached=AttachmentLinks(documents=announced.attached.documents),
        content_links=(ContentLink(url=live.page, title=live.title), *_content_links(episode)),
    )
    return LiveItem(announced.status, start, episode.held.end, _item(show, episode, release))


def _item(show: Show, episode: Episode, release: _Release) -> Item:
    if episode.title is None:
        raise ValueError(f"{episode.slug} is not complete")
    season, attached = episode.season, release.attached
    return Item(
        guid=episode.guid,
        title=episode.title,
        published=release.date,
        enclosure=release.enclosure,
        duration_s=release.duration_s,
        html=_html(show, episode, attached),
        explicit=show.explicit if episode.explicit is None else episode.explicit,
        episode_type=episode.type,
        link=episode.link,
        image_url=release.image_url,
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
        chapters=attached.chapters,
        soundbites=release.soundbites,
        alternates=attached.alternates,
        content_links=release.content_links,
        social=episode.social,
        chat=episode.chat,
        txt=episode.txt,
        value=episode.value,
        images=_images(show, episode.images),
    )


def _html(show: Show, episode: Episode, attached: AttachmentLinks) -> str:
    words = render_notes(episode.notes) or paragraph(episode.summary or episode.title or "")
    return words + notes_end(show, episode, attached)


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


def _content_links(episode: Episode) -> tuple[ContentLink, ...]:
    return episode.links if episode.replay is None else (episode.replay, *episode.links)
