"""Where a show is published, read before anything else is: for the run that finds nothing to do. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from balado.source.decode import decode
from balado.source.folder import Scan
from balado.source.parse import parse


def publish_settings(scan: Scan) -> Mapping[str, str]:
    """The texts under `publish:` in feed.yaml as they are written; empty when that cannot be read."""
    if scan.show_file is None or scan.show_file.raw is None:
        return {}
    text, _ = decode(scan.show_file.raw, scan.show_file.path)
    tree = parse(text, scan.show_file.path).tree if text is not None else None
    publish = (tree or {}).get("publish")
    if not isinstance(publish, dict):
        return {}
    return {name: value.strip() for name, value in publish.items() if isinstance(value, str) and value.strip()}
