"""Counting the downloads of 10 million lines of CloudFront, beside DuckDB reading the same files.

The files are generated: 40 of them, of a week; every client asks for one of 300 episodes in three parts, and the
first of these answers is the whole file. DuckDB beside it reads the fields that a count needs, each to its last value,
and counts requests and bytes by day and file: it tells no client from another, unites no ranges, knows no user agent,
and drops no line that came twice. `LINES=2000000` takes fewer.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import duckdb
from log_lines import CLOUDFRONT_HEAD
from measuring import in_turn, median_cpu_seconds, median_seconds, peak_mb, run, table

from balado.statistics.model import PublishedFile, PublishedKind
from balado.statistics.published import write_published

LINES = int(os.environ.get("LINES", "10000000"))
FILES = 40
DAYS = 7
ROUNDS = 3
EPISODES = 300
BYTES = 40_000_000
_GENERATE = """
COPY (
    WITH clients AS (SELECT i, hash(i // 3) AS client, i % 3 AS part FROM range({first}, {last}) AS made(i))
    SELECT
        DATE '2026-11-01' + {day}, printf('%02d:%02d:%02d', i // 3600 % 24, i // 60 % 60, i % 60), 'CDG50-C1',
        CASE part WHEN 0 THEN 40000512 ELSE 1000512 END,
        printf('%d.%d.%d.%d', client % 200 + 1, client // 256 % 256, client // 65536 % 256, client // 77 % 256),
        'GET', 'd111111abcdef8.cloudfront.net',
        printf('/audio/%03d-0123456789abcdef.mp3', client // 999 % {episodes}),
        CASE part WHEN 0 THEN 200 ELSE 206 END, '-',
        'AppleCoreMedia/1.0.0.21' || client % 300
            || '%20(iPhone;%20U;%20CPU%20OS%2017_1%20like%20Mac%20OS%20X;%20fr_fr)',
        '-', '-', 'Hit', md5(i::VARCHAR) || 'abcdefghijklmnopqrstuvw==', 'pod.example', 'https', 300, 0.123, '-',
        'TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'Hit', 'HTTP/2.0', '-', '-', 44321, 0.05, 'Hit', 'audio/mpeg',
        CASE part WHEN 0 THEN {bytes} ELSE 1000000 END,
        CASE part WHEN 0 THEN '-' ELSE (part * 1000000)::VARCHAR END,
        CASE part WHEN 0 THEN '-' ELSE (part * 1000000 + 999999)::VARCHAR END
    FROM clients
) TO '{path}' (DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '')
"""
_COUNT = """
import sys
from pathlib import Path
from balado.statistics.map import map_files
from balado.statistics.model import LogFile
from balado.statistics.reduce import reduce_day
logs, work = Path(sys.argv[1]), Path(sys.argv[2])
hits = work / "hits"
hits.mkdir(exist_ok=True)
files = [LogFile(path.name, path) for path in sorted(logs.iterdir())]
found = map_files(files, work / "published.json", bytes(32), hits)
for day, paths in found.hits.items():
    reduce_day(day, paths, work / f"{day}.parquet")
"""
_READ = """
import sys, duckdb
from pathlib import Path
database = duckdb.connect()
logs = [str(path) for path in Path(sys.argv[1]).iterdir()]
names = sys.argv[2].split()
print(database.execute(
    "SELECT " + sys.argv[3] + " FROM read_csv(?, columns = " + str(dict.fromkeys(names, "VARCHAR"))
    + ", delim = '\\t', "
    "header = false, quote = '', escape = '', comment = '#', nullstr = '-', auto_detect = false) " + sys.argv[4], [logs]
).fetchall()[:1])
"""
_OF_REQUESTS = (
    '"date", "cs-uri-stem", count(*), sum("sc-bytes"::BIGINT), count("c-ip"), count("cs(User-Agent)"), '
    'max("x-edge-request-id"), max("sc-range-start"), max("sc-range-end"), max("sc-content-len"), max("cs-method"), '
    'max("sc-status")'
)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-statistics-") as folder:
        logs, work = Path(folder) / "logs", Path(folder)
        logs.mkdir()
        _generate(logs)
        _write_published(work)
        fields = CLOUDFRONT_HEAD.splitlines()[1].removeprefix("#Fields:")
        read = [sys.executable, "-c", _READ, str(logs), fields]
        actions = (
            lambda: run([*read, "count(*)", ""], work),
            lambda: run([*read, _OF_REQUESTS, "GROUP BY ALL"], work),
            lambda: run([sys.executable, "-c", _COUNT, str(logs), str(work)], work),
        )
        samples = in_turn(ROUNDS, *actions)
    names = ("DuckDB, lines counted", "DuckDB, fields read and counted", "balado, downloads and listeners")
    rows = [
        [
            name,
            *(
                part
                for median in (median_seconds, median_cpu_seconds)
                for part in (median(one), median(one) / median(samples[1]))
            ),
            peak_mb(one),
        ]
        for name, one in zip(names, samples, strict=True)
    ]
    table(
        f"{LINES:,} lines of CloudFront (medians of {ROUNDS}; floor: within 1.5 x what DuckDB takes to read them, "
        "and 1,000 MB)",
        ["run", "seconds", "ratio", "CPU seconds", "ratio", "MB"],
        rows,
    )


def _generate(logs: Path) -> None:
    each = LINES // FILES
    with duckdb.connect() as database:
        for file in range(FILES):
            path = logs / f"E1.{file:03d}.log"
            body = path.with_suffix(".body")
            words = {
                "first": file * each,
                "last": (file + 1) * each,
                "day": file * DAYS // FILES,
                "episodes": EPISODES,
                "bytes": BYTES,
            }
            database.execute(_GENERATE.format(**words, path=body))
            with path.open("wb") as log, body.open("rb") as made:
                log.write(CLOUDFRONT_HEAD.encode())
                while piece := made.read(1 << 20):
                    log.write(piece)
            body.unlink()


def _write_published(work: Path) -> None:
    keys = [f"audio/{number:03d}-0123456789abcdef.mp3" for number in range(EPISODES)]
    files = [PublishedFile(key, key, PublishedKind.AUDIO, BYTES, 1_200_000, (key,), key) for key in keys]
    write_published(files, work / "published.json")


if __name__ == "__main__":
    main()
