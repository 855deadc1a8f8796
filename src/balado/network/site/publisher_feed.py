"""The network as a feed: who it is, and which shows are its own.

Source: podcast namespace, tags `medium` (publisher), `publisher` and `remoteItem`: a feed of the medium `publisher` has
one remote item for each show, and each show names that feed in its `podcast:publisher`. Pure.
"""

from __future__ import annotations

from datetime import datetime

from balado.artifact import FEED_KEY, SITE_INDEX, public_url
from balado.feed.document import Feed
from balado.feed.write import write
from balado.network.site.summary import NetworkSite, ShowSummary
from balado.show.model import Owner
from balado.show.podcasting import RemoteItem

MEDIUM = "publisher"


def publisher_feed(site: NetworkSite, built: datetime) -> bytes:
    """The document of the feed. `built` is when its content changed last."""
    page = public_url(site.url, SITE_INDEX)
    feed = Feed(
        guid=site.guid,
        title=site.title,
        description=site.description,
        link=site.link or page,
        feed_url=public_url(site.url, FEED_KEY),
        language=site.language,
        image_url=site.cover,
        author=site.author,
        categories=(),
        explicit=False,
        show_type="episodic",
        locked=False,
        built=built,
        items=(),
        owner=Owner.model_construct(name=site.author, email=site.email) if site.email else None,
        medium=MEDIUM,
        remote_items=tuple(map(_pointer, site.shows)),
    )
    return write(feed)


def _pointer(show: ShowSummary) -> RemoteItem:
    return RemoteItem.model_construct(
        feed_guid=show.guid, feed_url=show.feed, item_guid=None, medium=show.medium, title=show.title
    )
