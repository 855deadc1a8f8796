"""A text as it was written gets the times of the words that were heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.transcripts.prose import read_text
from balado.workshop.speech.align import Alignment, align
from balado.workshop.speech.engine import HeardWord


def heard(text: str, seconds: float = 0.5) -> list[HeardWord]:
    return [HeardWord(word, n * seconds, (n + 1) * seconds, 0.9) for n, word in enumerate(text.split())]


def aligned(written: str, sound: str) -> Alignment:
    return align(list(read_text(written)), heard(sound))


def words(alignment: Alignment) -> list[tuple[str, float, float, float]]:
    return [(one.text, one.start, one.end, one.probability) for speech in alignment.speeches for one in speech.words]


def test_what_is_written_counts_and_is_timed_by_what_was_heard() -> None:
    found = aligned("Mesdames, Messieurs : la Défenseure des droits…", "mesdames messieurs la defenseure des droits")
    assert [text for text, *_ in words(found)] == ["Mesdames,", "Messieurs", ":", "la", "Défenseure", "des", "droits…"]
    assert words(found)[4] == ("Défenseure", 1.5, 2.0, 1.0)
    assert not found.is_other


def test_speakers_and_paragraphs_of_the_text_stay() -> None:
    found = aligned("Claire Hédon : Bonjour à tous.\n\nJean Castex : Merci.", "bonjour à tous merci")
    assert [(one.speaker, len(one.words)) for one in found.speeches] == [("Claire Hédon", 3), ("Jean Castex", 1)]
    assert found.speeches[1].words[0].start == 1.5


@pytest.mark.parametrize(
    ("written", "sound", "word", "expected"),
    [
        ("avec Claire Hédon ici", "avec clair édon ici", "Hédon", (1.0, 1.5, 1.0)),
        ("avec le Conseil d’État ici", "avec le conseil des tas ici", "d’État", (1.5, 2.5, 1.0)),
        ("avec le Conseil d’État ici", "avec le hum ici", "d’État", (1.3, 1.5, 0.0)),
        ("nous disons ici cela", "nous ici cela", "disons", (0.5, 0.5, 0.0)),
        ("au début nous disons cela", "nous disons cela", "au", (0.0, 0.0, 0.0)),
        ("nous disons cela enfin", "nous disons cela", "enfin", (1.5, 1.5, 0.0)),
    ],
)
def test_where_they_differ_the_time_is_shared_out_and_what_was_not_heard_is_marked(
    written: str, sound: str, word: str, expected: tuple[float, float, float]
) -> None:
    found = {text: (start, end, sure) for text, start, end, sure in words(aligned(written, sound))}
    start, end, sure = found[word]
    assert (start, end, sure) == (pytest.approx(expected[0], abs=0.3), pytest.approx(expected[1], abs=0.3), expected[2])


def test_the_text_of_something_else_is_found_out() -> None:
    assert aligned("un tout autre discours sur la pêche", "bonjour à toutes et à tous ce soir").is_other
    assert aligned("un discours", "").is_other


WORDS = ("la", "mer,", "le", "ciel.", "Et", "nous", "!", "qui", "allons", "à", "pied", "-")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)


@given(TEXT, TEXT)
def test_every_word_has_its_time_and_they_run_forwards(written: list[str], sound: list[str]) -> None:
    found = words(aligned(" ".join(written), " ".join(sound)))
    assert [text for text, *_ in found] == written
    assert all(start <= end for _, start, end, _ in found)
    starts = [start for _, start, *_ in found]
    assert starts == sorted(starts)
