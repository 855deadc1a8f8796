"""Pictures of other shapes than the cover, as files: of the show and of an episode, published, kept, and gone again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from photos import of_telephone, photo, written
from published_place import URL, BucketPlace
from show_builder import Show
from store_servers import new_store

BANNER = "[{file: art/banner.jpg, purpose: banner, alt: A hall}, {url: 'https://e.example/a.jpg'}]"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path / "show")
    (made.root / "art").mkdir(parents=True)
    written(made.root / "art" / "banner.jpg", photo(size=(1600, 900)), "JPEG", exif=of_telephone(1))
    made.write_feed(images=BANNER)
    made.add("01-a", images="[{file: wide.png}]")
    written(made.root / "episodes" / "01-a" / "wide.png", photo(size=(800, 450)), "PNG")
    return made


def tags(show: Show, word: str) -> list[str]:
    lines = show.published()["feed.xml"].decode().splitlines()
    return [line.strip() for line in lines if "podcast:image " in line and word in line]


def pictures(show: Show) -> list[str]:
    return sorted(key for key in show.published() if "-image-" in key)


def aged_and_pruned(show: Show) -> None:
    """All that is stored is old, and what no publication of the last day served is removed."""
    for path in [path for path in show.root.rglob("*") if path.is_file()]:
        os.utime(path, (0, 0))
    ended = show.run("prune", "--yes", "--grace", "1", "--now", "2026-06-01T12:00:00+02:00")
    assert ended.returncode == 0, ended.stderr


def test_files_are_published_without_their_place_and_told_with_what_they_are(show: Show) -> None:
    show.publish()
    [banner] = tags(show, "banner")
    for part in ('alt="A hall"', 'aspect-ratio="16/9"', 'width="1600"', 'height="900"', 'type="image/jpeg"'):
        assert part in banner
    assert len(tags(show, "https://e.example/a.jpg")) == 1
    assert len(tags(show, "01-a-image-")) == 1
    of_episode, of_show = pictures(show)
    assert (of_episode.startswith("artwork/01-a-image-"), of_show.startswith("artwork/show-image-")) == (True, True)
    assert b"Exif" not in show.published()[of_show]
    assert b"Exif" in (show.root / "art" / "banner.jpg").read_bytes()


def test_nothing_is_done_again_and_a_new_picture_gets_a_new_key(show: Show) -> None:
    show.publish()
    before, footprint, [tag] = pictures(show), show.footprint(), tags(show, "banner")
    show.publish()
    assert show.footprint() == footprint
    written(show.root / "art" / "banner.jpg", photo(size=(1600, 900)).rotate(180), "JPEG")
    show.publish()
    assert set(pictures(show)) > set(before), "who has the feed of before has its picture too"
    assert tags(show, "banner") != [tag]


def test_a_checkout_with_pointers_publishes_what_was_published(show: Show) -> None:
    show.publish()
    before = show.published()
    for path in (show.root / "art" / "banner.jpg", show.root / "episodes" / "01-a" / "wide.png"):
        body = path.read_bytes()
        path.write_text(
            "version https://git-lfs.github.com/spec/v1\n"
            f"oid sha256:{hashlib.sha256(body).hexdigest()}\nsize {len(body)}\n"
        )
    show.write_feed(images=BANNER, copyright="2026")
    show.publish()
    assert tags(show, "image") == [
        line.strip() for line in before["feed.xml"].decode().splitlines() if "podcast:image " in line
    ]
    pulled = show.run("pull")
    assert pulled.returncode == 0, pulled.stderr
    assert (show.root / "episodes" / "01-a" / "wide.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_not_here_or_small_is_said_at_its_place(show: Show) -> None:
    (show.root / "art" / "banner.jpg").unlink()
    found = {one["rule"] or one["key"]: one for one in show.checked(1) if one["event"] == "fault"}
    assert found["images.0.file"]["path"] == "feed.yaml"
    assert found["other-picture-unfit"]["path"] == "episodes/01-a/wide.png"


def test_who_names_none_has_the_record_as_it_was(show: Show) -> None:
    show.publish()
    [record] = (show.root / ".public.balado" / "generations").glob("1.json")
    assert [side["name"] for side in json.loads(record.read_text())["beside"]] == ["art/banner.jpg"]
    show.write_feed()
    show.publish()
    assert "beside" not in json.loads(record.with_name("2.json").read_text())
    assert tags(show, "show-image") == []


def test_a_takedown_of_the_episode_leaves_the_pictures_of_the_show(show: Show) -> None:
    show.publish()
    assert show.run("takedown", "guid-of-01-a", "--yes").returncode == 0
    assert [key.startswith("artwork/show-image-") for key in pictures(show)] == [True]


def test_a_rollback_serves_the_picture_of_then(show: Show) -> None:
    show.publish()
    first = show.published()
    written(show.root / "art" / "banner.jpg", photo(size=(1600, 900)).rotate(180), "JPEG")
    show.publish()
    assert show.run("rollback", "1").returncode == 0
    back = show.published()
    assert back["feed.xml"] == first["feed.xml"]
    assert {key: back[key] for key in first} == first


def test_prune_takes_the_pictures_of_then_and_none_that_is_served(show: Show) -> None:
    show.publish()
    before = set(pictures(show))
    written(show.root / "art" / "banner.jpg", photo(size=(1600, 900)).rotate(180), "JPEG")
    show.publish()
    live = {key for key in pictures(show) if key in show.published()["feed.xml"].decode()}
    aged_and_pruned(show)
    assert before - live
    assert set(pictures(show)) == live


def test_a_lost_record_is_made_anew_with_the_pictures_and_documents_and_they_stay(show: Show) -> None:
    """But what others have in the same place, and what is gone, is none of ours though a text names it."""
    others = ("documents/annual-report.pdf", "documents/gone-0123456789abcdef.pdf")
    folder = show.add("02-b", documents="[{file: talk.pdf, title: The talk}]")
    with (folder / "episode.md").open("a", encoding="utf-8") as file:
        file.writelines(f"\n[more](https://pod.example/show/{key})\n" for key in others)
    (folder / "talk.pdf").write_bytes(b"%PDF-1.4 a text")
    show.publish()
    (show.root / "public" / others[0]).write_bytes(b"of somebody else")
    served = show.published()
    shutil.rmtree(show.root / ".public.balado")
    ended = show.run("recover", "--yes")
    assert ended.returncode == 0, ended.stderr
    aged_and_pruned(show)
    assert show.published() == served
    [record] = (show.root / ".public.balado" / "generations").glob("*.json")
    named = {one["key"] for one in json.loads(record.read_text())["objects"]}
    assert {key for key in served if key.startswith(("artwork/", "documents/"))} - named == {others[0]}
    assert not named & {*others}


@pytest.mark.parametrize("endpoint", ["radosgw_endpoint", "swift_endpoint"])
def test_they_live_in_real_stores(endpoint: str, request: pytest.FixtureRequest, show: Show, tmp_path: Path) -> None:
    store = new_store(request.getfixturevalue(endpoint))
    stored = Show(show.root, store.endpoint.environment() | {"BALADO_CACHE_DIR": str(tmp_path / "cache")})
    stored.write_feed(images=BANNER, publish=f"{{to: 's3://{store.bucket}/p', url: '{URL}', verify: false}}")
    stored.publish()
    place = BucketPlace(store.endpoint.client(), store.bucket, "p")
    kept = {key: body for key, body in place.objects().items() if "-image-" in key}
    assert len(kept) == 2
    assert "Nothing to do" in stored.publish().stderr
    assert stored.run("takedown", "guid-of-01-a", "--yes").returncode == 0
    assert [key for key in place.objects() if "-image-" in key] == [key for key in kept if "show-image" in key]


def test_a_takedown_after_the_record_was_lost_leaves_nothing_of_the_episode(show: Show) -> None:
    folder = show.add("02-b", documents="[{file: talk.pdf, title: The talk}]", images="[{file: wide.png}]")
    (folder / "talk.pdf").write_bytes(b"%PDF-1.4 a text")
    written(folder / "wide.png", photo(size=(960, 540)), "PNG")
    show.publish()
    shutil.rmtree(show.root / ".public.balado")
    assert show.run("recover", "--yes").returncode == 0
    assert show.run("takedown", "guid-of-02-b", "--yes").returncode == 0
    assert [key for key in show.published() if "02-b" in key] == []
    assert len(pictures(show)) == 2, "those of the show and of the other episode stay"
