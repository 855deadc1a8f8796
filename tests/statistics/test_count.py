"""The count, against the slow and obvious one, over logs made by chance: equal to the last download."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from download_reference import CountedDay, KnownAgent, Reference, ShowFile
from hypothesis import given
from hypothesis import strategies as st
from log_lines import OVERCAST, LoggedRequest, log_text

from balado.statistics.map import map_files
from balado.statistics.model import LogFile, PublishedFile, PublishedKind
from balado.statistics.published import write_published
from balado.statistics.reduce import reduce_day

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
ADDRESSES = [*_MANY, *_MANY, "2001:db8::1", "2001:db8:0:0:ffff::2", "2001:DB8:0:1::1", "::ffff:192.0.2.1", "::1"]
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


def count(texts: Sequence[str], folder: Path) -> dict[str, CountedDay]:
    """The days of these logs. The first is read by a map of its own, as where work is sent out."""
    write_published(PUBLISHED, folder / "published.json")
    files = []
    for number, text in enumerate(texts):
        (folder / f"{number}.log").write_text(text, encoding="utf-8")
        files.append(LogFile(f"{number}.log", folder / f"{number}.log"))
    hits: dict[date, list[Path]] = {}
    for name, part in (("first", files[:1]), ("others", files[1:])):
        (folder / name).mkdir()
        for day, paths in map_files(part, folder / "published.json", bytes(32), folder / name).hits.items():
            hits.setdefault(day, []).extend(paths)
    return {day.isoformat(): counted_day(day, paths, folder) for day, paths in hits.items()}


def counted_day(day: date, hits: Sequence[Path], folder: Path) -> CountedDay:
    report = reduce_day(day, hits, folder / f"{day}.parquet")
    found = CountedDay()
    for row in rows_of(folder / f"{day}.parquet"):
        assert row["day"] == day
        if row["measure"] == "downloads":
            assert row["downloads"] == row["listeners"]
            found.cells[row["guid"], row["kind"], row["application"]] += row["downloads"]
        elif row["measure"] == "episode":
            found.episodes[row["guid"]] = (row["downloads"], row["listeners"])
        elif row["measure"] == "show":
            found.show = (row["downloads"], row["listeners"])
        elif row["measure"] == "requests":
            found.reasons[row["reason"]] += row["requests"]
        else:
            found.failed[row["path"], str(row["status"])] += row["requests"]
    reported = {"counted": report.counted, "bot": report.bots, **report.rejected}
    assert +Counter(reported) == found.reasons
    assert report.requests == found.reasons.total()
    return found


def rows_of(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as database:
        found = database.execute("FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@given(logs())
def test_the_count_is_that_of_the_standard(made: list[list[LoggedRequest]]) -> None:
    texts = [log_text("cloudfront", log) for log in made]
    with tempfile.TemporaryDirectory() as folder:
        assert count(texts, Path(folder)) == Reference(FILES, AGENTS).count(texts)
