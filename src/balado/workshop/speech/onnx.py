"""onnx-asr behind the engine's interface: on the processor, from a folder, and never on the network."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from balado.errors import UsageError
from balado.message import say
from balado.workshop.speech.engine import BYTES_PER_SECOND, RATE_HZ, HeardWord, Hearing
from balado.workshop.speech.library import need_library

if TYPE_CHECKING:
    from balado.workshop.speech.models import Model

_SHORTEST_S = 0.1
"""What is shorter holds no word, and not enough frames for a model."""

_LONGEST_TOKEN_S = 0.32
"""Of a token the model says when it begins: TDT has it last four frames of 80 ms at most."""


class OnnxEngine:
    """A NeMo model in a folder. Raises UsageError where the library is not installed, or cannot read the model.

    It finds the language out by itself, and is told no words to expect. Where nobody speaks it writes nothing: models
    of this kind write when they hear something, so that nothing need look for voices first.
    """

    def __init__(self, model: Model) -> None:
        self._library = need_library("onnx-asr")
        self._model = model
        self.identity = f"onnx-asr {self._library.__version__}, {model.name}"

    def hear(self, sound: bytes, hearing: Hearing) -> list[HeardWord]:
        """The words of a stretch; see `Engine`."""
        import numpy

        if self._model.languages and hearing.language not in self._model.languages:
            what = say("The model does not know the language “{language}”.", language=hearing.language)
            raise UsageError(what)
        seconds = len(sound) / BYTES_PER_SECOND
        if seconds < _SHORTEST_S or not sound.strip(b"\0"):
            return []
        samples = numpy.frombuffer(sound, "<i2").astype(numpy.float32) / 32768
        heard = self._asked(lambda: self._loaded.recognize(samples, sample_rate=RATE_HZ))
        return words_of(zip(heard.tokens, heard.timestamps, heard.logprobs, strict=True), seconds)

    @cached_property
    def _loaded(self) -> Any:
        folder = self._model.folder
        size = "int8" if any(folder.glob("*[-.]int8.o*")) else None
        providers = ["CPUExecutionProvider"]
        load = self._library.load_model
        return self._asked(lambda: load(None, folder, quantization=size, providers=providers).with_timestamps())

    def _asked(self, do: Callable[[], Any]) -> Any:
        """What the library gives. Raises UsageError where the folder's files are not those of a model after all."""
        try:
            return do()
        except Exception as error:  # the runtime's errors are of no class of their own
            reason = str(error).strip().rstrip(".")
            folder = self._model.folder
            what = say("{folder} holds no model that onnx-asr can read: {reason}.", folder=folder, reason=reason)
            raise UsageError(what) from error


def words_of(tokens: Iterable[tuple[str, float, float]], seconds: float) -> list[HeardWord]:
    """The words of tokens: of each its text (a blank begins a word), when it begins, and its probability's logarithm.

    A word is as sure as the least sure of its tokens, and lasts until the next one at most. `seconds` is where the
    sound ends.
    """
    words: list[HeardWord] = []
    for text, start, logarithm in tokens:
        if text.startswith("<"):
            continue  # a sign of the model's own
        end, probability = min(start + _LONGEST_TOKEN_S, seconds), math.exp(logarithm)
        if words and not text.startswith(" "):
            before = words.pop()
            if text.isalnum():
                words.append(HeardWord(before.text + text, before.start, end, min(before.probability, probability)))
            else:  # a sign may come late, and is no word
                words.append(HeardWord(before.text + text, before.start, before.end, before.probability))
            continue
        if words and words[-1].end > start:
            words[-1] = HeardWord(words[-1].text, words[-1].start, start, words[-1].probability)
        words.append(HeardWord(text.strip(), start, end, probability))
    return [word for word in words if word.text]
