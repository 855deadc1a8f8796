"""Films and other renditions beside a recording, as their files are. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from balado.message import Message, command_line, duration_text, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import RenditionFile
from balado.show.playing import refusal

_TOLERATED = timedelta(seconds=5)
_TOLERATED_PART = 0.02


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
def rendition_of_other_length(film: RenditionFile) -> Iterator[Finding]:
    """A film, or another rendition, is not as long as the recording.

    Why: chapters, transcript and shared moments count from the beginning of the recording; in a rendition that is cut
    otherwise they lead elsewhere. And a film of another length is often that of another episode, or a part of one.
    Example: a film of 12 seconds beside a recording of 48 minutes.
    Remedy: take the whole film, or cut both alike. Five seconds, or two in a hundred, are no finding.
    Source: podcast namespace, alternateEnclosure: “alternate versions of the same content”.
    """
    if film.recording is None:
        return
    longer = max(film.recording, film.facts.duration)
    if abs(film.recording - film.facts.duration) > max(_TOLERATED, longer * _TOLERATED_PART):
        what = say(
            "It lasts {duration}, and the recording {other}.",
            duration=duration_text(film.facts.duration),
            other=duration_text(film.recording),
        )
        yield Finding(film.spot, what)
