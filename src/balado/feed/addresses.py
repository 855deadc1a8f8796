"""Public addresses: where what is stored can be fetched. Pure."""

from __future__ import annotations

from urllib.parse import quote


def public_url(base: str, key: str) -> str:
    """The address of an object below the public address of its storage: absolute and ASCII."""
    return f"{base.rstrip('/')}/{quote(key)}"
