"""The digest of the lines of a log. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class LogContent:
    """The lines of a log, uncompressed where they are compressed by gzip: how many bytes, and their SHA-256."""

    byte_size: int
    sha256: str
