from __future__ import annotations

import pytest

from balado.show.formats import (
    M4A,
    MEDIA_TYPES,
    MP2,
    MP3,
    OPUS,
    PICTURE_SUFFIXES,
    PLAYED,
    RECORDING_SUFFIXES,
    RECORDINGS,
    Format,
    format_of,
)


@pytest.mark.parametrize("form", RECORDINGS, ids=lambda form: form.name)
def test_every_format_is_found_by_its_type_and_codec(form: Format) -> None:
    assert format_of(form.media_type, form.codec or "any") is form


@pytest.mark.parametrize("form", RECORDINGS, ids=lambda form: form.name)
def test_a_recording_in_any_format_that_is_looked_into_counts_as_one(form: Format) -> None:
    assert set(form.suffixes) <= RECORDING_SUFFIXES


def test_a_type_that_nobody_knows_has_no_format() -> None:
    assert format_of("audio/midi", "") is None


def test_apps_play_mp3_and_not_its_elder_brother() -> None:
    assert MP3 in PLAYED
    assert MP2 not in PLAYED
    assert OPUS not in PLAYED


def test_an_mp4_with_sound_alone_may_be_called_mp4_and_is_published_as_m4a() -> None:
    assert ".mp4" in M4A.suffixes
    assert M4A.suffix == ".m4a"


@pytest.mark.parametrize("form", PLAYED, ids=lambda form: form.name)
def test_what_is_played_is_served_under_its_own_type_and_declared_with_it(form: Format) -> None:
    assert MEDIA_TYPES[form.suffix] == form.media_type == form.declared[0]


def test_what_is_not_played_has_no_type_to_be_published_with() -> None:
    unplayed = {form.suffix for form in RECORDINGS} - {form.suffix for form in PLAYED}
    assert not unplayed & set(MEDIA_TYPES)


def test_pictures_and_recordings_are_told_apart_by_their_suffix() -> None:
    assert not PICTURE_SUFFIXES & RECORDING_SUFFIXES
    assert (MEDIA_TYPES[".jpg"], MEDIA_TYPES[".jpeg"], MEDIA_TYPES[".png"]) == ("image/jpeg", "image/jpeg", "image/png")
