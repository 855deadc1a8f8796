"""An address that a store signed, in a live episode: that change alone waits, all others go out, nobody gets it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from depth import depth
from show_builder import NOW, Show
from store_servers import Store

SECRET = "5ec2e7f00d"
S3 = f"https://b.s3.example.org/talk.mp4?X-Amz-Date=1&X-Amz-Signature={SECRET}"
AZURE = f"https://b.blob.core.windows.net/talk.mp4?sv=2024&se=2030-01-01&sig={SECRET}"
SWIFT = f"https://storage.example.org/v1/b/talk.mp4?temp_url_sig={SECRET}&temp_url_expires=1"
CDN = f"https://cdn.example.org/talk.mp4?token={SECRET}&expires=1"

Read = Callable[[], Mapping[str, bytes]]
"""Every public object, and every object of the state, by key."""


BOTH = ("folder", "bucket")
FOLDER, BUCKET = ((one,) if depth(usual=1, ci=0, thorough=0) else BOTH for one in BOTH)
"""Each key is tried in one place, and in both by CI."""


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Show, Read]:
    """A show that is published to a folder or to a bucket, and what is there."""
    if request.param == "folder":
        show = Show(tmp_path / "show")
        show.write_feed(archive="1")
        return show, lambda: {
            path.name: path.read_bytes()
            for top in ("public", ".public.balado")
            for path in (show.root / top).rglob("*")
            if path.is_file()
        }
    store: Store = request.getfixturevalue("bucket")
    show = Show(tmp_path / "show", store.environment())
    to = f"{{to: 's3://{store.bucket}', url: 'https://pod.example/show', endpoint: '{store.url}', verify: false}}"
    show.write_feed(archive="1", publish=to)
    return show, lambda: {key.rpartition("/")[2]: found.body for key, found in store.read_all().items()}


def write(show: Show, slug: str, *lines: str) -> None:
    """Keys more in an episode, and another title."""
    text = show.root / "episodes" / slug / "episode.md"
    front = text.read_text("utf-8").replace(f"About {slug}", f"News of {slug}")
    text.write_text(front.replace("---\n", "\n".join(("---", *lines, "")), 1), "utf-8")


def item_of(slug: str, objects: Mapping[str, bytes]) -> bytes:
    """The one item of an episode, in the feed or in an archive."""
    [item] = [
        item
        for key, body in objects.items()
        if key == "feed.xml" or key.startswith("archive-")
        for item in body.split(b"<item>")[1:]
        if f"guid-of-{slug}<".encode() in item
    ]
    return item.partition(b"</item>")[0]


@pytest.mark.parametrize(
    ("place", "key", "line"),
    [
        (place, key, line)
        for key, line, places in (
            ("replay.url", f"replay: '{S3}'", BOTH),
            ("link", f"link: '{AZURE}'", FOLDER),
            ("links.1.url", f"links: [https://example.org/, '{SWIFT}']", FOLDER),
            ("video.url", f"video: {{url: '{CDN}', type: video/mp4, length: 123}}", BUCKET),
            ("people.0.href", f"people: [{{name: Ada, href: '{S3}'}}]", FOLDER),
            ("chapters.0.href", f"chapters: [{{start: 0, title: One, href: '{AZURE}'}}]", FOLDER),
        )
        for place in places
    ],
    indirect=["place"],
)
def test_a_live_episode_stays_as_it_was_and_the_others_go_out(place: tuple[Show, Read], key: str, line: str) -> None:
    show, read = place
    for slug, date in (("a", "2025-11-01 08:00"), ("b", "2025-11-02 08:00"), ("c", "2025-11-03 08:00")):
        show.add(slug, date)
    show.publish()
    before = item_of("a", read())
    write(show, "a", line)
    write(show, "b")
    show.add("d", "2025-11-04 08:00")
    run = show.publish(code=1)
    after = read()
    assert item_of("a", after) == before
    assert b"News of b" in item_of("b", after)
    assert item_of("d", after)
    assert f"episodes/a/episode.md:2 ({key}): error: The address of a file at " in run.stderr
    assert "a “News of a” stays as it was published" in run.stderr
    assert SECRET not in run.stderr + run.stdout + show.run("status", "--now", NOW).stdout
    assert not any(SECRET.encode() in body for body in after.values())
    assert "Nothing to do" in show.publish(code=1).stderr, "it is told by every run, and nothing is written for it"

    write(show, "a")
    text = show.root / "episodes/a/episode.md"
    text.write_text(text.read_text("utf-8").replace(line + "\n", ""), "utf-8")
    show.publish()
    assert b"News of a" in item_of("a", read())


def test_an_address_in_a_file_of_chapters_is_no_other(place: tuple[Show, Read]) -> None:
    show, read = place
    chapters = show.add("a") / "chapters.json"
    chapters.write_text('{"chapters": [{"startTime": 0, "title": "One"}]}', "utf-8")
    show.publish()
    before = item_of("a", read())
    signed = {"chapters": [{"startTime": 0, "title": "Two", "url": CDN}]}
    chapters.write_text(json.dumps(signed, indent=1), "utf-8")
    show.add("b", "2025-11-04 08:00")
    run = show.publish(code=1)
    assert item_of("a", read()) == before
    assert item_of("b", read())
    assert "episodes/a/chapters.json:6 (url): error: " in run.stderr
    assert SECRET not in run.stderr


def test_nothing_is_lost_of_it_without_the_recordings_nor_by_prune(place: tuple[Show, Read]) -> None:
    show, read = place
    show.add("a")
    show.publish()
    write(show, "a", f"replay: '{S3}'")
    show.remove_audio()
    show.write_feed(**{**_publish_of(show), "title": "Another title"})
    show.publish(code=1)
    assert show.run("prune", "--yes", "--grace", "1", "--now", "2026-11-01T00:00:00Z").returncode == 0
    kept = read()
    [audio] = [key for key in kept if key.endswith(".mp3")]
    assert audio.encode() in kept["feed.xml"]
    assert "Nothing to do" in show.publish("--repair", code=1).stderr


def _publish_of(show: Show) -> dict[str, str]:
    [line] = [one for one in (show.root / "feed.yaml").read_text("utf-8").splitlines() if one.startswith("publish: ")]
    return {"publish": line.removeprefix("publish: "), "archive": "1"}


def test_it_stays_in_the_feed_of_its_language_and_season(show: Show) -> None:
    show.write_feed(feeds="{english: {title: In English, languages: [en]}, first: {title: First, seasons: [1]}}")
    show.add("a", language="en", season="1")
    show.add("b", "2025-11-02 08:00", season="1")
    show.publish()
    write(show, "a", f"replay: '{S3}'")
    show.publish(code=1)
    published = show.published()
    assert b"guid-of-a" in published["english.xml"]
    assert b"guid-of-a" in published["first.xml"]


def test_with_another_fault_beside_it_all_is_refused(show: Show) -> None:
    show.add("a")
    show.publish()
    write(show, "a", f"replay: '{S3}'", "season: none")
    before = show.published()
    run = show.publish(code=2)
    assert "2 faults in the source" in run.stderr
    assert show.published() == before


def test_an_address_of_the_show_refuses_all(show: Show) -> None:
    show.add("a")
    show.publish()
    show.write_feed(funding=f"[{{url: '{S3}', title: Give}}]")
    show.publish(code=2)


def test_status_and_diff_tell_it_at_its_line(show: Show) -> None:
    show.add("a")
    show.publish()
    write(show, "a", f"replay: '{SWIFT}'")
    for verb in ("status", "diff"):
        run = show.run(verb, "--now", NOW)
        assert "episodes/a/episode.md:2 (replay.url): error: " in run.stdout + run.stderr
        assert SECRET not in run.stdout + run.stderr
    [row] = [line for line in show.run("status", "--now", NOW).stdout.splitlines() if "  a" in line]
    assert "live, changed here" in row


def test_pages_stay_as_they_are_meanwhile_and_nothing_new_is_linked(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed(site=None)
    show.add("a", "2025-11-01 08:00")
    show.add("b", "2025-11-02 08:00")
    show.publish()
    pages = {path: path.read_bytes() for path in (show.root / "public").rglob("*.html")}
    show.add("c", "2025-11-03 08:00")
    write(show, "a", f"replay: '{S3}'")
    show.publish(code=1)
    assert {path: path.read_bytes() for path in (show.root / "public").rglob("*.html")} == pages
    feed = (show.root / "public" / "feed.xml").read_text("utf-8")
    assert "guid-of-c<" in feed
    assert ("episodes/b.html" in feed, "episodes/c.html" in feed, "About a" in feed) == (True, False, True)
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text("utf-8").replace(f"replay: '{S3}'\n", ""), "utf-8")
    show.publish()
    assert (show.root / "public" / "episodes" / "c.html").exists()
    assert "episodes/c.html" in (show.root / "public" / "feed.xml").read_text("utf-8")
    assert "News of a" in (show.root / "public" / "episodes" / "a.html").read_text("utf-8")
