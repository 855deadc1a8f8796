"""SubRip (SRT), read and written. It has no specification: programs write it and players read it like this. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.message import say
from balado.transcripts.cue_blocks import ARROW, CueForm, blocks_of, cues_of
from balado.transcripts.flaw import Flaw
from balado.transcripts.markup import srt_escaped, srt_times_escaped, srt_words
from balado.transcripts.speaker import voices_of_lines
from balado.transcripts.transcript import Cue, TimedCue, Transcript, Voice, timed_cues
from balado.transcripts.vtt import stamp

_TIME = r"(?:([0-9]{1,4}):)?([0-5]?[0-9]):([0-5]?[0-9])[,.]([0-9]{3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_LIKE_TIMES = re.compile(r"[ \t]*[0-9][0-9:.,]*[ \t]*-->")
_COUNTER = re.compile(r"[ \t]*[0-9]+[ \t]*")


def _places(texts: list[str]) -> list[int]:
    """Words may hold an arrow here: only behind a number, or near the top where no other is, does it make times."""
    found = [place for place, text in enumerate(texts) if ARROW in text and _LIKE_TIMES.match(text)]
    return found or [place for place, text in enumerate(texts[:2]) if ARROW in text][:1]


SRT_FORM = CueForm(
    times=_TIMES,
    example="00:01:02,500 --> 00:01:05,000",
    places=_places,
    identifier=lambda text: _COUNTER.fullmatch(text) is not None,
    voices=lambda words: voices_of_lines(srt_words(words)),
)


def read_srt(text: str) -> Iterator[Cue | Flaw]:
    """The cues, and the flaws of what should be one. Counters may be missing, and a point may stand for the comma."""
    if text.startswith("WEBVTT"):
        yield Flaw(1, say("This is a WebVTT file under the name of an SRT file."), say("Rename it to end in .vtt."))
        return
    for block in blocks_of(text.split("\n")):
        yield from cues_of(block, SRT_FORM)


def write_srt(transcript: Transcript) -> str:
    """The transcript as SubRip: `Name: text`, each voice on a line of its own.

    Words of nobody behind those of somebody are a cue of the same times, else they would become theirs. Raises
    ValueError for a transcript without times.
    """
    cues = [_timed(cue, voices) for cue in timed_cues(transcript) for voices in _groups(cue.voices)]
    return "\n".join(f"{number}\n{cue}\n" for number, cue in enumerate(cues, 1))


def _groups(voices: tuple[Voice, ...]) -> Iterator[list[Voice]]:
    group: list[Voice] = []
    for voice in voices:
        if group and voice.speaker is None:
            yield group
            group = []
        group.append(voice)
    yield group


def _timed(cue: TimedCue, voices: list[Voice]) -> str:
    words = "\n".join(_spoken(voice) for voice in voices)
    return f"{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{srt_times_escaped(words)}"


def _spoken(voice: Voice) -> str:
    words = voice.text if voice.speaker is None else f"{voice.speaker}: {voice.text}"
    return srt_escaped(words)
