"""Pictures of other shapes than the cover, as files: of the show and of an episode, published, kept, and gone again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from photos import of_telephone, photo, written
from show_builder import Show

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
