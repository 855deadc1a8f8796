"""The libraries that read models: each is an extra of its own, since who wants one rarely wants the other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
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
    module, _ = _MODULES[name]
    try:
        return import_module(module)
    except ImportError as error:
        raise missing_library(name) from error


def has_library(name: Library) -> bool:
    """Whether the library is installed; it is not loaded."""
    return find_spec(_MODULES[name][0]) is not None


def missing_library(name: Library) -> UsageError:
    """What is missing, with what installs it."""
    return UsageError(
        say(
            "Transcribing with this model needs {library}, which is not installed: `{command}`",
            library=name,
            command=install_command(_MODULES[name][1]),
        )
    )
