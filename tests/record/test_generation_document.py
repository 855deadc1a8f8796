"""A record of which a part is left unparsed says the same, whatever stands in it, and only asking parses the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from specimens import candidate, episode, plan_of

from balado import facts
from balado.record import generation, generation_document
from balado.record.generation import Generation
from balado.record.generation_file import read_generation, write_generation

RECORDS = Path(__file__).with_name("records")
MARKS = ("images", "media", "next_due")
TRAPS = [',"images":{', '},"next_due":', '\\","images":{"', '\\\\","next_due":', '{"media":{}},"next_due":null,']


@pytest.fixture
def published(tmp_path: Path) -> Generation:
    plan = plan_of(tmp_path, candidate(tmp_path, episode("a")), candidate(tmp_path, episode("b", days=3)))
    return plan.generation


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All JSON that was parsed of records since."""
    seen: list[str] = []
    real = json.loads

    def counted(text: str | bytes) -> Any:
        seen.append(text if isinstance(text, str) else text.decode())
        return real(text)

    monkeypatch.setattr(generation_document.json, "loads", counted)
    return seen


def written(record: Generation) -> bytes:
    body = write_generation(record).body
    assert isinstance(body, bytes)
    return body


def test_facts_about_media_are_parsed_when_they_are_asked_for_and_once(
    published: Generation, parses: list[str]
) -> None:
    body = written(published)
    parses.clear()

    read = read_generation(body, "")

    assert (len(parses), "bitrate" in parses[0], "width_px" in parses[0]) == (1, False, False)
    for _ in range(2):
        assert (dict(read.media), len(read.images)) == (published.media, len(published.images))
    assert len(parses) == 3, "those of recordings, and those of pictures"


def test_what_is_read_in_part_is_written_to_the_byte(published: Generation) -> None:
    for body in ((RECORDS / "format-3.json").read_bytes(), written(published)):
        assert isinstance(read_generation(body, "").media, generation_document.UnparsedFacts)
        assert written(read_generation(body, "")) == body


@pytest.mark.parametrize("trap", TRAPS)
def test_no_text_is_taken_for_a_part_of_the_record(published: Generation, trap: str) -> None:
    first, *others = published.episodes
    trapped = replace(
        published,
        owner=trap,
        url=trap,
        episodes=(replace(first, slug=trap, folder=f"{trap}{{", item=trap), *others),
        objects=tuple(replace(one, content_type=trap) for one in published.objects),
        media={trap: {"tags": {"title": trap, "next_due": trap}}, **published.media},
        images={trap: {"mode": trap}},
        files={trap: {"media_type": trap}},
        place=trap,
    )

    read = read_generation(written(trapped), "")

    assert read == trapped
    assert read.media == trapped.media


def test_a_record_without_these_facts_and_one_of_an_early_format_are_read_whole(published: Generation) -> None:
    bare = replace(published, images={}, media={})
    assert read_generation(written(bare), "") == bare
    assert isinstance(read_generation((RECORDS / "format-2.json").read_bytes(), "").media, dict)


def _names_in(module: object) -> Iterator[tuple[str, str]]:
    for name, kind in vars(module).items():
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from ((name, field) for field in kind.model_fields)
        elif is_dataclass(kind):
            yield from ((name, field.name) for field in fields(kind))


def test_only_the_record_itself_has_members_of_these_names() -> None:
    named = [*_names_in(facts), *_names_in(generation)]
    assert len(named) > 60
    assert [owner for owner, field in named if field in MARKS] == ["Generation"] * len(MARKS)
