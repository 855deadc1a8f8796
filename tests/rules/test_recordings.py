from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from balado.errors import Fault, Place
from balado.facts import EmbeddedChapter, ImageFacts, MediaFacts, SoundFacts
from balado.rules.run import judge_file
from balado.rules.subject import ComparedRecording, HeardRecording, OtherPictureFile, PictureFile, RecordingFile
from balado.show.sound import SoundSettings

SHA256 = "0" * 64


def facts(**changes: Any) -> MediaFacts:
    sound: dict[str, Any] = {
        "byte_size": 1000,
        "sha256": SHA256,
        "media_type": "audio/mpeg",
        "suffix": ".mp3",
        "codec": "mp3",
        "duration": timedelta(minutes=30),
        "bitrate": 128_000,
        "bitrate_mode": "constant",
        "channels": 2,
        "sample_rate_hz": 44100,
    }
    return MediaFacts(**{**sound, **changes})


def judge_recording(facts: MediaFacts, name: str, slug: str) -> tuple[Fault, ...]:
    return judge_file(RecordingFile(facts, name, slug))


def judge_artwork(facts: ImageFacts, name: str, slug: str | None) -> tuple[Fault, ...]:
    return judge_file(PictureFile(facts, name, slug))


def typed(media_type: str, suffix: str, codec: str) -> MediaFacts:
    return facts(media_type=media_type, suffix=suffix, codec=codec)


def only(found: tuple[Fault, ...]) -> Fault:
    (fault,) = found
    return fault


@pytest.mark.parametrize(
    ("recording", "name"),
    [
        (facts(), "talk.mp3"),
        (facts(), "Été 2022.MP3"),
        (typed("audio/x-m4a", ".m4a", "aac"), "talk.m4a"),
        (typed("audio/x-m4a", ".m4a", "aac"), "talk.mp4"),
        (typed("video/mp4", ".mp4", "h264+aac"), "talk.mp4"),
        (typed("video/x-m4v", ".m4v", "h264+aac"), "talk.m4v"),
        (typed("video/quicktime", ".mov", "h264+aac"), "talk.mov"),
    ],
)
def test_what_podcast_apps_play_is_fine(recording: MediaFacts, name: str) -> None:
    assert judge_recording(recording, f"episodes/one/{name}", "one") == ()


@pytest.mark.parametrize(
    ("recording", "name", "word"),
    [
        (typed("audio/wav", ".wav", "pcm"), "talk.wav", "WAV"),
        (typed("audio/aiff", ".aiff", "pcm"), "talk.aiff", "AIFF"),
        (typed("audio/flac", ".flac", "flac"), "talk.flac", "FLAC"),
        (typed("audio/ogg", ".ogg", "vorbis"), "talk.ogg", "Ogg Vorbis"),
        (typed("audio/ogg", ".opus", "opus"), "talk.opus", "Opus"),
        (typed("audio/aac", ".aac", "aac"), "talk.aac", "raw AAC (ADTS)"),
        (typed("audio/mpeg", ".mp2", "mp2"), "talk.mp2", "MPEG MP2"),
        (typed("audio/x-m4a", ".m4a", "alac"), "talk.m4a", "ALAC in M4A"),
    ],
)
def test_other_sound_is_refused_with_the_command_that_converts_it(recording: MediaFacts, name: str, word: str) -> None:
    fault = only(judge_recording(recording, f"episodes/one/{name}", "one"))
    assert (fault.severity, fault.slug, fault.place) == ("error", "one", Place(f"episodes/one/{name}"))
    assert word in str(fault.what)
    assert str(fault.remedy).endswith("`balado master one`")


@pytest.mark.parametrize(
    ("codec", "what"),
    [
        ("hevc+aac", "this one is HEVC"),
        ("av1+aac", "this one is AV1"),
        ("h264+ac-3", "this one has AC-3"),
        ("h264", "no sound"),
        ("protected+aac", "protected"),
        ("h264+protected", "protected"),
    ],
)
def test_video_that_podcast_apps_do_not_play_is_refused(codec: str, what: str) -> None:
    fault = only(judge_recording(typed("video/mp4", ".mp4", codec), "episodes/one/talk.mp4", "one"))
    assert what in str(fault.what)
    assert fault.severity == "error"


@pytest.mark.parametrize(
    ("recording", "name", "new_name"),
    [
        (facts(), "talk.m4a", "talk.mp3"),
        (facts(), "talk", "talk.mp3"),
        (typed("audio/x-m4a", ".m4a", "aac"), "talk.mp3", "talk.m4a"),
        (typed("video/quicktime", ".mov", "h264+aac"), "talk.mp4", "talk.mov"),
    ],
)
def test_a_suffix_that_does_not_fit_the_content_is_an_error(recording: MediaFacts, name: str, new_name: str) -> None:
    fault = only(judge_recording(recording, f"episodes/one/{name}", "one"))
    assert str(fault.remedy) == f"Rename it to {new_name}."
    assert fault.severity == "error"


def test_a_film_that_is_named_as_sound_may_be_renamed_or_keep_its_sound_alone() -> None:
    fault = only(judge_recording(typed("video/mp4", ".mp4", "h264+aac"), "episodes/one/talk.m4a", "one"))
    kept = "ffmpeg -i episodes/one/talk.m4a -map 0:a -c copy episodes/one/talk-new.m4a"
    assert str(fault.remedy) == f"It is a film: rename it to talk.mp4, or keep its sound alone: {kept}"
    other = only(judge_recording(typed("video/mp4", ".mp4", "mpeg4+aac"), "episodes/one/talk.m4a", "one"))
    assert str(other.remedy).endswith(kept)


@pytest.mark.parametrize(("seconds", "told"), [(0.05, "0.05"), (0.4, "0.4"), (1.5, "1.5")])
def test_a_recording_of_a_blink_is_a_warning_that_says_how_long_it_is(seconds: float, told: str) -> None:
    fault = only(judge_recording(facts(duration=timedelta(seconds=seconds)), "episodes/one/talk.mp3", "one"))
    assert (fault.severity, fault.rule) == ("warning", "recording-short")
    assert f"plays {told} seconds only" in str(fault.what)


def test_a_recording_of_no_length_is_an_error() -> None:
    fault = only(judge_recording(facts(duration=timedelta(0)), "episodes/one/talk.mp3", "one"))
    assert "0 seconds" in str(fault.what)


def test_joined_files_are_a_warning_that_says_both_durations() -> None:
    joined = facts(duration=timedelta(hours=1, minutes=2, seconds=3), header_duration=timedelta(minutes=30))
    fault = only(judge_recording(joined, "episodes/one/talk.mp3", "one"))
    assert fault.severity == "warning"
    assert "says 30:00 of itself, but plays 1:02:03" in str(fault.what)


def test_a_bare_file_cut_in_a_frame_is_a_warning() -> None:
    fault = only(judge_recording(facts(ends_mid_frame=True), "episodes/one/talk.mp3", "one"))
    assert fault.severity == "warning"
    assert "after 30:00" in str(fault.what)


def picture(**changes: Any) -> ImageFacts:
    sound: dict[str, Any] = {
        "byte_size": 1000,
        "sha256": SHA256,
        "media_type": "image/jpeg",
        "suffix": ".jpg",
        "width_px": 3000,
        "height_px": 3000,
        "mode": "RGB",
    }
    return ImageFacts(**{**sound, **changes})


@pytest.mark.parametrize(
    ("artwork", "name"),
    [
        (picture(), "cover.jpg"),
        (picture(), "cover.JPEG"),
        (picture(width_px=1400, height_px=1400), "cover.jpg"),
        (picture(media_type="image/png", suffix=".png"), "cover.png"),
        (picture(media_type="image/png", suffix=".png", mode="P"), "cover.png"),
    ],
)
def test_a_cover_as_platforms_ask_for_is_fine(artwork: ImageFacts, name: str) -> None:
    assert judge_artwork(artwork, name, None) == ()


@pytest.mark.parametrize(
    ("artwork", "what", "mild"),
    [
        (picture(width_px=3000, height_px=1687), "3000 x 1687 pixels, which is not square", True),
        (picture(width_px=1399, height_px=1399), "each side must be 1400 to 3000", True),
        (picture(width_px=3001, height_px=3001), "each side must be 1400 to 3000", True),
        (picture(mode="CMYK"), "for print", True),
        (picture(mode="L"), "shades of grey", True),
        (picture(mode="RGBA"), "has an alpha channel", True),
        (picture(mode="PA"), "has an alpha channel", True),
        (picture(media_type="image/webp", suffix=".webp"), "WEBP", False),
        (picture(media_type="image/png", suffix=".png"), "the content is that of a `.png` file", False),
    ],
)
def test_a_fault_of_the_shows_cover_is_an_error_and_of_an_episodes_a_warning_where_it_does_little_harm(
    artwork: ImageFacts, what: str, *, mild: bool
) -> None:
    of_show, of_episode = judge_artwork(artwork, "cover.jpg", None), judge_artwork(artwork, "cover.jpg", "one")
    assert what in str(only(of_show).what)
    assert (only(of_show).severity, only(of_show).slug) == ("error", None)
    assert (only(of_episode).severity, only(of_episode).slug) == ("warning" if mild else "error", "one")


@pytest.mark.parametrize(
    ("slug", "remedy"),
    [
        (None, "Rename it to cover.png, and write `artwork: episodes/cover.png` in feed.yaml."),
        ("one", "Rename it to cover.png. If `artwork:` in episode.md names it, write the new name there too."),
    ],
)
def test_a_cover_that_is_to_be_renamed_must_be_named_anew_where_it_is_named(slug: str | None, remedy: str) -> None:
    fault = only(judge_artwork(picture(media_type="image/png", suffix=".png"), "episodes/cover.jpg", slug))
    assert str(fault.remedy) == remedy


def test_an_opaque_picture_with_an_alpha_channel_is_not_said_to_be_transparent() -> None:
    fault = only(judge_artwork(picture(mode="RGBA"), "cover.jpg", None))
    assert "transparent parts" not in str(fault.what)
    assert "`balado cover cover.jpg --replace`" in str(fault.remedy)


def test_all_faults_of_a_cover_are_told_at_once() -> None:
    worst = picture(width_px=640, height_px=480, mode="LA", media_type="image/gif", suffix=".gif")
    assert len(judge_artwork(worst, "cover.gif", None)) == 4


def chaptered(*starts: float) -> MediaFacts:
    return facts(chapters=tuple(EmbeddedChapter(start=timedelta(seconds=start)) for start in starts))


def heard(**changes: Any) -> HeardRecording:
    sound = {"loudness_lufs": -16.0, "true_peak_dbtp": -1.5, "channels": 2, **changes}
    return HeardRecording(facts(), "episodes/one/talk.mp3", "one", SoundFacts(**sound))


def recording(found: MediaFacts, name: str = "talk.mp3", chapters: tuple[float, ...] | None = None) -> RecordingFile:
    return RecordingFile(found, f"episodes/one/{name}", "one", chapters)


CASES: dict[str, tuple[Any, Any]] = {
    "picture-type-wrong": (PictureFile(picture(), "cover.jpg"), PictureFile(picture(), "cover.png")),
    "picture-not-square": (PictureFile(picture(), "cover.jpg"), PictureFile(picture(height_px=1500), "cover.jpg")),
    "picture-size-wrong": (
        PictureFile(picture(), "cover.jpg"),
        PictureFile(picture(width_px=600, height_px=600), "cover.jpg"),
    ),
    "picture-colours-wrong": (PictureFile(picture(), "cover.jpg"), PictureFile(picture(mode="CMYK"), "cover.jpg")),
    "picture-heavy": (
        PictureFile(picture(byte_size=1_000_000), "cover.jpg"),
        PictureFile(picture(byte_size=1_000_001), "cover.jpg"),
    ),
    "picture-tells-place": (
        PictureFile(picture(), "cover.jpg"),
        PictureFile(picture(tells_place=True), "cover.jpg"),
    ),
    "picture-turned": (PictureFile(picture(), "cover.jpg"), PictureFile(picture(orientation=6), "cover.jpg")),
    "other-picture-type-wrong": (
        OtherPictureFile(picture(), "wide.jpg"),
        OtherPictureFile(picture(media_type="image/webp"), "wide.webp"),
    ),
    "other-picture-unfit": (
        OtherPictureFile(picture(width_px=1920, height_px=1080), "wide.jpg"),
        OtherPictureFile(picture(width_px=800, height_px=450), "wide.jpg"),
    ),
    "picture-followed": (PictureFile(picture(), "cover.jpg"), PictureFile(picture(bytes_behind=5), "cover.jpg")),
    "recording-not-played": (recording(facts()), recording(typed("audio/wav", ".wav", "pcm"), "talk.wav")),
    "recording-misnamed": (recording(facts()), recording(facts(), "talk.m4a")),
    "recording-empty": (recording(facts()), recording(facts(duration=timedelta()))),
    "recording-of-another": (
        ComparedRecording("talk.mp3", "two"),
        ComparedRecording("talk.mp3", "two", same_as="one"),
    ),
    "recording-tells-place": (recording(facts()), recording(facts(tells_place=True), "talk.m4a")),
    "recording-short": (
        recording(facts(duration=timedelta(seconds=2))),
        recording(facts(duration=timedelta(seconds=0.3))),
    ),
    "recording-joined": (recording(facts()), recording(facts(header_duration=timedelta(minutes=1)))),
    "recording-cut": (recording(facts()), recording(facts(ends_mid_frame=True))),
    "bitrate-unusual": (recording(facts(channels=1, bitrate=64_000)), recording(facts(bitrate=96_000))),
    "sample-rate-unusual": (recording(facts(sample_rate_hz=48_000)), recording(facts(sample_rate_hz=22_050))),
    "variable-without-index": (
        recording(facts(bitrate_mode="variable", found={"duration": "xing header"})),
        recording(facts(bitrate_mode="variable", found={"duration": "frames walked"})),
    ),
    "tags-heavy": (recording(facts(tag_byte_size=500_000)), recording(facts(tag_byte_size=500_001))),
    "tags-left-out": (recording(facts(found={"tags": "id3"})), recording(facts(found={"tags": "id3, in part"}))),
    "index-behind-sound": (
        recording(typed("audio/x-m4a", ".m4a", "aac"), "talk.m4a"),
        recording(typed("audio/x-m4a", ".m4a", "aac").model_copy(update={"index_behind": True}), "talk.m4a"),
    ),
    "chapters-in-tags-differ": (
        recording(chaptered(0, 60), chapters=(0.0, 61.0)),
        recording(chaptered(0, 60), chapters=(0.0, 90.0)),
    ),
    "loudness-unusual": (heard(), heard(loudness_lufs=-23.0)),
    "sound-clipped": (heard(), heard(is_clipped=True)),
    "sound-damaged": (heard(), heard(damaged_frames=3)),
    "sound-shorter-than-told": (
        heard(heard=timedelta(minutes=30, seconds=0.9)),
        heard(heard=timedelta(minutes=29, seconds=40)),
    ),
    "silence-long": (heard(leading_silence=timedelta(seconds=5)), heard(trailing_silence=timedelta(seconds=6))),
    "channel-dead": (heard(silent_channels=(1, 2)), heard(silent_channels=(2,))),
}
EXAMPLES = CASES


@pytest.mark.parametrize(
    ("wanted", "channels", "fine", "wrong"),
    [
        ({}, 2, (-16.9, -15.1), (-17.1, -14.9)),
        ({}, 1, (-19.9, -16.0, -15.1), (-20.1, -14.9)),
        ({"loudness": -18}, 1, (-18.9, -17.1), (-16.5, -19.1)),
    ],
)
def test_how_loud_a_recording_may_be_follows_from_its_channels_and_the_show(
    wanted: dict[str, Any], channels: int, fine: tuple[float, ...], wrong: tuple[float, ...]
) -> None:
    def found(loudness: float) -> int:
        one = heard(loudness_lufs=loudness, channels=channels)
        return len(judge_file(replace(one, wanted=SoundSettings.model_validate(wanted))))

    assert [found(one) for one in fine] == [0] * len(fine)
    assert [found(one) for one in wrong] == [1] * len(wrong)


def test_what_is_too_loud_leads_to_the_verb_that_mends_it() -> None:
    one = heard(loudness_lufs=-9.0, true_peak_dbtp=0.3)
    assert {str(fault.remedy).partition("`")[2] for fault in judge_file(one)} == {"balado master one`"}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str) -> None:
    good, bad = CASES[name]
    assert name not in {fault.rule for fault in judge_file(good)}
    assert name in {fault.rule for fault in judge_file(bad)}


def test_a_place_where_a_photograph_was_taken_is_a_warning() -> None:
    fault = only(judge_artwork(picture(tells_place=True), "cover.jpg", None))
    assert (fault.rule, fault.severity) == ("picture-tells-place", "warning")


def test_a_picture_that_is_turned_here_is_advice_and_one_too_large_for_that_a_warning() -> None:
    turned = only(judge_artwork(picture(orientation=6), "cover.jpg", None))
    assert (turned.severity, "published upright" in str(turned.what)) == ("info", True)
    large = judge_artwork(picture(orientation=8, width_px=4000, height_px=4000), "cover.jpg", "one")
    assert [fault.severity for fault in large if fault.rule == "picture-turned"] == ["warning"]


def test_silence_at_the_end_is_told_with_its_time() -> None:
    fault = only(judge_file(heard(trailing_silence=timedelta(seconds=90))))
    assert str(fault.place) == "episodes/one/talk.mp3 (28:30)"
