"""What is promised of the first show, which is published from this repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

import pytest
from PIL import Image
from programs import need_program

from balado.feed.read import read as read_feed
from balado.source.files import scan
from balado.source.read import Reading, read
from balado.transcripts.read import read_transcript

ROOT = Path(__file__).parents[2]
EPISODES = ROOT / "episodes"
SLUGS = [
    "01-quelles-attentes",
    "02-dans-les-territoires",
    "03-adapter-aux-destinataires",
    "04-actions-et-agents",
    "05-penser-des-le-premier",
]
NO_BREAK = "\u00a0"


def recording(slug: str) -> Path:
    return next(path for path in (EPISODES / slug).iterdir() if path.suffix in {".mp3", ".m4a"})


def prose() -> Mapping[str, str]:
    """Every text a listener reads or hears, by file; titles apart, which readers of feeds compare as plain text."""
    show = re.search(r"description: >-\n(.*?)\nlanguage:", (ROOT / "feed.yaml").read_text("utf-8"), re.DOTALL)
    assert show is not None
    texts = {"feed.yaml": show[1]}
    for episode in read(scan(ROOT)).episodes:
        titles = [chapter.title or "" for chapter in episode.chapters or ()]
        titles += [document.title for document in episode.documents]
        titles += [episode.replay.title or ""] if episode.replay else []
        words = [episode.summary or "", episode.notes, *titles]
        texts[f"{episode.slug}/episode.md"] = "\n".join(words)
    for slug in SLUGS:
        texts[f"{slug}.txt"] = (Path(__file__).parent / f"{slug}.txt").read_text("utf-8")
    return texts


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(scan(ROOT))


def test_it_is_read_without_a_fault(reading: Reading) -> None:
    assert reading.faults == ()
    assert [episode.slug for episode in reading.episodes] == SLUGS


def test_its_guid_is_that_of_its_feed(reading: Reading) -> None:
    assert reading.show is not None
    address = f"{reading.show.publish.url}/feed.xml".removeprefix("https://")
    assert UUID(str(reading.show.guid)) == uuid5(UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6"), address)


def test_its_address_and_mailbox_can_belong_to_nobody(reading: Reading) -> None:
    assert reading.show is not None
    assert reading.show.owner is not None
    assert str(reading.show.owner.email).endswith(".example")
    assert ".example/" in str(reading.show.publish.url)


def test_its_conferences_follow_one_another(reading: Reading) -> None:
    dates = [str(episode.date) for episode in reading.episodes]
    assert [date[:10] for date in dates] == ["2022-10-19", "2022-12-14", "2023-02-22", "2023-04-12", "2023-05-24"]
    assert dates[0] == "2022-10-19 17:30:00+02:00"
    assert [(episode.season, episode.episode) for episode in reading.episodes] == [(1, n) for n in range(1, 6)]


def test_each_episode_has_an_identity_of_its_own(reading: Reading) -> None:
    guids = [UUID(episode.guid) for episode in reading.episodes]
    assert {guid.version for guid in guids} == {4}
    assert len(set(guids)) == 5


def test_the_first_conference_names_its_six_people(reading: Reading) -> None:
    people = {person.name: person.role for person in reading.episodes[0].people}
    assert people == {
        "Didier-Roland Tabuteau": "guest",
        "Martine de Boisdeffre": "host",
        "Jean Castex": "guest",
        "Claire Hédon": "guest",
        "Thierry Lambert": "guest",
        "Claude Rambaud": "guest",
    }


def test_every_link_leads_to_the_institution(reading: Reading) -> None:
    links = {link for text in prose().values() for link in re.findall(r"https?://[^\s)]+", text)}
    links |= {episode.replay.url for episode in reading.episodes if episode.replay}
    assert links == {"https://www.conseil-etat.fr/"}


def test_it_uses_what_apps_can_show(reading: Reading) -> None:
    show = reading.show
    assert show is not None
    assert show.seasons == {1: "Le dernier kilomètre des politiques publiques"}
    assert show.license is not None
    for episode in reading.episodes:
        assert episode.held is not None
        assert episode.held.place is not None
        assert (episode.held.place.name, episode.held.place.country) == ("Conseil d’État, Paris", "FR")
        assert [transcript.file for transcript in episode.transcripts] == [f"{episode.folder}/transcript.vtt"]
        assert episode.chapters
    assert [bool(episode.documents) for episode in reading.episodes] == [True, True, False, False, False]
    films = [episode.video for episode in reading.episodes[:4]]
    assert all(film is not None and film.length and ".example/" in str(film.url) for film in films)
    assert reading.episodes[4].video is None, "on the page it is only announced"


def test_its_chapters_begin_where_a_sentence_does(reading: Reading) -> None:
    for episode in reading.episodes:
        transcript, faults = read_transcript((ROOT / episode.transcripts[0].file).read_bytes(), "transcript.vtt")
        assert faults == ()
        assert transcript is not None
        starts = {cue.start for cue in transcript.cues}
        assert [
            chapter.start for chapter in episode.chapters or () if chapter.start not in starts | {timedelta(0)}
        ] == []


def publish(to: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "balado", "publish", "--show", str(ROOT), "--to", str(to), "--format", "json"]
    environment = {**os.environ, "BALADO_CACHE_DIR": str(cache)}
    run = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False, env=environment)
    assert run.returncode == 0, run.stderr
    return run


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one run looked into, the others need not: recordings, and the cover in all its sizes."""
    return tmp_path_factory.mktemp("sample-cache")


def test_rehearsing_it_needs_no_warning_and_writes_nothing(cache: Path, tmp_path: Path) -> None:
    run = publish(tmp_path / "public", cache, "--dry-run")
    assert [line for line in run.stdout.splitlines() if json.loads(line)["event"] == "fault"] == []
    assert "warning" not in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def published(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Where it was published to, and what the command told."""
    folder = tmp_path_factory.mktemp("sample") / "public"
    return folder, publish(folder, cache).stdout


def test_its_feed_says_all_that_it_uses(published: tuple[Path, str]) -> None:
    document = read_feed((published[0] / "feed.xml").read_bytes())
    assert document.unplaced == ()
    assert document.feed.license is not None
    assert len(document.feed.items) == len(SLUGS)
    for item in document.feed.items:
        assert item.season_name == "Le dernier kilomètre des politiques publiques"
        assert {(person.group, person.role) for person in item.people} <= {("cast", "guest"), ("cast", "host")}
        assert [(place.country, place.rel) for place in item.locations] == [("FR", "creator")]
        assert [(link.type, link.rel) for link in item.transcripts] == [
            ("text/vtt", "captions"),
            ("application/x-subrip", "captions"),
            ("application/json", "captions"),
            ("text/html", None),
        ]
        assert item.chapters
        assert item.chapters[-1].start < timedelta(seconds=item.duration_s)
        assert len(item.html.encode()) < 4000
    first = min(document.feed.items, key=lambda item: item.published)
    assert len(first.people) == 6
    assert [link.url for link in first.content_links] == ["https://www.conseil-etat.fr/"]
    documents = [item.html.count("/documents/") for item in document.feed.items]
    assert sorted(documents) == [0, 0, 0, 1, 1]


def test_publishing_it_needs_no_warning(published: tuple[Path, str]) -> None:
    events = [json.loads(line) for line in published[1].splitlines()]
    assert [event for event in events if event["event"] == "fault"] == []
    assert events[-1]["event"] == "published"
    kinds = {event["kind"] for event in events if event["event"] == "uploaded"}
    assert kinds == {"audio", "artwork", "transcript", "chapters", "document"}


def test_every_episode_says_that_a_synthetic_voice_reads_it(reading: Reading) -> None:
    for episode in reading.episodes:
        assert "voix de synthèse" in episode.notes, episode.slug
        assert "voix de synthèse" in prose()[f"{episode.slug}.txt"]


def test_its_french_is_set_as_french_is() -> None:
    for where, text in prose().items():
        unlinked = re.sub(r"https?:\S+", "", text)
        assert "'" not in unlinked, where
        assert '"' not in unlinked, where
        assert re.findall(rf"[^{NO_BREAK}][:;?!»]", unlinked) == [], where
        assert re.findall(rf"«[^{NO_BREAK}]", unlinked) == [], where


def test_its_recordings_are_small_enough_for_git() -> None:
    assert sum(recording(slug).stat().st_size for slug in SLUGS) < 4_000_000


def test_one_recording_is_aac_with_its_index_first() -> None:
    start = recording("03-adapter-aux-destinataires").read_bytes()
    assert start[4:8] == b"ftyp"
    assert start.index(b"moov") < start.index(b"mdat")
    assert {recording(slug).suffix for slug in SLUGS if slug[:2] != "03"} == {".mp3"}


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug[:2] != "03"])
def test_the_others_carry_the_oldest_common_tags_and_nothing_behind(slug: str) -> None:
    recorded = recording(slug).read_bytes()
    assert recorded[:4] == b"ID3\x03"
    assert recorded[-128:-125] != b"TAG"


def test_their_durations_are_all_different() -> None:
    ffprobe = need_program("ffprobe")
    durations = [float(probe(ffprobe, recording(slug), "format=duration")) for slug in SLUGS]
    assert min(durations) >= 45
    assert len({round(duration) for duration in durations}) == 5


@pytest.mark.parametrize("slug", SLUGS)
def test_a_recording_is_mono_at_a_rate_every_player_knows(slug: str) -> None:
    ffprobe = need_program("ffprobe")
    assert probe(ffprobe, recording(slug), "stream=channels") == "1"
    assert probe(ffprobe, recording(slug), "stream=sample_rate") == "44100"
    assert int(probe(ffprobe, recording(slug), "stream=bit_rate")) >= 64_000


@pytest.mark.parametrize("slug", SLUGS)
def test_a_recording_is_as_loud_as_apple_asks(slug: str) -> None:
    said = subprocess.run(
        [need_program("ffmpeg"), "-nostdin", "-i", recording(slug), "-af", "ebur128=peak=true", "-f", "null", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stderr
    summary = said[said.rindex("Summary:") :]
    loudness, peak = (re.search(rf"{what}:\s+(-?[\d.]+)", summary) for what in ("I", "Peak"))
    assert loudness is not None
    assert peak is not None
    assert float(loudness[1]) == pytest.approx(-16, abs=0.5)
    assert float(peak[1]) <= -1


def test_the_artwork_is_what_directories_take() -> None:
    cover = EPISODES / "cover.jpg"
    with Image.open(cover) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (3000, 3000))
        assert not picture.getexif()
    assert cover.stat().st_size < 700_000


def probe(ffprobe: str, path: Path, entry: str) -> str:
    command = [ffprobe, "-v", "error", "-show_entries", entry, "-of", "default=nw=1:nk=1", str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
