"""Recordings as the files are: what podcast apps would not take, and what to do about it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from balado.message import duration_text, say, size_text
from balado.rules.rule import Finding, rule
from balado.rules.subject import ComparedRecording, RecordingFile
from balado.show.conversion import SOUND_SUFFIXES, in_one_piece, sound_alone, to_mp3, without_notes
from balado.show.formats import PLAYED
from balado.show.playing import refusal

_MOST_TAG_BYTES = 500_000
_RATES_HZ = (44_100, 48_000)
_MOST_CHAPTERS = 255
_TOLERATED_SECONDS = 2
_SHORTEST_SECONDS = 2


@rule("AUD-001 AUD-002", "error", "apple spotify", say("Convert it to MP3."))
def recording_not_played(recording: RecordingFile) -> Iterator[Finding]:
    """A recording is in a format that podcast apps do not play.

    Why: they play MP3, AAC in M4A, and H.264 with AAC in MP4; Apple and Spotify leave others out.
    Example: a WAV or FLAC file, an M4A with Apple Lossless, a film in HEVC, a bought song with protection.
    Remedy: convert it; the finding gives the command.
    Source: Apple, A Podcaster's Guide to RSS, enclosure; Spotify, podcast delivery specification.
    """
    refused = refusal(recording.facts, recording.path)
    if refused is not None:
        yield Finding(recording.spot, *refused)


@rule("AUD-001 ENC-003", "error", "apple", say("Rename it."))
def recording_misnamed(recording: RecordingFile) -> Iterator[Finding]:
    """The name of a recording ends in another suffix than its content asks for.

    Why: Apple tells from the suffix what the file is, and players choose by it.
    Example: an AAC recording named `talk.mp3`.
    Remedy: rename it.
    Source: Apple, A Podcaster's Guide to RSS, enclosure.
    """
    facts, path = recording.facts, PurePosixPath(recording.path)
    fitting = next((form.suffixes for form in PLAYED if form.media_type == facts.media_type), ())
    if refusal(facts, recording.path) is None and fitting and path.suffix.lower() not in fitting:
        what = say(
            "The name ends in `{suffix}`, but the content is that of a `{true_suffix}` file.",
            suffix=path.suffix or path.name,
            true_suffix=fitting[0],
        )
        remedy = say("Rename it to {new_name}.", new_name=f"{path.stem}{fitting[0]}")
        if facts.media_type.startswith("video/") and path.suffix.lower() in SOUND_SUFFIXES:
            remedy = say(
                "It is a film: rename it to {new_name}, or keep its sound alone: {command}",
                new_name=f"{path.stem}{fitting[0]}",
                command=sound_alone(recording.path),
            )
        yield Finding(recording.spot, what, remedy)


@rule("AUD-001", "error", "apple spotify", say("Export it again from the program it was made with."))
def recording_empty(recording: RecordingFile) -> Iterator[Finding]:
    """A recording lasts no time at all.

    Why: platforms refuse an episode without sound.
    Example: a file that was exported before anything was recorded.
    Remedy: export it again.
    Source: Spotify, podcast delivery specification.
    """
    if _plays(recording) and recording.facts.duration.total_seconds() <= 0:
        yield Finding(recording.spot, say("The recording lasts no time at all: 0 seconds of sound."))


@rule("AUD-001", "warning", "own", say("Listen to it, then export the whole recording again."))
def recording_short(recording: RecordingFile) -> Iterator[Finding]:
    """A recording is over before anybody could have said anything: it plays less than two seconds.

    Why: such a file is an export that failed; every subscriber loads it, and some apps stumble over it.
    Example: an export of an empty selection: 0.05 seconds in 670 bytes.
    Remedy: listen to it, and export the whole recording again.
    Source: our own safety; apps that show no length of less than a second.
    """
    seconds = recording.facts.duration.total_seconds()
    if _plays(recording) and 0 < seconds < _SHORTEST_SECONDS:
        told = float(f"{seconds:.2g}")
        what = say("The recording plays {seconds} seconds only: its export probably failed.", seconds=told)
        yield Finding(recording.spot, what)


@rule("AUD-004", "warning", "apple iab", say("Export it again as one recording."))
def recording_joined(recording: RecordingFile) -> Iterator[Finding]:
    """The header of a recording promises another duration than it plays.

    Why: some players stop where the header says.
    Example: an opening, a talk and an end put together by copying their bytes one after the other.
    Remedy: export it again as one recording.
    Source: Apple, audio requirements; the Xing header of MP3.
    """
    facts = recording.facts
    if _plays(recording) and facts.header_duration is not None:
        what = say(
            "The recording says {promised} of itself, but plays {real}: probably several files were joined.",
            promised=duration_text(facts.header_duration),
            real=duration_text(facts.duration),
        )
        remedy = say(
            "Some players stop early. Export it again as one recording; until then the feed says the real duration."
        )
        yield Finding(recording.spot, what, remedy)


@rule("AUD-001", "warning", "apple", say("Listen to its end: if something is missing, copy it or export it again."))
def recording_cut(recording: RecordingFile) -> Iterator[Finding]:
    """A recording ends in the middle of a frame of sound.

    Why: the end may be missing: a copy that broke off looks like that.
    Example: a download that stopped at 90 %.
    Remedy: listen to its end; copy or export it again if something is missing.
    Source: ISO/IEC 11172-3 (frames of MPEG audio).
    """
    facts = recording.facts
    if _plays(recording) and facts.ends_mid_frame and facts.header_duration is None:
        real = duration_text(facts.duration)
        yield Finding(
            recording.spot, say("The recording ends in the middle of a sound frame, after {real}.", real=real)
        )


@rule("AUD-005", "warning", "apple spotify", say("Export it anew: mono at 64 to 128 kbit/s, stereo at 128 to 256."))
def bitrate_unusual(recording: RecordingFile) -> Iterator[Finding]:
    """A recording has fewer or more bits for each second than platforms advise.

    Why: with fewer, voices sound as through a telephone; with more, listeners pay for what they cannot hear.
    Example: stereo at 96 kbit/s; speech at 384.
    Remedy: export it anew from the original; making a bad MP3 larger helps nothing.
    Source: Apple, audio requirements (mono 64 to 128 kbit/s, stereo 128 to 256); Spotify.
    """
    facts = recording.facts
    least = 64_000 if facts.channels == 1 else 128_000
    if not _plays(recording) or facts.media_type.startswith("video/") or facts.codec != "mp3" or facts.bitrate <= 0:
        return
    if facts.bitrate < least * 0.95 or facts.bitrate > 330_000:
        channels = say("mono") if facts.channels == 1 else say("stereo")
        what = say(
            "The recording has {rate} kbit/s in {channels}.", rate=round(facts.bitrate / 1000), channels=channels
        )
        yield Finding(recording.spot, what)


@rule("AUD-006", "warning", "apple", say("Export it at 44.1 or 48 kHz."))
def sample_rate_unusual(recording: RecordingFile) -> Iterator[Finding]:
    """A recording has another sample rate than 44.1 or 48 kHz.

    Why: MP3 of 22.05 kHz and less is another format (MPEG-2), which some players play at the wrong speed.
    Example: a dictation machine's 16 kHz.
    Remedy: export it at 44.1 kHz, or make it anew with `balado master`.
    Source: Apple, audio requirements.
    """
    rate = recording.facts.sample_rate_hz
    if _plays(recording) and rate not in _RATES_HZ:
        remedy = say("Make it anew from what was recorded: `{command}`", command=to_mp3(recording.path))
        yield Finding(recording.spot, say("The recording has {rate} Hz.", rate=rate), remedy)


@rule("AUD-007", "warning", "own", say("Export it with a constant bitrate, or with a Xing header."))
def variable_without_index(recording: RecordingFile) -> Iterator[Finding]:
    """An MP3 of variable bitrate does not say how long it is.

    Why: players guess its duration and jump to the wrong place.
    Example: a stream that was recorded as it came.
    Remedy: export it with a constant bitrate.
    Source: the Xing and VBRI headers of MP3; Apple, audio requirements.
    """
    facts = recording.facts
    walked = facts.found.get("duration") == "frames walked"
    if _plays(recording) and facts.codec == "mp3" and facts.bitrate_mode == "variable" and walked:
        yield Finding(recording.spot, say("The bitrate changes, and nothing in the file says how long it is."))


@rule(
    "AUD-009", "info", "iab", say("Use a smaller picture in its tags, and chapters in a file of their own."), soft=True
)
def tags_heavy(recording: RecordingFile) -> Iterator[Finding]:
    """The tags before the sound are larger than 500 kB.

    Why: every player loads them before it plays anything.
    Example: a cover of 3000 x 3000 pixels as a PNG inside the MP3, and a picture for each chapter.
    Remedy: put a picture of some 100 kB into the tags.
    Source: IAB Podcast Measurement 2.2 (tags do not count as listening).
    """
    size = recording.facts.tag_byte_size
    if size > _MOST_TAG_BYTES:
        yield Finding(
            recording.spot, say("The tags have {size}; they are loaded before any sound.", size=size_text(size))
        )


@rule("AUD-009", "warning", "own", say("Write the tags anew with any tag editor, or delete them."))
def tags_left_out(recording: RecordingFile) -> Iterator[Finding]:
    """The tags of a recording cannot be read, or only in part.

    Why: a title, a date, chapters or a picture that stand there are not used; and what we cannot read, apps cannot.
    Example: a picture of 100 MB in the tags; a tag whose end was cut off.
    Remedy: write the tags anew, or delete them and write what they say into episode.md.
    Source: our own safety; ID3v2.4, section 4.
    """
    found = recording.facts.found.get("tags", "")
    if found == "unreadable":
        yield Finding(recording.spot, say("The tags in the recording cannot be read; nothing of them is used."))
    elif found.endswith("in part"):
        what = say("The tags in the recording are beyond all bounds; what is too large in them is left out.")
        yield Finding(recording.spot, what)


@rule("AUD-010", "warning", "own", say("Write the file anew with the index first; the finding gives the command."))
def index_behind_sound(recording: RecordingFile) -> Iterator[Finding]:
    """An M4A or MP4 has its index behind the sound.

    Why: a player must load the whole file, or jump to its end and back, before it plays.
    Example: what many recording programs write when “fast start” is not chosen.
    Remedy: write the file anew with the index first; the sound stays as it is.
    Source: ISO/IEC 14496-12; Apple, HTTP progressive download.
    """
    if recording.facts.index_behind:
        remedy = say(
            "Move it, then keep only the new file in the folder: {command}", command=in_one_piece(recording.path)
        )
        yield Finding(recording.spot, say("The index stands behind the sound."), remedy)


@rule("AUD-010", "warning", "own", say("Leave it out; the finding gives the command."))
def recording_tells_place(recording: RecordingFile) -> Iterator[Finding]:
    """An M4A or MP4 tells where it was recorded.

    Why: the place may be somebody's home, and every listener has the file.
    Example: a film taken with a telephone.
    Remedy: write the file anew without what the telephone noted; sound and film stay as they are.
    Source: our own safety; 3GPP TS 26.244, loci; QuickTime File Format, user data.
    """
    if recording.facts.tells_place:
        remedy = say(
            "Leave it out, then keep only the new file in the folder: {command}", command=without_notes(recording.path)
        )
        yield Finding(recording.spot, say("The recording tells where it was made (GPS)."), remedy)


@rule("CHP-005", "warning", "own", say("Write the chapters in one place only, or set `embed: true`."))
def chapters_in_tags_differ(recording: RecordingFile) -> Iterator[Finding]:
    """The chapters inside a recording are not those of the feed, or too many.

    Why: some apps read the chapters in the file, others those of the feed; people who talk about one jump elsewhere.
    Example: chapters corrected in episode.md, while the MP3 still holds the old ones.
    Remedy: take them out of the recording, or set `embed: true` so that Balado writes them into the published file.
    Source: ID3v2 Chapter Frame Addendum (a list holds at most 255).
    """
    inside = recording.facts.chapters
    if len(inside) > _MOST_CHAPTERS:
        what = say("The recording holds {count} chapters; a list in its tags has room for 255.", count=len(inside))
        yield Finding(recording.spot, what)
    written = recording.chapters
    if written is None or not inside:
        return
    starts = [chapter.start.total_seconds() for chapter in inside]
    far = len(starts) != len(written) or any(
        abs(one - other) > _TOLERATED_SECONDS for one, other in zip(starts, written, strict=False)
    )
    if far:
        what = say("The recording holds {count} chapters, which are not those of the episode.", count=len(inside))
        yield Finding(recording.spot, what)


@rule("ENC-007", "warning", "own", say("Put the episode's own recording in its place."))
def recording_of_another(recording: ComparedRecording) -> Iterator[Finding]:
    """The recording of an episode is, byte for byte, that of another one.

    Why: the wrong file was copied into one of the two folders, and subscribers hear the same again.
    Example: a folder copied as the beginning of the next episode, with the recording in it.
    Remedy: put the episode's own recording in its place; one that is meant as a repeat may be ignored.
    Source: our own safety.
    """
    if recording.same_as is not None:
        what = say("This is the same recording as that of {slug}, byte for byte.", slug=recording.same_as)
        yield Finding(recording.spot, what)


def _plays(recording: RecordingFile) -> bool:
    return refusal(recording.facts, recording.path) is None
