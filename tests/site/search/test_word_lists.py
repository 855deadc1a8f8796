from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from balado.site.search.word_lists import read_moments, read_word_lists, write_moments, write_word_lists
from balado.site.search.words import words_of

WORDS = st.text(max_size=40).flatmap(lambda text: st.just(set(words_of(text))))


@given(st.lists(WORDS, max_size=60))
def test_the_words_of_every_text_come_back(texts: list[set[str]]) -> None:
    written = write_word_lists(texts)
    assert read_word_lists(written, len(texts)) == [sorted(words) for words in texts]


@given(st.lists(st.dictionaries(WORDS.filter(len).map(min), st.integers(0, 100_000)), max_size=40))
def test_the_seconds_of_words_come_back(texts: list[dict[str, int]]) -> None:
    assert read_moments(write_moments(texts), len(texts)) == texts


@given(st.integers(0, 20_000), st.integers(1, 20_000))
def test_numbers_far_apart_come_back(first: int, gap: int) -> None:
    texts: list[set[str]] = [set() for _ in range(first + gap + 1)]
    texts[first] = texts[first + gap] = {"mot"}
    found = read_word_lists(write_word_lists(texts), len(texts))
    assert [number for number, words in enumerate(found) if words] == [first, first + gap]


def test_a_word_stands_once_and_only_where_it_differs_from_the_one_before() -> None:
    assert write_word_lists([{"public", "publier"}, {"public"}]) == "0publicAA5erA"
