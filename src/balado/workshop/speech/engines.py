"""Which engine hears with a model."""

from __future__ import annotations

from balado.workshop.speech.engine import Engine
from balado.workshop.speech.models import Model


def engine_of(model: Model) -> Engine:
    """The engine for a model, which it reads when it first hears. Raises UsageError where its library is not here."""
    if model.library == "onnx-asr":
        from balado.workshop.speech.onnx import OnnxEngine

        return OnnxEngine(model)
    from balado.workshop.speech.whisper import WhisperEngine

    return WhisperEngine(model)
