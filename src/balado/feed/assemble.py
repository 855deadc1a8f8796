"""A show and its ready episodes become a Feed: everything resolved, nothing left to look up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from balado.feed.document import Enclosure, Feed, FeedAddresses, Item, ReadyEpisode
from balado.feed.notes import paragraph, render_notes
from balado.model import Show


def assemble(show: Show, ready: Sequence[ReadyEpisode], addresses: FeedAddresses, built: datetime) -> Feed:
    """The feed of these episodes, newest first; of equal dates the higher number first, then by guid."""
    items = sorted((_item(show, one) for one in ready), key=_newest_first)
    return Feed(
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
    )


def _newest_first(item: Item) -> tuple[float, int, str]:
    return (-item.published.timestamp(), -(item.episode or 0), item.guid)


def _item(show: Show, ready: ReadyEpisode) -> Item:
    episode, facts = ready.episode, ready.facts
    if episode.title is None or episode.date is None:
        raise ValueError(f"{episode.slug} is not complete")
    season = episode.season
    return Item(
        guid=episode.guid,
        title=episode.title,
        published=episode.date,
        enclosure=Enclosure(ready.enclosure_url, facts.byte_size, facts.media_type),
        duration_s=max(1, round(facts.duration.total_seconds())),
        html=render_notes(episode.notes) or paragraph(episode.summary or episode.title),
        explicit=show.explicit if episode.explicit is None else episode.explicit,
        episode_type=episode.type,
        link=episode.link,
        image_url=ready.image_url,
        short_title=episode.short_title,
        author=episode.author,
        summary=episode.summary,
        season=season,
        season_name=show.seasons.get(season) if season is not None else None,
        episode=episode.episode,
        block=episode.block,
        people=episode.people,
    )
