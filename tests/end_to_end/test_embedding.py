"""`embed: true`: what stands in the published recordings, and that nobody has to download one twice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest
from mutagen.id3 import ID3
from programs import need_program
from show_builder import Show, silent_mp3

URL = "https://pod.example/show/"
PEOPLE = "[{name: Claire Hédon}, {name: Didier-Roland Tabuteau}]"
CHAPTERS = "[{start: '00:00:00', title: Ouverture}, {start: '00:00:01', title: Débat}]"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """A show that puts tags into what it publishes."""
    made = Show(tmp_path / "show")
    made.write_feed(embed="true")
    return made


def enclosures(show: Show) -> dict[str, str]:
    """The address of each episode's recording, by its guid."""
    entries = feedparser.parse(show.published()["feed.xml"]).entries
    return {entry.id: entry.enclosures[0].href for entry in entries}


def titles(show: Show) -> list[str]:
    return [entry.title for entry in feedparser.parse(show.published()["feed.xml"]).entries]


def sound(show: Show, guid: str = "guid-of-a") -> bytes:
    """What a listener of that episode downloads."""
    return show.published()[enclosures(show)[guid].removeprefix(URL)]


def tags(recording: bytes) -> ID3:
    return ID3(io.BytesIO(recording))


def retitle(folder: Path, title: str) -> None:
    text = folder / "episode.md"
    text.write_text(text.read_text("utf-8").replace(f"About {folder.name}", title), "utf-8")


def recordings(show: Show) -> list[str]:
    return sorted(key for key in show.published() if key.startswith("audio/"))


def test_the_published_recording_carries_what_the_author_wrote(show: Show) -> None:
    folder = show.add("a", title="Quelles attentes ?", people=PEOPLE, chapters=CHAPTERS)
    written = (folder / "talk.mp3").read_bytes()

    show.publish()

    published = sound(show)
    found = tags(published)
    assert found["TIT2"].text == ["Quelles attentes ?"]
    assert found["TALB"].text == ["Le dernier kilomètre"]
    assert found["TPE1"].text == ["Claire Hédon/Didier-Roland Tabuteau"], "ID3v2.3 separates names so"
    assert [one.sub_frames["TIT2"].text[0] for one in found.getall("CHAP")] == ["Ouverture", "Débat"]
    assert found.getall("APIC")[0].data.startswith(b"\xff\xd8"), "the cover of the show"
    [entry] = feedparser.parse(show.published()["feed.xml"]).entries
    assert entry.enclosures[0].length == str(len(published))
    assert (folder / "talk.mp3").read_bytes() == written


def test_the_sound_is_the_authors_to_the_last_sample(show: Show, tmp_path: Path) -> None:
    ffmpeg = need_program("ffmpeg")
    folder = show.add("a", chapters=CHAPTERS)
    subprocess.run(
        [ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", "sine=frequency=440:duration=3", str(folder / "talk.mp3")],
        check=True,
    )
    show.publish()
    published = tmp_path / "published.mp3"
    published.write_bytes(sound(show))

    def decoded(path: Path) -> str:
        command = [ffmpeg, "-v", "error", "-i", str(path), "-map", "0:a", "-f", "md5", "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert published.read_bytes() != (folder / "talk.mp3").read_bytes()
    assert decoded(published) == decoded(folder / "talk.mp3")


def test_the_same_again_is_nothing_to_do(show: Show) -> None:
    show.add("a")
    show.publish()
    before = show.footprint()

    assert "Nothing to do" in show.publish().stderr
    assert show.footprint() == before


def test_a_corrected_title_sends_nobody_a_new_recording(show: Show) -> None:
    folder = show.add("a")
    show.publish()
    before, heard = enclosures(show), sound(show)
    retitle(folder, "Corrected")

    [plan] = [event for event in show.events() if event["event"] == "plan"]

    assert plan["uploads"] == []
    assert titles(show) == ["Corrected"]
    assert enclosures(show) == before
    assert sound(show) == heard


def test_a_checkout_without_audio_publishes_the_same_and_writes_nothing(show: Show, tmp_path: Path) -> None:
    show.add("a", people=PEOPLE, chapters=CHAPTERS)
    show.add("b", date="2025-12-24 18:00")
    show.publish()
    before, served = show.footprint(), show.published()
    show.remove_audio()
    show.environment = {"XDG_CACHE_HOME": str(tmp_path / "no-cache")}

    assert "Nothing to do" in show.publish().stderr
    assert show.footprint() == before
    with (show.root / "feed.yaml").open("a") as feed:
        feed.write("# a remark: now all is looked at in full\n")
    assert "Nothing to do" in show.publish().stderr
    assert show.published() == served


def test_a_checkout_without_audio_corrects_a_title(show: Show) -> None:
    folder = show.add("a")
    show.publish()
    before, heard = enclosures(show), sound(show)
    show.remove_audio()
    retitle(folder, "Corrected")

    show.publish()

    assert titles(show) == ["Corrected"]
    assert (enclosures(show), sound(show)) == (before, heard)


def test_reembed_renews_the_tags_under_a_new_address_with_the_same_guid(show: Show) -> None:
    folder = show.add("a")
    show.add("b")
    show.publish()
    before = enclosures(show)
    retitle(folder, "Corrected")
    show.publish()

    said = show.publish("--reembed", "a").stderr

    after = enclosures(show)
    assert "a “Corrected” gets a new recording" in said
    assert after["guid-of-a"] != before["guid-of-a"]
    assert after["guid-of-b"] == before["guid-of-b"]
    assert tags(sound(show))["TIT2"].text == ["Corrected"]
    assert before["guid-of-a"].removeprefix(URL) in show.published(), "downloads under way go on"
    assert "Nothing to do" in show.publish().stderr
    assert "Nothing to do" in show.publish("--reembed", "a").stderr, "the same tags are the same bytes"


def test_reembed_lasts_in_a_checkout_without_audio(show: Show) -> None:
    folder = show.add("a")
    show.publish()
    retitle(folder, "Corrected")
    show.publish("--reembed", "a")
    renewed = enclosures(show)
    show.remove_audio()
    show.write_feed(embed="true", description="Told anew.")

    show.publish()

    assert enclosures(show) == renewed


def test_an_earlier_recording_comes_back_under_its_earlier_address(show: Show) -> None:
    folder = show.add("a")
    first = (folder / "talk.mp3").read_bytes()
    show.publish()
    before, heard = enclosures(show), sound(show)
    (folder / "talk.mp3").write_bytes(silent_mp3(5))
    show.publish()
    assert enclosures(show) != before
    (folder / "talk.mp3").write_bytes(first)
    retitle(folder, "Corrected")

    show.publish()

    assert enclosures(show) == before
    assert sound(show) == heard
    assert len(recordings(show)) == 2


def test_turned_off_later_what_was_published_stays(show: Show) -> None:
    show.add("a")
    show.publish()
    before = enclosures(show)
    show.write_feed()
    new = show.add("b")

    show.publish()

    assert enclosures(show)["guid-of-a"] == before["guid-of-a"]
    assert sound(show, "guid-of-b") == (new / "talk.mp3").read_bytes()


def test_turned_on_later_what_was_published_stays(show: Show) -> None:
    show.write_feed()
    old = show.add("a")
    show.publish()
    before = enclosures(show)
    show.write_feed(embed="true")
    show.add("b")

    show.publish()

    assert enclosures(show)["guid-of-a"] == before["guid-of-a"]
    assert sound(show) == (old / "talk.mp3").read_bytes()
    assert tags(sound(show, "guid-of-b"))["TIT2"].text == ["About b"]


@pytest.mark.parametrize("embed", ["true", None], ids=["still embedding", "turned off since"])
def test_a_place_that_was_emptied_gets_the_same_recording_again(show: Show, embed: str | None) -> None:
    show.add("a")
    show.publish()
    before, heard = enclosures(show), sound(show)
    show.write_feed(embed=embed)
    show.publish()
    shutil.rmtree(show.root / "public")

    show.publish()

    assert enclosures(show) == before
    assert sound(show) == heard


def test_reembed_of_a_recording_that_is_not_here_is_refused(show: Show) -> None:
    show.add("a")
    show.publish()
    show.remove_audio()
    before = show.footprint()

    assert "`--reembed a` needs its recording here, as an MP3." in show.publish("--reembed", "a", code=2).stderr
    assert show.footprint() == before


@pytest.mark.parametrize(
    "keys",
    [
        {"draft": "true"},
        {
            "live": "{url: 'https://live.example/s.mp3', page: 'https://live.example/'}",
            "held": "{start: 2025-12-24 18:00}",
        },
    ],
    ids=["draft", "announced"],
)
def test_reembed_of_what_was_never_recorded_is_refused(show: Show, keys: dict[str, str]) -> None:
    show.add("a")
    show.add("b", seconds=None, **keys)

    assert "`--reembed b` needs its recording here, as an MP3." in show.publish("--reembed", "b", code=2).stderr
    assert not show.published()


def test_reembed_of_no_episode_is_refused(show: Show) -> None:
    show.add("attentes")

    said = show.publish("--reembed", "attente", code=2).stderr

    assert "There is no episode `attente`. Did you mean --reembed attentes?" in said


def test_reembed_of_another_format_is_refused(show: Show) -> None:
    folder = show.add("a", seconds=None)
    command = [need_program("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", "sine=duration=1", str(folder / "talk.m4a")]
    subprocess.run(command, check=True)
    show.publish()
    assert sound(show) == (folder / "talk.m4a").read_bytes(), "only MP3s get tags"

    assert "`--reembed a` needs its recording here, as an MP3." in show.publish("--reembed", "a", code=2).stderr
