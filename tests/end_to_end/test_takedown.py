"""Taken down for law or privacy: no byte of the episode is found anywhere then, whatever it went through before."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import feedparser
import pytest
from full_show import TRANSCRIPT, with_chapters, without_media, write_full_show
from show_builder import Show, silent_mp3
from store_servers import Store
from workers import first_of

GUID = "guid-of-zeugin"
Stored = Callable[[], Mapping[str, bytes]]


@pytest.fixture(params=first_of(["bucket", "folder"], 1))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Show, Stored]:
    """A show with every feature, and everything that is stored of it, the state included."""
    show = Show(tmp_path / "show")
    if request.param == "folder":
        write_full_show(show)

        def files() -> Mapping[str, bytes]:
            tops = (show.root / "public", show.root / ".public.balado")
            found = [path for top in tops for path in top.rglob("*") if path.is_file()]
            return {path.relative_to(show.root).as_posix(): path.read_bytes() for path in found}

        return show, files
    bucket: Store = request.getfixturevalue("bucket")
    show = Show(tmp_path / "show", bucket.environment())
    write_full_show(show, f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
    return show, lambda: {key: one.body for key, one in bucket.read_all().items()}


def plain(stored: Mapping[str, bytes]) -> dict[str, bytes]:
    return {key: gzip.decompress(body) if key.endswith(".gz") else body for key, body in stored.items()}


def add_witness(show: Show) -> list[bytes]:
    """An episode with all there is, its folder renamed and its recording replaced later; gives both recordings."""
    folder = show.add(
        "zeugin",
        date="2025-11-04 08:00",
        seconds=None,
        season="1",
        documents="[{title: Zeugin, file: zeugin.pdf}]",
        people="[{name: Zeugin}]",
    )
    first = with_chapters(silent_mp3(5, "Zeugin"))
    (folder / "talk.mp3").write_bytes(first)
    (folder / "transcript.vtt").write_text(TRANSCRIPT.replace("Bonjour", "Zeugin"), encoding="utf-8")
    (folder / "zeugin.pdf").write_bytes(b"%PDF-1.7 zeugin")
    show.publish()
    second = with_chapters(silent_mp3(6, "Zeugin"))
    (folder / "talk.mp3").write_bytes(second)
    folder.rename(folder.with_name("zeugin-anonym"))
    show.publish()
    text = show.root / "episodes/zeugin-anonym/episode.md"
    text.write_text(text.read_text("utf-8").replace("About zeugin", "Die Zeugin spricht"), "utf-8")
    show.publish()
    return [first, second]


def test_no_byte_of_the_episode_is_left(place: tuple[Show, Stored]) -> None:
    show, stored = place
    show.publish()
    before = plain(stored())
    recordings = add_witness(show)
    names = {key for key in stored() if "zeugin" in key}
    assert len(names) >= 6

    run = show.run("takedown", GUID, "--yes")

    assert run.returncode == 0, run.stderr
    left = plain(stored())
    digests = [hashlib.sha256(one).hexdigest().encode() for one in recordings]
    for key, body in left.items():
        assert "zeugin" not in key
        without_guid = body.replace(GUID.encode(), b"")
        assert b"zeugin" not in without_guid.lower(), key
        assert "Zeugin".encode("utf-16-le") not in body, key  # as tags of recordings hold it
        assert not [digest for digest in digests if digest in body], key
        if key.endswith(".mp3"):
            assert body == before[key]
    [record] = [json.loads(body) for key, body in left.items() if GUID.encode() in body]
    assert record["taken"] == [GUID]
    media = ("audio/", "artwork/", "chapters/", "transcripts/", "documents/", "films/")
    assert {key for key in before if any(part in key for part in media)} <= set(left)


def test_what_is_left_is_whole_and_the_episode_stays_away(place: tuple[Show, Stored]) -> None:
    show, stored = place
    show.publish()
    add_witness(show)
    assert show.run("takedown", GUID, "--yes").returncode == 0

    refused = show.publish(code=1).stderr
    assert "The episode zeugin-anonym was taken down." in refused
    for path in sorted((show.root / "episodes/zeugin-anonym").iterdir()):
        path.unlink()
    (show.root / "episodes/zeugin-anonym").rmdir()
    without_media(show)
    show.publish()
    [key] = [key for key in stored() if key.endswith("/feed.xml")]
    feed = feedparser.parse(stored()[key])
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["About b"]
    assert "Nothing to do" in show.publish().stderr
    # the records before it can still be gone back to, without the episode
    again = show.run("rollback", "3")
    assert again.returncode == 0, again.stderr
    assert not [key for key, body in plain(stored()).items() if b"spricht" in body]


def test_nothing_happens_without_yes_or_with_a_guid_that_nobody_knows(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.publish()
    before = show.footprint()
    unsure = show.run("takedown", "guid-of-a")
    assert (unsure.returncode, "--yes" in unsure.stderr) == (2, True)
    unknown = show.run("takedown", "guid-of-b", "--yes")
    assert (unknown.returncode, "No publication knows the guid guid-of-b" in unknown.stderr) == (2, True)
    assert show.footprint() == before


def test_an_episode_taken_down_by_mistake_comes_back_by_name(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("a")
    show.add("b", date="2025-11-02 08:00")
    show.publish()
    assert "guid-of-a “About a” is taken down" in show.run("takedown", "guid-of-a", "--yes").stderr
    assert "a “About a” goes live" in show.publish("--consent", "guid-of-a").stderr
    assert "Nothing to do" in show.publish().stderr


@pytest.mark.parametrize("guid", ["guid-of-nobody", "a/b", ""])
def test_who_names_no_episode_is_told_so_before_what_would_be_deleted(guid: str, show: Show) -> None:
    show.write_feed()
    show.add("a")
    show.publish()

    run = show.run("takedown", guid)

    assert run.returncode == 2
    assert f"No publication knows the guid {guid}" in run.stderr
    assert "deletes" not in run.stderr


def test_who_names_the_folder_is_told_the_guid(show: Show) -> None:
    show.write_feed()
    show.add("a")
    show.publish()
    (show.root / "episodes" / "a" / "episode.md").unlink()

    assert "Its guid is guid-of-a." in show.run("takedown", "a").stderr
