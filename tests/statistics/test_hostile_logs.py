"""Whatever a stranger asks for, and whatever lies among the logs: the requests beside it are counted."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from depth import depth
from hypothesis import given, settings
from hypothesis import strategies as st
from log_lines import CLOUDFRONT_HEAD, LINES, LoggedRequest, log_text
from workers import first_of

from balado.statistics.map import map_files
from balado.statistics.model import LogFile, MapReport, PublishedFile, PublishedKind, Rejection
from balado.statistics.published import write_published
from balado.statistics.reduce import reduce_day
from balado.statistics.sources import LogFolder

AUDIO = "audio/01-a.mp3"
EPISODE = PublishedFile(AUDIO, "guid-1", PublishedKind.AUDIO, 1_000_000, 500_000, (AUDIO,), AUDIO)
GOOD = LoggedRequest(identifier="0A1B", path=f"/{AUDIO}")
DAY = GOOD.time.date()
HUGE = 9_223_372_036_854_775_807


def read(folder: Path, files: Iterable[LogFile]) -> MapReport:
    write_published([EPISODE], folder / "published.json")
    hits = folder / "hits"
    hits.mkdir()
    return map_files(list(files), folder / "published.json", bytes(32), hits)


def read_bodies(folder: Path, *bodies: bytes) -> MapReport:
    for number, body in enumerate(bodies):
        (folder / f"{number}.log").write_bytes(body)
    return read(folder, (LogFile(f"{number}", folder / f"{number}.log") for number in range(len(bodies))))


def counted(folder: Path, report: MapReport) -> int:
    return reduce_day(DAY, report.hits[DAY], folder / "day.parquet").counted


@pytest.mark.parametrize("form", LINES)
def test_a_path_that_is_no_text_fails_as_it_was_written(form: str, tmp_path: Path) -> None:
    line = LINES[form](replace(GOOD, identifier="0A1C", status=404)).replace(f"/{AUDIO}", "/%ff%fe")
    line = line.replace(AUDIO, "%ff%fe")
    report = read_bodies(tmp_path, log_text(form, [GOOD]).encode() + line.encode() + b"\n")
    day = reduce_day(DAY, report.hits[DAY], tmp_path / "day.parquet")
    assert (day.counted, day.rejected) == (1, {Rejection.FAILED: 1})
    with duckdb.connect() as database:
        paths = database.execute(
            "SELECT path FROM read_parquet(?, union_by_name = true)", [[str(path) for path in report.hits[DAY]]]
        ).fetchall()
    assert ("%ff%fe",) in paths


@pytest.mark.parametrize(
    "moment", ["garbage", 1e308, "1e400", "infinity", -HUGE, "5000000-01-01", "44-03-15 (BC)", None]
)
def test_a_time_that_is_none_is_of_one_line_only(moment: object, tmp_path: Path) -> None:
    fields = json.loads(LINES["cloudflare"](GOOD)) | {"EdgeStartTimestamp": moment, "RayID": "0A1C"}
    text = log_text("cloudflare", [GOOD]) + json.dumps(fields) + "\n"
    report = read_bodies(tmp_path, text.encode())
    assert (counted(tmp_path, report), report.files["0"].unreadable) == (1, 1)


@pytest.mark.parametrize("form", LINES)
def test_numbers_that_no_server_writes_are_bounded(form: str, tmp_path: Path) -> None:
    odd = replace(GOOD, sent_bytes=HUGE, size_bytes=HUGE, address="192.0.2.9")
    ranges = [(HUGE, HUGE), (0, HUGE), (HUGE - 1, HUGE), (HUGE + 1, HUGE + 2)]
    parts = [
        replace(odd, identifier=f"0A1{number}", status=206, byte_range=found) for number, found in enumerate(ranges)
    ]
    report = read_bodies(tmp_path, log_text(form, [GOOD, odd, *parts]).encode())
    assert report.files["0"].lines == 6
    assert counted(tmp_path, report) >= 1


def test_brackets_without_end_are_no_log(tmp_path: Path) -> None:
    deep = b'{"EdgeResponseStatus":' + b"[" * 200_000
    report = read_bodies(tmp_path, deep, deep + b"\n" + log_text("cloudflare", [GOOD]).encode())
    assert (counted(tmp_path, report), report.unknown) == (1, ("0",))


@pytest.mark.parametrize(
    "name", ["*.log", "access[1].log", "a?.log", "a'b.log", "day=5", "a\\b.log", "s3:", "a\nb", "é"]
)
def test_the_name_of_a_log_is_no_pattern(name: str, tmp_path: Path) -> None:
    logs = tmp_path / "logs[1]"
    logs.mkdir()
    (logs / name).write_text(log_text("combined", [GOOD]), encoding="utf-8")
    (logs / "access1.log").write_text(log_text("combined", [replace(GOOD, address="192.0.2.2")]), encoding="utf-8")
    report = read(tmp_path, [LogFile(name, logs / name)])
    assert {name: report.files[name].lines for name in report.files} == {name: 1}
    assert counted(tmp_path, report) == 1


def test_the_name_of_a_log_may_be_no_text(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / os.fsdecode(b"access-\xff.log")).write_text(log_text("s3", [GOOD]), encoding="utf-8")
    [listed] = LogFolder(logs).list()
    assert listed.name == r"access-\xff.log"
    report = read(tmp_path, [LogFile(listed.name, listed.source.fetch(listed, tmp_path, 0))])
    assert counted(tmp_path, report) == 1


@pytest.mark.parametrize("column", ["filename", "log_file_0", "LOG_FILE_0", "file", "day", "{file}", "a'b\"c"])
def test_a_table_may_have_columns_of_any_name(column: str, tmp_path: Path) -> None:
    name = column.replace('"', '""')
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT DATE '2026-11-03' AS date, '192.0.2.1' AS c_ip, 'GET' AS cs_method, '200' AS sc_status, "
            f"'/{AUDIO}' AS cs_uri_stem, 'A%20b' AS cs_user_agent, 1000000 AS sc_bytes, 'x' AS x_edge_request_id, "
            f"1 AS \"{name}\") TO '{tmp_path / 'log'}' (FORMAT parquet)"
        )
    assert counted(tmp_path, read(tmp_path, [LogFile("log", tmp_path / "log")])) == 1


@pytest.mark.parametrize("field", ["filename", "file", "date", "x-edge-request-id", "''", "%"])
def test_a_log_may_name_fields_twice_or_oddly(field: str, tmp_path: Path) -> None:
    head, line = CLOUDFRONT_HEAD.replace("x-edge-location", field), log_text("cloudfront", [GOOD])
    assert counted(tmp_path, read_bodies(tmp_path, line.replace(CLOUDFRONT_HEAD, head).encode())) == 1


def test_of_a_log_that_no_statement_foresees_the_other_lines_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_lines_with(monkeypatch, "refused")
    text = log_text("combined", [replace(GOOD, address=f"192.0.2.{number}") for number in range(1, 100)])
    odd = LINES["combined"](replace(GOOD, agent="refused"))
    report = read_bodies(tmp_path, text.encode(), f"{text}{odd}\n{text}".encode())
    assert [(report.files[name].lines, report.files[name].unreadable) for name in "01"] == [(99, 0), (199, 1)]
    assert counted(tmp_path, report) == 198


def test_a_log_whose_lines_all_resist_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_lines_with(monkeypatch, "refused")
    monkeypatch.setattr("balado.statistics.map._MOST_ODD_LINES", 3)
    odd = log_text("combined", [replace(GOOD, agent="refused")] * 9)
    report = read_bodies(tmp_path, odd.encode(), log_text("combined", [GOOD]).encode())
    assert (report.unknown, counted(tmp_path, report)) == (("0",), 1)


def refuse_lines_with(monkeypatch: pytest.MonkeyPatch, agent: str) -> None:
    """Let DuckDB refuse what a defect of ours, or of its own, could make it refuse: here requests of one agent."""
    from balado.statistics import connection

    real = connection.statement

    def refusing(room: str, name: str) -> str:
        text = real(room, name)
        if name != "read_requests":
            return text
        return text.replace("FROM requests", f"FROM requests WHERE agent != '{agent}' OR error('odd')")

    monkeypatch.setattr(connection, "statement", refusing)


TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
NUMBERS = st.integers(-(1 << 65), 1 << 65)
VALUES = st.one_of(
    TEXTS, NUMBERS, st.floats(), st.none(), st.booleans(), st.lists(TEXTS), st.dictionaries(TEXTS, TEXTS)
)


@st.composite
def odd_lines(draw: st.DrawFn, form: str) -> bytes:
    """A line with a piece of it changed, or none at all."""
    line = LINES[form](replace(GOOD, identifier="0A1C", address="192.0.2.2"))
    if draw(st.booleans()):
        return draw(st.binary(max_size=80))
    if line.startswith("{"):
        fields = json.loads(line)
        fields[draw(st.sampled_from(sorted(fields)))] = draw(VALUES)
        return json.dumps(fields).encode()
    separator = "\t" if form == "cloudfront" else " "
    parts = [part.encode() for part in line.split(separator)]
    place = draw(st.integers(0, len(parts) - 1))
    parts[place] = draw(st.one_of(st.binary(max_size=20), NUMBERS.map(lambda number: b"%d" % number)))
    return separator.encode().join(parts)


@pytest.mark.parametrize("form", first_of(LINES, 3))
@settings(max_examples=depth(3, 20, 300))
@given(data=st.data())
def test_whatever_stands_beside_it_a_request_is_counted(form: str, data: st.DataObject) -> None:
    lines = data.draw(st.lists(odd_lines(form), min_size=1, max_size=12))
    text = log_text(form, [GOOD]).encode() + b"".join(line.replace(b"\n", b"") + b"\n" for line in lines)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        assert counted(folder, read_bodies(folder, text)) >= 1
