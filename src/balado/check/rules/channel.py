"""The show as its channel has it."""

from __future__ import annotations

from collections.abc import Iterator

from balado.check.rule import Finding, rule
from balado.check.subject import Channel
from balado.message import say

_MOST_BYTES = 4_000


@rule("CHN-004", "error", "apple psp1", say("Shorten it. Bytes are counted: an accented letter is two."))
def description_too_long(channel: Channel) -> Iterator[Finding]:
    """The description of the show is longer than 4000 bytes of UTF-8.

    Why: Apple refuses it, and other apps cut it in the middle.
    Example: a description of 3,900 characters in French, whose accents make it 4,100 bytes.
    Remedy: shorten it; what is left over belongs on the show's page.
    Source: Apple, A Podcaster's Guide to RSS; PSP-1, description.
    """
    description = channel.element.first("description")
    byte_size = len(description.text.strip().encode()) if description is not None else 0
    if description is not None and byte_size > _MOST_BYTES:
        yield Finding(description, say("The description has {count} bytes; Apple takes 4,000.", count=byte_size))
