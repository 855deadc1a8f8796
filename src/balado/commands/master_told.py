"""What is told of a recording that was mastered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.events import Event
from balado.message import Joined, Message, duration_text, level_text, say

if TYPE_CHECKING:
    from balado.workshop.sound.master import Mastered
    from balado.workshop.sound.recipe import MadeFile

_HEARD_LU = 0.5


def tell_mastered(mastered: Mastered, session: Session) -> None:
    """Say what was made and how, to people and to machines."""
    made = mastered.recipe.made
    fields = {
        "path": str(mastered.path),
        "loudness": made.loudness,
        "true_peak": made.true_peak,
        "duration": made.duration,
        "channels": made.channels,
        "mode": made.mode,
        "made": mastered.treatment is not None,
    }
    for message in _before(mastered):
        session.console.show(message)
    session.console.announce(Event("mastered", _result(mastered), fields))


def _before(mastered: Mastered) -> Iterator[Message]:
    if mastered.changes:
        yield say("Made anew: {changes}.", changes=Joined(mastered.changes, ", "))
    channels = mastered.channels
    if channels is not None and channels.is_dead:
        yield say("One of the two channels is silent: the other one alone is published.")
    if channels is not None and channels.is_unrelated:
        yield say(
            "The two channels hold different sounds. If they are two microphones of one talk, say --pair: who listens "
            "with one ear hears one of them only."
        )
    begins = round(mastered.recipe.begins, 1)
    if begins > 0:
        yield say("The talk begins {seconds} seconds later than in what was given.", seconds=level_text(begins))
    elif begins < 0:
        yield say("{seconds} seconds of silence were cut off in front.", seconds=level_text(-begins))
    if begins:
        yield say("Chapters, captions and soundbites that were timed on what was given are not moved by that.")


def _result(mastered: Mastered) -> Message:
    made = mastered.recipe.made
    if mastered.treatment is None:
        names = ", ".join(one.file for one in mastered.recipe.given)
        return say("{path} is already made of {names} in this way.", path=mastered.path, names=names)
    return say("{path}: {facts}. {how}", path=mastered.path, facts=_facts(made), how=_how(mastered))


def _facts(made: MadeFile) -> Message:
    told = {"length": duration_text(made.length), "lufs": level_text(made.loudness), "peak": level_text(made.true_peak)}
    if made.channels == 1:
        return say("{length}, mono, {lufs} LUFS, true peak {peak} dB", **told)
    return say("{length}, stereo, {lufs} LUFS, true peak {peak} dB", **told)


def _how(mastered: Mastered) -> Message:
    treatment = mastered.treatment
    gain = round(treatment.gain_db, 1) if treatment is not None else 0.0
    if mastered.recipe.made.mode == "limited":
        return say("Raised by {gain} dB, its highest peaks held back by a limiter.", gain=level_text(gain))
    if gain < 0:
        return say("Lowered by {gain} dB, and nothing else.", gain=level_text(-gain))
    return say("Raised by {gain} dB, and nothing else.", gain=level_text(gain))
