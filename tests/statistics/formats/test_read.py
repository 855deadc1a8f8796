"""Every format tells the same of the same requests, as far as it can tell it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from log_lines import CLOUDFRONT_HEAD, LINES, LoggedRequest, cloudfront_line, log_text

from balado.statistics.connection import connected, run_steps
from balado.statistics.formats.detect import detect
from balado.statistics.formats.read import define_requests

TELL_NO_RANGE = {"s3", "ceph", "combined"}
WHOLE = LoggedRequest(identifier="0A1B", path="/show/audio/01-à.mp3")
PART = replace(WHOLE, identifier="0A1C", status=206, byte_range=(1000, 4999), sent_bytes=4000)
EVENING = replace(WHOLE, identifier="0A1D", time=datetime(2026, 11, 3, 23, 59, 59, tzinfo=UTC), address="2001:db8::1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connected(tmp_path / "spill") as connection:
        run_steps(connection, "sql", ["macros"])
        yield connection


def read(database: duckdb.DuckDBPyConnection, path: Path, columns: str) -> list[tuple[object, ...]]:
    form = detect(path, database)
    assert form is not None
    define_requests(database, form, [path])
    return database.sql("FROM requests").select(columns).order("ALL").fetchall()


@pytest.mark.parametrize("form", LINES)
def test_a_format_tells_who_asked_for_what(form: str, database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(log_text(form, [WHOLE, EVENING]), encoding="utf-8")
    found = read(database, tmp_path / "log", "address, day, method, status, plain_path(path), url_decode(agent)")
    assert found == [
        ("192.0.2.1", date(2026, 11, 3), "GET", 200, "show/audio/01-à.mp3", WHOLE.agent),
        ("2001:db8::1", date(2026, 11, 3), "GET", 200, "show/audio/01-à.mp3", WHOLE.agent),
    ]


@pytest.mark.parametrize("form", LINES)
def test_a_format_tells_what_was_delivered(form: str, database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(log_text(form, [PART]), encoding="utf-8")
    delivered = read(
        database, tmp_path / "log", "first_byte, least(last_byte, first_byte + sent_bytes - 1), sent_bytes"
    )
    assert delivered == [(None, None, 4000) if form in TELL_NO_RANGE else (1000, 4999, 4000)]


@pytest.mark.parametrize("form", LINES)
def test_requests_are_told_apart(form: str, database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(log_text(form, [WHOLE, WHOLE, PART, EVENING]), encoding="utf-8")
    found = read(database, tmp_path / "log", "count(DISTINCT request), bool_and(has_identifier)")
    assert found == [(3, form != "combined")]


@pytest.mark.parametrize("form", ["cloudfront", "s3", "cloudflare"])
@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_logs_may_be_compressed_whatever_their_name(
    form: str, compression: str, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    text = log_text(form, [WHOLE])
    if compression == "gzip":
        (tmp_path / "log").write_bytes(gzip.compress(text.encode()))
    else:
        rows = text.splitlines()
        database.execute(
            f"COPY (SELECT unnest(?)) TO '{tmp_path / 'log'}' "
            "(FORMAT csv, HEADER false, COMPRESSION zstd, DELIMITER '\x01', QUOTE '', ESCAPE '')",
            [rows],
        )
    assert read(database, tmp_path / "log", "plain_path(path)") == [("show/audio/01-à.mp3",)]


def test_parquet_names_its_columns_with_underscores_and_may_lack_some(
    database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    database.execute(
        f"COPY (SELECT DATE '2026-11-03' AS date, '192.0.2.1' AS c_ip, 'GET' AS cs_method, '200' AS sc_status, "
        f"'/a.mp3' AS cs_uri_stem, 'A%20b' AS cs_user_agent, 10 AS sc_bytes, '-' AS sc_range_start, 'x' AS "
        f"x_edge_request_id) TO '{tmp_path / 'log'}' (FORMAT parquet)"
    )
    columns = "day, address, status, path, url_decode(agent), first_byte, last_byte, sent_bytes, has_identifier"
    assert read(database, tmp_path / "log", columns) == [
        (date(2026, 11, 3), "192.0.2.1", 200, "/a.mp3", "A b", 0, None, 10, True)
    ]


def test_a_log_with_fewer_fields_than_today_is_read(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    fields = CLOUDFRONT_HEAD.split()
    kept = fields[: fields.index("x-host-header")]
    line = "\t".join(cloudfront_line(WHOLE).split("\t")[: len(kept) - 3])
    (tmp_path / "log").write_text(f"#Version: 1.0\n{' '.join(kept[2:])}\n{line}\n", encoding="utf-8")
    assert read(database, tmp_path / "log", "status, first_byte, last_byte") == [(200, 0, None)]


@pytest.mark.parametrize(
    ("form", "identifier", "none"),
    [
        ("cloudfront", "x-edge-request-id", "x-else"),
        ("cloudflare", "RayID", "Else"),
        ("ceph", r'"trans_id": "[^"]*"', '"trans_id": null'),
    ],
)
def test_requests_that_no_identifier_tells_apart_are_told_apart_by_their_time(
    form: str, identifier: str, none: str, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    later = replace(WHOLE, time=datetime(2026, 11, 3, 10, 0, 1, tzinfo=UTC))
    text, replaced = re.subn(identifier, none, log_text(form, [WHOLE, later]))
    assert replaced
    (tmp_path / "log").write_text(text, encoding="utf-8")
    assert read(database, tmp_path / "log", "count(DISTINCT request), bool_or(has_identifier)") == [(2, False)]


def test_a_line_of_nginx_is_read_with_its_own_offset_and_quotes(
    database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    line = r'203.0.113.9 - ann [04/Nov/2026:00:30:00 +0100] "GET /a.mp3?x=1 HTTP/2" 206 7 "-" "A \"b\" c" "bytes=3-"'
    (tmp_path / "log").write_text(f"{line}\n", encoding="utf-8")
    assert read(database, tmp_path / "log", "day, plain_path(path), agent, first_byte, last_byte, sent_bytes") == [
        (date(2026, 11, 3), "a.mp3", r"A \"b\" c", 3, None, 7)
    ]


@pytest.mark.parametrize("moment", ["2026-11-03T10:00:00Z", 1793700000, 1793700000_000_000_000])
def test_cloudflare_writes_times_in_three_ways(
    moment: object, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    line = LINES["cloudflare"](WHOLE).replace(
        '"2026-11-03T10:00:00Z"', f'"{moment}"' if moment is str else repr(moment)
    )
    (tmp_path / "log").write_text(line.replace("'", '"'), encoding="utf-8")
    assert read(database, tmp_path / "log", "day, country") == [(date(2026, 11, 3), "FR")]


def test_what_fastly_shields_is_asked_for_once(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    edge = LINES["fastly"](WHOLE)
    shield = edge.replace('"fastly_is_edge": true', '"fastly_is_edge": false')
    (tmp_path / "log").write_text(f"{shield}\n{edge}\n", encoding="utf-8")
    assert read(database, tmp_path / "log", "count(*)") == [(1,)]


@pytest.mark.parametrize("text", ["", "hello\n", "{}\n", "{damaged\n", "#Version: 1.0\n", "PAR1"])
def test_what_is_no_log_has_no_form(text: str, database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(text, encoding="utf-8")
    assert detect(tmp_path / "log", database) is None
