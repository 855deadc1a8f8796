"""What is inside the files that servers give, beside what the feed says of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from balado.errors import Severity
from balado.facts import ImageFacts
from balado.message import Message, duration_text, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import AnswerKind, ServerAnswer
from balado.web.reply import shown

_TOLERATED_SECONDS = 2
_LEAST_PX = 1400
_MOST_PX = 3000
_TYPES = ("image/jpeg", "image/png")
_OPAQUE = ("RGB", "P")
_MOST_FLAWS = 5


@rule("ENC-005", "error", "rss", say("Write the length of the file as it is served."))
def length_differs_from_served(answer: ServerAnswer) -> Iterator[Finding]:
    """The length that the feed says of a recording is not the length of the file on the server.

    Why: apps show it, reserve room by it, and some take a download of another length for broken.
    Example: tags were written into the file after its length was noted. Hosts that put advertisements into the file at
    each download cannot know its length: behind a redirect this is a warning.
    Remedy: write the number of bytes of the file as it is now. Balado counts them at each publication.
    Source: RSS 2.0, enclosure (length says how big it is in bytes); W3C feed validator.
    """
    sizes = _served_bytes(answer)
    if answer.kind == "recording" and sizes and answer.declared_bytes not in (None, *sizes):
        severity: Severity | None = "warning" if answer.got.hops else None
        what = say(
            "The feed says that {url} has {declared} bytes; the server has {served}.",
            url=shown(answer.url),
            declared=answer.declared_bytes,
            served=sizes[0],
        )
        yield Finding(answer.element, what, severity=severity)


def _served_bytes(answer: ServerAnswer) -> list[int]:
    """The lengths that the server tells, by GET and by HEAD; where they are not one, other rules say so."""
    if not answer.got.is_good or answer.got.is_page or answer.got.encoding:
        return []
    told = (answer.got.file_bytes, answer.head.file_bytes if answer.head is not None else None)
    return [size for size in told if size is not None]


@rule("AUD-004", "warning", "apple iab", say("Write the duration of the recording as it is, or leave it out."))
def duration_differs_from_served(answer: ServerAnswer) -> Iterator[Finding]:
    """A recording plays longer or shorter than the feed says.

    Why: listeners see the wrong time, and apps jump to the wrong place.
    Example: the duration of the first cut, kept when the last minute was taken out.
    Remedy: write the duration as it is, or leave it out: apps find it themselves.
    Source: Apple, A Podcaster's Guide to RSS, itunes:duration; IAB Podcast Measurement 2.2.
    """
    declared, found = answer.declared_duration, answer.duration
    if declared is not None and found is not None and abs((declared - found).total_seconds()) > _TOLERATED_SECONDS:
        what = say(
            "The feed says that {url} plays for {declared}; it plays for {found}.",
            url=shown(answer.url),
            declared=duration_text(declared),
            found=duration_text(found),
        )
        yield Finding(answer.element, what)


@rule(
    "ART-002 ART-003 ART-004 ART-005 ART-008",
    "error",
    "apple spotify",
    say("Save it as a square JPEG or PNG of 3000 x 3000 pixels, in RGB."),
)
def artwork_as_served_unfit(answer: ServerAnswer) -> Iterator[Finding]:
    """The picture on the server is not one that platforms show.

    Why: Apple and Spotify refuse a show whose artwork is not square, too small or too large, or in print colours.
    Example: a photograph of 1920 x 1080 pixels. Of an episode's picture this is a warning: apps show the show's.
    Remedy: save it as a square JPEG or PNG of 3000 x 3000 pixels, in RGB, under a new name.
    Source: Apple, artwork requirements; Spotify, podcast delivery specification.
    """
    if answer.kind != "artwork" or not answer.got.is_good or answer.got.is_page or answer.got.encoding:
        return
    severity: Severity | None = "warning" if answer.of_item else None
    if answer.picture is None:
        yield Finding(
            answer.element, say("{url} is no picture that can be read.", url=shown(answer.url)), severity=severity
        )
        return
    for reason in _unfit(answer.picture):
        yield Finding(answer.element, say("{url}: {reason}.", url=shown(answer.url), reason=reason), severity=severity)


def _unfit(picture: ImageFacts) -> Iterator[Message]:
    width, height = picture.width_px, picture.height_px
    if picture.media_type not in _TYPES:
        yield say("the picture is a {type}; platforms want JPEG or PNG", type=picture.media_type)
    if width != height:
        yield say("the picture is not square: {width} x {height} pixels", width=width, height=height)
    if min(width, height) < _LEAST_PX or max(width, height) > _MOST_PX:
        yield say("the picture has {width} x {height} pixels; Apple wants 1400 to 3000", width=width, height=height)
    if picture.mode not in _OPAQUE:
        yield say("the picture's colours are {mode}; Apple wants RGB without transparency", mode=picture.mode)


@rule("TRN-003 TRN-004", "error", "apple web", say("Export the transcript again."))
def transcript_as_served_broken(answer: ServerAnswer) -> Iterator[Finding]:
    """A transcript on the server cannot be read, or does not fit its recording.

    Why: Apple shows no transcript, or the wrong words at the wrong time.
    Example: a .vtt file without WEBVTT in its first line; the transcript of another episode.
    Remedy: export the transcript again, in UTF-8, from the last edit of the recording.
    Source: Apple, transcripts; W3C, WebVTT.
    """
    yield from _flaws(answer, "transcript")


@rule("CHP-001 CHP-002", "error", "podcast20 apple", say("Write the file of chapters again."))
def chapters_as_served_broken(answer: ServerAnswer) -> Iterator[Finding]:
    """A file of chapters on the server cannot be read, or its times are wrong.

    Why: apps show no chapters at all, or jump to the wrong place.
    Example: a file without `version`, or a chapter whose `startTime` is "12:00" and not 720.
    Remedy: write the file again as JSON chapters 1.2 say.
    Source: podcast namespace, JSON chapters 1.2; Apple, chapters.
    """
    yield from _flaws(answer, "chapters")


def _flaws(answer: ServerAnswer, kind: AnswerKind) -> Iterator[Finding]:
    if answer.kind != kind:
        return
    for flaw in answer.flaws[:_MOST_FLAWS]:
        line = flaw.place.line
        where = say("{url}, line {line}", url=shown(answer.url), line=line) if line else shown(answer.url)
        yield Finding(answer.element, say("{where}: {what}", where=where, what=flaw.what), flaw.remedy, flaw.severity)
