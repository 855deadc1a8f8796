"""What Podcasting 2.0 adds to RSS, as authors write it and as feeds say it. Shared ground of all stages; pure.

The description of each field is what editors, the JSON Schema and the README tell authors about its key. Sources: the
tag pages of the podcast namespace (github.com/Podcastindex-org/podcast-namespace), Podlove Simple Chapters 1.2.
"""

from __future__ import annotations

from pydantic import Field

from balado.written.forms import Address, ShortText, Span, Truth
from balado.written.group import Written


class Chapter(Written):
    """One chapter. `start` and `end` count from the beginning of the recording, precise to the millisecond.

    `picture` is the address of a picture, or (as written, before it is published) the path of its file in the show.
    """

    start: Span = Field(description="Where it begins in the recording: 00:12:30.")
    title: ShortText | None = Field(None, description="Its title.")
    end: Span | None = Field(None, description="Where it ends, when that is not where the next one begins.")
    href: Address | None = Field(None, description="A web page about it.")
    picture: ShortText | None = Field(None, description="The web address of a picture shown while it plays.")
    listed: Truth = Field(True, description="false: it changes the picture or the link, and no list shows it.")
