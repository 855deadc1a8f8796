"""Whether the extra `studio` is installed: without it everything else works."""

from __future__ import annotations

from importlib import import_module

from balado.errors import UsageError
from balado.message import install_command, say


def need_extra() -> None:
    """Raise UsageError where one of its libraries is not there."""
    try:
        for library in ("starlette", "uvicorn", "watchfiles", "python_multipart"):
            import_module(library)
    except ImportError as error:
        what = say(
            "This needs the extra `studio`, which is not installed: `{command}`", command=install_command("studio")
        )
        raise UsageError(what) from error
