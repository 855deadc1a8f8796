"""The forms of pictures in pages: made once, known again, and those of an episode are its own."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from editions import a_show, drawn
from show_builder import Show, cover_jpeg

from balado.media.picture import forms as making
from balado.record.generation import Generation, SideKind


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = a_show(tmp_path, site=None)
    folder = made.add("01-a")
    (folder / "cover.jpg").write_bytes(cover_jpeg("red"))
    waiting = made.add("02-b", date="2026-11-08 08:00")
    (waiting / "cover.jpg").write_bytes(cover_jpeg("green"))
    return made


def keys_of_forms(generation: Generation, slug: str) -> tuple[str, ...]:
    [record] = [one for one in generation.episodes if one.slug == slug]
    return tuple(key for side in record.beside if side.kind is SideKind.FORMS for key in side.keys)


def test_covers_have_forms_and_a_picture_that_waits_has_none(show: Show) -> None:
    planned = drawn(show).plan
    [sent] = [{one.artifact.key for one in planned.uploads}]
    forms = planned.generation.forms
    assert len(forms) == 2
    assert {one.key for made in forms.values() for one in made} <= sent
    assert {one.media_type for made in forms.values() for one in made} == {"image/jpeg", "image/webp"}
    assert all([one.is_social for one in made].count(True) == 1 for made in forms.values())
    assert set(keys_of_forms(planned.generation, "01-a")) < {key for key in sent if key.startswith("artwork/01-a-")}
    assert keys_of_forms(planned.generation, "02-b") == ()


def test_what_was_made_once_is_known_again_and_never_made_again(show: Show) -> None:
    first = drawn(show).plan.generation
    with mock.patch.object(making, "picture_forms", side_effect=AssertionError("made again")):
        again = drawn(show, first).plan
    assert again.generation.forms == first.forms
    assert not again.uploads


def test_what_is_lost_is_made_again_under_the_same_key(show: Show) -> None:
    first = drawn(show).plan.generation
    lost = keys_of_forms(first, "01-a")[0]
    from editions import opened

    from balado.edition.draw import draw_up

    again = draw_up(opened(show), first, frozenset({lost})).plan
    assert lost in {one.artifact.key for one in again.uploads}
    assert again.generation.forms == first.forms


def test_a_picture_that_is_not_here_keeps_the_forms_that_the_store_has(show: Show) -> None:
    first = drawn(show).plan.generation
    cover = show.root / "episodes" / "01-a" / "cover.jpg"
    digest, size = next((one.artwork.sha256, cover.stat().st_size) for one in first.episodes if one.artwork)
    cover.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n")
    again = drawn(show, first).plan
    assert again.generation.forms == first.forms


def test_without_pages_there_are_no_forms(show: Show) -> None:
    first = drawn(show).plan.generation
    show.write_feed(site="false")
    again = drawn(show, first).plan.generation
    assert again.forms == {}
    assert keys_of_forms(again, "01-a") == ()
