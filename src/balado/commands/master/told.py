"""What is told of a recording that was mastered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.events import Event
from balado.message import Joined, Message, duration_text, level_text, say, say_many

if TYPE_CHECKING:
    from balado.workshop.sound.master import Mastered
    from balado.workshop.sound.recipe import MadeFile
    from balado.workshop.sound.timing import Timing
    from balado.workshop.times.files import TextMove

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
    tell_moved(mastered.timing, session)
    session.console.announce(Event("mastered", _result(mastered), fields))


def tell_moved(timing: Timing, session: Session) -> None:
    """Say which texts were moved, and which were not."""
    seconds = timing.by_seconds
    for move in timing.moves:
        fields = {"path": move.text.name, "seconds": seconds, "times": move.moved.count, "cut": move.moved.cut}
        session.console.announce(Event("moved", _moved(move, seconds), fields))
        if move.moved.cut:
            what = say_many(
                "{count} of them lay in what is cut off: look at the one that stands at the beginning or the end now.",
                "{count} of them lay in what is cut off: look at those that stand at the beginning or the end now.",
                move.moved.cut,
            )
            session.console.show(what)
    for one in timing.unmoved:
        told = {"path": one.name, "reason": one.reason, "seconds": level_text(abs(seconds))}
        session.console.show(
            say("{path} is not moved. {reason} Its times are {seconds} seconds too early.", **told)
            if seconds > 0
            else say("{path} is not moved. {reason} Its times are {seconds} seconds too late.", **told)
        )
    if timing.stamped_notes:
        what = say_many(
            "{count} line of the notes begins with a time. It is not moved: it may be a time of day.",
            "{count} lines of the notes begin with a time. They are not moved: they may be times of day.",
            timing.stamped_notes,
        )
        session.console.show(what)


def _moved(move: TextMove, seconds: float) -> Message:
    moved = move.moved
    told = {"path": move.text.name, "seconds": level_text(abs(seconds)), "old": moved.last[0], "new": moved.last[1]}
    if seconds > 0:
        return say_many(
            "{path}: {count} time is {seconds} seconds later, {old} became {new}.",
            "{path}: {count} times are {seconds} seconds later, {old} became {new}.",
            moved.count,
            **told,
        )
    return say_many(
        "{path}: {count} time is {seconds} seconds earlier, {old} became {new}.",
        "{path}: {count} times are {seconds} seconds earlier, {old} became {new}.",
        moved.count,
        **told,
    )


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
    if mastered.chapters:
        yield say_many(
            "{count} chapter inside what was given is left out: write it into chapters.txt.",
            "{count} chapters inside what was given are left out: write them into chapters.txt.",
            mastered.chapters,
        )
    begins = round(mastered.recipe.begins, 1)
    if begins > 0:
        yield say("The talk begins {seconds} seconds later than in what was given.", seconds=level_text(begins))
    elif begins < 0:
        yield say("{seconds} seconds of silence were cut off in front.", seconds=level_text(-begins))


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
