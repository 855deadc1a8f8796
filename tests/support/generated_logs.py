"""A show, and logs of it that are made by chance: with all that a count has to see through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from download_reference import KnownAgent, ShowFile
from hypothesis import strategies as st
from log_lines import OVERCAST, LoggedRequest

from balado.statistics.model import PublishedFile, PublishedKind

FILE_BYTES = 1_000
FILES = {
    "audio/a.mp3": ShowFile("guid-a", "audio", "audio/a.mp3", 300),
    "audio/b é.mp3": ShowFile("guid-b", "audio", "audio/b é.mp3", FILE_BYTES),
    "audio/old-a.mp3": ShowFile("guid-a", "audio", "audio/old-a.mp3", 300),
    "films/low-1.m4s": ShowFile("guid-a", "film", "films/a.m3u8", 700),
    "films/low-2.m4s": ShowFile("guid-a", "film", "films/a.m3u8", 700),
    "films/high-3.m4s": ShowFile("guid-a", "film", "films/a.m3u8", 2_100),
    "transcripts/a.vtt": ShowFile("guid-a", "transcript", "transcripts/a.vtt", 1),
}
AGENTS = {
    OVERCAST: KnownAgent("Overcast", "listener"),
    "AntennaPod/3.4.0": KnownAgent("AntennaPod", "listener"),
    "Googlebot/2.1 (+http://www.google.com/bot.html)": KnownAgent("-", "bot"),
    "atc/1.0 watchOS/10.1 model/Watch6,2 hwp/t8301": KnownAgent("-", "watch"),
    "(null)/(null) watchOS/9.0 model/Watch5,1": KnownAgent("-", "watch"),
}
PUBLISHED = [
    PublishedFile(path, file.guid, PublishedKind(file.kind), FILE_BYTES, file.threshold, (path,), file.recording)
    for path, file in FILES.items()
]
MIDNIGHT = datetime(2026, 11, 4, tzinfo=UTC)
_MANY = [f"192.0.2.{number}" for number in range(1, 7)]
_LISTED = [
    "198.51.100.127",
    "198.51.100.128",
    "198.51.101.0",
    "::ffff:198.51.100.200",
    "2001:db8:f::1",
    "2001:db8:10::",
]
"""Some of these lie in one of the networks, others just beside it."""
NETWORKS = ["198.51.100.128/26", "198.51.100.192/26", "2001:db8:f::/48", "203.0.113.0/24"]
ADDRESSES = [
    *_MANY, *_MANY, *_LISTED, "2001:db8::1", "2001:db8:0:0:ffff::2", "2001:DB8:0:1::1", "::ffff:192.0.2.1", "::1"
]  # fmt: skip
RANGES = st.tuples(st.sampled_from([0, 0, 1, 100, 250, 500]), st.sampled_from([1, 2, 100, 250, 251, 500])).map(
    lambda found: (found[0], found[0] + found[1] - 1)
)


@st.composite
def requests(draw: st.DrawFn, identifier: int) -> LoggedRequest:
    status = draw(st.sampled_from([200, 200, 206, 206, 206, 206, 304, 403, 404, 500]))
    byte_range = draw(RANGES) if status == 206 else None
    whole = FILE_BYTES if byte_range is None else byte_range[1] - byte_range[0] + 1
    return LoggedRequest(
        identifier=f"id-{identifier}",
        path=draw(st.sampled_from([*(f"/{path}" for path in FILES), "/audio/a.mp3", "/wp-login.php", "/other/é.mp3"])),
        time=MIDNIGHT + timedelta(seconds=draw(st.sampled_from([-3600, -1, 0, 0, 1, 3600]))),
        address=draw(st.sampled_from(ADDRESSES)),
        agent=draw(st.sampled_from([*AGENTS, OVERCAST, "Rare/1.0", ""])),
        method=draw(st.sampled_from(["GET"] * 9 + ["HEAD"])),
        status=status,
        byte_range=byte_range,
        # An answer that broke off, and one whose headers are counted too.
        sent_bytes=max(0, whole + draw(st.sampled_from([0, 0, 0, 40, -1, -150, -whole]))),
        size_bytes=FILE_BYTES,
    )


@st.composite
def logs(draw: st.DrawFn) -> list[list[LoggedRequest]]:
    """Some logs, whose lines are in no order; some lines are delivered twice, and some logs lie there twice."""
    count = draw(st.integers(1, 60))
    made = [draw(requests(number)) for number in range(count)]
    made += draw(st.lists(st.sampled_from(made), max_size=5))
    places = draw(st.lists(st.integers(0, 3), min_size=len(made), max_size=len(made)))
    found = [[one for one, place in zip(made, places, strict=True) if place == number] for number in range(4)]
    return draw(st.permutations([*found, *draw(st.lists(st.sampled_from(found), max_size=2))]))
