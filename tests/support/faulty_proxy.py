"""A proxy in front of a store that fails at the n-th request: with a status, without a word, or late."""

from __future__ import annotations

import time
from typing import Any

from counting_proxy import CountingProxy, Request

FAULTS = ("cut", "cut-after", "delay", "500", "503", "403", "412")
"""`cut` drops the request, `cut-after` the answer to it: the store has done what was asked."""

_LATE_SECONDS = 0.3
_CODES = {"500": "InternalError", "503": "SlowDown", "403": "AccessDenied", "412": "PreconditionFailed"}


class FaultyProxy(CountingProxy):
    """Fails once, at request `at` (from 1), in the way `fault` names."""

    at = 0
    fault = ""

    def arm(self, at: int, fault: str) -> None:
        """Begin to count anew."""
        self.requests.clear()
        self.at, self.fault = at, fault

    def forward(self, method: str, path: str, headers: Any, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        if len(self.requests) + 1 != self.at:
            return super().forward(method, path, headers, body)
        if self.fault in _CODES:
            self.requests.append(Request(method, path))
            text = f"<?xml version='1.0'?><Error><Code>{_CODES[self.fault]}</Code><Message>no</Message></Error>"
            return int(self.fault), [("Content-Type", "application/xml")], b"" if method == "HEAD" else text.encode()
        if self.fault == "cut":
            self.requests.append(Request(method, path))
            raise ConnectionAbortedError
        if self.fault == "delay":
            time.sleep(_LATE_SECONDS)
        answer = super().forward(method, path, headers, body)
        if self.fault == "cut-after":
            raise ConnectionAbortedError
        return answer
