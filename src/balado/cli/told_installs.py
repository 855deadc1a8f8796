"""How an extra is installed here: `pip` on the path is often that of another Python, or there is none."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from balado.message import command_line

_INSTALL = re.compile(r"`pip install \"?(balado\[[a-z-]+\])\"?`")


def as_installed_here(text: str) -> str:
    """A sentence, with what it tells to install by `pip` told in the form that reaches the Python that runs."""
    return _INSTALL.sub(lambda found: f"`{command_line(*_installer(), found[1])}`", text)


def _installer() -> tuple[str, ...]:
    python = Path(sys.executable)
    pip = shutil.which("pip")
    if pip is not None and Path(pip).parent == python.parent:
        return ("pip", "install")
    if find_spec("pip") is not None:
        return (python.as_posix(), "-m", "pip", "install")
    return ("uv", "pip", "install", "--python", python.as_posix())
