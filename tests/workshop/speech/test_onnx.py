"""onnx-asr's tokens as words, and its absence. The whole way is in `tests/end_to_end/test_transcribe.py`."""

from __future__ import annotations

import math
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from balado.errors import UsageError
from balado.workshop.speech.engine import HeardWord
from balado.workshop.speech.models import Model
from balado.workshop.speech.onnx import OnnxEngine, words_of


def tokens(*given: tuple[str, float, float]) -> list[tuple[str, float, float]]:
    return [(text, start, math.log(probability)) for text, start, probability in given]


def heard(*given: tuple[str, float, float], seconds: float = 60.0) -> list[tuple[str, float, float, float]]:
    words = words_of(tokens(*given), seconds)
    return [(one.text, round(one.start, 2), round(one.end, 2), round(one.probability, 2)) for one in words]


def test_tokens_are_joined_to_words_as_sure_as_the_least_sure_of_them() -> None:
    found = heard((" l", 0.4, 0.9), ("'", 0.48, 0.9), ("at", 0.56, 0.3), ("tente", 0.72, 0.8), (" dure", 1.6, 0.95))
    assert found == [("l'attente", 0.4, 1.04, 0.3), ("dure", 1.6, 1.92, 0.95)]


def test_a_word_ends_where_the_next_one_begins_and_where_the_sound_does() -> None:
    assert heard((" un", 0.0, 0.9), (" deux", 0.16, 0.9), seconds=0.3) == [
        ("un", 0, 0.16, 0.9),
        ("deux", 0.16, 0.3, 0.9),
    ]


def test_a_sign_is_no_word_and_makes_none_longer_or_less_sure() -> None:
    assert heard((" Bon", 0.0, 0.9), ("jour", 0.16, 0.9), (".", 2.4, 0.2)) == [("Bonjour.", 0.0, 0.48, 0.9)]
    assert heard((" ", 0.0, 0.9), ("Oui", 0.08, 0.9)) == [("Oui", 0.0, 0.4, 0.9)]


def test_the_models_own_signs_are_left_out() -> None:
    assert heard(("<|fr|>", 0.0, 0.9), (" Oui", 0.08, 0.9), ("<unk>", 0.2, 0.9)) == [("Oui", 0.08, 0.4, 0.9)]
    assert heard(("<unk>", 0.2, 0.9)) == []


def test_words_are_in_order_and_none_over_the_next() -> None:
    found = words_of(tokens(*((f" m{place}", place * 0.08, 0.9) for place in range(50))), 4.0)
    assert all(one.end <= following.start for one, following in pairwise(found))
    assert found[-1] == HeardWord("m49", 3.92, 4.0, pytest.approx(0.9))


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx_asr", None)
    with pytest.raises(UsageError, match=r'needs onnx-asr.*`pip install "balado\[transcribe-onnx\]"`'):
        OnnxEngine(Model("tiny", Path(), "onnx-asr"))
