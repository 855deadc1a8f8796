"""Tags in the published recordings: made once, then frozen in the record of publications.

What was published stays as it is, whatever the author corrects later: a new title sends nobody a new download.
`--reembed` renews it on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from balado.artifact import Spliced, public_url
from balado.edition.attachments import Attachments
from balado.edition.contents import Picture, Recording
from balado.edition.inputs import Inputs
from balado.errors import Fault, Place
from balado.media.digest import failure
from balado.media.episode_tags import EpisodeTags
from balado.message import say, say_many
from balado.record.generation import Embedded, SideKind
from balado.show.model import Episode
from balado.show.podcasting import Chapter

if TYPE_CHECKING:
    from balado.media.embed import LeftOut


class WithTags(NamedTuple):
    """A recording as it is published, and what is told of it."""

    recording: Recording
    told: tuple[Fault, ...] = ()


def embed_tags(
    episode: Episode, recording: Recording, artwork: Picture | None, attached: Attachments, inputs: Inputs
) -> WithTags:
    """The recording as it is published: as it was before, with new tags, or as its author made it.

    What was published with tags and is gone from the store gets them again, whatever `embed` says by now. Raises
    MediaError when the file changes or cannot be read.
    """
    renewed = episode.slug in inputs.reembed
    if recording.local is None:
        return WithTags(recording)
    pin = inputs.memory.keys.recordings.get((episode.guid, recording.facts.sha256))
    if pin is not None and not renewed and (pin.embedded is None or pin.key not in inputs.lost):
        return WithTags(replace(recording, embedded=pin.embedded))
    wanted = inputs.show.embed or renewed or pin is not None
    if recording.facts.suffix != ".mp3" or not wanted:
        return WithTags(recording)
    from balado.media.embed import embed

    tags = _tags(episode, artwork, attached.told.chapters, inputs)
    tags = replace(tags, pictures=_pictures(attached, recording.local.path, inputs))
    made = embed(recording.local.path, recording.name, tags, recording.facts)
    spliced = Spliced(made.head, recording.local.path, made.start, made.end)
    published = replace(recording, embedded=Embedded(made.sha256, made.byte_size), body=spliced)
    return WithTags(published, tuple(_told(made.left_out, recording.name, episode.slug)))


def _told(left_out: LeftOut, name: str, slug: str) -> Iterator[Fault]:
    """What listeners do not get of the recording's own tags, and of the pictures of chapters."""
    if left_out.frames:
        frames = ", ".join(left_out.frames)
        what = say("In the published recording these frames of its own tags are left out: {frames}.", frames=frames)
        remedy = say("Nothing need be done; to publish the tags as they are, write `embed: false` in feed.yaml.")
        yield Fault(Place(name), what, remedy, slug, "info")
    if left_out.chapters_without_picture:
        what = say_many(
            "In the published recording {count} chapter has no picture: its tags have no room for it.",
            "In the published recording {count} chapters have no picture: its tags have no room for them.",
            left_out.chapters_without_picture,
        )
        yield Fault(Place(name), what, say("Apps that read the feed's chapters show it all the same."), slug, "info")


def _pictures(attached: Attachments, recording: Path, inputs: Inputs) -> dict[str, bytes]:
    """The pictures of chapters that are here, by their addresses."""
    from balado.media.pictures import embedded_pictures

    found, inside = {}, cache(partial(embedded_pictures, recording))
    for side in attached.sides:
        if side.record.kind is SideKind.PICTURE and side.record.keys:
            name = side.record.name
            path = inputs.inspector.path(name) if name and inputs.inspector.is_here(name) else None
            body = path.read_bytes() if path else inside().get(side.record.sha256)
            if body is not None:
                found[public_url(inputs.url, side.record.keys[0])] = body
    return found


def _tags(episode: Episode, artwork: Picture | None, chapters: tuple[Chapter, ...], inputs: Inputs) -> EpisodeTags:
    show = inputs.show
    if episode.title is None or episode.date is None:
        raise ValueError(f"{episode.slug} is not complete")
    picture = artwork or inputs.artwork
    if picture is not None and picture.local is None:
        raise failure(
            picture.name,
            say(
                "This picture belongs into the tags of {slug}, and only its Git LFS pointer is here.", slug=episode.slug
            ),
            say("Fetch it with `git lfs pull`, then publish again."),
        )
    return EpisodeTags(
        title=episode.title,
        show=show.title,
        people=tuple(person.name for person in episode.people) or (episode.author or show.author,),
        date=episode.date,
        season=episode.season,
        episode=episode.episode,
        language=episode.language or show.language,
        link=episode.link,
        cover=picture.local.path if picture is not None and picture.local is not None else None,
        chapters=chapters,
    )
