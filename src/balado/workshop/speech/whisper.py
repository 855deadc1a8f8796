"""faster-whisper behind the engine's interface: on the processor, in 8 bits, and never on the network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from balado.errors import UsageError
from balado.message import say
from balado.workshop.speech.engine import HeardWord, Hearing
from balado.workshop.speech.library import need_library

if TYPE_CHECKING:
    from balado.workshop.speech.models import Model

_BEAM = 5
_QUIET_MS = 500
"""A silence as long as that parts two stretches of speech: what is within a sentence stays together."""


class WhisperEngine:
    """A Whisper model in a folder. Raises UsageError where the library is not installed, or cannot read the model."""

    def __init__(self, model: Model) -> None:
        self._library = need_library("faster-whisper")
        self._model = model
        self.identity = f"faster-whisper {self._library.__version__}, {model.name}"

    def hear(self, sound: bytes, hearing: Hearing) -> list[HeardWord]:
        """The words of a stretch; see `Engine`."""
        import numpy

        if hearing.language not in self._loaded.supported_languages:
            what = say("The model does not know the language “{language}”.", language=hearing.language)
            raise UsageError(what)
        samples = numpy.frombuffer(sound, "<i2").astype(numpy.float32) / 32768
        segments, _ = self._loaded.transcribe(
            samples,
            language=hearing.language,
            initial_prompt=hearing.prompt or None,
            beam_size=_BEAM,
            word_timestamps=True,
            vad_filter=True,
            vad_parameters={"min_silence_duration_ms": _QUIET_MS},
            condition_on_previous_text=False,
        )
        return whole_words(piece for segment in segments for piece in segment.words)

    @cached_property
    def _loaded(self) -> Any:
        folder = str(self._model.folder)
        try:
            return self._library.WhisperModel(folder, device="cpu", compute_type="int8", local_files_only=True)
        except (RuntimeError, ValueError) as error:
            reason = str(error)
            what = say("{folder} holds no model that faster-whisper can read: {reason}.", folder=folder, reason=reason)
            raise UsageError(what) from error


def whole_words(pieces: Iterable[Any]) -> list[HeardWord]:
    """The words of what the library takes for some: it parts `l'attente` in two, and begins only the first by a blank.

    A word is as sure as the least sure of its pieces.
    """
    words: list[HeardWord] = []
    for piece in pieces:
        text, start, end = piece.word.strip(), float(piece.start), float(piece.end)
        probability = float(piece.probability)
        if words and not piece.word.startswith(" "):
            before = words.pop()
            text, start = before.text + text, before.start
            probability = min(before.probability, probability)
        words.append(HeardWord(text, start, end, probability))
    return words
