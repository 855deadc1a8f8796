"""Whether podcast apps play a recording as an episode, and what makes it one that they play. Pure."""

from __future__ import annotations

from balado.facts import MediaFacts
from balado.message import Message, say
from balado.show.conversion import SOUND_SUFFIXES, sound_alone, to_h264, to_mp3
from balado.show.formats import PLAYED, format_of


def refusal(facts: MediaFacts, name: str) -> tuple[Message, Message] | None:
    """Why no podcast app would take this as an enclosure, None when they do."""
    codecs = facts.codec.split("+")
    if "protected" in codecs:
        return (
            say("The recording is protected against copying (DRM), so listeners could not play it."),
            say("Use a recording that you made yourself, without protection."),
        )
    if facts.media_type.startswith("video/"):
        return _video_refusal(codecs, name)
    form = format_of(facts.media_type, facts.codec)
    if form is not None and facts.codec in form.played:
        return None
    return (
        say("Podcast apps do not play {format}: they play MP3, and AAC in M4A.", format=_format_name(facts)),
        say("Make an MP3 of it, which then counts in its place: `{command}`", command=to_mp3(name)),
    )


def _video_refusal(codecs: list[str], name: str) -> tuple[Message, Message] | None:
    remedy = say("Convert it, then take this file out of the folder: {command}", command=to_h264(name))
    if not any(codecs[0] in form.played for form in PLAYED):
        if name.lower().endswith(SOUND_SUFFIXES) and len(codecs) > 1:
            remedy = _keep_the_sound(name)
        return say("Podcast apps play H.264 video only; this one is {codec}.", codec=codecs[0].upper()), remedy
    if len(codecs) == 1:
        return (
            say("The video has no sound."),
            say("Export it again with its sound, or put the recording of the sound here."),
        )
    if codecs[1] not in ("aac", "mp3"):
        return say("Podcast apps play AAC sound with video; this one has {codec}.", codec=codecs[1].upper()), remedy
    return None


def _keep_the_sound(name: str) -> Message:
    return say("Keep its sound alone, then only the new file in the folder: {command}", command=sound_alone(name))


def _format_name(facts: MediaFacts) -> str:
    form = format_of(facts.media_type, facts.codec)
    if form is None:
        return facts.media_type
    return form.name if form.codec else f"{facts.codec.upper()} in {form.name}"
