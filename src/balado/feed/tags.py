"""The dialect in one table: each tag, where it stands, what of a Feed or an Item it says. Pure.

feedgen writes the plain RSS elements. What it has no word for, or gets wrong (dates, `explicit`, artwork that does not
end in `.jpg`, seasons, all of Podcasting 2.0), are rows here: the extensions of `write.py` write them, `read.py` reads
them back, and the README lists them.
"""

from __future__ import annotations

from balado.feed import apple_tags, channel_tags, item_tags
from balado.feed.tag import Tag

CHANNEL: tuple[Tag, ...] = (*apple_tags.CHANNEL, *channel_tags.CHANNEL)
ITEM: tuple[Tag, ...] = (*apple_tags.ITEM, *item_tags.ITEM)
