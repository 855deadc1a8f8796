"""When a run has nothing to do, and how few requests tell it: an upgrade costs one look, not one for every run."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from show_builder import NOW, Show

from balado.edition import draw, unchanged
from balado.edition.open import Request
from balado.edition.outcome import Outcome
from balado.events import Watch
from balado.publish import renew
from balado.publish.publish import publish
from balado.record.generation_file import generation_key, read_generation, write_generation

NEXT = "99.0"


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that drew the whole line up since."""
    seen: list[str] = []
    real = draw.draw_up

    def counted(*arguments: object, **options: bool) -> object:
        seen.append(unchanged.__version__)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(renew, "draw_up", counted)
    return seen


@pytest.fixture
def published(show: Show) -> Show:
    show.add("a")
    show.publish()
    return show


def run(show: Show) -> Outcome:
    return publish(Request(show.root, datetime.fromisoformat(NOW), "somebody"), Watch(lambda _event: None))


def state_of(show: Show) -> Path:
    return show.root / ".public.balado"


def upgraded(monkeypatch: pytest.MonkeyPatch, version: str = NEXT) -> None:
    monkeypatch.setattr(unchanged, "__version__", version)


def test_an_unchanged_show_is_drawn_up_by_nobody(published: Show, drawings: list[str]) -> None:
    before = published.footprint()
    assert not run(published).published
    assert drawings == []
    assert published.footprint() == before


def test_after_an_upgrade_the_first_run_draws_up_once_and_publishes_nothing(
    published: Show, drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(monkeypatch)
    outcomes = [run(published) for _ in range(3)]
    assert drawings == [NEXT]
    assert [outcome.published for outcome in outcomes] == [False] * 3
    assert not (state_of(published) / generation_key(2)).exists()


def test_two_versions_that_take_turns_draw_up_once_each(
    published: Show, drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in (NEXT, "100.0", NEXT, "100.0"):
        upgraded(monkeypatch, version)
        run(published)
    assert drawings == [NEXT, "100.0"]


def test_what_was_noted_holds_for_that_publication_and_that_source_alone(
    published: Show, drawings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    upgraded(monkeypatch)
    run(published)
    published.add("b", title="Another")
    assert run(published).published
    assert not run(published).published
    assert len(drawings) == 2


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b'{"generation": 1, "owner": "x", "digests": 7}'])
def test_a_note_that_is_damaged_costs_a_look(
    published: Show, drawings: list[str], monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    upgraded(monkeypatch)
    run(published)
    (state_of(published) / "unchanged.json").write_bytes(damage)
    run(published)
    run(published)
    assert drawings == [NEXT] * 2


@pytest.mark.parametrize("recorded", [None, "5" * 64])
def test_a_record_without_a_digest_or_with_one_of_an_early_version_is_looked_at_once(
    published: Show, drawings: list[str], recorded: str | None
) -> None:
    record = state_of(published) / generation_key(1)
    generation = read_generation(record.read_bytes(), generation_key(1))
    body = write_generation(replace(generation, source_digest=recorded)).body
    assert isinstance(body, bytes)
    record.write_bytes(body)
    for _ in range(3):
        assert not run(published).published
    assert len(drawings) == 1


def test_what_is_held_back_is_told_by_every_run(published: Show, drawings: list[str]) -> None:
    published.add("b", date="some day")
    for _ in range(2):
        outcome = run(published)
        assert outcome.draft is not None
    assert len(drawings) == 2
