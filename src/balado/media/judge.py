"""The judgement of media: what podcast apps would not take, and what to do about it. Pure.

The rules are those of Apple's and Spotify's requirements for audio and artwork, which the feed's own rules cannot see.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from balado.errors import Fault, Place, Severity
from balado.facts import ImageFacts, MediaFacts
from balado.media.formats import fitting_suffixes
from balado.message import Message, duration_text, mark, say

SMALLEST_SIDE_PX = 1400
LARGEST_SIDE_PX = 3000

_PICTURE_SUFFIXES = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
_TRANSPARENCY = ("RGBA", "LA", "PA")
_MODES = {
    "CMYK": mark("its colours are for print (CMYK)"),
    "YCCK": mark("its colours are for print (CMYK)"),
    "L": mark("it is in shades of grey"),
    "1": mark("it is in black and white only"),
    "I": mark("it is in shades of grey"),
    "I;16": mark("it is in shades of grey"),
}


def judge_recording(facts: MediaFacts, name: str, slug: str) -> tuple[Fault, ...]:
    """What is wrong with a recording as the enclosure of an episode. `name` is its path in the show."""
    return tuple(
        Fault(Place(name), what, remedy, slug, severity) for what, remedy, severity in _of_recording(facts, name)
    )


def judge_artwork(facts: ImageFacts, name: str, slug: str | None) -> tuple[Fault, ...]:
    """What is wrong with a picture. The show's (`slug` is None) must be right; an episode's may be any JPEG or PNG."""
    return tuple(
        Fault(Place(name), what, remedy, slug, "warning" if mild and slug is not None else "error")
        for what, remedy, mild in _of_artwork(facts, name, slug)
    )


def _of_recording(facts: MediaFacts, name: str) -> Iterator[tuple[Message, Message, Severity]]:
    refusal = _refusal(facts, name)
    if refusal is not None:
        yield *refusal, "error"
        return
    fitting = fitting_suffixes(facts.media_type, facts.codec)
    if PurePosixPath(name).suffix.lower() not in fitting:
        yield *_misnamed(name, fitting), "error"
    if facts.duration.total_seconds() <= 0:
        yield (
            say("The recording lasts no time at all: 0 seconds of sound."),
            say("Export it again from the program it was made with."),
            "error",
        )
    if facts.header_duration is not None:
        yield (
            say(
                "The recording says {promised} of itself, but plays {real}: probably several files were joined.",
                promised=duration_text(facts.header_duration),
                real=duration_text(facts.duration),
            ),
            say(
                "Some players stop early. Export it again as one recording; until then the feed says the real duration."
            ),
            "warning",
        )
    if facts.ends_mid_frame and facts.header_duration is None:
        yield (
            say("The recording ends in the middle of a sound frame, after {real}.", real=duration_text(facts.duration)),
            say("Listen to its end: if something is missing, copy it or export it again."),
            "warning",
        )


def _refusal(facts: MediaFacts, name: str) -> tuple[Message, Message] | None:
    """Why no podcast app would take this as an enclosure, None when they do."""
    codecs = facts.codec.split("+")
    if "protected" in codecs:
        return (
            say("The recording is protected against copying (DRM), so listeners could not play it."),
            say("Use a recording that you made yourself, without protection."),
        )
    if facts.media_type.startswith("video/"):
        return _video_refusal(codecs, name)
    if (facts.media_type, facts.codec) in (("audio/mpeg", "mp3"), ("audio/x-m4a", "aac")):
        return None
    return (
        say("Podcast apps do not play {format}: they play MP3, and AAC in M4A.", format=_format_words(facts)),
        say("Convert it to MP3: {command}", command=_to_mp3(name)),
    )


def _video_refusal(codecs: list[str], name: str) -> tuple[Message, Message] | None:
    remedy = say("Convert it: {command}", command=_to_h264(name))
    if codecs[0] != "h264":
        return say("Podcast apps play H.264 video only; this one is {codec}.", codec=codecs[0].upper()), remedy
    if len(codecs) == 1:
        return (
            say("The video has no sound."),
            say("Export it again with its sound, or put the recording of the sound here."),
        )
    if codecs[1] not in ("aac", "mp3"):
        return say("Podcast apps play AAC sound with video; this one has {codec}.", codec=codecs[1].upper()), remedy
    return None


def _format_words(facts: MediaFacts) -> str:
    words = {
        "audio/wav": "WAV",
        "audio/aiff": "AIFF",
        "audio/flac": "FLAC",
        "audio/aac": "raw AAC (ADTS)",
        "audio/mpeg": f"MPEG {facts.codec.upper()}",
        "audio/x-m4a": f"{facts.codec.upper()} in M4A",
        "audio/ogg": {"opus": "Opus", "vorbis": "Ogg Vorbis", "flac": "Ogg FLAC"}.get(facts.codec, "Ogg"),
    }
    return words.get(facts.media_type, facts.media_type)


def _to_mp3(name: str) -> str:
    source = PurePosixPath(name)
    # ffmpeg cannot write the file it reads
    target = f"{source.stem}-new.mp3" if source.suffix.lower() == ".mp3" else f"{source.stem}.mp3"
    return f'ffmpeg -i "{source.name}" -map 0:a:0 -c:a libmp3lame -b:a 128k "{target}"'


def _to_h264(name: str) -> str:
    source = PurePosixPath(name)
    return f'ffmpeg -i "{source.name}" -c:v libx264 -c:a aac -movflags +faststart "{source.stem}-h264.mp4"'


def _misnamed(name: str, fitting: tuple[str, ...]) -> tuple[Message, Message]:
    path = PurePosixPath(name)
    return (
        say(
            "The name ends in `{suffix}`, but the content is that of a `{true_suffix}` file.",
            suffix=path.suffix or path.name,
            true_suffix=fitting[0],
        ),
        say("Rename it to {new_name}.", new_name=f"{path.stem}{fitting[0]}"),
    )


def _misnamed_picture(name: str, fitting: tuple[str, ...], slug: str | None) -> tuple[Message, Message]:
    """A picture is found by the line that names it: that line must follow."""
    what, _ = _misnamed(name, fitting)
    path = PurePosixPath(name).with_suffix(fitting[0])
    if slug is None:
        return what, say(
            "Rename it to {new_name}, and write `artwork: {path}` in feed.yaml.", new_name=path.name, path=path
        )
    return what, say(
        "Rename it to {new_name}. If `artwork:` in episode.md names it, write the new name there too.",
        new_name=path.name,
    )


def _of_artwork(facts: ImageFacts, name: str, slug: str | None) -> Iterator[tuple[Message, Message, bool]]:
    fitting = _PICTURE_SUFFIXES.get(facts.media_type)
    if fitting is None:
        kind = facts.media_type.removeprefix("image/").upper()
        yield (
            say("The picture is a {kind}; podcast apps take JPEG and PNG only.", kind=kind),
            say("Save it as a JPEG or PNG, and write the new file's name after `artwork:` in feed.yaml.")
            if slug is None
            else say("Save it as a JPEG or PNG."),
            False,
        )
    elif PurePosixPath(name).suffix.lower() not in fitting:
        yield *_misnamed_picture(name, fitting, slug), False
    yield from _of_shape(facts)
    if facts.mode in _TRANSPARENCY:
        yield (
            say("The picture has an alpha channel (a layer of transparency), which Apple refuses."),
            say("Export it without transparency, even if all of it is opaque."),
            True,
        )
    elif facts.mode in _MODES:
        yield (
            say("The picture's colours are not plain RGB: {reason}.", reason=say(_MODES[facts.mode])),
            say("Save it as RGB."),
            True,
        )


def _of_shape(facts: ImageFacts) -> Iterator[tuple[Message, Message, bool]]:
    width, height = facts.width_px, facts.height_px
    if width != height:
        yield (
            say("The picture is {width} x {height} pixels, which is not square.", width=width, height=height),
            say("Crop it to a square, best of 3000 x 3000 pixels."),
            True,
        )
    if min(width, height) < SMALLEST_SIDE_PX or max(width, height) > LARGEST_SIDE_PX:
        yield (
            say(
                "The picture is {width} x {height} pixels; each side must be {smallest} to {largest}.",
                width=width,
                height=height,
                smallest=SMALLEST_SIDE_PX,
                largest=LARGEST_SIDE_PX,
            ),
            say("Export it at 3000 x 3000 pixels."),
            True,
        )
