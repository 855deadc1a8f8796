"""What the published recording consists of: the talk, what comes before and after it, and what each of them needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from balado.events import Progress
from balado.show.sound import SoundSettings
from balado.workshop.sound.decide import Aim, Channels, Treatment, choose_channels, treat
from balado.workshop.sound.graph import Master, Part, Shaping, cleaning
from balado.workshop.sound.listen import Listening, listen, silent_ends

_FADE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Composition:
    """The parts in order, shaped but for the gain of `treatment`, which is that of the talk.

    `begins` is the second at which the talk as it was given begins in it.
    """

    parts: tuple[tuple[Part, Shaping], ...]
    channels: Channels
    aim: Aim
    treatment: Treatment
    duration: timedelta
    begins: float

    @property
    def masters(self) -> tuple[Master, ...]:
        """Every input, in order."""
        return tuple(master for part, _ in self.parts for master in part.masters)

    @property
    def rate_hz(self) -> int:
        """The rate of all of it."""
        return self.parts[0][0].rate_hz

    def treated(self, treatment: Treatment) -> list[tuple[Part, Shaping]]:
        """The parts with this treatment: what is asked of the talk is asked of what is around it too."""
        more = treatment.gain_db
        return [(part, replace(shaping, gain_db=shaping.gain_db + more)) for part, shaping in self.parts]


def compose(
    program: str,
    given: tuple[Master, ...],
    around: Mapping[str, Master],
    how: tuple[SoundSettings, bool],
    advance: Progress,
) -> Composition:
    """Hear all of it, and decide. `how` are the settings, and whether what is given is a pair of microphones.

    Raises MediaError for what cannot be mastered.
    """
    settings, is_pair = how
    talk = _talk(given, settings, is_pair=is_pair)
    listening = listen(program, talk, advance)
    channels = choose_channels(listening.heard, settings)
    start, end = silent_ends(program, talk, listening, advance) if settings.trim else (0.0, None)
    aim = Aim(settings.target_lufs(channels.count), settings.peak)
    others = {name: _other(program, master, talk.rate_hz, channels.count, advance) for name, master in around.items()}
    return _in_order(talk, Shaping(0.0, channels.narrowing, start, end), listening, (channels, aim), others)


def _talk(given: tuple[Master, ...], settings: SoundSettings, *, is_pair: bool) -> Part:
    is_mono = settings.channels == "mono" or is_pair
    widest = max(min(master.channels, 2) for master in given)
    channels = 1 if is_mono else 2 if settings.channels == "stereo" else widest
    return Part(given, channels, given[0].published_rate_hz, is_pair, cleaning(settings))


@dataclass(frozen=True, slots=True)
class _Around:
    part: Part
    listening: Listening


def _other(program: str, master: Master, rate_hz: int, channels: int, advance: Progress) -> _Around:
    part = Part((master,), channels, rate_hz)
    return _Around(part, listen(program, part, advance))


def _in_order(
    talk: Part, shaping: Shaping, listening: Listening, wanted: tuple[Channels, Aim], others: Mapping[str, _Around]
) -> Composition:
    channels, aim = wanted
    gain = aim.loudness_lufs - channels.loudness_lufs
    seconds = (shaping.end or listening.duration.total_seconds()) - shaping.start
    parts, lengths, peak = [(talk, shaping)], [seconds], listening.heard.peak_db
    for name, one in others.items():
        # Its gain beside that of the talk: both come out equally loud.
        beside = aim.loudness_lufs - one.listening.heard.loudness_lufs - gain
        peak = max(peak, one.listening.heard.peak_db + beside)
        place = 0 if name == "intro" else len(parts)
        parts.insert(place, (one.part, Shaping(beside)))
        lengths.insert(place, one.listening.duration.total_seconds())
    parts, fades = _joined(parts, lengths)
    at = parts.index(next(one for one in parts if one[0].masters == talk.masters))
    begins = sum(lengths[:at]) - sum(fades[: at + 1]) - shaping.start
    treatment = treat(channels.loudness_lufs, peak, aim)
    duration = timedelta(seconds=sum(lengths) - sum(fades))
    return Composition(tuple(parts), channels, aim, treatment, duration, begins)


def _joined(parts: list[tuple[Part, Shaping]], lengths: list[float]) -> tuple[list[tuple[Part, Shaping]], list[float]]:
    """The parts with the numbers of their inputs and the lengths of their fades."""
    first, joined, fades = 0, [], []
    for number, (part, shaping) in enumerate(parts):
        fade = min(_FADE_SECONDS, lengths[number] / 2, lengths[number - 1] / 2) if number else 0.0
        joined.append((replace(part, first=first), replace(shaping, fade=fade)))
        first += len(part.masters)
        fades.append(fade)
    return joined, fades
