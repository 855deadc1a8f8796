"""What happens to episodes, in words: for every verb that tells of a publication."""

from __future__ import annotations

from balado.message import Message, say
from balado.publish.plan import Change

_WHAT = {
    "goes-live": say("goes live"),
    "new-audio": say("gets a new recording (new address, same guid: who has it already keeps the old one)"),
    "updated": say("is updated"),
    "announced": say("is announced"),
    "on-air": say("is on air"),
    "over": say("is over; it stays announced until its recording is live"),
    "leaves": say("leaves the feed"),
    "scheduled": say("is stored for later"),
}


def tell(change: Change) -> Message:
    """The sentence of a change."""
    return say("{episode} {what}", episode=change.slug, what=_WHAT[change.kind])
