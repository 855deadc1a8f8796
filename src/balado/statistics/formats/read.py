"""Logs of one form -> the relation `requests`, which has the same columns whatever the format.

`file`, `day` (DATE, UTC), `address`, `method`, `status`, `path` and `agent` as the log writes them, `country` where it
tells one, `first_byte`, `last_byte` (both included) and `sent_bytes`, `request` (a hash of its identifier, or of its
line where `has_identifier` is false).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from balado.statistics.connection import literal_path, quoted, statement
from balado.statistics.formats.detect import LogForm
from balado.statistics.model import LogFormat

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_STATEMENTS: Mapping[LogFormat, tuple[str, ...]] = {
    LogFormat.CLOUDFRONT: ("cloudfront_w3c", "cloudfront"),
    LogFormat.CLOUDFRONT_JSON: ("cloudfront_json", "cloudfront"),
    LogFormat.CLOUDFRONT_PARQUET: ("cloudfront_parquet", "cloudfront"),
    LogFormat.S3: ("lines", "s3"),
    LogFormat.COMBINED: ("lines", "combined"),
    LogFormat.CEPH: ("ceph",),
    LogFormat.CLOUDFLARE: ("cloudflare",),
    LogFormat.FASTLY: ("fastly",),
}
_CLOUDFRONT: Mapping[str, str] = {
    "date": "DATE",
    "time": "VARCHAR",
    "c-ip": "VARCHAR",
    "c-country": "VARCHAR",
    "cs-method": "VARCHAR",
    "sc-status": "USMALLINT",
    "cs-uri-stem": "VARCHAR",
    "cs(User-Agent)": "VARCHAR",
    "sc-bytes": "BIGINT",
    "sc-content-len": "BIGINT",
    "sc-range-start": "BIGINT",
    "sc-range-end": "BIGINT",
    "x-edge-request-id": "VARCHAR",
}
"""The fields of CloudFront that are read, as its standard logs name them; Parquet has `_` for all that is no letter."""


def define_requests(database: DuckDBPyConnection, form: LogForm, paths: Sequence[Path]) -> None:
    """Define the view `requests` over these logs, which are all of this form."""
    database.execute("SET VARIABLE logs = ?", [[literal_path(path) for path in paths]])
    words = {
        "compression": form.compression,
        "schema": _schema(form),
        "fields": _fields(form),
        "file": _free_name(form.columns),
    }
    for name in _STATEMENTS[form.format]:
        text = statement("formats", name)
        for word, value in words.items():
            text = text.replace(f"{{{word}}}", value)
        database.execute(text)


def _schema(form: LogForm) -> str:
    """The columns of a text file, as the readers of DuckDB take them."""
    if form.format is LogFormat.CLOUDFRONT_JSON:
        return _struct(dict.fromkeys(_CLOUDFRONT, "VARCHAR"))
    named: dict[str, str] = {}
    for number, name in enumerate(form.columns):
        is_read = name in _CLOUDFRONT and _plain(name) not in named
        named[_plain(name) if is_read else f"unread_{number}"] = _CLOUDFRONT.get(name, "VARCHAR")
    return _struct(named | {_plain(name): type_ for name, type_ in _CLOUDFRONT.items() if _plain(name) not in named})


def _free_name(columns: Sequence[str]) -> str:
    """A name that none of these columns has."""
    taken = {name.lower() for name in columns}
    return next(name for number in count() if (name := f"log_file_{number}") not in taken)


def _fields(form: LogForm) -> str:
    """The fields of CloudFront under plain names, from a file that names them its own way and may lack some."""
    found = {_plain(name): name for name in form.columns or _CLOUDFRONT}
    return ", ".join(
        f'{_value(found.get(_plain(name)), type_)} AS "{_plain(name)}"' for name, type_ in _CLOUDFRONT.items()
    )


def _value(column: str | None, type_: str) -> str:
    if column is None:
        return f"NULL::{type_}"
    name = column.replace('"', '""')
    return f"try_cast(nullif(\"{name}\"::VARCHAR, '-') AS {type_})"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _struct(columns: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"'{quoted(name)}': '{type_}'" for name, type_ in columns.items()) + "}"
