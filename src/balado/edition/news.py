"""What happens to episodes, in words: for every verb that tells of a publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from balado.errors import Fault, Place
from balado.events import Announce, Event
from balado.message import Joined, Message, command_line, say, say_many, size_text

if TYPE_CHECKING:
    from balado.edition.outcome import Draft
    from balado.edition.plan import Plan
    from balado.edition.uploads import Upload
    from balado.record.changes import Change
    from balado.record.generation import Generation
    from balado.record.integrity import Audit, Damage
    from balado.source.files import Scan
    from balado.store.target import Target

_WHAT = {
    "goes-live": say("goes live"),
    "new-audio": say("gets a new recording (new address, same guid: who has it already keeps the old one)"),
    "updated": say("is updated"),
    "announced": say("is announced"),
    "on-air": say("is on air"),
    "over": say("is over; it stays announced until its recording is live"),
    "leaves": say("leaves the feed"),
}


_STREAMED = ("announced", "on-air", "over")


class Published(Protocol):
    """A show and where it is published."""

    @property
    def scan(self) -> Scan:
        """Its files."""

    @property
    def target(self) -> Target:
        """Its storages."""


def tell(change: Change, zone: tzinfo, title: str = "") -> Message:
    """The sentence of a change to the episode of this title; times are told in that zone."""
    episode = named(change.slug, title)
    if change.kind == "scheduled":
        when = change.date.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
        return say("{episode} is stored and goes live on {when}", episode=episode, when=when)
    return say("{episode} {what}", episode=episode, what=_WHAT[change.kind])


def tell_waiting(slugs: Sequence[str]) -> Event:
    """The drafts of transcripts that wait for a reader, by the episodes they are of."""
    message = say_many(
        "{count} draft of a transcript waits for a reader: {episodes}.",
        "{count} drafts of transcripts wait for a reader: {episodes}.",
        len(slugs),
        episodes=", ".join(slugs),
    )
    return Event("drafts", message, {"count": len(slugs), "episodes": list(slugs)})


def tell_outdated(slugs: Sequence[str]) -> Event:
    """The recordings that are older than what they were made of, by their episodes."""
    message = say_many(
        "{count} recording is older than what it was made of: `{command}`",
        "{count} recordings are older than what they were made of ({episodes}): `{command}`, and so on.",
        len(slugs),
        episodes=", ".join(slugs),
        command=command_line("balado", "master", slugs[0]),
    )
    return Event("outdated", message, {"count": len(slugs), "episodes": list(slugs)})


def tell_draft(draft: Draft) -> list[Message]:
    """The sentences of all that a publication changes, and of what it leaves as it is; times in the show's zone."""
    zone, titles = ZoneInfo(draft.gathered.show.timezone), draft.gathered.titles
    plan, news = draft.plan, []
    for change in plan.changes:
        if change.kind in _STREAMED and plan.generation.feed is None:
            continue  # there is no feed to announce it
        news.append(tell(change, zone, titles.get(change.guid, "")))
    if plan.previous is not None and plan.changed and not plan.changes:
        is_unseen = plan.previous.feed == plan.generation.feed
        unseen = say("Nothing that listeners see changes, only the record of publications.")
        news.append(unseen if is_unseen else say("What the feed says of the show itself changes, no episode."))
    guids, unchanged = draft.gathered.guids, draft.decision.unchanged
    for slug in sorted(draft.decision.held, key=lambda one: (one in unchanged, one)):
        episode = named(slug, titles.get(guids.get(slug) or "", ""))
        stays = say("{episode} stays as it was published", episode=episode)
        held = say("{episode} is held back", episode=episode)
        news.append((stays if slug in unchanged else held).toned("warning"))
    return news


def named(slug: str, title: str) -> Message:
    """An episode, or a file of it, as people know it: its name, and its title as far as a line holds it."""
    if not title.strip():
        return say("{text}", text=slug)
    return say("{episode} “{title}”", episode=slug, title=say("{text}", text=title).toned("title"))


def not_served(number: int) -> Message:
    """The sentence for a feed that is not the newest publication's."""
    return say(
        "The feed that is served is not that of publication {number} (cut short, or changed by hand): publish again to "
        "put it right.",
        number=number,
    )


def tell_publication(generation: Generation, before: Generation | None, changes: Sequence[Message]) -> Message:
    """What a publication did, after the one before it (None: that is not kept), from the sentences of its changes."""
    if generation.restores is not None:
        return say("publication {number} again", number=generation.restores)
    if changes:
        return say("{text}", text=Joined(tuple(changes), "; "))
    if before is not None and before.feed == generation.feed:
        return say("nothing that listeners see")
    return say("what the feed says of the show") if before is not None else say("(the oldest record that is kept)")


def tell_upload(upload: Upload) -> Message:
    """The sentence of a file that would be sent; the key of one that is not public yet is masked."""
    return say("would send {key} ({count} bytes)", key=upload.shown, count=upload.artifact.byte_size)


def announce_plan(plan: Plan, announce: Announce) -> None:
    """Tell what a publication will do."""
    announce(
        Event(
            "plan",
            say_many(
                "{count} file to send, {size}.",
                "{count} files to send, {size}.",
                len(plan.uploads),
                size=size_text(plan.byte_size),
            ),
            {
                "bytes": plan.byte_size,
                "uploads": [{"key": upload.shown, "bytes": upload.artifact.byte_size} for upload in plan.uploads],
                "changes": [
                    {"change": change.kind, "episode": change.slug, "date": change.date} for change in plan.changes
                ],
            },
        )
    )


def announce_pages(plan: Plan, announce: Announce) -> None:
    """Tell what a publication will do to the pages."""
    from balado.edition.pages.news import tell_pages

    event = tell_pages(plan.previous, plan.generation)
    if event is not None:
        announce(event)


def tell_audit(found: Audit, number: int) -> Event:
    """What a look at everything came to."""
    message = say_many(
        "Looked at {count} file of publication {number}: {damaged}.",
        "Looked at {count} files of publication {number}: {damaged}.",
        found.looked_at,
        number=number,
        damaged=say_many("{count} is not as it was published", "{count} are not as they were published", damaged)
        if (damaged := len(found.damages))
        else say("all are as they were published"),
    )
    return Event("audited", message, {"generation": number, "files": found.looked_at, "damaged": damaged})


def tell_altered(place: Published | None, damages: Sequence[Damage], copies: Iterable[str]) -> tuple[Fault, ...]:
    """A fault for each object, and for each kept copy by its document's key, that is not as it was published there."""
    if place is None:
        return ()
    return tell_damages(damages, place) + tell_copies(copies, place.target.state.address)


def tell_damages(damages: Sequence[Damage], place: Published) -> tuple[Fault, ...]:
    """A fault for each object that is not as it was published there, with its episode."""
    if not damages:
        return ()
    from balado.source.read import read

    titles = {one.guid: one.title for one in read(place.scan).episodes}
    return tuple(_damage_fault(one, place.target.public.address, titles.get(one.published.guid)) for one in damages)


def tell_copies(keys: Iterable[str], address: str) -> tuple[Fault, ...]:
    """A fault for each document, by its key, whose copy in the state at that address is gone or damaged."""
    remedy = say("`balado publish --repair` makes it anew.")
    return tuple(
        Fault(
            Place("feed.yaml", key="publish"),
            say("The copy of {key} that is kept in {place} is gone or damaged.", key=key, place=address),
            remedy,
        )
        for key in keys
    )


def _damage_fault(damage: Damage, address: str, title: str | None) -> Fault:
    published, found = damage.published, damage.found
    slug = published.folder.rpartition("/")[2] or None
    name = say("“{title}”: {key}", title=title or slug, key=published.shown) if slug else published.shown
    if found is None:
        what = say("{file} is gone from {place}.", file=name, place=address)
    else:
        what = say("{file} at {place} is not what was published: {how}.", file=name, place=address, how=_how(damage))
    remedy = say(
        "`balado publish --repair` sends it again from here. If its file is not here, bring it back first (`git lfs "
        "pull`, or a backup)."
    )
    return Fault(Place(published.folder or "feed.yaml"), what, remedy, slug)


def _how(damage: Damage) -> Message:
    published, found = damage.published, damage.found
    if found is not None and found.byte_size != published.byte_size:
        return say("{expected} bytes were sent, {count} are there", expected=published.byte_size, count=found.byte_size)
    if found is not None and published.content_type and found.content_type not in (None, published.content_type):
        return say("it was sent as {expected}, it is {type}", expected=published.content_type, type=found.content_type)
    return say("other bytes of the same length")


def tell_record(place: str) -> Event:
    """What the first publication tells of the record that it began."""
    message = say("The record of publications is kept in {place}: keep it, private, and back it up.", place=place)
    return Event("record", message, {"place": place})
