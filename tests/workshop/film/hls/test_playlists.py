"""A packaged film against Apple's HLS authoring specification: what a player is told is what is there.

The table in the manual names each of these tests beside the rule that it holds.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from packaged_films import RATE, SECONDS, packaged_film, pieces, probed, rows

from balado.workshop.film.hls.playlists import Segment, average_of, peak_of

QUALITIES = ("540p", "360p", "234p")
MEDIA = (*QUALITIES, "audio")


@pytest.fixture(scope="module")
def folder() -> Path:
    return packaged_film()


def variants(folder: Path) -> dict[str, dict[str, str]]:
    found = [row for row in rows(folder / "film.m3u8") if row.tag == "EXT-X-STREAM-INF"]
    return {row.address.removesuffix(".m3u8"): row.attributes for row in found}


def fragment(folder: Path, name: str, number: int) -> bytes:
    """A segment as a player gets it: what comes before all of them, and its own bytes."""
    piece = pieces(folder / f"{name}.m3u8")[number]
    head = next(row for row in rows(folder / f"{name}.m3u8") if row.tag == "EXT-X-MAP").attributes["BYTERANGE"]
    body = next(folder.glob(f"{name}.m*[4a]")).read_bytes()
    return body[: int(head.partition("@")[0])] + body[piece.start : piece.start + piece.byte_size]


@pytest.mark.parametrize("name", QUALITIES)
def test_pictures_are_h264_high_of_eight_bits(folder: Path, name: str) -> None:
    told = probed(folder / f"{name}.mp4", "-select_streams", "v", "-show_entries", "stream=codec_name,profile,pix_fmt")
    assert told == ["h264,High,yuv420p"]
    [level] = probed(folder / f"{name}.mp4", "-select_streams", "v", "-show_entries", "stream=level")
    assert int(level) <= 42


@pytest.mark.parametrize("name", QUALITIES)
def test_a_key_frame_stands_every_two_seconds(folder: Path, name: str) -> None:
    packets = probed(folder / f"{name}.m3u8", "-select_streams", "v", "-show_entries", "packet=dts_time,flags")
    keys = [float(line.partition(",")[0]) for line in packets if ",K" in line]
    assert [round(key - keys[0], 3) for key in keys] == [0, 2, 4, 6, 8, 10, 12]


@pytest.mark.parametrize("name", QUALITIES)
def test_a_segment_can_be_shown_alone(folder: Path, name: str, tmp_path: Path) -> None:
    """It begins with an IDR picture: by itself every frame of it is decoded."""
    alone = tmp_path / "alone.mp4"
    alone.write_bytes(fragment(folder, name, 1))
    kinds = probed(alone, "-select_streams", "v", "-show_entries", "frame=pict_type,key_frame")
    assert (len(kinds), kinds[0]) == (6 * RATE, "1,I")


def test_segments_last_six_seconds_and_begin_together(folder: Path) -> None:
    begins = {name: [0.0] for name in MEDIA}
    for name in MEDIA:
        for piece in pieces(folder / f"{name}.m3u8"):
            begins[name].append(begins[name][-1] + piece.seconds)
            assert piece.seconds <= 6.5
        assert "#EXT-X-TARGETDURATION:6\n" in (folder / f"{name}.m3u8").read_text("utf-8")
    for name in MEDIA:
        assert begins[name] == pytest.approx([0, 6, 12, SECONDS], abs=1024 / 48000 + 0.0001)


@pytest.mark.parametrize("name", MEDIA)
def test_what_is_told_of_time_is_what_is_there(folder: Path, name: str) -> None:
    told = sum(piece.seconds for piece in pieces(folder / f"{name}.m3u8"))
    kind = "a" if name == "audio" else "v"
    stamps = probed(folder / f"{name}.m3u8", "-select_streams", kind, "-show_entries", "packet=dts_time,duration_time")
    first, last = stamps[0].split(","), stamps[-1].split(",")
    step = 1 / RATE if kind == "v" else 1024 / 48000
    assert told == pytest.approx(float(last[0]) + step - float(first[0]), abs=step)


def test_the_sound_lasts_as_long_as_the_picture(folder: Path) -> None:
    lasts = {name: sum(piece.seconds for piece in pieces(folder / f"{name}.m3u8")) for name in MEDIA}
    assert max(lasts.values()) - min(lasts.values()) < 1024 / 48000 + 0.001  # a frame of sound


def test_bandwidths_are_measured_and_true(folder: Path) -> None:
    sound = pieces(folder / "audio.m3u8")
    for name, told in variants(folder).items():
        own = [] if name == "audio" else pieces(folder / f"{name}.m3u8")
        average = sum(
            sum(one.byte_size for one in each) * 8 / sum(one.seconds for one in each) for each in (own, sound) if each
        )
        peak = sum(max(one.byte_size * 8 / one.seconds for one in each[:2]) for each in (own, sound) if each)
        assert int(told["AVERAGE-BANDWIDTH"]) == pytest.approx(average, rel=0.001)
        assert int(told["BANDWIDTH"]) == pytest.approx(peak, rel=0.001)
        assert int(told["BANDWIDTH"]) <= 2 * int(told["AVERAGE-BANDWIDTH"])


def test_every_quality_says_what_players_must_know(folder: Path) -> None:
    for name, told in variants(folder).items():
        sides = probed(folder / f"{name}.m3u8", "-select_streams", "v", "-show_entries", "stream=width,height")
        if name == "audio":
            assert (told["CODECS"], "RESOLUTION" in told) == ("mp4a.40.2", False)
            continue
        assert told["RESOLUTION"] == sides[0].replace(",", "x")
        assert told["FRAME-RATE"] == f"{RATE:.3f}"
        assert told["CODECS"].startswith("avc1.6400")
        assert told["CODECS"].endswith(",mp4a.40.2")


def test_codecs_tell_profile_and_level(folder: Path) -> None:
    for name in QUALITIES:
        [level] = probed(folder / f"{name}.mp4", "-select_streams", "v", "-show_entries", "stream=level")
        assert variants(folder)[name]["CODECS"].split(",")[0] == f"avc1.6400{int(level):02x}"


def test_the_first_quality_is_the_one_to_begin_with_and_there_are_several(folder: Path) -> None:
    assert list(variants(folder)) == [*QUALITIES, "audio"]
    shapes = {Fraction(*map(int, told["RESOLUTION"].split("x"))) for told in variants(folder).values()
              if "RESOLUTION" in told}  # fmt: skip
    assert shapes == {Fraction(16, 9)}


def test_sound_is_stereo_aac_beside_the_pictures(folder: Path) -> None:
    [media] = [row for row in rows(folder / "film.m3u8") if row.tag == "EXT-X-MEDIA"]
    assert media.attributes == {
        "TYPE": "AUDIO", "GROUP-ID": "sound", "NAME": "fr", "LANGUAGE": "fr", "DEFAULT": "YES", "AUTOSELECT": "YES",
        "CHANNELS": "2", "URI": "audio.m3u8",
    }  # fmt: skip
    assert {told["AUDIO"] for told in variants(folder).values()} == {"sound"}
    what = ("-show_entries", "stream=codec_name,profile,channels,sample_rate")
    assert probed(folder / "audio.m3u8", "-select_streams", "a", *what)[0] == "aac,LC,48000,2"
    assert probed(folder / "540p.mp4", "-select_streams", "a", *what) == []


def test_who_has_a_slow_line_hears_the_sound(folder: Path) -> None:
    assert int(variants(folder)["audio"]["BANDWIDTH"]) <= 192_000


def test_pictures_to_seek_by_are_key_frames_alone(folder: Path, tmp_path: Path) -> None:
    told = [row for row in rows(folder / "film.m3u8") if row.tag == "EXT-X-I-FRAME-STREAM-INF"]
    assert [row.address for row in told] == [f"{name}-iframes.m3u8" for name in QUALITIES]
    for row in told:
        assert {"BANDWIDTH", "CODECS", "RESOLUTION"} <= row.attributes.keys()
        listed = folder / row.address
        assert "#EXT-X-I-FRAMES-ONLY\n" in listed.read_text("utf-8")
        frames = pieces(listed)
        assert [round(one.seconds, 3) for one in frames] == [2, 2, 2, 2, 2, 2, 1.6]
        head = int(next(one for one in rows(listed) if one.tag == "EXT-X-MAP").attributes["BYTERANGE"].split("@")[0])
        body = (folder / row.address.replace("-iframes.m3u8", ".mp4")).read_bytes()
        for number, one in enumerate(frames):
            alone = tmp_path / "frame.mp4"
            alone.write_bytes(body[:head] + body[one.start : one.start + one.byte_size])
            assert alone.read_bytes()[head + 4 : head + 8] == b"moof"
            shown = probed(alone, "-select_streams", "v", "-show_entries", "frame=pict_type")
            assert [one.rstrip(",") for one in shown] == ["I"], number
        peak = max(one.byte_size * 8 / one.seconds for one in frames)
        assert int(row.attributes["BANDWIDTH"]) == pytest.approx(peak, rel=0.001)


def test_playlists_are_those_of_a_whole_film(folder: Path) -> None:
    for path in folder.glob("*.m3u8"):
        text = path.read_text("utf-8")
        assert text.startswith("#EXTM3U\n#EXT-X-VERSION:7\n")
        if path.name == "film.m3u8":
            assert "#EXT-X-INDEPENDENT-SEGMENTS\n" in text
            continue
        assert "#EXT-X-PLAYLIST-TYPE:VOD\n" in text
        assert text.endswith("#EXT-X-ENDLIST\n")
        assert [row.tag for row in rows(path) if row.tag == "EXT-X-MAP"] == ["EXT-X-MAP"]


@pytest.mark.parametrize("name", MEDIA)
def test_segments_follow_one_another_without_a_gap(folder: Path, name: str) -> None:
    listed = pieces(folder / f"{name}.m3u8")
    assert [one.start + one.byte_size for one in listed[:-1]] == [one.start for one in listed[1:]]
    stamps = probed(folder / f"{name}.m3u8", "-show_entries", "packet=dts_time")
    steps = {round(float(after) - float(before), 3) for before, after in pairwise(stamps)}
    assert max(steps) - min(steps) <= 0.001


def test_ffprobe_plays_the_whole_package(folder: Path) -> None:
    first = folder / "film.m3u8"
    assert float(probed(first, "-show_entries", "format=duration")[0]) == pytest.approx(SECONDS, abs=0.05)
    assert len(probed(first, "-select_streams", "v:0", "-count_frames", "-show_entries", "frame=pict_type")) == 68


def test_the_peak_counts_stretches_of_a_segment_and_not_a_short_rest() -> None:
    rest = Segment(12, 1_000_000, Fraction(1, 10))
    steady = [Segment(0, 6000, Fraction(6)), Segment(6000, 12000, Fraction(6))]
    assert (peak_of(steady), average_of(steady)) == (8000, 8000)
    assert peak_of([*steady, rest]) > 1_000_000
    assert peak_of([steady[0], Segment(6000, 9000, Fraction(1)), steady[1]]) == round(9000 * 8 / 7)
    assert peak_of([Segment(0, 100, Fraction(1))]) == 800
