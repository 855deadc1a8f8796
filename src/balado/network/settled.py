"""Where a show is published, and what its guid is, as its settings alone say it: before anything is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from balado.errors import UsageError
from balado.network.elsewhere import BucketSource, PlaceParts, SettledShow, ShowSource
from balado.network.tally import resolved
from balado.source.decode import decode
from balado.source.files import TEXT_MAX_BYTES
from balado.source.folder import SHOW_FILE
from balado.source.yaml.parse import parse
from balado.store.place import bucket_and_prefix, is_bucket

_USUAL_PLACE = "public"


def read_settled(name: str, folder: Path, endpoint: str, source: ShowSource | None = None) -> SettledShow | None:
    """What feed.yaml in the folder of a show says; None where it cannot be read, which the show's own run tells.

    `endpoint` is that of shows that name none. Of a show with a `source`, lines are told below its name.
    """
    path = resolved(str(folder), SHOW_FILE) if source is None else f"{name}/{SHOW_FILE}"
    try:
        with (folder / SHOW_FILE).open("rb") as file:
            text, _ = decode(file.read(TEXT_MAX_BYTES), path)
    except OSError:
        return None
    document = parse(text or "", path)
    tree = document.tree or {}
    publish = tree.get("publish")
    settings: dict[str, Any] = publish if isinstance(publish, dict) else {}
    endpoint = _text(settings.get("endpoint")) or endpoint
    written = {"publish.to": _text(settings.get("to")) or _USUAL_PLACE, "publish.state": _text(settings.get("state"))}
    places = ((document.place(key), place_parts(to, folder, endpoint)) for key, to in written.items() if to)
    fetched_from = source.address if isinstance(source, BucketSource) else ""
    return SettledShow(
        name,
        tuple((place, parts) for place, parts in places if parts),
        (document.place("guid"), _text(tree.get("guid")).lower()),
        place_parts(fetched_from, folder, getattr(source, "endpoint", None) or "") if fetched_from else (),
    )


def place_parts(written: str, folder: Path, endpoint: str) -> PlaceParts:
    """The parts of a place; none where it is no place, which its own run tells."""
    if not is_bucket(written):
        return ("folder", *(folder / written).resolve().parts)
    try:
        bucket, prefix = bucket_and_prefix(written)
    except UsageError:
        return ()
    return ("bucket", endpoint.rstrip("/").lower(), bucket, *filter(None, prefix.split("/")))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
