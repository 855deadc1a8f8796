"""Shows as their pages are made of, for tests of the pages: small, and as large as asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from balado.site.model import (
    PictureForm,
    SiteChapter,
    SiteConference,
    SiteEpisode,
    SiteFile,
    SiteLink,
    SiteMeeting,
    SitePerson,
    SitePicture,
    SitePlace,
    SiteShow,
    SiteTranscript,
)
from balado.site.search.said import SaidFile, said_parts
from balado.transcripts.transcript import Cue, Transcript, Voice

PARIS = ZoneInfo("Europe/Paris")
URL = "https://pod.example/show"
PALACE = SitePlace("Conseil d’État, 1 place du Palais-Royal, Paris", 48.8625, 2.3375, "fr")
HEDON = SitePerson("Claire Hédon", "claire-hedon", "guest", "Défenseure des droits", "https://example.org/hedon")
HOST = SitePerson("Martine de Boisdeffre", "martine-de-boisdeffre", "moderator")


def picture(name: str = "cover", alt: str = "Un pont") -> SitePicture:
    forms = tuple(
        PictureForm(f"images/{name}-{width}{suffix}", media_type, width, width)
        for suffix, media_type in ((".jpg", "image/jpeg"), (".webp", "image/webp"))
        for width in (1280, 640, 320)
    )
    return SitePicture(forms, alt, PictureForm(f"images/{name}-social.jpg", "image/jpeg", 1200, 630))


def transcript(*said: str, speaker: str | None = "Claire Hédon") -> SiteTranscript:
    cues = tuple(
        Cue((Voice(text, speaker),), timedelta(seconds=4 * number), timedelta(seconds=4 * number + 4))
        for number, text in enumerate(said)
    )
    return SiteTranscript("fr", Transcript(cues), (SiteLink("WebVTT", "transcripts/un.vtt", "text/vtt"),))


def episode(page: str = "quelles-attentes", **changes: Any) -> SiteEpisode:
    values: dict[str, Any] = {
        "guid": f"guid-of-{page}",
        "page": page,
        "title": f"Titre de {page} : quelles attentes ?",
        "published": datetime(2022, 10, 19, 17, 30, tzinfo=PARIS),
        "audio": SiteLink("", f"audio/{page}-0123456789abcdef.mp3", "audio/mpeg", 36_000_000),
        "duration_s": 3723.4,
        "notes_html": "<p>Les <em>attentes</em> du public &amp; les réformes.</p>",
        "summary": "Ce que chacun attend des services publics.",
        "language": "fr",
        "explicit": False,
        "author": "Une institution",
    }
    return SiteEpisode(**{**values, **changes})


def full_episode(page: str = "quelles-attentes", **changes: Any) -> SiteEpisode:
    values: dict[str, Any] = {
        "season": 1,
        "number": 3,
        "picture": picture(page, "La tribune"),
        "meeting": meeting(2022, 10, 19, 17, 30, hours=2.5),
        "transcripts": (transcript("Bonjour à toutes et à tous.", "Le dernier kilomètre, c’est quoi ?"),),
        "chapters": (SiteChapter(0, "Ouverture"), SiteChapter(90.5, "Débat <public>")),
        "people": (HEDON, HOST),
        "license": SiteLink("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    }
    return episode(page, **{**values, **changes})


def meeting(*moment: int, hours: float | None = None, **changes: Any) -> SiteMeeting:
    start = datetime(*moment, tzinfo=PARIS)  # type: ignore[misc, arg-type]
    end = None if hours is None else (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(PARIS)
    return SiteMeeting(**{"start": start, "end": end, "place": PALACE, **changes})


def conference(name: str = "a-venir", **changes: Any) -> SiteConference:
    values: dict[str, Any] = {
        "guid": f"guid-of-{name}",
        "title": f"Conférence {name}",
        "meeting": meeting(2027, 1, 20, 18, 0, hours=2),
        "status": "pending",
        "stream": SiteLink("", "https://live.example/one.m3u8", "application/x-mpegURL"),
        "page": SiteLink("Suivre la conférence", "https://example.org/live"),
        "language": "fr",
        "summary": "Penser le dernier kilomètre dès le premier.",
        "people": (HEDON,),
    }
    return SiteConference(**{**values, **changes})


def show(*episodes: SiteEpisode, **changes: Any) -> SiteShow:
    values: dict[str, Any] = {
        "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
        "title": "Réussir le dernier kilomètre",
        "description": "Un cycle de conférences sur les politiques publiques.",
        "language": "fr",
        "url": URL,
        "link": "https://example.org/",
        "author": "Une institution",
        "picture": picture(),
        "timezone": "Europe/Paris",
        "episodes": episodes,
        "seasons": {1: "Premier cycle"},
        "page_language": "fr",
    }
    return SiteShow(**{**values, **changes})


def said_files(of: SiteShow) -> list[SiteFile]:
    """What is said in the episodes of a show, the file of the oldest first."""
    found = []
    for part in reversed(said_parts(of)):
        said = SaidFile()
        for one in part.said:
            said.add(one)
        if part.said:
            found.append(SiteFile(part.key, said.body, "application/json", part.guids))
    return found
