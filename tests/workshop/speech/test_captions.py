"""Words become captions that can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.workshop.speech.captions import LINE_CHARS, LONGEST_S, SHORTEST_S, Caption, captions_of
from balado.workshop.speech.engine import HeardWord


def spoken(text: str, seconds: float = 0.3, pauses: dict[int, float] | None = None) -> list[HeardWord]:
    """The words of a text, each as long as the others; `pauses` are the silences behind words, by their number."""
    words, start = [], 0.0
    for number, word in enumerate(text.split()):
        words.append(HeardWord(word, start, start + seconds))
        start += seconds + (pauses or {}).get(number, 0.0)
    return words


def shown(captions: list[Caption]) -> list[str]:
    return ["\n".join(" ".join(word.text for word in line) for line in one.lines) for one in captions]


def test_a_sentence_ends_its_caption() -> None:
    words = spoken("Bonjour à toutes et à tous. Nous parlons ce soir du dernier kilomètre. Merci à vous d’être là.")
    assert shown(captions_of(words)) == [
        "Bonjour à toutes et à tous.",
        "Nous parlons ce soir du dernier kilomètre.",
        "Merci à vous d’être là.",
    ]


def test_a_long_sentence_is_cut_at_its_signs_and_into_two_lines() -> None:
    text = (
        "Comme tout central téléphonique, il demande un numéro, puis le dièse, et vous parlez à la personne que vous "
        "cherchez, où qu’elle soit dans la maison."
    )
    captions = captions_of(spoken(text))
    assert " ".join(shown(captions)).replace("\n", " ") == text
    assert [one[-1] for one in shown(captions)] == [",", "."]


def test_a_pause_parts_captions_and_what_is_short_stays_for_a_second() -> None:
    captions = captions_of(spoken("Oui. Non.", seconds=0.2, pauses={0: 4.0}))
    assert [(one.start, round(one.end, 3)) for one in captions] == [(0.0, 1.0), (4.2, 5.2)]


def test_a_short_word_joins_its_neighbours_rather_than_flash_by() -> None:
    captions = captions_of(spoken("Oui. C’est cela même que nous voulions vous dire.", seconds=0.25))
    assert all(one.end - one.start >= SHORTEST_S for one in captions)
    assert shown(captions)[0].startswith("Oui. C’est")


@pytest.mark.parametrize(
    "text", ["a" * 200, "https://www.conseil-etat.fr/publications-colloques/etudes/etude-annuelle"]
)
def test_a_word_longer_than_a_line_is_parted(text: str) -> None:
    captions = captions_of([HeardWord(text, 0.0, 8.0)])
    assert "".join(shown(captions)).replace("\n", "").replace(" ", "") == text
    assert all(len(line) <= LINE_CHARS for one in shown(captions) for line in one.split("\n"))


WORDS = st.lists(
    st.tuples(
        st.text("abcdéè’", min_size=1, max_size=30),
        st.sampled_from(["", ",", ".", "?"]),
        st.floats(0.06, 0.1),
        st.sampled_from([0.0, 0.0, 0.1, 0.4, 1.6, 9.0]),
    ),
    max_size=60,
)


@given(WORDS)
def test_whatever_is_said_can_be_read(said: list[tuple[str, str, float, float]]) -> None:
    words, time = [], 0.0
    for text, sign, seconds_for_each, pause in said:
        end = time + seconds_for_each * len(text + sign)
        words.append(HeardWord(text + sign, time, end))
        time = end + pause
    captions = captions_of(words)
    assert [word.text for one in captions for line in one.lines for word in line] == [word.text for word in words]
    for one, lines in zip(captions, map(str.split, shown(captions), ["\n"] * len(captions)), strict=True):
        assert len(lines) <= 2
        assert all(len(line) <= LINE_CHARS for line in lines)
        assert one.end - one.start >= SHORTEST_S - 1e-6
        assert one.end - one.start <= LONGEST_S + 1.5 or len(one.lines) == len(one.lines[0]) == 1
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(captions))


def test_times_that_run_backwards_are_put_in_order() -> None:
    captions = captions_of([HeardWord("un", 2.0, 3.0), HeardWord("deux", 1.0, 1.5), HeardWord("trois", 9.0, 8.0)])
    assert [one.start for one in captions] == sorted(one.start for one in captions)
    assert all(one.end > one.start for one in captions)
