"""Mastering: of what the recorder gave, the recording that is published.

It is measured, raised or lowered, its peaks held back where there is no headroom, encoded; then what was encoded is
decoded and measured, and made once more where it is not as it was wanted. Only then it gets its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from balado.errors import RefusedError, UsageError, reason_of
from balado.events import Meter
from balado.facts import SoundFacts
from balado.media.digest import sha256_of
from balado.media.heard import HeardSounds
from balado.media.loudness import measure_sound
from balado.message import Message, level_text, say
from balado.show.sound import SoundSettings
from balado.workshop.sound.compose import Composition, compose
from balado.workshop.sound.decide import Channels, Treatment, correct
from balado.workshop.sound.encoder import Encoder, encoder_of
from balado.workshop.sound.graph import Limit, mastering_graph
from balado.workshop.sound.hearing import hear_while_made
from balado.workshop.sound.passes import Pass, run_pass
from balado.workshop.sound.probe import probe, unfit
from balado.workshop.sound.recipe import (
    GivenFile,
    MadeFile,
    Making,
    SoundRecipe,
    finished_recipe,
    put_with_recipe,
    read_recipe,
)
from balado.workshop.sound.timing import Timing, left_over, timing_of
from balado.workshop.times.files import TimedText

_MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made. `masters` are joined in order, or laid together where they are a pair of microphones.

    The suffix of `target` decides the format. `around` are the recordings by the names `intro` and `outro`. `token` is
    of this run alone. `texts` count from the beginning of `target`, and are moved with it.
    """

    masters: tuple[Path, ...]
    target: Path
    settings: SoundSettings
    token: str
    is_pair: bool = False
    around: Mapping[str, Path] = field(default_factory=dict)
    may_replace: bool = False
    texts: tuple[TimedText, ...] = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """What mastering works with: ffmpeg, the memory of what was heard, who is shown how far it has come (in ms)."""

    program: str
    heard: HeardSounds
    meter: Meter = field(default_factory=Meter)


@dataclass(frozen=True, slots=True)
class Mastered:
    """What came of it. `recipe` says what was made and how, `changes` why it was made anew.

    `channels` and `treatment` are None where nothing had to be done, since it was made already. `timing` are the texts
    that were moved with it, `chapters` how many are inside of what was given and not of what was made.
    """

    path: Path
    recipe: SoundRecipe
    channels: Channels | None = None
    treatment: Treatment | None = None
    changes: tuple[Message, ...] = ()
    timing: Timing = field(default_factory=Timing)
    chapters: int = 0


def master(order: Order, tools: Tools) -> Mastered:
    """Make the recording that is published, unless it is there already, made of the same in the same way.

    Raises MediaError for what cannot be mastered, RefusedError where a recording that Balado did not make would be
    written over.
    """
    making = _making(order)
    known = _known(order)
    changes = tuple(known.differences(making)) if known is not None else ()
    left = left_over(known, order.target, order.texts) if known is not None else Timing()
    left.carry_out()
    if known is not None and not changes:
        return Mastered(order.target, known, timing=left)
    try:
        return _made(order, tools, making, changes)
    finally:
        tools.meter.end()


def _making(order: Order) -> Making:
    given = tuple(GivenFile(file=path.name, sha256=sha256_of(path, path.name)) for path in order.masters)
    around = {name: GivenFile(file=path.name, sha256=sha256_of(path, path.name)) for name, path in order.around.items()}
    settings = order.settings.model_dump(mode="json", exclude={"intro", "outro"})
    settings |= {"format": order.target.suffix[1:].lower(), "pair": order.is_pair}
    return Making(**{"from": given}, around=around, settings=settings)


def _known(order: Order) -> SoundRecipe | None:
    """The recipe of the recording that is there. Raises RefusedError where what is there is not ours to write over."""
    target = order.target
    if any(target.exists() and target.samefile(path) for path in (*order.masters, *order.around.values())):
        raise UsageError(say("{path} would be written over itself: name another file with --output.", path=target))
    if not target.exists():
        return None
    recipe = finished_recipe(target, sha256_of(target, target.name))
    if recipe is not None:
        return recipe
    if order.may_replace:
        return None
    raise RefusedError(
        say(
            "{path} is there, and not as Balado made it: it stays as it is. To write over it, say --replace; to write "
            "another file, name it with --output.",
            path=target,
        )
    )


def _made(order: Order, tools: Tools, making: Making, changes: tuple[Message, ...]) -> Mastered:
    given = tuple(probe(tools.program, path) for path in order.masters)
    around = {name: probe(tools.program, path) for name, path in order.around.items()}
    told = sum((one.duration for one in (*given, *around.values())), timedelta())
    tools.meter.begin(3 * _milliseconds(told))
    composition = compose(tools.program, given, around, (order.settings, order.is_pair), tools.meter.advance)
    work = _Work(order, tools, composition, encoder_of(order.target, composition.channels.count, order.settings))
    try:
        treatment, facts = work.attempts()
        recipe = work.recipe(making, treatment, facts)
        timing = timing_of(order.texts, _began(order.target), recipe.begins, recipe.made.duration)
        recipe = recipe.model_copy(update={"moved_by": timing.by_seconds, "moved": timing.recorded(order.target)})
        tools.heard.remember(recipe.made.sha256, facts)
        put_with_recipe(work.aside, order.target, recipe)
    except OSError as error:
        raise UsageError(
            say("{path} cannot be written: {reason}.", path=order.target, reason=reason_of(error))
        ) from error
    finally:
        with suppress(OSError):
            work.aside.unlink(missing_ok=True)
    timing.carry_out()
    inside = sum(one.chapters for one in given)
    return Mastered(order.target, recipe, composition.channels, treatment, changes, timing, inside)


def _began(target: Path) -> float | None:
    """The second of the recording before at which what was given began in it; None where nobody knows."""
    before = read_recipe(target)
    if before is not None:  # that of a recording that is gone or was changed since: its times are still those
        return before.begins
    return None if target.exists() else 0.0


@dataclass(frozen=True, slots=True)
class _Work:
    """The making of one recording, under a name that nobody looks for."""

    order: Order
    tools: Tools
    composition: Composition
    encoder: Encoder

    @property
    def aside(self) -> Path:
        target = self.order.target
        return target.with_name(f".{target.name}.{self.order.token[:8]}.part")

    def attempts(self) -> tuple[Treatment, SoundFacts]:
        """Encode until what is decoded is as it was wanted: mostly once, a second time where it is not."""
        treatment, aim, before = self.composition.treatment, self.composition.aim, None
        for _ in range(_MOST_ATTEMPTS):
            facts = self._encoded(treatment)
            loudness, peak = self._levels(facts)
            if aim.is_met(loudness, peak):
                return treatment, facts
            treatment, before = correct(treatment, loudness, peak, aim, before), loudness
            self.tools.meter.begin(2 * _milliseconds(self.composition.duration))
        what = say(
            "It could not be brought to {wanted} LUFS: it came out at {lufs}, with a true peak of {peak} dB.",
            wanted=level_text(aim.loudness_lufs),
            lufs=level_text(loudness),
            peak=level_text(peak),
        )
        raise unfit(self.order.masters[0], what, say("Look for single very loud noises in it, and take them out."))

    def _levels(self, facts: SoundFacts) -> tuple[float, float]:
        loudness, peak = facts.loudness_lufs, facts.true_peak_dbtp
        if loudness is None or peak is None:
            raise unfit(self.order.masters[0], say("Nothing is to be heard in what was made of it."), _LISTEN)
        return loudness, peak

    def _encoded(self, treatment: Treatment) -> SoundFacts:
        """Encode it, and hear what came of it."""
        composition, tools = self.composition, self.tools
        output = ("-ar", str(composition.rate_hz), *self.encoder.arguments, f"file:{self.aside}")
        work = Pass(composition.masters, self._graph(treatment), "made", output)
        if self.encoder.is_heard_as_it_comes:
            facts = hear_while_made(self.aside, lambda: run_pass(tools.program, work, tools.meter.advance), self._heard)
        else:
            run_pass(tools.program, work, tools.meter.advance)
            facts = self._heard(self.aside)
        if facts is None:
            raise unfit(self.order.masters[0], say("What was made of it cannot be played."), _LISTEN)
        return facts

    def _heard(self, recording: Path | BinaryIO) -> SoundFacts | None:
        tools = self.tools
        return measure_sound(tools.program, recording, self.composition.duration, tools.meter.advance)

    def _graph(self, treatment: Treatment) -> str:
        before = treatment.before(self.encoder.lowered_db)
        return mastering_graph(self.composition.treated(before), Limit(before.ceiling_db, self.composition.rate_hz))

    def recipe(self, making: Making, treatment: Treatment, facts: SoundFacts) -> SoundRecipe:
        """What was made of what, and how it sounds."""
        target, composition = self.order.target, self.composition
        loudness, peak = self._levels(facts)
        made = MadeFile(
            file=target.name,
            sha256=sha256_of(self.aside, target.name),
            loudness=loudness,
            true_peak=peak,
            duration=(facts.heard or composition.duration).total_seconds(),
            channels=composition.channels.count,
            mode=treatment.mode,
        )
        return SoundRecipe(
            **making.model_dump(by_alias=True),
            made=made,
            begins=round(composition.begins, 3),
            ffmpeg=composition.masters[0].opened_by,
            encoder=self.encoder.name,
            filter=self._graph(treatment),
        )


_LISTEN = say("Listen to it from its beginning to its end.")


def _milliseconds(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
