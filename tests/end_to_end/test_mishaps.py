"""What goes wrong in the life of a show, and how the next run gets over it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import feedparser
import pytest
from forked_runs import Run, shared_runs
from show_builder import GUID, NOW, Show, cover_jpeg

from balado.source.identity import episode_guid


def live(show: Show) -> set[str]:
    return {entry.id.removeprefix("guid-of-") for entry in feedparser.parse(show.published()["feed.xml"]).entries}


def enclosures_are_there(show: Show) -> bool:
    published = show.published()
    feed = feedparser.parse(published["feed.xml"])
    return all(
        entry.enclosures[0].href.removeprefix("https://pod.example/show/") in published for entry in feed.entries
    )


def pointer_of(path: Path) -> str:
    import hashlib

    body = path.read_bytes()
    return (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(body).hexdigest()}\nsize {len(body)}\n"
    )


def test_a_place_that_was_emptied_is_filled_again(show: Show) -> None:
    show.add("a")
    show.publish()
    shutil.rmtree(show.root / "public")

    run = show.publish()

    assert "gone" in run.stderr
    assert enclosures_are_there(show)
    assert "Nothing to do" in show.publish().stderr


def test_no_feed_announces_what_is_nowhere(show: Show) -> None:
    show.add("a")
    show.publish()
    shutil.rmtree(show.root / "public")
    show.remove_audio()

    run = show.publish(code=1)

    assert "neither here nor in" in run.stderr
    assert "feed.xml" not in show.published()


def test_a_fault_in_a_scheduled_episode_does_not_forget_its_recording(show: Show) -> None:
    show.add("a")
    folder = show.add("b", date="2025-11-24 08:00")
    show.publish()
    show.remove_audio()
    sound = (folder / "episode.md").read_text()
    (folder / "episode.md").write_text(sound.replace("title: About b", 'title: "About b'))
    show.publish(code=1)
    late = show.run("status", "--now", "2025-11-24T12:00:00+01:00", "--overdue", "3")
    assert late.returncode == 1, "it is due all the same"

    (folder / "episode.md").write_text(sound)
    show.publish()

    assert show.run("publish", "--now", "2025-11-24T08:00:00+01:00").returncode == 0
    assert live(show) == {"a", "b"}


def test_an_episode_taken_back_and_published_again_needs_no_audio_here(show: Show) -> None:
    show.add("a")
    folder = show.add("b")
    show.publish()
    show.remove_audio()
    sound = (folder / "episode.md").read_text()
    (folder / "episode.md").write_text(sound.replace("---\nguid", "---\ndraft: true\nguid", 1))
    show.publish("--consent", "guid-of-b")
    assert live(show) == {"a"}

    (folder / "episode.md").write_text(sound)
    show.publish()

    assert live(show) == {"a", "b"}
    assert enclosures_are_there(show)


def test_a_changed_public_address_is_refused_until_consent(show: Show) -> None:
    show.add("a")
    show.publish()
    before = show.footprint()
    show.write_feed(publish="{to: public, url: 'https://elsewhere.example'}")

    run = show.publish(code=1)
    assert "--consent https://pod.example/show" in run.stderr
    assert show.footprint() == before

    show.publish("--consent", "https://pod.example/show")
    assert b"https://elsewhere.example/audio/a-" in show.published()["feed.xml"]


def test_publishing_ahead_of_time_is_refused(show: Show) -> None:
    show.add("a", date="2100-01-01 08:00")
    run = show.run("publish", "--now", "2100-06-01")
    assert run.returncode == 2
    assert "--dry-run" in run.stderr
    rehearsed = show.run("publish", "--now", "2100-06-01", "--dry-run")
    assert "a “About a” goes live" in rehearsed.stdout


def test_a_picture_taken_away_leaves_the_feed(show: Show) -> None:
    folder = show.add("a")
    (folder / "cover.jpg").write_bytes(cover_jpeg("red"))
    show.publish()
    assert b"artwork/a-" in show.published()["feed.xml"]
    (folder / "cover.jpg").unlink()
    show.publish()
    assert b"artwork/a-" not in show.published()["feed.xml"]


def test_the_shows_own_picture_must_be_there(show: Show) -> None:
    show.add("a")
    show.publish()
    (show.root / "episodes" / "cover.jpg").unlink()
    assert "episodes/cover.jpg" in show.publish(code=2).stderr


def test_a_renamed_folder_moves_neither_recording_nor_picture(show: Show) -> None:
    folder = show.add("a")
    (folder / "cover.jpg").write_bytes(cover_jpeg("red"))
    show.publish()
    files = show.published().keys()
    for name in ("cover.jpg", "talk.mp3"):
        (folder / name).write_text(pointer_of(folder / name))
    folder.rename(folder.with_name("z"))

    show.publish()

    assert show.published().keys() == files
    assert enclosures_are_there(show)


def test_only_names_an_episode_that_exists(show: Show) -> None:
    show.add("first-talk")
    run = show.publish("--only", "episodes/first-tlk", code=2)
    assert "--only first-talk" in run.stderr


def test_a_time_without_zone_changes_nothing_by_itself(show: Show) -> None:
    show.add("a")
    show.publish()
    before = show.footprint()
    assert show.run("publish", "--now", "2025-11-23 13:00").returncode == 0
    assert show.footprint() == before


def test_nothing_is_recorded_when_there_is_nothing_to_publish(show: Show) -> None:
    show.add("a", seconds=None)
    run = show.publish(code=1)
    assert "Nothing to publish yet" in run.stderr
    assert "of the show itself" not in run.stderr
    assert not (show.root / "public").exists()
    assert not (show.root / ".public.balado").exists()


def test_what_killed_runs_left_is_swept_away(show: Show) -> None:
    show.add("a")
    show.publish()
    left = show.root / ".public.balado" / "incoming" / ".incoming-dead"
    left.write_bytes(b"half")
    os.utime(left, (1_000_000_000, 1_000_000_000))
    young = left.with_name(".incoming-alive")
    young.write_bytes(b"half")
    show.add("b")
    show.publish()
    assert not left.exists()
    assert young.exists(), "it may be another run's"


def _tag(recording: Path, title: str, date: str) -> None:
    from mutagen.id3 import ID3, TDRC, TIT2

    tags = ID3(recording)
    tags.setall("TIT2", [TIT2(encoding=3, text=title)])
    tags.add(TDRC(encoding=3, text=date))
    tags.save()


def test_a_tagged_recording_alone_is_a_draft_until_its_text_is_begun(show: Show) -> None:
    folder = show.add("b", guid=None)
    _tag(folder / "talk.mp3", "A voice", "2025-11-02")
    (folder / "episode.md").unlink()
    show.add("a")
    told = show.publish().stderr
    assert "There is no episode.md beside this recording" in told
    assert "b “" not in told
    begun = show.run("new", "episodes/b/talk.mp3", "--no-draft")
    assert (begun.returncode, sorted(path.name for path in folder.iterdir())) == (0, ["episode.md", "talk.mp3"])
    assert "From the recording's tags: the title “A voice”; the date 2025-11-02 00:00" in begun.stderr
    assert "b “A voice” goes live" in show.publish().stderr


def test_what_was_published_without_a_text_leaves_only_by_consent_and_stays_with_one(show: Show) -> None:
    show.add("a")
    folder = show.add("b", guid=episode_guid(GUID, "b"), date="2025-11-02 00:00", title="A voice")
    _tag(folder / "talk.mp3", "A voice", "2025-11-02")
    show.publish()
    before = show.published()["feed.xml"]
    (folder / "episode.md").unlink()
    refused = show.publish(code=1)
    assert "The live episode b would leave the feed." in refused.stderr
    assert "if it has no episode.md, write one (`balado new RECORDING`)" in refused.stderr
    assert show.published()["feed.xml"] == before
    assert show.run("new", "episodes/b/talk.mp3", "--no-draft").returncode == 0
    show.publish()
    assert episode_guid(GUID, "b").encode() in show.published()["feed.xml"]


@pytest.mark.parametrize("own", [True, False], ids=["each its own episode", "the same checkout"])
def test_eight_publishers_at_once_lose_nothing(show: Show, tmp_path: Path, own: bool) -> None:
    show.add("a")
    target = tmp_path / "public"

    def publication(number: int) -> Run:
        checkout = tmp_path / f"checkout-{number}"
        shutil.copytree(show.root, checkout)
        if own:
            Show(checkout).add(f"own-{number}")
        return Run(checkout, ["publish", "--now", NOW, "--format", "json", "--to", str(target)])

    runs = shared_runs().run(*map(publication, range(8)))

    events = [[json.loads(line) for line in run.out.splitlines()] for run in runs]
    assert {run.code for run in runs} <= {0, 1}, [run.said for run in runs]
    feed = feedparser.parse((target / "feed.xml").read_bytes())
    slugs = {entry.id.removeprefix("guid-of-") for entry in feed.entries}
    for run, said in zip(runs, events, strict=True):
        if run.code == 0:
            assert set(said[-1]["live"]) <= slugs, "who was told `published` is live"
    assert all(
        (target / entry.enclosures[0].href.removeprefix("https://pod.example/show/")).is_file()
        for entry in feed.entries
    )
    numbers = [int(path.stem) for path in (tmp_path / ".public.balado" / "generations").iterdir()]
    newest: Any = json.loads((tmp_path / ".public.balado" / "generations" / f"{max(numbers)}.json").read_bytes())
    assert {one["slug"] for one in newest["episodes"]} == slugs


def test_a_damaged_copy_never_becomes_the_live_feed(show: Show) -> None:
    show.add("a")
    show.publish()
    before = show.published()
    [copy] = (show.root / ".public.balado" / "feeds").iterdir()
    written, whole = (show.root / "feed.yaml").read_text("utf-8"), copy.read_bytes()
    for damage in (b"", whole[:-9], gzip.compress(b"<rss/>"), b"no gzip"):
        (show.root / "public" / "feed.xml").unlink()
        copy.write_bytes(damage)
        show.write_feed(title=None)
        assert show.run("publish").returncode == 2, "nothing is left to make it of"
        assert "feed.xml" not in show.published()
        (show.root / "feed.yaml").write_text(written, "utf-8")
        show.publish()
        assert (show.published(), copy.read_bytes()) == (before, whole)


def test_a_rehearsal_elsewhere_leaves_the_real_record_alone(show: Show) -> None:
    show.write_feed(publish="{to: public, url: 'https://pod.example/show', state: record}")
    show.add("a")
    show.publish()
    before = sorted((show.root / "record").rglob("*"))
    show.add("b")
    show.publish("--to", "trial")
    assert sorted((show.root / "record").rglob("*")) == before
    assert live(show) == {"a"}


def test_a_scheduled_episode_that_moved_house_is_recorded_once(show: Show) -> None:
    show.add("a")
    folder = show.add("b", date="2025-11-30 08:00")
    show.publish()
    folder.rename(folder.with_name("moved"))
    show.add("b", date="2025-12-30 08:00", guid="another", season="zero")
    show.publish(code=1)
    record = json.loads((show.root / ".public.balado" / "generations" / "2.json").read_bytes())
    guids = [one["guid"] for one in record["episodes"]]
    assert sorted(guids) == ["guid-of-a", "guid-of-b"]


def test_a_changed_show_is_not_called_unseen(show: Show) -> None:
    show.add("a")
    show.publish()
    show.write_feed(title="Un autre titre")
    run = show.publish()
    assert "of the show itself" in run.stderr
    assert "Nothing that listeners see" not in run.stderr


def test_a_dry_run_tells_of_a_publication_that_was_cut_short(show: Show) -> None:
    show.add("a")
    show.publish()
    (show.root / "public" / "feed.xml").unlink()
    assert "cut short" in show.publish("--dry-run").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes differ there")
def test_a_reader_that_goes_away_does_not_stop_a_publication(show: Show) -> None:
    show.add("a")
    command = f"{sys.executable} -m balado publish --now {NOW} --format json 2>&1 | head -c 1 > {os.devnull}"
    subprocess.run(["sh", "-c", command], cwd=show.root, check=True, timeout=60)
    assert live(show) == {"a"}


def test_a_user_without_a_home_can_publish(show: Show) -> None:
    show.add("a")
    homeless = (
        "def nobody(_): raise KeyError('nobody')\nimport os, pwd\ndel os.environ['HOME']\npwd.getpwuid = nobody\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", f"{homeless}from balado.cli.main import main\nmain(['publish', '--now', '{NOW}'])"],
        cwd=show.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_times_and_homes_that_cannot_be_are_wrong_use(show: Show) -> None:
    show.add("a")
    assert show.run("status", "--now", "0001-01-01T00:00+14:00").returncode == 2
    assert show.run("publish", "--to", "~nobody-at-all/x").returncode == 2


def test_a_copied_folder_never_takes_a_live_episodes_identity(show: Show) -> None:
    live_folder = show.add("e2")
    show.publish()
    shutil.copytree(live_folder, live_folder.with_name("a-new"))

    run = show.publish(code=1)

    assert "episodes/a-new/episode.md" in run.stderr
    assert "episodes/e2/episode.md:2" not in run.stderr
    assert live(show) == {"e2"}


def test_a_misnamed_feed_yaml_is_found(show: Show) -> None:
    (show.root / "feed.yaml").rename(show.root / "feed.yml")
    assert "Rename feed.yml" in show.publish(code=2).stderr
