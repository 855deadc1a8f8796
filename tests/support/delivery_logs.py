"""Logs as CloudFront writes them (standard logs, W3C), made for tests: one request a line."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

FIELDS = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) "
    "cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken "
    "x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status "
    "fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    "sc-range-start sc-range-end"
)
_NUMBERS = count(1)
APPLICATION = "AntennaPod/3.4.0"


@dataclass(frozen=True, slots=True)
class Get:
    """A request for a file as a whole; `byte_size` were sent."""

    path: str
    address: str = "192.0.2.1"
    day: str = "2026-11-01"
    time: str = "12:00:00"
    agent: str = APPLICATION
    status: int = 200
    method: str = "GET"
    byte_size: int = 10_000_000

    def line(self) -> str:
        """The request as a line of a log, with an identifier of its own."""
        values = dict.fromkeys(FIELDS.split(), "-") | {
            "date": self.day,
            "time": self.time,
            "sc-bytes": str(self.byte_size),
            "c-ip": self.address,
            "cs-method": self.method,
            "cs-uri-stem": f"/{self.path}",
            "sc-status": str(self.status),
            "cs(User-Agent)": quote(self.agent, safe="/;()+,:="),
            "x-edge-request-id": f"id-{next(_NUMBERS)}==",
            "sc-content-len": str(self.byte_size),
        }
        return "\t".join(values.values())


def log_of(lines: Iterable[str]) -> bytes:
    """A log with these lines."""
    return "".join(f"{line}\n" for line in ("#Version: 1.0", f"#Fields: {FIELDS}", *lines)).encode()


def write_log(path: Path, requests: Iterable[Get]) -> None:
    """Write a log; compressed where its name says so."""
    body = log_of(request.line() for request in requests)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(body) if path.suffix == ".gz" else body)
