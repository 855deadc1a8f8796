"""Tags in the published recordings: made once, then frozen in the record of publications.

What was published stays as it is, whatever the author corrects later: a new title sends nobody a new download.
`--reembed` renews it on purpose.
"""

from __future__ import annotations

from dataclasses import replace

from balado.artifact import Spliced
from balado.edition.contents import Picture, Recording
from balado.edition.inputs import Inputs
from balado.media.digest import failure
from balado.media.episode_tags import EpisodeTags
from balado.message import say
from balado.record.generation import Embedded
from balado.show.model import Episode
from balado.show.podcasting import Chapter


def embed_tags(
    episode: Episode, recording: Recording, artwork: Picture | None, chapters: tuple[Chapter, ...], inputs: Inputs
) -> Recording:
    """The recording as it is published: as it was before, with new tags, or as its author made it.

    What was published with tags and is gone from the store gets them again, whatever `embed` says by now. Raises
    MediaError when the file changes or cannot be read.
    """
    renewed = episode.slug in inputs.reembed
    if recording.local is None:
        return recording
    pin = inputs.memory.keys.recordings.get((episode.guid, recording.facts.sha256))
    if pin is not None and not renewed and (pin.embedded is None or pin.key not in inputs.lost):
        return replace(recording, embedded=pin.embedded)
    wanted = inputs.show.embed or renewed or pin is not None
    if recording.facts.suffix != ".mp3" or not wanted:
        return recording
    from balado.media.embed import embed

    made = embed(recording.local.path, recording.name, _tags(episode, artwork, chapters, inputs), recording.facts)
    return replace(
        recording,
        embedded=Embedded(made.sha256, made.byte_size),
        spliced=Spliced(made.head, recording.local.path, made.start, made.end),
    )


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
