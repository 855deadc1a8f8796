"""What a verb does with a file whose place another one takes: it is kept beside it, hidden."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from balado.cli.session import Session
from balado.message import say


def found_there(root: Path, *paths: str | None) -> str | None:
    """The first of these paths in the show (None: none was named) at which there is something."""
    return next((path for path in paths if path and os.path.lexists(root / path)), None)


def keep(path: Path) -> str:
    """Give a file a hidden name in its folder that nothing has; gives that. Raises OSError."""
    names = (path.with_name(f".{path.stem}-{number}{path.suffix}") for number in count(1))
    kept = next(name for name in names if not os.path.lexists(name))
    path.replace(kept)
    return kept.name


def tell_kept(names: Iterable[str], session: Session) -> None:
    """Say under which names files are kept."""
    for name in names:
        session.console.show(say("The one that was there is kept beside it, hidden, as {name}.", name=name))
