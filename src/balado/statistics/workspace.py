"""The folder a run counts in: for its owner only, and gone when the run ends, however it ends.

It holds copies of logs and what is made of them on the way. A run that is killed outright leaves it: the next run, of
any show, removes what processes left that are not there any more.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from balado.store.process import has_ended, this_process

_PREFIX = "counting-"
_PROCESS = "process"


@contextmanager
def work_folder(cache: Path | None) -> Iterator[Path]:
    """A new folder, below `cache` or, without one, among the temporary files of this machine."""
    home = cache or Path(tempfile.gettempdir())
    home.mkdir(parents=True, exist_ok=True)
    _remove_left(home)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))  # mode 0700
    try:
        (folder / _PROCESS).write_text(this_process(), "utf-8")
        yield folder
    finally:
        shutil.rmtree(folder)


def _remove_left(home: Path) -> None:
    for folder in home.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):  # another user's, or being removed by another run
            if has_ended((folder / _PROCESS).read_text("utf-8")):
                shutil.rmtree(folder)
