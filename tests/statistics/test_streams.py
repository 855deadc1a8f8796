from __future__ import annotations

from balado.media.hls.playlist import read_playlist
from balado.statistics.streams import StreamPart, stream_parts

HEAD = "#EXTM3U\n"
VARIANTS = (
    HEAD + '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",URI="sound.m3u8"\n'
    '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"\nlow.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="a"\nhigh.m3u8\n'
)
PLAYLISTS = {
    "films/a.m3u8": VARIANTS,
    "films/low.m3u8": f"{HEAD}#EXTINF:60,\nl1.m4s\n#EXTINF:60,\nl2.m4s\n#EXT-X-ENDLIST\n",
    "films/high.m3u8": f"{HEAD}#EXTINF:120,\n#EXT-X-BYTERANGE:9@0\nhigh.mp4\n#EXT-X-ENDLIST\n",
    "films/sound.m3u8": f"{HEAD}#EXTINF:120,\nsound.m4a\n#EXT-X-ENDLIST\n",
}
SIZES = {"films/l1.m4s": 100, "films/l2.m4s": 300, "films/high.mp4": 4_000, "films/sound.m4a": 50}
KEYS = [*PLAYLISTS, *SIZES]


def test_a_minute_is_told_for_each_quality_and_sound_is_a_recording_of_its_own() -> None:
    parts = stream_parts(KEYS, SIZES, lambda key: read_playlist(PLAYLISTS[key].encode()))
    assert parts == {
        "films/l1.m4s": StreamPart("films/a.m3u8", 200),
        "films/l2.m4s": StreamPart("films/a.m3u8", 200),
        "films/high.mp4": StreamPart("films/a.m3u8", 2_000),
        "films/sound.m4a": StreamPart("films/sound.m3u8", 25),
    }


def test_files_of_a_stream_that_is_gone_are_taken_for_segments() -> None:
    parts = stream_parts(
        ["films/a.m3u8", "films/1.ts", "films/2.ts"], {"films/1.ts": 10, "films/2.ts": 30}, lambda _: None
    )
    assert set(parts) == {"films/1.ts", "films/2.ts"}
    assert {part.threshold_bytes for part in parts.values()} == {40}
