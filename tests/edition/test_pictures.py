"""What is made of a picture is made once: it keeps its key, whatever another version would make of the file."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from editions import drawn, published, show
from PIL import Image
from show_builder import Show

from balado.artifact import Kind
from balado.edition.outcome import Draft

__all__ = ["show"]

GPS = {1: "N", 2: (48.0, 51.0, 30.0)}


def photograph(path: Path, orientation: int = 1, *, gps: bool = False, side: int = 1400) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    if gps:
        exif[0x8825] = GPS
    content = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(content, "JPEG", exif=exif, quality=50)
    path.write_bytes(content.getvalue())
    return content.getvalue()


def artwork_of(draft: Draft) -> dict[str, bytes]:
    """The pictures to send, by key."""
    uploads = [one.artifact for one in draft.plan.uploads if one.artifact.kind is Kind.ARTWORK]
    return {one.key: one.body if isinstance(one.body, bytes) else Path(str(one.body)).read_bytes() for one in uploads}


@pytest.fixture
def another_pillow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is made of a picture now has other bytes."""
    monkeypatch.setattr("balado.media.cover.published_picture", lambda _path, _name: b"other bytes")


def test_what_was_made_is_kept_by_every_later_run(show: Show, request: pytest.FixtureRequest) -> None:
    photograph(show.root / "episodes" / "cover.jpg", 6)
    folder = show.add("a", artwork="own.jpg", chapters="[{start: 0, title: One, picture: one.jpg}]")
    photograph(folder / "own.jpg", 3, gps=True)
    photograph(folder / "one.jpg", 8, gps=True, side=100)
    first = drawn(show)
    made = artwork_of(first)
    assert len(made) == 3
    assert all(b"Exif" not in body for body in made.values())
    request.getfixturevalue("another_pillow")
    again = drawn(show, first.plan.generation)
    assert artwork_of(again) == {}
    assert {one.key for one in again.plan.generation.objects} == {one.key for one in first.plan.generation.objects}


def test_a_checkout_of_pointers_knows_what_was_made(show: Show) -> None:
    names = ("episodes/cover.jpg", "episodes/a/cover.jpg", "episodes/a/one.jpg")
    show.add("a", chapters="[{start: 0, title: One, picture: one.jpg}]")
    for name in names:
        photograph(show.root / name, 6, gps=True)
    first = published(show)
    for name in names:
        digest, size = hashlib.sha256((show.root / name).read_bytes()).hexdigest(), (show.root / name).stat().st_size
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n"
        (show.root / name).write_text(pointer, encoding="utf-8")
    again = drawn(show, first)
    assert [str(fault.what) for fault in again.gathered.of_media if fault.severity == "error"] == []
    assert {one.key for one in again.plan.generation.objects} == {one.key for one in first.objects}


def test_one_that_needs_nothing_keeps_its_very_bytes(show: Show) -> None:
    given = photograph(show.root / "episodes" / "cover.jpg")
    [key] = artwork_of(drawn(show))
    assert artwork_of(drawn(show))[key] == given


def test_what_was_published_before_with_a_place_is_replaced_under_a_new_key(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = photograph(show.root / "episodes" / "cover.jpg", gps=True)
    with monkeypatch.context() as earlier:
        earlier.setattr("balado.facts.ImageFacts.is_publishable_as_it_is", True)
        before = published(show)
    made = artwork_of(drawn(show, before))
    assert set(made) & {one.key for one in before.objects} == set()
    assert given not in made.values()


def test_what_was_published_with_more_behind_its_end_stays_what_subscribers_have(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = show.root / "episodes" / "cover.jpg"
    path.write_bytes(photograph(path) + b"something more")
    with monkeypatch.context() as earlier:
        earlier.setattr("balado.facts.ImageFacts.is_publishable_as_it_is", True)
        before = published(show)
    assert artwork_of(drawn(show, before)) == {}
    assert b"something more" not in next(iter(artwork_of(drawn(show)).values()))


def test_a_document_that_is_a_photograph_tells_no_place(show: Show) -> None:
    folder = show.add("a", documents="[{title: P, file: photo.jpg}, {title: Q, file: other.jpg}]")
    photograph(folder / "photo.jpg", 6, gps=True)
    other = photograph(folder / "other.jpg")
    first = drawn(show)
    sent = [one.artifact.body for one in first.plan.uploads if one.artifact.kind is Kind.DOCUMENT]
    bodies = [body if isinstance(body, bytes) else Path(str(body)).read_bytes() for body in sent]
    assert len(bodies) == 2
    assert other in bodies
    assert all(b"GPS" not in body and Image.open(io.BytesIO(body)).size == (1400, 1400) for body in bodies)
    assert [one.artifact.kind for one in drawn(show, first.plan.generation).plan.uploads] == []
