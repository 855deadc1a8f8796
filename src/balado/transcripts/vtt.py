"""WebVTT, read and written. https://www.w3.org/TR/webvtt1/. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from balado.message import say
from balado.transcripts.cue_blocks import ARROW, Block, CueForm, blocks_of, cues_of
from balado.transcripts.flaw import Flaw, quoted
from balado.transcripts.markup import vtt_escaped, vtt_voice_tag, vtt_voices
from balado.transcripts.transcript import Cue, TimedCue, Transcript, Voice, timed_cues

_SIGNATURE = re.compile(r"WEBVTT(?:[ \t].*)?")
_TIME = r"(?:([0-9]{1,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
_TIMES = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?")
_COMMENT = re.compile(r"NOTE(?:[ \t].*)?")
_OF_SRT = re.compile(r"[0-9]+:[0-9]{2}:[0-9]{2},[0-9]{3} *-->")


def _places(texts: list[str]) -> list[int]:
    """The specification forbids the arrow everywhere but in lines of times."""
    return [place for place, text in enumerate(texts) if ARROW in text]


VTT_FORM = CueForm(
    times=_TIMES,
    example="00:01:02.500 --> 00:01:05.000",
    places=_places,
    identifier=lambda _: True,
    voices=vtt_voices,
)


def read_vtt(text: str) -> Iterator[Cue | Flaw]:
    """The cues, and the flaws of what should be one. Comments, styles, regions and settings are left out."""
    lines = text.split("\n")
    begin, flaws = _head(lines)
    yield from flaws
    for block in blocks_of(lines, begin):
        yield from _of_block(block)


def vtt_blocks(lines: list[str]) -> Iterator[Block]:
    """The blocks that hold cues: neither comments nor styles nor regions."""
    return (block for block in blocks_of(lines, _head(lines)[0]) if _is_spoken(block))


def _head(lines: list[str]) -> tuple[int, list[Flaw]]:
    """Where the blocks begin, and what is wrong with what stands before; behind the end where this is an SRT file."""
    place = _first_words(lines)
    if not _SIGNATURE.fullmatch(lines[place].strip()):
        is_srt = any(_OF_SRT.match(line) for line in lines[:10])
        return len(lines) if is_srt else _end_of_wrong_header(lines), [_unsigned(lines)]
    flaws = [_behind_blanks()] if place or not _SIGNATURE.fullmatch(lines[0]) else []
    begin = _end_of_header(lines, place)
    if begin < len(lines) and lines[begin]:
        flaws.append(_touching_header(lines[begin], begin))
    return begin, flaws


def _first_words(lines: list[str]) -> int:
    """The place of the first line that is not blank; that of the first where all are."""
    return next((place for place, line in enumerate(lines) if line.strip()), 0)


def _end_of_header(lines: list[str], signature: int = 0) -> int:
    """Where the lines of metadata under the signature (`Kind: captions`) end: an empty line, or a cue too early."""
    for place in range(signature + 1, len(lines)):
        if not lines[place].strip(" \t"):
            return place if not lines[place] else place + 1
        if ARROW in lines[place]:
            return place
    return len(lines)


def _end_of_wrong_header(lines: list[str]) -> int:
    """Behind a wrong first line, which is reported already; not behind a cue that stands in its place."""
    missing = not lines[0] or any(ARROW in line for line in lines[:2])
    return 0 if missing else _end_of_header(lines)


def _of_block(block: Block) -> Iterator[Cue | Flaw]:
    if _is_spoken(block):
        yield from cues_of(block, VTT_FORM)
    elif places := _places(block.texts):
        yield _cue_in_comment(block, places[0])


def _is_spoken(block: Block) -> bool:
    """A style or a region with an arrow in it is a cue by the specification, a comment with one a fault."""
    head = block.texts[0]
    if _COMMENT.fullmatch(head):
        return False
    return bool(_places(block.texts)) or head.rstrip() not in ("STYLE", "REGION")


def write_vtt(transcript: Transcript) -> str:
    """The transcript as WebVTT, each voice in a `<v Name>` and on a line of its own.

    Raises ValueError for a transcript without times.
    """
    return "\n\n".join(["WEBVTT", *(_written(cue) for cue in timed_cues(transcript))]) + "\n"


def _written(cue: TimedCue) -> str:
    several = len(cue.voices) > 1
    words = "\n".join(_spoken(voice, several) for voice in cue.voices)
    return f"{stamp(cue.start)} --> {stamp(cue.end)}\n{words}"


def _spoken(voice: Voice, several: bool) -> str:
    """The end tag may be left out where one voice is the whole cue, and old players would show it."""
    words = vtt_escaped(voice.text)
    if voice.speaker is None:
        return words
    return f"{vtt_voice_tag(voice.speaker)}{words}{'</v>' if several else ''}"


def stamp(time: timedelta, mark: str = ".") -> str:
    """A time as `01:02:03.456`, with `mark` before the milliseconds."""
    seconds, milliseconds = divmod(time // timedelta(milliseconds=1), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{milliseconds:03}"


def _unsigned(lines: list[str]) -> Flaw:
    if any(_OF_SRT.match(line) for line in lines[:10]):
        return Flaw(1, say("This is an SRT file under the name of a WebVTT file."), say("Rename it to end in .srt."))
    first = lines[0].strip()
    in_place = first[:6].upper() == "WEBVTT"
    return Flaw(
        1,
        say("A WebVTT file begins with WEBVTT; this one begins with “{text}”.", text=quoted(first)),
        say("Write WEBVTT in place of this line.")
        if in_place
        else say("Write WEBVTT as the first line, and leave the second one empty."),
    )


def _behind_blanks() -> Flaw:
    return Flaw(
        1,
        say("A WebVTT file begins with WEBVTT; blanks or empty lines stand before it here."),
        say("Delete what stands before WEBVTT."),
        "warning",
    )


def _touching_header(text: str, place: int) -> Flaw:
    return Flaw(
        place + 1,
        say("An empty line is missing between WEBVTT and the first cue “{text}”.", text=quoted(text)),
        say("Put an empty line before this cue."),
        "warning",
    )


def _cue_in_comment(block: Block, place: int) -> Flaw:
    return Flaw(
        block.line + place,
        say("“{text}” stands in a comment (NOTE), which cannot hold a cue.", text=quoted(block.texts[place])),
        say("If the cue is meant, put an empty line before it; if not, delete it."),
    )
