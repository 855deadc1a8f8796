"""Keys of published media: named after the content, given once, never reused for other bytes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balado.publish.generation import Generation

FEED_KEY = "feed.xml"
_DIGEST_DIGITS = 16

Pins = Mapping[tuple[str, str], str]
"""(guid, sha256) -> the key under which that recording of that episode was first published."""


def pins_of(generation: Generation | None) -> Pins:
    """Every key ever given to a recording, so that renaming a folder or going back to an old file moves nothing."""
    if generation is None:
        return {}
    pins = {(former.guid, former.sha256): former.key for former in generation.former}
    pins.update({(episode.guid, episode.audio.sha256): episode.audio.key for episode in generation.episodes})
    return pins


def audio_key(guid: str, slug: str, sha256: str, suffix: str, pins: Pins) -> str:
    """The key of an episode's recording: the one it has, or a new one."""
    return pins.get((guid, sha256)) or f"audio/{slug}-{sha256[:_DIGEST_DIGITS]}{suffix}"


def picture_pins_of(generation: Generation | None) -> Pins:
    """The keys of the pictures that are published now, by guid (of the show, of an episode) and digest."""
    if generation is None:
        return {}
    pins = {(generation.show_guid, generation.artwork.sha256): generation.artwork.key}
    for episode in generation.episodes:
        if episode.artwork is not None:
            pins[episode.guid, episode.artwork.sha256] = episode.artwork.key
    return pins


def artwork_key(name: str, sha256: str, suffix: str) -> str:
    """The key of a picture. `name` is the slug of its episode, or `cover` for the show's."""
    return f"artwork/{name}-{sha256[:_DIGEST_DIGITS]}{suffix}"


def masked(key: str) -> str:
    """The key with its digest hidden: what may be shown of media that is not public yet."""
    stem, dot, suffix = key.rpartition(".")
    return f"{stem[:-_DIGEST_DIGITS]}{'*' * _DIGEST_DIGITS}{dot}{suffix}"
