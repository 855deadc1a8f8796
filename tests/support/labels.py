"""Labels to embed in recordings."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from balado.media.episode_tags import EpisodeTags
from balado.show.podcasting import Chapter


def chapter(seconds: float, title: str | None = None, **more: Any) -> Chapter:
    return Chapter(start=timedelta(seconds=seconds), title=title, **more)


def label(**more: Any) -> EpisodeTags:
    made = EpisodeTags(
        title="Quelles attentes ?",
        show="Réussir le dernier kilomètre",
        people=("Claire Hédon", "Didier-Roland Tabuteau"),
        date=datetime(2022, 10, 19, 17, 30, tzinfo=ZoneInfo("Europe/Paris")),
        season=1,
        episode=3,
        language="fr",
        link="https://podcast.example/quelles-attentes/",
        cover=None,
        chapters=(
            chapter(0, "Ouverture, par le vice-président du Conseil d’État"),
            chapter(7.001, "Débat", href="https://podcast.example/d%C3%A9bat"),
            chapter(12.345, "Fin"),
        ),
    )
    return replace(made, **more)
