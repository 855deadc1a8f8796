"""The style sheet and the script of the studio, beside the code, under names that hold their digest."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from balado.site.assets import SHARED_STYLE

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@cache
def asset(name: str) -> tuple[bytes, str] | None:
    """The bytes of a file of ours and its type; None for a name that is none."""
    return _all().get(name)


@cache
def _all() -> dict[str, tuple[bytes, str]]:
    ours = (files("balado.studio") / "assets").iterdir()
    shared = files("balado.site") / "assets" / SHARED_STYLE
    report = files("balado.statistics.report") / "templates" / "report.css"
    return {one.name: (one.read_bytes(), _TYPES[one.name[one.name.rindex(".") :]]) for one in (*ours, shared, report)}


def asset_path(name: str) -> str:
    """Where a page finds it: another address for other bytes."""
    body, _ = _all()[name]
    return f"/assets/{name}?v={hashlib.sha256(body).hexdigest()[:12]}"
