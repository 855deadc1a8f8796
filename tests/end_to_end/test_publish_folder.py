"""The main job to a folder, as a process: what is public, what stays, what is refused."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from show_builder import Show, silent_mp3


def entries(show: Show) -> dict[str, Any]:
    """The live items by slug, as an app reads them."""
    feed = feedparser.parse(show.published()["feed.xml"])
    assert not feed.bozo, feed.get("bozo_exception")
    return {entry.id.removeprefix("guid-of-"): entry for entry in feed.entries}


def key_of(entry: Any) -> str:
    return urlsplit(entry.enclosures[0].href).path.removeprefix("/show/")


def test_every_enclosure_of_the_feed_is_there_with_the_bytes_it_announces(show: Show) -> None:
    show.add("a", seconds=2)
    show.add("b", seconds=3.4)
    run = show.publish()

    published = show.published()
    assert "https://pod.example/show/feed.xml" in run.stderr
    assert list(entries(show)) == ["a", "b"] or list(entries(show)) == ["b", "a"]
    for slug, entry in entries(show).items():
        audio = (show.root / "episodes" / slug / "talk.mp3").read_bytes()
        assert published[key_of(entry)] == audio
        assert int(entry.enclosures[0].length) == len(audio)
        assert hashlib.sha256(audio).hexdigest()[:16] in key_of(entry)
        assert entry.enclosures[0].type == "audio/mpeg"
    assert [entries(show)[slug].itunes_duration for slug in ("a", "b")] == ["2", "3"]


def test_in_a_copy_of_the_folder_nothing_is_to_be_done(show: Show, tmp_path: Path) -> None:
    """`cp -r` gives every file another time."""
    show.add("a")
    show.publish()
    copy = Show(tmp_path / "copy")
    shutil.copytree(show.root, copy.root, copy_function=shutil.copyfile)
    before = copy.footprint()
    copy.checked(0)
    assert [event["event"] for event in copy.events()] == ["nothing-to-do"]
    assert copy.footprint() == before


def test_nothing_changed_writes_nothing(show: Show) -> None:
    show.add("a")
    show.publish()
    before = show.footprint()

    run = show.publish()

    assert "Nothing to do" in run.stderr
    assert show.footprint() == before


def test_a_checkout_without_audio_publishes_the_same(show: Show, tmp_path: Path) -> None:
    show.add("a")
    show.add("b", date="2025-11-30 08:00")
    show.publish()
    before, published = show.footprint(), show.published()
    show.remove_audio()

    assert "Nothing to do" in show.publish(BALADO_CACHE_DIR=str(tmp_path / "another machine")).stderr
    assert show.footprint() == before

    (show.root / "episodes/a/episode.md").write_text("---\nguid: guid-of-a\ntitle: New\ndate: 2025-11-01 08:00\n---\n")
    show.publish()
    assert entries(show)["a"].title == "New"
    assert {key for key in show.published() if key != "feed.xml"} == {key for key in published if key != "feed.xml"}


def test_the_feed_is_the_same_bytes_whatever_the_machine(show: Show, tmp_path: Path) -> None:
    for slug in ("c", "a", "b"):
        show.add(slug)
    show.publish()
    other = Show(tmp_path / "other")
    other.write_feed()
    for slug in ("b", "c", "a"):
        shutil.copytree(show.root / "episodes" / slug, other.root / "episodes" / slug)
    other.publish(TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="1")
    assert other.published() == show.published()


def test_a_new_recording_gets_a_new_address_and_keeps_its_guid(show: Show) -> None:
    folder = show.add("a", seconds=2)
    show.publish()
    old = key_of(entries(show)["a"])
    (folder / "talk.mp3").write_bytes(silent_mp3(5, "a"))

    run = show.publish()

    assert key_of(entries(show)["a"]) != old
    assert old in show.published(), "who holds the old feed still finds its file"
    assert "a “About a” gets a new recording" in run.stderr


def test_a_scheduled_episode_is_stored_now_and_appears_in_time(show: Show) -> None:
    show.add("a")
    folder = show.add("b", date="2025-11-30 08:00")
    digest = hashlib.sha256((folder / "talk.mp3").read_bytes()).hexdigest()[:16]

    run = show.publish("--format", "json")

    assert list(entries(show)) == ["a"]
    assert f"audio/b-{digest}.mp3" in show.published()
    assert digest not in run.stdout + run.stderr
    assert "2025-11-30 08:00 CET" in run.stderr
    show.remove_audio()
    later = show.run("publish", "--now", "2025-11-30T07:59:59+01:00")
    assert "Nothing to do" in later.stderr
    assert show.run("publish", "--now", "2025-11-30T08:00:00").returncode == 0, "without a zone it is the show's"
    assert set(entries(show)) == {"a", "b"}


def test_a_show_that_begins_in_the_future_has_no_feed_yet(show: Show) -> None:
    show.add("a", date="2026-01-01 08:00")
    run = show.publish()
    assert "No episode is live yet" in run.stderr
    assert "feed.xml" not in show.published()
    assert "Nothing to do" in show.publish().stderr
    assert show.run("publish", "--now", "2026-01-01T08:00:00+01:00").returncode == 0
    assert list(entries(show)) == ["a"]


def test_drafts_stay_home(show: Show) -> None:
    show.add("a")
    show.add("b", draft="true")
    show.publish()
    assert list(entries(show)) == ["a"]
    assert not [key for key in show.published() if "b-" in key]


def test_a_faulty_new_episode_is_held_back_alone(show: Show) -> None:
    show.add("a")
    show.publish()
    show.add("b")
    folder = show.add("c")
    audio = silent_mp3(30)
    (folder / "talk.mp3").write_bytes(b"RIFF....WAVEfmt nothing of this is sound" + bytes(200))
    show.add("d", guid="guid-of-d", nonsense="1")
    assert audio

    run = show.publish(code=1)

    assert set(entries(show)) == {"a", "b"}
    assert "c “About c” is held back" in run.stderr
    assert "episodes/d/episode.md:5 (nonsense)" in run.stderr
    assert "b “About b” goes live" in run.stderr
    assert show.publish(code=1).returncode == 1, "it is said each time"


def test_only_publishes_one_of_the_new_ones(show: Show) -> None:
    show.add("a")
    show.publish()
    show.add("b")
    show.add("c")
    show.publish("--only", "c")
    assert set(entries(show)) == {"a", "c"}
    show.publish()
    assert set(entries(show)) == {"a", "b", "c"}


def test_a_faulty_live_episode_refuses_everything(show: Show) -> None:
    folder = show.add("a")
    show.publish()
    show.add("b")
    before = show.footprint()
    (folder / "talk.mp3").write_bytes(b"not a recording")

    run = show.publish(code=1)

    assert "Refused" in run.stderr
    assert "episodes/a/talk.mp3" in run.stderr
    assert show.footprint() == before


def test_a_live_episode_that_vanishes_is_refused_until_consent(show: Show) -> None:
    folder = show.add("a")
    show.add("b")
    show.publish()
    before = show.footprint()
    shutil.rmtree(folder)

    run = show.publish(code=1)
    assert "--consent guid-of-a" in run.stderr
    assert show.footprint() == before

    show.publish("--consent", "guid-of-a")
    assert set(entries(show)) == {"b"}
    assert "not needed" in show.publish("--consent", "guid-of-a", code=2).stderr


def test_all_faults_are_reported_in_one_run_and_nothing_is_written(show: Show) -> None:
    lines = [
        "guid: 9b024349-ccf0-5f69-a609-6b82873eab3c",
        "titel: Misspelt",
        "description: Sound",
        "language: french",
        "link: not an address",
        "author: Somebody",
        "categories: [Goverment]",
        "explicit: maybe",
        "artwork: episodes/cover.jpg",
        "timezone: Europe/Pariss",
        "publish: {to: public, url: 'https://pod.example/show'}",
    ]
    (show.root / "feed.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    show.add("a", date="yesterday")
    show.add("b", season="zero")

    run = show.publish(code=2)

    for place in (
        "feed.yaml:2 (titel)",
        "feed.yaml:4 (language)",
        "feed.yaml:5 (link)",
        "feed.yaml:7 (categories",
        "feed.yaml:8 (explicit)",
        "feed.yaml:10 (timezone)",
        "episodes/a/episode.md:4 (date)",
        "episodes/b/episode.md:5 (season)",
    ):
        assert place in run.stderr, f"{place} is not reported:\n{run.stderr}"
    assert not (show.root / "public").exists()
    assert not (show.root / ".public.balado").exists()


def test_a_dry_run_says_all_and_writes_nothing(show: Show) -> None:
    show.add("a")
    run = show.publish("--dry-run")
    assert "would send audio/a-" in run.stdout
    assert "a “About a” goes live" in run.stdout
    assert not (show.root / "public").exists()
    assert not (show.root / ".public.balado").exists()


def test_machines_get_json_and_nothing_else_on_stdout(show: Show) -> None:
    show.add("a")
    events = show.events()
    assert [event["event"] for event in events] == ["plan", "uploaded", "uploaded", "record", "published", "in-folder"]
    assert events[-2]["live"] == ["a"]
    assert events[-2]["generation"] == 1
    assert [event["event"] for event in show.events()] == ["nothing-to-do"]
    show.add("b", nonsense="1")
    faulty = show.events(code=1)
    assert [event["event"] for event in faulty] == ["fault", "nothing-to-do"]
    assert (faulty[0]["path"], faulty[0]["line"], faulty[0]["key"]) == ("episodes/b/episode.md", 5, "nonsense")


def test_files_are_readable_by_a_web_server(show: Show) -> None:
    show.add("a")
    show.publish()
    for path in (show.root / "public").rglob("*"):
        assert path.stat().st_mode & 0o444 == 0o444, path


def test_a_killed_run_is_finished_by_the_next_even_without_the_source(show: Show, tmp_path: Path) -> None:
    show.add("a")
    show.publish()
    show.add("b")
    show.publish()
    whole = show.published()["feed.xml"]
    (show.root / "public" / "feed.xml").unlink()
    (show.root / "episodes/a/episode.md").write_text("nothing that can be read")

    run = show.publish(code=2)

    assert "cut short" in run.stderr
    assert show.published()["feed.xml"] == whole


def test_the_record_of_publications_is_not_public(show: Show) -> None:
    show.add("a")
    show.publish()
    assert not [key for key in show.published() if "generation" in key or ".balado" in key]
    assert (show.root / ".public.balado" / "generations" / "1.json").is_file()


@pytest.mark.parametrize("name", ["entretien avec été.mp3", "🎙 émission.mp3", "UPPER.MP3"])
def test_audio_names_may_be_anything(show: Show, name: str) -> None:
    folder = show.add("a", seconds=None)
    (folder / name).write_bytes(silent_mp3(2))
    show.publish()
    assert key_of(entries(show)["a"]).isascii()
    assert key_of(entries(show)["a"]).endswith(".mp3")


def test_a_git_lfs_pointer_is_audio_that_is_not_here(show: Show) -> None:
    folder = show.add("a")
    audio = (folder / "talk.mp3").read_bytes()
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{hashlib.sha256(audio).hexdigest()}\nsize {len(audio)}\n"
    )
    (folder / "talk.mp3").write_text(pointer)
    assert "git lfs pull" in show.publish(code=1).stderr

    (folder / "talk.mp3").write_bytes(audio)
    show.publish()
    before = show.footprint()
    (folder / "talk.mp3").write_text(pointer)
    assert "Nothing to do" in show.publish().stderr
    assert show.footprint() == before


def test_a_read_only_place_is_a_fault_of_the_store(show: Show) -> None:
    if os.geteuid() == 0:
        (show.root / "public").write_text("a file where a folder should be")
    else:
        (show.root / "public").mkdir(mode=0o500)
    show.add("a")
    run = show.publish(code=3)
    assert "public" in run.stderr
    assert "Traceback" not in run.stderr


def test_without_feed_yaml_it_says_where_to_begin(tmp_path: Path) -> None:
    run = Show(tmp_path).run("publish")
    assert run.returncode == 2
    assert "balado init" in run.stderr


def test_the_json_of_an_error_is_one_object_too(show: Show) -> None:
    (show.root / "feed.yaml").write_text("title: [\n")
    run = show.publish("--format", "json", code=2)
    events = [json.loads(line) for line in run.stdout.splitlines()]
    assert [event["event"] for event in events][-1] == "error"
    assert events[0]["path"] == "feed.yaml"


@pytest.mark.parametrize("in_ci", ["true", "1", "woodpecker"])
def test_a_job_of_a_ci_does_not_publish_to_a_disk_that_ends_with_it(in_ci: str, show: Show) -> None:
    show.write_feed()
    show.add("a")

    run = show.run("publish", CI=in_ci)

    assert run.returncode == 2
    assert "This job of a CI would publish to" in run.stderr
    assert not (show.root / "public").exists()
    assert show.run("publish", "--dry-run", CI=in_ci).returncode == 0
    assert show.run("publish", "--to", "public", CI=in_ci).returncode == 0
    assert show.run("publish", CI="false").returncode == 0


def test_a_show_of_drafts_alone_is_told_what_keeps_them_at_home(show: Show) -> None:
    show.write_feed()
    show.add("a", draft="true")
    assert "1 episode is a draft. Take `draft: true` out of its episode.md." in show.publish().stderr
    show.add("b", draft="true")
    assert "2 episodes are drafts." in show.publish().stderr
