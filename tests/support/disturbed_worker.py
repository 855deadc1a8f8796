"""What Dask's workers load first in tests: by files in a folder they are killed or held up at a write below a show.

With a file `kill` there, the process dies at its ninth such write, once for each show; with a file `hold`, it waits
there until that is gone.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_STEP = 9


def dask_setup(_worker: object) -> None:
    """Called by Dask in each new worker."""
    marks = os.environ["DISTURBED_MARKS"]
    kill, hold = os.path.join(marks, "kill"), os.path.join(marks, "hold")  # noqa: PTH118 (pathlib opens what it makes)
    writes = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal writes
        if event != "open" or not isinstance(arguments[0], str) or "/shows/" not in arguments[0]:
            return
        if not isinstance(arguments[2], int) or not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        if not (_is_there(kill) or _is_there(hold)):
            return
        writes += 1
        if writes != _STEP:
            return
        show = arguments[0].partition("/shows/")[2].partition("/")[0]
        with suppress(FileExistsError):
            os.close(os.open(os.path.join(marks, show), os.O_CREAT | os.O_EXCL))  # noqa: PTH118
            if _is_there(kill):
                os.kill(os.getpid(), signal.SIGKILL)
            while _is_there(hold):
                time.sleep(0.05)

    sys.addaudithook(watch)


def _is_there(path: str) -> bool:
    return os.access(path, os.F_OK)


def reached(marks: Path) -> int:
    """At how many shows a worker was killed or held up."""
    return len([path for path in marks.iterdir() if path.name not in ("kill", "hold")])
