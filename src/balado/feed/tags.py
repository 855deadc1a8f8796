"""The dialect in one table: each tag, where it stands, what of a Feed or an Item it says.

feedgen writes the plain RSS elements. What it has no word for, or gets wrong (dates, `explicit`, artwork that does not
end in `.jpg`, seasons, all of Podcasting 2.0), are rows here: the extensions of `write.py` write them, `read.py` reads
them back, and the manual lists them. Pure.
"""

from __future__ import annotations

from balado.feed.apple_tags import CHANNEL as APPLE_CHANNEL
from balado.feed.apple_tags import ITEM as APPLE_ITEM
from balado.feed.channel_tags import CHANNEL as PODCAST_CHANNEL
from balado.feed.item_tags import ITEM as PODCAST_ITEM
from balado.feed.tag import Slot, Tag
from balado.feed.values import MOMENT, one_of
from balado.show.vocabulary import LIVE_STATES

CHANNEL: tuple[Tag, ...] = (*APPLE_CHANNEL, *PODCAST_CHANNEL)
ITEM: tuple[Tag, ...] = (*APPLE_ITEM, *PODCAST_ITEM)
LIVE = Tag(
    "podcast:liveItem",
    "live",
    many=True,
    attributes=(
        Slot("status", "status", one_of(*LIVE_STATES), required=True),
        Slot("start", "start", MOMENT, required=True),
        Slot("end", "end", MOMENT),
    ),
    key="live",
)
"""A stream: this element around the tags of an item, without its date. It stands in a channel, before the items."""
