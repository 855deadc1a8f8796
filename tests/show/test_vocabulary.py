from __future__ import annotations

from balado.show.values.category import LINES
from balado.show.vocabulary import AUDIO_SUFFIXES, CATEGORIES, LANGUAGES, MEDIA_TYPES, OBSOLETE_CATEGORIES, PERSON_ROLES


def test_the_lists_have_their_known_lengths() -> None:
    assert (len(CATEGORIES), sum(map(len, CATEGORIES.values()))) == (19, 91)
    assert len(LANGUAGES) == 184
    assert len(PERSON_ROLES) == 62


def test_an_obsolete_category_leads_to_one_that_exists() -> None:
    assert set(OBSOLETE_CATEGORIES.values()) <= set(LINES)
    assert not set(OBSOLETE_CATEGORIES) & set(LINES)


def test_roles_are_in_lower_case_as_they_are_compared() -> None:
    assert all(role == role.lower() for role in PERSON_ROLES)
    assert PERSON_ROLES["editor"] == "writing"


def test_media_types_are_those_platforms_want() -> None:
    assert (MEDIA_TYPES[".mp3"], MEDIA_TYPES[".m4a"]) == ("audio/mpeg", "audio/x-m4a")
    assert {".mp3", ".m4a", ".mp4", ".wav", ".opus"} <= AUDIO_SUFFIXES
