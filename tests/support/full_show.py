"""A show on disk that uses every feature at once, and its recordings with chapters and pictures inside."""

from __future__ import annotations

import io
from pathlib import Path

from films import film_of
from mutagen.id3 import APIC, CHAP, CTOC, ID3, TIT2, CTOCFlags
from PIL import Image
from show_builder import Show, silent_mp3

SHOW_KEYS = {
    "embed": "true",
    "people": "{hedon: {name: Claire Hédon, function: Défenseure des droits}, ada: {name: Ada, role: host}}",
    "team": "[ada]",
    "places": "{palais: {name: Palais-Royal, geo: 'geo:48.8637,2.3372', country: FR}}",
    "locations": "[palais]",
    "license": "CC-BY-4.0",
    "seasons": "{1: Le premier cycle}",
    "funding": "[{url: 'https://example.org/support', title: Soutenir}]",
    "trailers": "[{url: 'https://example.org/t.mp3', title: Bande-annonce, date: 2025-10-01 08:00}]",
    "update_frequency": "{title: Chaque mercredi, rule: FREQ=WEEKLY;BYDAY=WE}",
    "service_blocks": "{spotify: false}",
    "social": "[{protocol: activitypub, uri: 'https://social.example/1'}]",
    "chat": "{server: irc.example.org, protocol: irc, space: '#show'}",
    "txt": "[{purpose: verify, text: abc}]",
    "podroll": "[{feed_guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810}]",
    "publisher": "{feed_guid: 917393e3-1b1e-5cef-ace4-edaa54e1f810}",
    "value": "{type: lightning, method: keysend, recipients: [{type: node, address: abc, split: 1}]}",
    "uses_podping": "true",
    "images": "[{url: 'https://example.org/banner.jpg', aspect_ratio: 16/9}]",
    "notes_end": "[conference, people, chapters, documents, replay]",
    "extra": "[{name: 'spotify:limit', attributes: {recentCount: 10}}, {name: 'foo:moods', namespace: 'http://foo.example/',"
    " children: [{name: 'foo:mood', text: Calme}]}]",
    "alt": "Une borne au bord d’une route",
    "feeds": "{saison-1: {seasons: [1]}, hedon: {people: [hedon]}, films: {media: video}, latest: {newest: 1},"
    " english: {title: The last mile, description: Talks., author: An institution, link: 'https://example.org/en',"
    " artwork: episodes/cover-en.png, alt: A milestone, season_names: {1: The first cycle}}}",
    "archive": "1",
}
EPISODE_KEYS = {
    "season": "1",
    "people": "[{person: hedon, role: intervenante}]",
    "held": "{start: 2025-10-30 17:30, end: 2025-10-30 20:00, place: palais}",
    "documents": "[{title: Programme, file: programme.pdf}]",
    "video": "{file: replay.mp4, height: 720}",
    "replay": "https://example.org/watch",
    "soundbites": "[{start: 0, duration: 1}]",
    "license": "ARR",
    "txt": "[{text: abc}]",
    "extra": "[{name: category, attributes: {domain: 'https://example.org/'}, text: Marche & vie}]",
}
TRANSCRIPT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n<v Claire Hédon>Bonjour à toutes et à tous.\n"


def write_full_show(show: Show, publish: str | None = None) -> None:
    """Two live episodes, one scheduled, one announced; everything that can be written is."""
    show.write_feed(**SHOW_KEYS, **({"publish": publish} if publish else {}))
    Image.new("RGB", (1400, 1400), "navy").save(show.root / "episodes" / "cover-en.png")
    for slug, date in (("a", "2025-11-01 08:00"), ("b", "2025-11-02 08:00"), ("c", "2025-12-24 08:00")):
        folder = show.add(slug, date=date, seconds=None, **EPISODE_KEYS)
        (folder / "talk.mp3").write_bytes(with_chapters(silent_mp3(5, slug)))
        (folder / "transcript.vtt").write_text(TRANSCRIPT, encoding="utf-8")
        (folder / "transcript.en.srt").write_text("1\n00:00:00,000 --> 00:00:01,500\nClaire: Good evening.\n", "utf-8")
        (folder / "programme.pdf").write_bytes(b"%PDF-1.7 " + slug.encode())
        (folder / "replay.mp4").write_bytes(film_of(slug, 5))
    show.add(
        "d",
        date=None,
        seconds=None,
        held="{start: 2025-11-30 17:30, end: 2025-11-30 20:00, place: Palais}",
        live="{url: 'https://live.example/d.mp3', page: 'https://example.org/live'}",
    )


def without_media(show: Show) -> None:
    """Take away what a nightly checkout does not hold: recordings, films, documents."""
    for pattern in ("*.mp3", "*.mp4", "*.pdf"):
        for path in show.root.glob(f"episodes/*/{pattern}"):
            path.unlink()


def with_chapters(audio: bytes) -> bytes:
    """A recording with three chapters of a second each inside it; the second has a picture."""
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "JPEG")
    file = io.BytesIO(audio)
    tags = ID3(file)
    for number in range(3):
        inner = [TIT2(encoding=3, text=[f"Chapitre {number + 1}"])]
        if number == 1:
            inner.append(APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=picture.getvalue()))
        name = f"c{number}"
        tags.add(CHAP(element_id=name, start_time=number * 1000, end_time=number * 1000 + 1000, sub_frames=inner))
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=["c0", "c1", "c2"], sub_frames=[]))
    file.seek(0)
    tags.save(file, v2_version=3)
    return file.getvalue()


def copy_of(show: Show, root: Path) -> Show:
    """A fresh checkout of the same show: its texts and pictures, none of its media, nothing remembered."""
    for path in show.root.rglob("*"):
        relative = path.relative_to(show.root)
        if path.is_file() and relative.parts[0] in ("feed.yaml", "episodes"):
            target = root / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    made = Show(root, show.environment)
    without_media(made)
    return made
