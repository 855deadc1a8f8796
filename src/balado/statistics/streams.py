"""The files of a stream (HLS), and how many bytes of each make a minute. Pure.

A client is given one quality after the other, and sound beside the picture: the parts of a minute that it has of each
quality are added, but those of sound that comes in files of its own are not added to those of the picture.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from balado.media.hls.playlist import PLAYLIST_SUFFIX, Playlist, file_named
from balado.statistics.thresholds import part_of, segment_threshold

PlaylistOf = Callable[[str], Playlist | None]
"""Gives the playlist that is published under a key; None where it is gone."""


@dataclass(frozen=True, slots=True)
class StreamPart:
    """A file of a stream: the recording that it is a part of, and how many bytes of its kind make a minute."""

    recording: str
    threshold_bytes: int


def stream_parts(keys: Sequence[str], byte_sizes: Mapping[str, int], playlist_of: PlaylistOf) -> dict[str, StreamPart]:
    """The files of a stream by key, without its playlists. `keys` are all of it, its first playlist first.

    `byte_sizes` has those that are known. Where playlists are gone, its files are taken for segments of one quality.
    """
    found: dict[str, StreamPart] = {}
    for recording, key in _media_playlists(keys[0], playlist_of):
        playlist = playlist_of(key)
        pieces = [] if playlist is None else list(dict.fromkeys(_named(playlist, key)))
        sizes = sum(byte_sizes.get(piece, 0) for piece in pieces)
        seconds = 0.0 if playlist is None else playlist.seconds
        threshold = part_of(sizes, timedelta(seconds=seconds))
        found |= {piece: StreamPart(recording, threshold) for piece in pieces if piece not in found}
    rest = [key for key in keys if key not in found and not key.endswith(PLAYLIST_SUFFIX)]
    threshold = segment_threshold([byte_sizes.get(key, 0) for key in rest])
    return found | {key: StreamPart(keys[0], threshold) for key in rest}


def _media_playlists(first: str, playlist_of: PlaylistOf) -> Iterator[tuple[str, str]]:
    """The playlists of segments, each with its recording: first those of the picture, then those of other sound."""
    playlist = playlist_of(first)
    if playlist is None or not playlist.is_multivariant:
        yield first, first
        return
    for tag in playlist.tagged("EXT-X-STREAM-INF"):
        yield first, _key(tag.address, first)
    for tag in playlist.tagged("EXT-X-MEDIA"):
        address = tag.attributes.get("URI", "")
        if address:
            yield _key(address, first), _key(address, first)


def _named(playlist: Playlist, key: str) -> Iterator[str]:
    for reference in playlist.references:
        yield _key(reference.address, key)


def _key(address: str, key: str) -> str:
    target, _ = file_named(address, posixpath.dirname(key))
    return target
