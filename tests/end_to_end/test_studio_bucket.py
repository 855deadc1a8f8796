"""A real bucket through the studio: published, corrected and brought back; what others publish is noticed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from show_builder import Show
from store_servers import Store
from studio_runs import ServedStudio, edit, options_for, served_studio


@pytest.fixture
def show(bucket: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Show:
    """One that is published into the bucket; the studio is served from this process, with the same credentials."""
    for name, value in bucket.environment().items():
        monkeypatch.setenv(name, value)
    made = Show(tmp_path / "show", bucket.environment())
    made.write_feed(publish=f"{{to: 's3://{bucket.bucket}/pod', url: 'https://pod.example/show', verify: false}}")
    made.add("a")
    return made


@pytest.fixture
def studio(show: Show) -> Iterator[ServedStudio]:
    with served_studio(options_for(show), show) as served:
        served.settled()
        yield served


def feed_in(bucket: Store) -> str:
    return bucket.read_all()["pod/feed.xml"].body.decode()


def drawn_up(studio: ServedStudio, number: int) -> str:
    """The page, once it shows what publication `number` would be."""
    studio.studio.state.wait(
        lambda one: (
            not one.is_pending
            and one.drawn is not None
            and one.drawn.comparison.draft.plan.changed
            and one.drawn.comparison.draft.plan.generation.number == number
        )
    )
    return studio.get("/publish").text


def press(studio: ServedStudio, page: str) -> str:
    [shown] = re.findall(r'name="shown" value="([0-9a-f]{64})"', page)
    assert studio.post("/publish", {"shown": shown}).status == 303
    return ended(studio)


def ended(studio: ServedStudio) -> str:
    """What the page tells, without its markup."""
    studio.studio.publishing.publisher.wait()
    return " ".join(re.sub(r"<[^>]*>", " ", studio.get("/publish/run").text.partition("<main")[2]).split())


def test_a_show_is_published_corrected_and_brought_back(studio: ServedStudio, bucket: Store) -> None:
    page = drawn_up(studio, 1)
    assert f"s3://{bucket.bucket}/pod" in page
    assert "(publication 1)" in press(studio, page)
    first = bucket.read_all()
    [recording] = [key for key in first if key.startswith("pod/audio/")]
    assert first[recording].body == (studio.show.root / "episodes" / "a" / "talk.mp3").read_bytes()

    edit(studio.show, "a", "title: About a", "title: A correction")
    assert "(publication 2)" in press(studio, drawn_up(studio, 2))
    assert "A correction" in feed_in(bucket)

    page = studio.get("/back/1").text
    fields = dict(re.findall(r'name="(number|newest)" value="(\d+)"', page))
    title = studio.studio.state.snapshot.glance.title
    assert studio.post("/back", {**fields, "title": title}).status == 303
    assert "Publication 1 is published again (as publication 3)" in ended(studio)
    assert "About a" in feed_in(bucket)
    assert recording in bucket.read_all()


def test_what_was_published_elsewhere_meanwhile_is_not_written_over_and_its_difference_is_shown(
    studio: ServedStudio, show: Show, bucket: Store, tmp_path: Path
) -> None:
    press(studio, drawn_up(studio, 1))
    edit(show, "a", "Notes of *a*", "Notes from here")
    page = drawn_up(studio, 2)
    elsewhere = Show(Path(shutil.copytree(show.root, tmp_path / "elsewhere")), show.environment)
    edit(elsewhere, "a", "title: About a", "title: Theirs")
    elsewhere.publish()
    assert "The show changed since you looked" in press(studio, page)
    assert "Theirs" in feed_in(bucket)
    page = drawn_up(studio, 3)
    assert "is updated" in page
    difference = studio.get("/difference").text
    assert "<del>Theirs</del>" in difference
    assert "(publication 3)" in press(studio, page)
    assert "About a" in feed_in(bucket)
