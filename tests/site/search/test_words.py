from __future__ import annotations

import pytest

from balado.site.search.words import shown_text, telling_words, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’été à l’École", ["l", "ete", "a", "l", "ecole"]),
        ("Œuvres, cœur; ÆGIR Straße", ["oeuvre", "coeur", "aegir", "strasse"]),
        ("réseaux prix bus as", ["reseau", "prix", "bus", "as"]),
        ("e\u0301te\u0301 \ufb01nance ２０２３", ["ete", "finance", "2023"]),
        ("İstanbul ΟΔΟΣ Ёлка مُدُن", ["istanbul", "οδος", "елка", "مدن"]),
        ("snake_case (2023-2024) 50%", ["snake", "case", "2023", "2024", "50"]),
        ("x" * 40, ["x" * 30]),
        ("— … !", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_that_say_nothing_or_are_known_are_left_out() -> None:
    texts = ["Les réformes et le public", "Après la réforme, 7 publics de 2023", "It was about the reforms"]
    assert list(telling_words(texts, ["public"])) == ["reforme", "7", "2023", "reform"]


def test_markup_is_no_word() -> None:
    shown = shown_text('<p>Les <a href="https://a.example/?b=1&amp;c>d">pages</a> &amp; l&#39;été<br>ici</p>')
    assert shown.split() == ["Les", "pages", "&", "l'été", "ici"]
