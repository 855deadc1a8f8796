"""Shows as their pages are made of them, with everything that a page can tell; and the files that they name."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import site_specimens
from audio_samples import encode
from PIL import Image
from show_builder import Show
from site_server import SiteServer, files_in

from balado.site.build import build_site
from balado.site.model import (
    GoneEpisode,
    SiteChapter,
    SiteConference,
    SiteEpisode,
    SiteFilm,
    SiteLink,
    SitePerson,
    SiteShow,
    SiteTranscript,
)
from balado.transcripts.transcript import Cue, Transcript, Voice
from balado.transcripts.vtt import write_vtt

ROOT = Path(__file__).parents[2]
SECONDS = 60
"""How long the recordings play."""
CUE_SECONDS = 4
ADA = SitePerson("Ada Lovelace", "ada-lovelace", "translator")
AUDIO = "media/conference-0123456789abcdef.mp3"
CAPTIONS = "transcripts/conference-0123456789abcdef.vtt"
ENGLISH_CAPTIONS = "transcripts/conference.en-0123456789abcdef.vtt"
FILM = "media/film-0123456789abcdef.mp4"
PROGRAMME = "documents/programme-0123456789abcdef.pdf"
OLDER = 60
"""More than one list holds."""
KINDS = {
    "show": "index.html",
    "episode": "episodes/quelles-attentes.html",
    "bare episode": "episodes/episode-60.html",
    "withdrawn episode": "episodes/gone.html",
    "person": "people/claire-hedon.html",
    "season": "seasons/1.html",
    "list": "list/1.html",
    "player": "embed/quelles-attentes.html",
    "missing": "404.html",
}
"""A page of each kind."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The texts of a show in one language."""

    language: str
    title: str
    description: str
    sentence: str
    """What a cue says, with the number of the cue in it."""
    chapters: tuple[str, str, str]


FRENCH = Spoken(
    "fr",
    "Réussir le dernier kilomètre",
    "Un cycle de conférences sur l’action publique.",
    "Le dernier kilomètre numéro {} mène jusqu’aux usagers.",
    ("Accueil", "Les attentes des usagers", "Questions de la salle"),
)
ENGLISH = Spoken(
    "en-GB",
    "The last mile",
    "Talks on how public policy reaches people.",
    "Last mile number {} leads to people.",
    ("Welcome", "What people expect", "Questions"),
)
ARABIC = Spoken(
    "ar",
    "الميل الأخير",
    "محاضرات عن السياسات العامة.",
    "الميل الأخير رقم {} يصل إلى الناس.",
    ("ترحيب", "ما ينتظره الناس", "أسئلة"),
)
SPOKEN = {spoken.language: spoken for spoken in (FRENCH, ENGLISH, ARABIC)}


def rich_show(url: str, spoken: Spoken = FRENCH, older: int = OLDER) -> SiteShow:
    """A show that has everything once, and `older` episodes that have next to nothing."""
    plain = tuple(plain_episode(number, spoken) for number in range(older, 0, -1))
    return site_specimens.show(
        rich_episode(spoken),
        *plain,
        title=spoken.title,
        description=spoken.description,
        language=spoken.language,
        page_language="",
        url=url,
        conferences=(conference("pending", spoken), conference("live", spoken)),
        gone=(GoneEpisode("guid-gone", "gone", date(2025, 6, 1)),),
        seasons={1: "Premier cycle", 2: "Second cycle"},
        services=(
            SiteLink("Apple Podcasts", "https://apple.example/1"),
            SiteLink("Deezer", "https://deezer.example/1"),
        ),
        team=(site_specimens.HOST, ADA),
        funding=(SiteLink("Soutenir", "https://example.org/support"),),
        license=SiteLink("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        copyright="Une institution",
        feeds=(SiteLink("Premier cycle", "saison-1.xml", "application/rss+xml"),),
    )


def rich_episode(spoken: Spoken) -> SiteEpisode:
    """An episode with everything that one can have."""
    return site_specimens.full_episode(
        title=f"{spoken.title}\u00a0: quelles attentes\u00a0?",
        audio=SiteLink("", AUDIO, "audio/mpeg", 240_000),
        duration_s=SECONDS,
        notes_html="<p>Ce que les usagers attendent, avec <a href='https://example.org/notes'>une page</a>.</p>"
        "<ul><li>un</li><li>deux</li></ul>",
        summary=spoken.description,
        language=spoken.language,
        explicit=True,
        season=2,
        number=4,
        film=SiteFilm(SiteLink("Film", FILM, "video/mp4", 1_000), 720),
        renditions=(SiteLink("Opus", "media/conference-0123456789abcdef.opus", "audio/ogg", 100_000),),
        transcripts=(transcript(spoken, CAPTIONS), transcript(replace(ENGLISH, language="en"), ENGLISH_CAPTIONS)),
        chapters=tuple(
            SiteChapter(20 * number, title, "https://example.org/more" if number == 1 else None)
            for number, title in enumerate(spoken.chapters)
        ),
        chapters_key="chapters/conference-0123456789abcdef.json",
        people=(site_specimens.HOST, site_specimens.HEDON, ADA),
        documents=(SiteLink("Programme", PROGRAMME, "application/pdf", 22_000),),
        replay=SiteLink("Revoir la conférence", "https://example.org/watch"),
        links=(SiteLink("Étude annuelle", "https://example.org/study", language="fr"),),
        own_page="https://example.org/page",
    )


def plain_episode(number: int, spoken: Spoken) -> SiteEpisode:
    """An episode that has what every one must have."""
    return site_specimens.episode(
        f"episode-{number}",
        title=f"{spoken.title} {number}",
        published=datetime(2020, 1, 1, 8, tzinfo=site_specimens.PARIS) + timedelta(days=number),
        audio=SiteLink("", AUDIO, "audio/mpeg", 240_000),
        duration_s=SECONDS,
        notes_html="",
        summary="",
        language=spoken.language,
        season=1,
    )


def conference(status: str, spoken: Spoken) -> SiteConference:
    """A conference without a recording: to come, or on air."""
    return site_specimens.conference(
        status,
        title=f"{spoken.title}, {status}",
        status=status,
        language=spoken.language,
        documents=(SiteLink(f"Programme {status}", PROGRAMME, "application/pdf", 22_000),),
    )


def transcript(spoken: Spoken, key: str) -> SiteTranscript:
    """A cue every few seconds, of two speakers in turn."""
    return SiteTranscript(
        spoken.language,
        Transcript(tuple(_cue(spoken, number) for number in range(SECONDS // CUE_SECONDS))),
        (SiteLink("", key, "text/vtt", 1_000, spoken.language),),
    )


def _cue(spoken: Spoken, number: int) -> Cue:
    speaker = ("Claire Hédon", "Martine de Boisdeffre")[number // 4 % 2]
    begin = timedelta(seconds=CUE_SECONDS * number)
    voice = Voice(spoken.sentence.format(number), speaker)
    return Cue((voice,), begin, begin + timedelta(seconds=CUE_SECONDS))


def files_of(show: SiteShow, folder: Path) -> dict[str, tuple[bytes, str]]:
    """What the pages of a show name and do not make: recording, captions, pictures, the rest. `folder` is scratch."""
    files = {
        AUDIO: (_sound(folder), "audio/mpeg"),
        PROGRAMME: (b"%PDF-1.7", "application/pdf"),
        "feed.xml": (b"<rss/>", "application/rss+xml"),
    }
    for episode in show.episodes:
        for one in episode.transcripts:
            files[one.files[0].href] = (write_vtt(one.transcript).encode(), "text/vtt; charset=utf-8")
    for shown in (show.picture, *(episode.picture for episode in show.episodes if episode.picture)):
        for form in (*shown.forms, *((shown.social,) if shown.social else ())):
            files[form.key] = (_image(form.media_type, form.width_px, form.height_px), form.media_type)
    return files


@cache
def _sound(folder: Path) -> bytes:
    return encode(folder / "sound.mp3", SECONDS, "-b:a", "32k").read_bytes()


@cache
def _image(media_type: str, width_px: int, height_px: int) -> bytes:
    file = io.BytesIO()
    kind = media_type.removeprefix("image/").upper()
    Image.new("RGB", (width_px, height_px), "#2a4494").save(file, kind, quality=40, method=0)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class PublishedSite:
    """The pages of a show where a browser finds them."""

    url: str
    show: SiteShow
    pages: Mapping[str, bytes]

    def address(self, kind: str) -> str:
        """The page of this kind, or with this key."""
        return f"{self.url}/{KINDS.get(kind, kind)}"

    def addresses(self, *kinds: str) -> dict[str, str]:
        """The pages of these kinds, or of every one."""
        return {kind: self.address(kind) for kind in kinds or KINDS}

    def page(self, kind: str) -> bytes:
        return self.pages[KINDS.get(kind, kind)]


def publish_site(server: SiteServer, show: SiteShow) -> PublishedSite:
    """Serve the pages of a show under its address, which is one of the server's."""
    pages = build_site(show)
    server.put_all(show.url.removeprefix(server.url), {one.key: (one.body, one.media_type) for one in pages})
    return PublishedSite(show.url, show, {one.key: one.body for one in pages})


class Sites:
    """A show with everything, by the language of the show; its pages are made when a test asks for them."""

    def __init__(self, server: SiteServer, folder: Path) -> None:
        self._server, self._folder = server, folder
        self._made: dict[str, PublishedSite] = {}

    def __getitem__(self, language: str) -> PublishedSite:
        if language not in self._made:
            show = rich_show(f"{self._server.url}/{language}", SPOKEN[language])
            self._server.put_all(f"/{language}", files_of(show, self._folder))
            self._made[language] = publish_site(self._server, show)
        return self._made[language]


@dataclass(frozen=True, slots=True)
class PublishedFolder:
    """What the command published into a folder, and the address at which that is served."""

    url: str
    files: Mapping[str, tuple[bytes, str]]


def publish_sample(server: SiteServer, folder: Path) -> PublishedFolder:
    """The show of the repository, published by the command."""
    for part in ("feed.yaml", "episodes"):
        source, target = ROOT / part, folder / part
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    Show(folder).publish("--url", f"{server.url}/sample")
    files = files_in(folder / "public")
    return PublishedFolder(server.put_all("/sample", files), files)
