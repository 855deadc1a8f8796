"""The libraries that read models: each is an extra of its own, since who wants one rarely wants the other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from balado.errors import UsageError
from balado.message import install_command, say
from balado.workshop.speech.pinned_models import Library

_MODULES: Mapping[Library, tuple[str, str]] = {
    "faster-whisper": ("faster_whisper", "transcribe"),
    "onnx-asr": ("onnx_asr", "transcribe-onnx"),
}


def need_library(name: Library) -> Any:
    """The library, as a module. Raises UsageError, with what installs it, where it is not here."""
    module, extra = _MODULES[name]
    try:
        return import_module(module)
    except ImportError as error:
        what = say(
            "Transcribing with this model needs {library}, which is not installed: `{command}`",
            library=name,
            command=install_command(extra),
        )
        raise UsageError(what) from error
