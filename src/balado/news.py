"""What happens to episodes, in words: for every verb that tells of a publication."""

from __future__ import annotations

from datetime import tzinfo

from balado.message import Message, say
from balado.publish.plan import Change
from balado.publish.uploads import Upload

_WHAT = {
    "goes-live": say("goes live"),
    "new-audio": say("gets a new recording (new address, same guid: who has it already keeps the old one)"),
    "updated": say("is updated"),
    "announced": say("is announced"),
    "on-air": say("is on air"),
    "over": say("is over; it stays announced until its recording is live"),
    "leaves": say("leaves the feed"),
}


def tell(change: Change, zone: tzinfo) -> Message:
    """The sentence of a change; times are told in that zone."""
    if change.kind == "scheduled":
        when = change.date.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
        return say("{episode} is stored and goes live on {when}", episode=change.slug, when=when)
    return say("{episode} {what}", episode=change.slug, what=_WHAT[change.kind])


def not_served(number: int) -> Message:
    """The sentence for a feed that is not the newest publication's."""
    return say(
        "The feed that is served is not that of publication {number} (cut short, or changed by hand): publish again to "
        "put it right.",
        number=number,
    )


def tell_upload(upload: Upload) -> Message:
    """The sentence of a file that would be sent; the key of one that is not public yet is masked."""
    return say("would send {key} ({count} bytes)", key=upload.shown, count=upload.artifact.byte_size)
