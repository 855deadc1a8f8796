"""faster-whisper's words as ours, and its absence. The whole way is in `tests/end_to_end/test_transcribe.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from balado.errors import UsageError
from balado.workshop.speech.engine import HeardWord
from balado.workshop.speech.models import Model
from balado.workshop.speech.whisper import WhisperEngine, whole_words


def test_the_pieces_of_a_word_are_one_word() -> None:
    pieces = [(" d", 0.0, 0.1, 0.9), ("'un", 0.1, 0.3, 0.4), (" test", 0.3, 0.6, 0.8), ("-là.", 0.6, 0.8, 0.95)]
    given = [SimpleNamespace(word=word, start=start, end=end, probability=sure) for word, start, end, sure in pieces]
    assert whole_words(given) == [HeardWord("d'un", 0.0, 0.3, 0.4), HeardWord("test-là.", 0.3, 0.8, 0.8)]


def test_without_the_library_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(UsageError, match=r'pip install "balado\[transcribe\]"'):
        WhisperEngine(Model("tiny", Path()))
