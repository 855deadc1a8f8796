"""Which form a log is in: told from its first bytes and lines, never from its name."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from balado.statistics.content import breaks_off
from balado.statistics.formats.peek import first_lines, parquet_columns
from balado.statistics.formats.zstd_frames import MAGIC
from balado.statistics.model import LogFormat

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FIELDS = "#Fields:"
_COMPRESSIONS = {b"\x1f\x8b": "gzip", MAGIC: "zstd"}
_PARQUET = b"PAR1"
_MOST_LINES = 20
_MOST_LINE_BYTES = 1 << 20
_MOST_COLUMNS = 1_000
_MATCHED = 8_192
"""How much of a line is held against a pattern: it costs the square of what is hostile."""
_JSON_FIELDS = (
    ("EdgeResponseStatus", LogFormat.CLOUDFLARE),
    ("cs-uri-stem", LogFormat.CLOUDFRONT_JSON),
    ("trans_id", LogFormat.CEPH),
    ("request_user_agent", LogFormat.FASTLY),
)
"""What a line of each format in JSON has, and no other."""
_S3 = re.compile(r"\S+ \S+ \[[^\]]+\] \S+ \S+ \S+ [A-Z]+\.[A-Z]+\.\S+ ")
_COMBINED = re.compile(r'\S+ \S+ .*?\[[^\]]+\] "[^"]*" \d+ (?:\d+|-) "')


@dataclass(frozen=True, slots=True)
class LogForm:
    """A format, how files are compressed, and the names of their columns where each file tells its own."""

    format: LogFormat
    compression: str = "none"
    columns: tuple[str, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether its lines are split here, and not read as JSON or Parquet: some may resist."""
        return self.format in {LogFormat.CLOUDFRONT, LogFormat.S3, LogFormat.COMBINED}

    @property
    def is_cut_anywhere(self) -> bool:
        """Whether any lines of it are a log: Python reads no zstd, and Parquet has no lines."""
        return self.format is not LogFormat.CLOUDFRONT_PARQUET and self.compression != "zstd"

    def uncompressed(self) -> LogForm:
        """The same of a file that is not compressed."""
        return replace(self, compression="none")


def detect(path: Path, database: DuckDBPyConnection) -> LogForm | None:
    """The form of a log; None for a file that is no log of a known format, that holds no line, or is damaged."""
    with path.open("rb") as file:
        head = file.read(4)
    if head == _PARQUET:
        columns = parquet_columns(database, path)
        return LogForm(LogFormat.CLOUDFRONT_PARQUET, columns=columns) if _has_path(columns) else None
    if head == MAGIC and breaks_off(path):
        return None
    compression = next((name for magic, name in _COMPRESSIONS.items() if head.startswith(magic)), "none")
    try:
        forms = (_form_of(line, compression) for line in _lines(path, compression, database))
        return next((form for form in forms if form is not None), None)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return None


def _has_path(columns: tuple[str, ...]) -> bool:
    return not {"cs-uri-stem", "cs_uri_stem"}.isdisjoint(columns)


def _lines(path: Path, compression: str, database: DuckDBPyConnection) -> Iterator[str]:
    if compression == "zstd":
        yield from first_lines(database, path, _MOST_LINES)
        return
    with gzip.open(path, "rb") if compression == "gzip" else path.open("rb") as file:
        for _ in range(_MOST_LINES):
            yield file.readline(_MOST_LINE_BYTES).decode(errors="replace").rstrip("\r\n")


def _form_of(line: str, compression: str) -> LogForm | None:
    if line.startswith(_FIELDS):
        columns = tuple(line.removeprefix(_FIELDS).split())
        return LogForm(LogFormat.CLOUDFRONT, compression, columns) if len(columns) <= _MOST_COLUMNS else None
    if line.startswith("{"):
        return _json_form(line, compression)
    if _S3.match(line[:_MATCHED]):
        return LogForm(LogFormat.S3, compression)
    if _COMBINED.match(line[:_MATCHED]):
        return LogForm(LogFormat.COMBINED, compression)
    return None


def _json_form(line: str, compression: str) -> LogForm | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None  # a damaged line, or a hostile one: the next one tells
    format_ = next((format_ for field, format_ in _JSON_FIELDS if field in found), None)
    return None if format_ is None else LogForm(format_, compression)
