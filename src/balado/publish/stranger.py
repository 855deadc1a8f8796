"""What a stranger gets: a request without credentials, as a listener's app makes it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException

_SECONDS = 10
_MOST_BYTES = 64 * 1024
_ORIGIN = "https://player.example"


@dataclass(frozen=True, slots=True)
class Sight:
    """An answer: its status, the beginning of its body, its headers with small letters."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def lets_sites_read(self) -> bool:
        """Whether a script of any site may read this answer (CORS)."""
        return self.headers.get("access-control-allow-origin") in ("*", _ORIGIN)


def look_at(url: str) -> Sight | None:
    """What is at an address for a script on another site; None when it cannot be reached from here."""
    if not url.startswith(("http://", "https://")):
        return None
    request = urllib.request.Request(url, headers={"Origin": _ORIGIN, "User-Agent": "Balado"})  # noqa: S310 (looked at)
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 (the same)
            return _sight(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _sight(refusal)
    except (OSError, HTTPException, ValueError):
        return None


def _sight(answer: urllib.error.HTTPError) -> Sight:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Sight(answer.status or 0, answer.read(_MOST_BYTES), headers)
