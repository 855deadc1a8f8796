"""How a recording sounds, as ffmpeg measures it: only where that is asked for (`--audio`). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from balado.message import Message, duration_text, level_text, say, say_many
from balado.rules.rule import Finding, rule
from balado.rules.subject import HeardRecording, InFile
from balado.show.conversion import to_mp3

_TOLERATED_LU = 1.0
_TOLERATED_DIFFERENCE = timedelta(seconds=1)
_TOLERATED_SHARE = 0.005
_LONGEST_SILENCE = timedelta(seconds=5)


@rule("AUD-008", "warning", "apple", say("Make it anew from what was recorded, with `balado master`."))
def loudness_unusual(heard: HeardRecording) -> Iterator[Finding]:
    """A recording is louder or quieter than Apple advises, or than the show wants it (`sound` in feed.yaml).

    Why: listeners reach for the volume between two shows; in a car they understand nothing. In mono, -19 LUFS sound as
    loud as -16 in stereo, since one channel comes out of two loudspeakers: both are right.
    Example: a conference recorded at -27 LUFS.
    Remedy: make it anew from what was recorded, with `balado master` and the name of the episode.
    Source: Apple, audio requirements (-16 dB LKFS, plus or minus 1); ITU-R BS.1770.
    """
    sound, wanted = heard.sound, heard.wanted
    if sound.loudness_lufs is None:
        return
    quietest = wanted.target_lufs(sound.channels) - _TOLERATED_LU
    loudest = wanted.target_lufs(2) + _TOLERATED_LU
    if not quietest <= sound.loudness_lufs <= loudest:
        what = say(
            "The recording has {lufs} LUFS; {wanted} are wanted.",
            lufs=level_text(sound.loudness_lufs),
            wanted=level_text(wanted.target_lufs(sound.channels)),
        )
        yield Finding(heard.spot, what, _mastered(heard))
    if sound.true_peak_dbtp is not None and sound.true_peak_dbtp > wanted.peak:
        what = say(
            "Its true peak is {peak} dB; {most} is the most.",
            peak=level_text(sound.true_peak_dbtp),
            most=level_text(wanted.peak),
        )
        yield Finding(heard.spot, what, _mastered(heard))


def _mastered(heard: HeardRecording) -> Message:
    return say("Make it anew from what was recorded: `{command}`", command=to_mp3(heard.path))


@rule("AUD-008", "warning", "own", say("Lower the level where it was recorded or mixed; what is cut off is lost."))
def sound_clipped(heard: HeardRecording) -> Iterator[Finding]:
    """A recording was too loud for its microphone or its program: its peaks are cut off.

    Why: it crackles, and nothing brings the peaks back.
    Example: an applause in front of an open microphone; a mix raised by 12 dB.
    Remedy: export it anew from the original with a lower level.
    Source: our own safety; ITU-R BS.1770.
    """
    if heard.sound.is_clipped:
        yield Finding(heard.spot, say("Peaks of the recording are cut off (clipping)."))


@rule("AUD-008", "warning", "own", say("Copy it again from where it was made, or export it again."))
def sound_damaged(heard: HeardRecording) -> Iterator[Finding]:
    """Parts of a recording cannot be played as they are.

    Why: players crackle there, or leave a piece out: bits were changed on a disk or on the way. In an MP3 without sums
    of its frames most single bits leave no trace that a program could find.
    Example: a copy from a dying memory card.
    Remedy: copy it again from where it was made, or export it again.
    Source: our own safety; ISO/IEC 11172-3 (CRC of MPEG audio).
    """
    count = heard.sound.damaged_frames
    if count:
        what = say_many(
            "{count} place in the recording is damaged.", "{count} places in the recording are damaged.", count
        )
        yield Finding(heard.spot, what)


@rule("AUD-004", "warning", "own", say("Listen to its end, then export it again as one recording."))
def sound_shorter_than_told(heard: HeardRecording) -> Iterator[Finding]:
    """A recording plays for another time than its frames or its index promise.

    Why: players stop early, or show a rest that never comes.
    Example: a piece in the middle that is no sound any more.
    Remedy: listen to its end, then export it again.
    Source: our own safety.
    """
    told, played = heard.facts.duration, heard.sound.heard
    if heard.facts.media_type.startswith("video/"):
        return  # its sound may well be shorter than its pictures
    if played is not None and abs(told - played) > max(_TOLERATED_DIFFERENCE, told * _TOLERATED_SHARE):
        what = say(
            "The recording says {told} of itself, and plays {played}.",
            told=duration_text(told),
            played=duration_text(played),
        )
        yield Finding(heard.spot, what)


@rule(
    "AUD-008", "warning", "own", say("Cut it off: `sound: {trim: true}` in feed.yaml, then `balado master`."), soft=True
)
def silence_long(heard: HeardRecording) -> Iterator[Finding]:
    """A recording begins or ends with more than five seconds of silence.

    Why: listeners think that nothing plays, and leave; at its end the app seems to hang.
    Example: the minute before the hall was opened.
    Remedy: cut the silence off; `balado master` does it where feed.yaml says `sound: {trim: true}`.
    Source: our own advice.
    """
    sound = heard.sound
    if sound.leading_silence > _LONGEST_SILENCE:
        length = duration_text(sound.leading_silence)
        yield Finding(InFile(heard.path, heard.slug, "0:00"), say("It begins with {length} of silence.", length=length))
    if sound.trailing_silence > _LONGEST_SILENCE:
        length = duration_text(sound.trailing_silence)
        at = duration_text(heard.facts.duration - sound.trailing_silence)
        yield Finding(InFile(heard.path, heard.slug, at), say("It ends with {length} of silence.", length=length))


@rule("AUD-008", "warning", "own", say("Export it in mono, or repair the channel."))
def channel_dead(heard: HeardRecording) -> Iterator[Finding]:
    """One channel of a stereo recording is silent.

    Why: who listens with one earphone, or hears with one ear, hears nothing.
    Example: one microphone on the left channel.
    Remedy: export it in mono, or make it anew with `balado master`, which leaves the dead channel out.
    Source: our own safety; RGAA, theme 4.
    """
    sound = heard.sound
    if 0 < len(sound.silent_channels) < sound.channels:
        numbers = ", ".join(str(number) for number in sound.silent_channels)
        what = say("Channel {numbers} of {count} is silent.", numbers=numbers, count=sound.channels)
        yield Finding(heard.spot, what, _mastered(heard))
