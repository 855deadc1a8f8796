"""Where the cues of a file of captions stand in it, for who changes one and leaves the rest as it is. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from balado.transcripts.cue_blocks import Block, CueForm, blocks_of, cue_places, cues_of
from balado.transcripts.srt import SRT_FORM
from balado.transcripts.transcript import Cue
from balado.transcripts.vtt import VTT_FORM, vtt_blocks

FORMS: Mapping[str, CueForm] = {".vtt": VTT_FORM, ".srt": SRT_FORM}
"""The formats whose lines are known, by their suffixes."""


@dataclass(frozen=True, slots=True)
class CueLines:
    """A cue, and its lines counted from 0.

    `first` is that of its name or number, or else that of its times; `end` is the one behind its last words.
    """

    cue: Cue
    first: int
    times: int
    end: int


def cue_lines(lines: list[str], suffix: str) -> tuple[CueLines, ...]:
    """The cues that `read_transcript` finds in these lines (without their ends), in the order of the file.

    A cue that says nothing is none. Raises KeyError for a format whose lines are not known.
    """
    form = FORMS[suffix]
    blocks = vtt_blocks(lines) if form is VTT_FORM else blocks_of(lines)
    return tuple(one for block in blocks for one in _of_block(block, form))


def _of_block(block: Block, form: CueForm) -> Iterator[CueLines]:
    begin, before = block.line - 1, 0
    for place, end in cue_places(block, form):
        cue = next((found for found in cues_of(_alone(block, place, end), form) if isinstance(found, Cue)), None)
        if cue is not None and cue.voices:
            yield CueLines(cue, begin + max(before, place - 1), begin + place, begin + end)
        before = end


def _alone(block: Block, place: int, end: int) -> Block:
    return Block(block.line + place, block.texts[place:end])
