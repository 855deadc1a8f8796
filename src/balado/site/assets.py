"""The files that every page shares: style sheet and scripts, under names that hold their digest. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader

from balado.site.addresses import ASSETS
from balado.site.model import SiteFile

SHARED_STYLE = "page.css"
"""Rules that the studio has too; it serves them as they are."""

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Assets:
    """The style sheet, ours with that of the theme behind it, and the scripts of player and search."""

    style: SiteFile
    player: SiteFile
    search: SiteFile


def assets(theme_style: str) -> Assets:
    """What every page shares, for a show with this style sheet of its own (empty for none)."""
    style = "\n".join(part for part in (asset_text(SHARED_STYLE), asset_text("site.css"), theme_style) if part)
    return Assets(
        style=_asset("site", ".css", style, "text/css; charset=utf-8"),
        player=_script("player"),
        search=_script("search"),
    )


def _script(name: str) -> SiteFile:
    return _asset(name, ".js", asset_text(f"{name}.js"), "text/javascript; charset=utf-8")


def _asset(name: str, suffix: str, text: str, media_type: str) -> SiteFile:
    body = text.encode()
    digest = hashlib.sha256(body).hexdigest()[:_DIGITS]
    return SiteFile(f"{ASSETS}/{name}-{digest}{suffix}", body, media_type, immutable=True)


def asset_text(name: str) -> str:
    """A file of the package's own, as it lies beside the code."""
    return PackageLoader("balado.site", "assets").get_source(Environment(autoescape=True), name)[0]
