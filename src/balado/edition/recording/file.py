"""The recording of an episode as a file of the show: the one in its folder, or the one published from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from balado.edition.contents import Candidate, Heard, LocalFile, Recording
from balado.edition.inputs import Inputs
from balado.edition.memory import Memory
from balado.errors import Fault, Place
from balado.facts import MediaFacts
from balado.media.cache import InspectedRecording
from balado.message import say
from balado.rules import subject
from balado.rules.run import judge_file, judge_files
from balado.show.model import Episode
from balado.source.presume import is_unknown

UNKNOWN = MediaFacts(
    byte_size=1,
    sha256="0" * 64,
    media_type="audio/mpeg",
    suffix=".mp3",
    codec="mp3",
    duration=timedelta(hours=1),
    bitrate=64000,
    bitrate_mode="constant",
    channels=1,
    sample_rate_hz=44100,
)
"""What stands in for the facts of a recording that cannot be read, so that the words of its episode are judged."""


def is_unknown_recording(audio: Heard) -> bool:
    """Whether this stands in for a recording that cannot be read."""
    return isinstance(audio, Recording) and audio.facts is UNKNOWN


class MissingRecording(Fault):
    """The fault of an episode that has no recording, here or in any publication."""


def find_recording(episode: Episode, inputs: Inputs, faults: list[Fault]) -> Recording | None:
    """The recording that is here, else the one that the last publication knows; None, and a fault, where there is none.

    Raises MediaError where the file cannot be used.
    """
    sha256 = None
    if episode.audio is not None:
        found = inputs.inspector.recording(episode.audio)
        if isinstance(found, InspectedRecording):
            faults.extend(judge_file(_subject(episode, found.facts, inputs)))
            return Recording(
                episode.audio, found.facts, LocalFile(inputs.inspector.path(episode.audio), found.fingerprint)
            )
        sha256 = found.sha256
    remembered = inputs.memory.recording(episode.guid, sha256)
    if remembered is None and _could_be_remembered(episode, inputs):
        faults.append(_no_audio(episode, inputs))
    return remembered


def _could_be_remembered(episode: Episode, inputs: Inputs) -> bool:
    """Whether it can be said that no publication knows its recording: all that there are were asked for its guid."""
    if not inputs.is_record_known:
        return False
    return inputs.memory.is_empty or not is_unknown(episode.guid, episode.slug)


def _subject(episode: Episode, facts: MediaFacts, inputs: Inputs) -> subject.RecordingFile:
    """The recording as rules judge it. Chapters that are written anew into what is published may differ."""
    written = None if inputs.show.embed else episode.chapters
    chapters = tuple(chapter.start.total_seconds() for chapter in written) if written else None
    return subject.RecordingFile(facts, episode.audio or "", episode.slug, chapters)


def repeated_recordings(candidates: Iterable[Candidate], memory: Memory) -> tuple[Fault, ...]:
    """The warnings about recordings that are those of an older episode.

    Older is what was published, then what has a guid of its own, then what goes live first.
    """

    def age(one: Candidate) -> tuple[object, ...]:
        episode = one.episode
        return (
            not memory.knows(episode),
            is_unknown(episode.guid, episode.slug),
            episode.date is None,
            episode.date,
            episode.slug,
        )

    oldest: dict[str, str] = {}
    compared = []
    for one in sorted(candidates, key=age):
        slug = one.episode.slug
        first = oldest.setdefault(one.audio.identity, slug)
        if first != slug and isinstance(one.audio, Recording) and not is_unknown_recording(one.audio):
            compared.append(subject.ComparedRecording(one.audio.name or one.episode.folder, slug, first))
    return judge_files(compared)


def _no_audio(episode: Episode, inputs: Inputs) -> Fault:
    """The fault of a missing recording, at the line that its text has for one: what is wrong there explains it."""
    if episode.audio is not None:
        return MissingRecording(
            Place(episode.audio),
            say("The recording is not here, only its Git LFS pointer, and no publication knows it."),
            say("Fetch it with `git lfs pull`, then publish again."),
            slug=episode.slug,
        )
    named = inputs.reading.has_line(episode.slug, "audio")
    return MissingRecording(
        inputs.place(episode.slug, "audio") if named else Place(episode.folder),
        say("There is no recording in this folder, and no publication knows one."),
        say("Put one audio file (.mp3 or .m4a) beside episode.md, or write `draft: true` there until it is recorded."),
        slug=episode.slug,
    )
