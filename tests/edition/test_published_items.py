"""A live episode with a signed address: what was published of it, where that can be published once more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from editions import opened
from show_builder import Show

from balado.edition.draw import draw_up
from balado.edition.outcome import Draft
from balado.errors import SourceError
from balado.events import Watch
from balado.publish.publish import publish
from balado.record.history import find_newest
from balado.show.values import address

SIGNED = "https://b.s3.example.org/talk.mp4?X-Amz-Signature=5ec2e7f00d"


def sign(show: Show, line: str = f"replay: '{SIGNED}'") -> None:
    text = show.root / "episodes" / "a" / "episode.md"
    text.write_text(text.read_text("utf-8").replace("---\n", f"---\n{line}\n", 1), "utf-8")


def drawn(show: Show, *, is_lost: bool = False) -> Draft:
    """What would be published next; `is_lost` says that the recordings are gone from where they are published."""
    run = opened(show)
    newest = find_newest(run.target).generation
    assert newest is not None
    keys = frozenset(record.audio.key for record in newest.episodes) if is_lost else frozenset()
    return draw_up(run, newest, keys)


@pytest.fixture
def live(show: Show) -> Show:
    """A show with one live episode, published."""
    show.add("a", season="1", people="[{name: Ada, role: guest}]")
    show.publish()
    return show


def test_it_is_published_once_more_to_the_last_byte(live: Show) -> None:
    sign(live)
    draft = drawn(live)
    assert draft.plan.document == live.published()["feed.xml"]
    assert (draft.decision.unchanged, draft.plan.changed, draft.plan.uploads) == ({"a"}, False, ())
    assert draft.plan.generation.source_digest is None, "the next run looks again"


def test_a_trailer_and_a_conference_that_was_announced_stay_what_they_were(show: Show) -> None:
    held, stream = "{start: 2025-11-01 08:00}", "{url: https://live.example.org/1.mp3, page: https://live.example.org/}"
    show.add("a", type="trailer", held=held, live=stream)
    show.publish()
    sign(show)
    draft = drawn(show)
    assert draft.plan.document == show.published()["feed.xml"]
    assert draft.plan.generation.announced == ()


def _withdrawn(show: Show) -> None:
    sign(show, "withdrawn: true")


def _renamed(show: Show) -> None:
    (show.root / "episodes" / "a").rename(show.root / "episodes" / "b")


def _without_copy(show: Show) -> None:
    for copy in (show.root / ".public.balado" / "feeds").iterdir():
        copy.unlink()


def _elsewhere(show: Show) -> None:
    show.write_feed(publish="{to: public, url: 'https://other.example/show'}")


@pytest.mark.parametrize("change", [_withdrawn, _renamed, _without_copy, _elsewhere])
def test_all_is_refused_where_that_cannot_be(live: Show, change: Callable[[Show], None]) -> None:
    sign(live)
    change(live)
    with pytest.raises(SourceError):
        drawn(live)


def test_a_recording_that_is_gone_is_no_reason_to_name_it_again(live: Show) -> None:
    sign(live)
    with pytest.raises(SourceError):
        drawn(live, is_lost=True)


@pytest.mark.parametrize("line", [f"replay: '{SIGNED}'", f"chapters: [{{start: 0, title: One, href: '{SIGNED}'}}]"])
def test_what_was_published_with_a_signature_is_not_published_once_more(
    show: Show, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """As by an earlier release, which took such addresses."""
    show.add("a")
    sign(show, line)
    with monkeypatch.context() as patch:
        patch.setattr(address, "_is_signed", lambda _address: False)
        publish(opened(show).request, Watch(lambda _event: None))
    assert b"5ec2e7f00d" in show.published()["feed.xml"]
    with pytest.raises(SourceError):
        drawn(show)
