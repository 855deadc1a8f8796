"""Where a cover goes, and what is written into the texts of a show: that, and nothing else."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from show_builder import feed_yaml

from balado.errors import BaladoError, UsageError
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.workshop.picture.place import CoverPlace, place_of_episode, place_of_show

FOLDER = "episodes/01-a"
PNG = f"{FOLDER}/cover.png"
LONG = "Une “salle” : le soir\\ # 12"


def scan_of(files: Collection[str], show: str = "", episode: str = "", artwork: tuple[str, ...] = ()) -> Scan:
    folder = EpisodeFolder("01-a", "01-a", FOLDER, TextFile(f"{FOLDER}/episode.md", episode.encode()), (), artwork)
    show_file = TextFile("feed.yaml", show.encode())
    return Scan("", show_file, (folder,), find=lambda path: path if path in files else None)


def of_show(*files: str, **keys: str | None) -> CoverPlace:
    return place_of_show(scan_of(files, feed_yaml(**keys)))


def of_episode(*files: str, front: str = "title: A", artwork: tuple[str, ...] = ()) -> CoverPlace:
    scan = scan_of(files, episode=f"---\n{front}\n---\nNotes: artwork: x\n", artwork=artwork)
    return place_of_episode(scan, scan.episodes[0])


def text(place: CoverPlace, alt: str | None = None) -> str | None:
    new = place.rewritten(alt)
    return None if new is None else new.decode()


def test_the_cover_of_the_show_is_what_it_names() -> None:
    place = of_show("a/cover.JPG", artwork="a/cover.JPG")
    assert (place.path, place.old, place.in_the_way, text(place)) == (
        "a/cover.JPG",
        "a/cover.JPG",
        ("a/cover.JPG",),
        None,
    )
    assert of_show(artwork="'a/cover.jpeg'").old is None


@pytest.mark.parametrize(
    ("written", "line"), [("covers/a.png # big", "covers/a.jpg # big"), ('"a b.webp"', '"a b.jpg"')]
)
def test_a_picture_of_another_form_becomes_a_jpeg_and_is_named_so(written: str, line: str) -> None:
    named = written.partition(" #")[0].strip('"')
    place = of_show(named, artwork=written)
    assert text(place) == feed_yaml(artwork=line)
    assert place.in_the_way == (place.path,)


def test_a_show_that_names_none_gets_one() -> None:
    assert text(of_show(artwork=None)) == "artwork: episodes/cover.jpg\n" + feed_yaml(artwork=None)


@pytest.mark.parametrize("alt", ["A hall", LONG, "yes", "[a]", "# no"])
def test_what_it_shows_is_written_below_its_name(alt: str) -> None:
    from balado.source.show import show_document

    new = text(of_show("episodes/cover.jpg"), alt)
    assert new is not None
    assert "artwork: episodes/cover.jpg\nalt: " in new
    assert (show_document(TextFile("feed.yaml", new.encode())).tree or {})["alt"] == alt


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("alt: Before", "alt: A hall"),
        ("alt: 'Before'  # said by Ada", "alt: 'A hall'  # said by Ada"),
        ("alt: Before  # not Before", "alt: A hall"),
        ('alt:   "Before"', 'alt:   "A hall"'),
        ("alt:", "alt: A hall"),
    ],
)
def test_what_it_showed_is_replaced(before: str, after: str) -> None:
    made = text(of_episode(front=f"title: A\n{before}\ndate: 2025-01-01"), "A hall")
    assert made == f"---\ntitle: A\n{after}\ndate: 2025-01-01\n---\nNotes: artwork: x\n"


def test_a_value_over_several_lines_is_left_to_its_author_with_the_line_to_write() -> None:
    with pytest.raises(UsageError, match="write `alt: A hall`"):
        of_episode(front="title: A\nalt: >\n  a\n  b\n\nepisode: 1").rewritten("A hall")


@pytest.mark.parametrize(
    ("files", "front", "artwork", "path", "in_the_way"),
    [
        ((), "title: A", (), f"{FOLDER}/cover.jpg", (f"{FOLDER}/cover.jpg",)),
        ((), "title: A", (PNG,), f"{FOLDER}/cover.jpg", (f"{FOLDER}/cover.jpg", PNG)),
        ((f"{FOLDER}/a.jpg",), "artwork: a.jpg", (), f"{FOLDER}/a.jpg", (f"{FOLDER}/a.jpg",)),
        (("shared/a.jpg",), "artwork: shared/a.jpg", (), "shared/a.jpg", ("shared/a.jpg",)),
        ((), "artwork: a.jpg", (), f"{FOLDER}/a.jpg", (f"{FOLDER}/a.jpg",)),
        ((f"{FOLDER}/a.png",), "artwork: a.png", (), f"{FOLDER}/a.jpg", (f"{FOLDER}/a.jpg",)),
    ],
)  # fmt: skip
def test_the_cover_of_an_episode_is_what_it_names_or_lies_in_its_folder(
    files: tuple[str, ...], front: str, artwork: tuple[str, ...], path: str, in_the_way: tuple[str, ...]
) -> None:
    place = of_episode(*files, front=front, artwork=artwork)
    assert (place.path, place.in_the_way) == (path, in_the_way)
    assert text(place) == (
        f"---\n{front.replace('.png', '.jpg')}\n---\nNotes: artwork: x\n" if ".png" in front else None
    )


@pytest.mark.parametrize("broken", ["title: [", "- a\n"])
def test_a_text_that_cannot_be_read_is_said_before_anything_is_written(broken: str) -> None:
    with pytest.raises(BaladoError):
        of_episode(front=broken)


def test_the_same_in_16_9_is_named_beside_the_cover_with_what_it_shows() -> None:
    place = of_show("episodes/cover.jpg", artwork="episodes/cover.jpg")
    assert place.wide == "episodes/cover-16x9.jpg"
    new = place.rewritten("Une salle", wide=True)
    assert new is not None
    line = 'images: [{file: "episodes/cover-16x9.jpg", purpose: social, alt: Une salle}]'
    assert set(new.decode().splitlines()) - set(feed_yaml(artwork="episodes/cover.jpg").splitlines()) == {
        "alt: Une salle", line
    }  # fmt: skip
    own = of_episode(front="title: A\nalt: B").rewritten(None, wide=True)
    assert own is not None
    assert "images: [{file: cover-16x9.jpg, purpose: social, alt: B}]" in own.decode()


def test_pictures_that_are_named_already_stay_and_a_person_adds_this_one() -> None:
    named = of_show(images="[{file: episodes/cover-16x9.jpg, alt: C}]")
    assert named.rewritten(None, wide=True) is None
    other = of_show(images="[{url: 'https://e.example/a.jpg'}]")
    with pytest.raises(UsageError, match=r"write - \{file: episodes/cover-16x9.jpg, purpose: social\} there too"):
        other.rewritten(None, wide=True)
    assert other.rewritten(None) is None
