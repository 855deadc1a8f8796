"""Listening to the recordings that are here: what ffmpeg measures, before the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from balado.check.remember import Checked
from balado.edition.contents import Candidate, Recording
from balado.media.ffmpeg import find_ffmpeg
from balado.media.heard import HeardSounds
from balado.media.loudness import measure_sound
from balado.message import Message, install_command, say, say_many
from balado.rules.run import ALL, Profile, judge_files
from balado.rules.subject import HeardRecording
from balado.show.sound import SoundSettings

_LISTENERS = 2


@dataclass(frozen=True, slots=True)
class Listener:
    """Listens with ffmpeg, where it is installed, to what was not heard before.

    `advance` is told each recording that was heard.
    """

    heard: HeardSounds
    profile: Profile = ALL
    begin: Callable[[int], None] = lambda _count: None
    advance: Callable[[int], None] = lambda _count: None

    def __call__(self, candidates: Sequence[Candidate], wanted: SoundSettings) -> Checked:
        """What the rules find in these recordings of a show that wants them so, and which could not be heard."""
        program = find_ffmpeg()
        if program is None:
            return Checked(
                (),
                (
                    say(
                        "Nothing was listened to: ffmpeg is not installed. Install the program, or the one that comes "
                        "by `{command}`.",
                        command=install_command("sound"),
                    ),
                ),
            )
        here = [one for one in candidates if one.local is not None]
        self.begin(len(here))
        with ThreadPoolExecutor(_LISTENERS, thread_name_prefix="listen") as pool:
            heard = list(pool.map(lambda one: self._hear(program, one, wanted), here))
        skipped: list[Message] = []
        absent, mute = len(candidates) - len(here), sum(one is None for one in heard)
        if absent:
            skipped.append(
                say_many(
                    "{count} recording is not here, and was not heard.",
                    "{count} recordings are not here, and were not heard.",
                    absent,
                )
            )
        if mute:
            skipped.append(
                say_many("ffmpeg could not play {count} recording.", "ffmpeg could not play {count} recordings.", mute)
            )
        return Checked(judge_files([one for one in heard if one is not None], self.profile), tuple(skipped))

    def _hear(self, program: str, candidate: Candidate, wanted: SoundSettings) -> HeardRecording | None:
        audio = candidate.audio
        if not isinstance(audio, Recording) or audio.local is None:
            return None
        sound = self.heard.recall(audio.facts.sha256)
        if sound is None:
            sound = measure_sound(program, audio.local.path, audio.facts.duration)
            if sound is not None:
                self.heard.remember(audio.facts.sha256, sound)
        self.advance(1)
        if sound is None:
            return None
        return HeardRecording(audio.facts, audio.name, candidate.episode.slug, sound, wanted)
