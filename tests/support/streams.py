"""Streams of HLS written by hand: what is published of one is its bytes, whatever they are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

OUTER = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="fr",LANGUAGE="fr",DEFAULT=YES,URI="sound/audio.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=2,AVERAGE-BANDWIDTH=1,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=2x2,FRAME-RATE=25,AUDIO="sound"
low.m3u8
"""
INNER = """#EXTM3U
#EXT-X-TARGETDURATION:{seconds}
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="{name}",BYTERANGE="2@0"
#EXTINF:{seconds},
#EXT-X-BYTERANGE:4@2
{name}
#EXT-X-ENDLIST
"""


def stream_files(mark: str = "", seconds: int = 2) -> Mapping[str, bytes]:
    """The files of a stream by their paths in its folder; `mark` makes otherwise equal ones different."""
    return {
        "film.m3u8": OUTER.encode(),
        "low.m3u8": INNER.format(name="low.mp4", seconds=seconds).encode(),
        "low.mp4": f"film{mark}".encode(),
        "sound/audio.m3u8": INNER.format(name="audio.m4a", seconds=seconds).encode(),
        "sound/audio.m4a": f"sound{mark}".encode(),
    }


def write_stream(folder: Path, mark: str = "", seconds: int = 2) -> Mapping[str, bytes]:
    """Write a stream into a folder; gives its files."""
    files = stream_files(mark, seconds)
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)
    return files
