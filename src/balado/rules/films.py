"""Films and other renditions beside a recording, as their files are. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from balado.message import Message, command_line, duration_text, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import OfFile, RenditionFile
from balado.show.playing import refusal

_TOLERATED = timedelta(seconds=5)
_TOLERATED_PART = 0.02
_OF_EACH = ("AVERAGE-BANDWIDTH", "BANDWIDTH", "CODECS")
_OF_PICTURES = ("FRAME-RATE", "RESOLUTION")


@dataclass(frozen=True, slots=True)
class RenditionLength(OfFile):
    """How long a rendition plays, and the recording of its episode, of which None may be there."""

    path: str
    slug: str
    duration: timedelta
    recording: timedelta | None = None


@dataclass(frozen=True, slots=True)
class StreamFile(OfFile):
    """The first playlist of a stream of HLS, with the attributes of its qualities.

    `has_qualities` False: it lists pieces of film itself.
    """

    path: str
    slug: str
    variants: tuple[Mapping[str, str], ...]
    has_qualities: bool = True


def _anew(film: RenditionFile) -> Message:
    """The remedy of what `balado film` mends."""
    command = command_line("balado", "film", film.path, film.slug, "--replace")
    return say("Have the film made anew of it: `{command}` (the file as it is now is kept).", command=command)


@rule("AUD-002", "warning", "apple web", say("Have it made anew as H.264 with AAC: `balado film FILE EPISODE`."))
def film_not_played(film: RenditionFile) -> Iterator[Finding]:
    """A film is in a form that browsers and podcast apps do not play.

    Why: the players of a page and the apps that show films know H.264 with AAC in an MP4; of another film people see
    nothing, or hear nothing.
    Example: an export in H.265, as telephones make it; a QuickTime film in ProRes; a film without its sound.
    Remedy: `balado film FILE EPISODE` makes the film anew where it must, and moves it where that will do.
    Source: Apple, podcast requirements; podcast namespace, alternateEnclosure.
    """
    refused = refusal(film.facts, film.path)
    if refused is not None:
        yield Finding(film.spot, refused[0], _anew(film))


@rule("AUD-010", "warning", "own", say("Have it written anew with its index first: `balado film FILE EPISODE`."))
def film_index_behind(film: RenditionFile) -> Iterator[Finding]:
    """A film has its index behind its pictures.

    Why: a browser must load the whole film, or jump to its end and back, before it shows anything.
    Example: what many recording and cutting programs write when “fast start” is not chosen.
    Remedy: `balado film FILE EPISODE` writes it anew, its pictures and its sound as they are.
    Source: ISO/IEC 14496-12; Apple, HTTP progressive download.
    """
    if film.facts.index_behind:
        yield Finding(film.spot, say("The index stands behind the film."), _anew(film))


@rule("AUD-010", "warning", "own", say("Have it written anew without that: `balado film FILE EPISODE`."))
def film_tells_place(film: RenditionFile) -> Iterator[Finding]:
    """A film tells where it was taken.

    Why: the place may be somebody's home, and everybody can have the file.
    Example: a film taken with a telephone.
    Remedy: `balado film FILE EPISODE` leaves out what the telephone noted; pictures and sound stay as they are.
    Source: our own safety; 3GPP TS 26.244, loci; QuickTime File Format, user data.
    """
    if film.facts.tells_place:
        yield Finding(film.spot, say("The film tells where it was taken (GPS)."), _anew(film))


@rule("AUD-004", "warning", "own", say("Look whether it is the film of this episode, and whole."))
def rendition_of_other_length(film: RenditionLength) -> Iterator[Finding]:
    """A film, or another rendition, is not as long as the recording.

    Why: chapters, transcript and shared moments count from the beginning of the recording; in a rendition that is cut
    otherwise they lead elsewhere. And a film of another length is often that of another episode, or a part of one.
    Example: a film of 12 seconds beside a recording of 48 minutes.
    Remedy: take the whole film, or cut both alike. Five seconds, or two in a hundred, are no finding.
    Source: podcast namespace, alternateEnclosure: “alternate versions of the same content”.
    """
    if film.recording is None:
        return
    longer = max(film.recording, film.duration)
    if abs(film.recording - film.duration) > max(_TOLERATED, longer * _TOLERATED_PART):
        what = say(
            "It lasts {duration}, and the recording {other}.",
            duration=duration_text(film.duration),
            other=duration_text(film.recording),
        )
        yield Finding(film.spot, what)


@rule("AUD-002", "warning", "apple", say("Have the film packaged by `balado film FILE EPISODE --hls`."))
def stream_qualities_untold(stream: StreamFile) -> Iterator[Finding]:
    """A film in several qualities does not say of each what players must know to choose.

    Why: a player that does not know the size, the codecs and the bit rate of a quality tries it, and stops or begins
    anew when it was the wrong one.
    Example: a playlist that a program wrote with `BANDWIDTH` alone.
    Remedy: `balado film FILE EPISODE --hls` writes all of it, as measured; or add it with the program of the stream.
    Source: Apple, HLS authoring specification, multivariant playlists.
    """
    if not stream.has_qualities:
        yield Finding(stream.spot, say("The stream has one quality alone: who has a slow line waits."))
    missing = {name for one in stream.variants for name in _needed(one) if name not in one}
    if missing:
        names = ", ".join(sorted(missing))
        yield Finding(stream.spot, say("The playlist does not say of each quality: {names}.", names=names))


def _needed(variant: Mapping[str, str]) -> tuple[str, ...]:
    """What a quality must say of itself; of the sound alone that is less."""
    is_sound = variant.get("CODECS", "avc1").startswith(("mp4a", "ac-3", "ec-3"))
    return _OF_EACH if is_sound and "," not in variant.get("CODECS", "") else (*_OF_EACH, *_OF_PICTURES)
