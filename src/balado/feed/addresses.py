"""Public addresses: where what is stored can be fetched. Pure."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_UNFIT = re.compile(r"[^!-~]")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def public_url(base: str, key: str) -> str:
    """The address of an object below the public address of its storage: absolute and ASCII."""
    return f"{base.rstrip('/')}/{quote(key)}"


def is_publishable(url: str) -> bool:
    """Whether apps may be sent there: https, or http on this machine for trying out; visible ASCII throughout."""
    if _UNFIT.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that is not closed
        return False
    local = parts.scheme == "http" and parts.hostname in _LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or local)
