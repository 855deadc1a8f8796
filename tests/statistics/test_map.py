from __future__ import annotations

import gzip
import hashlib
import ipaddress
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from log_lines import CLOUDFRONT_HEAD, LoggedRequest, cloudfront_line, log_text

from balado.statistics import connection
from balado.statistics.map import map_files
from balado.statistics.model import DayReport, FileReport, LogFile, MapReport, PublishedFile, PublishedKind, Rejection
from balado.statistics.published import write_published
from balado.statistics.reduce import reduce_day

DAY = date(2026, 11, 3)
SALT = bytes(32)
EPISODE = PublishedFile("audio/01-a.mp3", "guid-1", PublishedKind.AUDIO, 1_000_000, 500_000, ("audio/01-a.mp3",), "01")
AUDIO = "/audio/01-a.mp3"

Count = Callable[[Sequence[LoggedRequest]], DayReport]


@pytest.fixture
def count(tmp_path: Path) -> Count:
    """Counts the day of these requests, in one CloudFront log."""

    def counted(requests: Sequence[LoggedRequest]) -> DayReport:
        log = tmp_path / "E1.log"
        log.write_text(CLOUDFRONT_HEAD + "".join(f"{cloudfront_line(one)}\n" for one in requests), encoding="utf-8")
        write_published([EPISODE], tmp_path / "published.json")
        (tmp_path / "hits").mkdir()
        report = map_files([LogFile("E1", log)], tmp_path / "published.json", SALT, tmp_path / "hits")
        return reduce_day(DAY, report.hits[DAY], tmp_path / "day.parquet")

    return counted


def test_a_whole_answer_is_a_download(count: Count) -> None:
    assert count([LoggedRequest(identifier="1", path=AUDIO)]) == DayReport(DAY, 1, 1, 0)


def test_a_request_counts_for_nothing_for_one_reason(count: Count) -> None:
    report = count(
        [
            LoggedRequest(identifier="1", path=AUDIO, method="HEAD"),
            LoggedRequest(identifier="2", path=AUDIO, status=304),
            LoggedRequest(identifier="3", path=AUDIO, status=404),
            LoggedRequest(identifier="4", path=AUDIO, status=502),
            LoggedRequest(identifier="5", path="/wp-login.php"),
            LoggedRequest(identifier="6", path=AUDIO, status=206, sent_bytes=2, byte_range=(0, 1)),
            LoggedRequest(identifier="7", path=AUDIO, sent_bytes=100),
            LoggedRequest(identifier="8", path=AUDIO, agent="Googlebot/2.1 (+http://www.google.com/bot.html)"),
            LoggedRequest(identifier="9", path=AUDIO, agent="atc/1.0 watchOS/9.0 model/Watch6,2 hwp/t8301"),
        ]
    )
    assert (report.requests, report.counted, report.bots) == (9, 0, 1)
    assert report.rejected == {
        Rejection.METHOD: 1,
        Rejection.NOT_MODIFIED: 1,
        Rejection.FAILED: 1,
        Rejection.STATUS: 1,
        Rejection.NOT_PUBLISHED: 1,
        Rejection.TWO_BYTES: 1,
        Rejection.BELOW_THRESHOLD: 1,
        Rejection.WATCH: 1,
    }


def test_a_log_tells_its_days_and_its_lines_that_are_no_request(tmp_path: Path) -> None:
    log = tmp_path / "E1.log"
    late = LoggedRequest(identifier="2", path=AUDIO, time=datetime(2026, 11, 4, 0, 0, tzinfo=UTC))
    lines = [cloudfront_line(LoggedRequest(identifier="1", path=AUDIO)), "damaged", cloudfront_line(late)]
    log.write_text(CLOUDFRONT_HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    write_published([EPISODE], tmp_path / "published.json")
    report = map_files([LogFile("E1", log)], tmp_path / "published.json", SALT, tmp_path)
    assert report.files == {"E1": FileReport(3, 1, {DAY: 1, date(2026, 11, 4): 1})}


def read_logs(tmp_path: Path, **logs: bytes) -> MapReport:
    for name, body in logs.items():
        (tmp_path / name).write_bytes(body)
    write_published([EPISODE], tmp_path / "published.json")
    hits = tmp_path / "hits"
    hits.mkdir()
    return map_files([LogFile(name, tmp_path / name) for name in logs], tmp_path / "published.json", SALT, hits)


def many(start: int, count: int, form: str = "cloudfront") -> bytes:
    requests = [LoggedRequest(identifier=f"{number:032}", path=AUDIO) for number in range(start, start + count)]
    return log_text(form, requests).encode()


def test_an_address_is_hashed_once_for_each_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the dearest step of a line but for reading it."""
    made: list[int] = []
    real_connected, real_statement = connection.connected, connection.statement

    @contextmanager
    def counting(spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        with real_connected(spill) as database:
            database.execute("CREATE TEMP SEQUENCE hashed")
            yield database
            made.extend(count - 1 for (count,) in database.execute("SELECT nextval('hashed')").fetchall())

    def counted(room: str, name: str) -> str:
        return real_statement(room, name).replace("sha256(", "sha256(left(nextval('hashed')::VARCHAR, 0) || ")

    monkeypatch.setattr("balado.statistics.map.connected", counting)
    monkeypatch.setattr("balado.statistics.map.statement", counted)
    requests = [
        LoggedRequest(identifier=f"{number}", path=AUDIO, address=f"192.0.2.{number % 3}") for number in range(60)
    ]
    report = read_logs(tmp_path, log=log_text("cloudfront", requests).encode())
    assert (report.files["log"].lines, made) == (60, [60])


WORDS = st.sampled_from([0, 1, 0x10, 0xA, 0xDB8, 0x2001])


@given(st.lists(WORDS, min_size=8, max_size=8), st.lists(WORDS, min_size=8, max_size=8))
def test_ipv6_addresses_of_one_network_are_one_however_they_are_written(first: list[int], second: list[int]) -> None:
    numbers = [ipaddress.IPv6Address(b"".join(word.to_bytes(2) for word in words)) for words in (first, second)]
    assume(not any(number.ipv4_mapped for number in numbers))
    written = [[str(one), one.exploded, str(one).upper(), f"{one}%eth0", plain_words(one)] for one in numbers]
    with duckdb.connect() as database:
        database.execute(connection.statement("sql", "macros"))
        rows = [database.execute("SELECT network(unnest(?))", [forms]).fetchall() for forms in written]
    networks = [{text for (text,) in found} for found in rows]
    assert [len(found) for found in networks] == [1, 1]
    assert (networks[0] == networks[1]) == (first[:4] == second[:4])


def plain_words(address: ipaddress.IPv6Address) -> str:
    """The address with all its words, none of them padded."""
    return ":".join(f"{int(word, 16):x}" for word in address.exploded.split(":"))


def test_a_log_is_read_once(tmp_path: Path) -> None:
    log = many(0, 10_000)
    before = bytes_read()
    read_logs(tmp_path, log=log)
    assert len(log) <= bytes_read() - before < 1.5 * len(log)


def bytes_read() -> int:
    """What this process has read of files until now."""
    [line] = [line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith("rchar")]
    return int(line.split()[1])


def test_a_request_that_two_logs_of_different_forms_tell_counts_once(tmp_path: Path) -> None:
    requests = [LoggedRequest(identifier=f"{number}", path=AUDIO, address=f"192.0.2.{number}") for number in range(9)]
    told = log_text("cloudfront_json", requests).replace("{", '{"c-country": "FR", ')
    report = read_logs(tmp_path, plain=log_text("cloudfront", requests).encode(), told=told.encode())
    assert reduce_day(DAY, report.hits[DAY], tmp_path / "day.parquet") == DayReport(DAY, 9, 9, 0)
    with duckdb.connect() as database:
        countries = database.execute(
            "SELECT DISTINCT country FROM read_parquet(?) WHERE measure = 'downloads'", [str(tmp_path / "day.parquet")]
        ).fetchall()
    assert countries == [("FR",)]


def test_of_a_damaged_log_nothing_counts_and_others_do(tmp_path: Path) -> None:
    # Lines of zeros alone would be packed into less than what tells that the end is missing.
    noise = b"".join(hashlib.sha256(bytes([number])).hexdigest().encode() + b"\n" for number in range(200))
    report = read_logs(tmp_path, whole=gzip.compress(many(0, 3)), cut=gzip.compress(many(3, 500) + noise)[:-2000])
    assert (set(report.files), report.unknown) == ({"whole"}, ("cut",))
    assert reduce_day(DAY, report.hits[DAY], tmp_path / "day.parquet").requests == 3


@pytest.mark.parametrize("form", ["cloudfront", "combined"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_large_log_is_read_in_pieces(
    form: str, pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("balado.statistics.map._MOST_BYTES", {"none": 2_000, "gzip": 20, "zstd": 20})
    report = read_logs(tmp_path, log=pack(many(0, 40, form)))
    assert len(report.hits[DAY]) > 2  # hits and names of more than one piece
    assert report.files == {"log": FileReport(40, 0, {DAY: 40})}
    assert reduce_day(DAY, report.hits[DAY], tmp_path / "day.parquet").requests == 40


def test_of_a_large_log_that_is_damaged_nothing_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balado.statistics.map._MOST_BYTES", {"none": 2_000, "gzip": 20, "zstd": 20})
    report = read_logs(tmp_path, log=gzip.compress(many(0, 200))[:-100])
    assert (report.files, report.hits, report.unknown) == ({}, {}, ("log",))
    assert list((tmp_path / "hits").glob("*.parquet")) == []
