"""Small specimens of the model and of plans, for tests that are not about reading files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from balado.edition.arrange import place_episodes, place_show
from balado.edition.contents import (
    Candidate,
    Contents,
    LocalFile,
    Picture,
    Recording,
    RenderedFeed,
)
from balado.edition.memory import Memory
from balado.edition.plan import Plan, Run, make_plan
from balado.facts import Fingerprint, ImageFacts, MediaFacts
from balado.record.generation import Generation
from balado.show.model import Episode

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHOW_GUID = "9b024349-ccf0-5f69-a609-6b82873eab3c"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def media_facts(content: str = "one", **changes: Any) -> MediaFacts:
    known: dict[str, Any] = {
        "byte_size": len(content),
        "sha256": sha256(content),
        "media_type": "audio/mpeg",
        "suffix": ".mp3",
        "codec": "mp3",
        "duration": timedelta(seconds=61.25),
        "bitrate": 64000,
        "bitrate_mode": "constant",
        "channels": 1,
        "sample_rate_hz": 44100,
    }
    return MediaFacts(**{**known, **changes})


def image_facts(content: str = "cover") -> ImageFacts:
    return ImageFacts(
        byte_size=len(content),
        sha256=sha256(content),
        media_type="image/jpeg",
        suffix=".jpg",
        width_px=3000,
        height_px=3000,
        mode="RGB",
    )


def local_file(folder: Path, content: str) -> LocalFile:
    path = folder / sha256(content)[:8]
    path.write_text(content)
    stat = path.stat()
    return LocalFile(path, Fingerprint(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))


def episode(slug: str, days: float = -1, **changes: Any) -> Episode:
    """An episode dated so many days from NOON."""
    known: dict[str, Any] = {
        "slug": slug,
        "folder": f"episodes/{slug}",
        "guid": f"guid-of-{slug}",
        "title": f"About {slug}",
        "date": NOON + timedelta(days=days),
        "audio": f"episodes/{slug}/talk.mp3",
    }
    return Episode(**{**known, **changes})


def candidate(folder: Path, one: Episode, content: str | None = None) -> Candidate:
    content = content if content is not None else f"sound of {one.slug}"
    return Candidate(one, Recording(one.audio or "", media_facts(content), local_file(folder, content)))


def plan_of(folder: Path, *candidates: Candidate, previous: Generation | None = None, **run: Any) -> Plan:
    """The plan of a show with these candidates at NOON; the feed's document just names its live guids."""
    keys = Memory(previous).keys
    show = place_show(
        SHOW_GUID, "https://pod.example", Picture("cover.jpg", image_facts(), local_file(folder, "cover")), keys
    )
    now = run.pop("now", NOON)
    placed = place_episodes(candidates, keys, now)
    live = sorted(one.episode.guid for one in placed if one.state == "live")
    titles = {one.episode.guid: one.episode.title or "" for one in placed}
    document = "\n".join(f"{guid} {titles[guid]}" for guid in live).encode()
    rendered = RenderedFeed(document, hashlib.sha256(document).hexdigest(), NOON, {guid: titles[guid] for guid in live})
    run = {"now": now, "owner": "me", "source_digest": "d", **run}
    return make_plan(Contents(show, placed, rendered if live else None), previous, Run(**run))
