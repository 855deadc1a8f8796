"""Where a show is published, read before anything else is: for the run that finds nothing to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Any

from balado.source.decode import decode
from balado.source.folder import Scan, TextFile
from balado.source.yaml.parse import parse

if TYPE_CHECKING:
    from balado.show.publishing import Publish


def publish_settings(scan: Scan) -> Mapping[str, str]:
    """The texts under `publish:` in feed.yaml as they are written; empty when that cannot be read.

    Of a group (`notify`) it gives the names of its keys, separated by blanks.
    """
    return {name: text for name, value in _section(scan).items() if (text := _text(value))}


def theme_folder(scan: Scan) -> str | None:
    """The folder of the pages' theme as feed.yaml writes it; None where it names none. Most runs need not read it."""
    if scan.show_file is None or not any(b"theme" in (text.raw or b"") for text in _texts(scan.show_file)):
        return None
    site = _tree(scan).get("site")
    theme = site.get("theme") if isinstance(site, dict) else None
    return theme.strip().removesuffix("/") if isinstance(theme, str) and ".." not in theme.split("/") else None


def sound_settings(scan: Scan, overriding: Mapping[str, str]) -> Publish | None:
    """Everything under `publish:`, judged; None when something in it is wrong. `overriding` comes before the file."""
    from pydantic import ValidationError

    from balado.show.publishing import Publish
    from balado.source.translate import without_empty

    try:
        return Publish.model_validate({**without_empty(_section(scan)), **overriding})
    except ValidationError:
        return None


def show_zone(scan: Scan) -> tzinfo:
    """The zone in which the show tells times; UTC where feed.yaml cannot be read or names none."""
    from balado.show.values.zone import zone_of

    return zone_of(_tree(scan).get("timezone")) or UTC


def _text(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(value)
    return value.strip() if isinstance(value, str) else ""


def _section(scan: Scan) -> dict[str, Any]:
    publish = _tree(scan).get("publish")
    return publish if isinstance(publish, dict) else {}


def _tree(scan: Scan) -> dict[str, Any]:
    if scan.show_file is None or scan.show_file.raw is None:
        return {}
    text, _ = decode(scan.show_file.raw, scan.show_file.path)
    if text is None:
        return {}
    document = parse(text, scan.show_file.path)
    shared = scan.show_file.shared
    if shared is not None:
        from balado.source.shared.merge import inherit  # most shows are alone

        inherit(document, shared.raw or b"", shared.path)
    return document.tree or {}


def _texts(show: TextFile) -> tuple[TextFile, ...]:
    """feed.yaml, and the network.yaml that it has values from."""
    return (show,) if show.shared is None else (show, show.shared)
