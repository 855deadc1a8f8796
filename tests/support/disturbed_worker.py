"""What Dask's workers load first in tests: by files in a folder they are killed or held up where they work on a show.

With a file `kill` there, the process dies at its ninth write below a show, once for each show; with `hold` it waits
there until that is gone; with `pause`, where it first opens a file of the show. Where they count, all of that happens
when they first open a log, once for all.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_STEP = 9
_LOG = re.compile(r"/counting-.*/hits/logs-.*\.log$")
_ORDERS = ("kill", "hold", "pause")


def dask_setup(_worker: object) -> None:
    """Called by Dask in each new worker."""
    marks = os.environ["DISTURBED_MARKS"]
    kill, hold, pause = (f"{marks}/{order}" for order in _ORDERS)
    writes = 0

    def is_there(path: str) -> bool:
        return os.access(path, os.F_OK)  # opens nothing, which would be seen below

    def is_step(flags: object) -> bool:
        nonlocal writes
        if is_there(pause):
            return True
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and (is_there(kill) or is_there(hold)):
            writes += 1
            return writes % _STEP == 0
        return False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str):
            return
        if "/shows/" in arguments[0] and is_step(arguments[2]):
            show = arguments[0].partition("/shows/")[2].partition("/")[0]
        elif _LOG.search(arguments[0]) and any(map(is_there, (kill, hold, pause))):
            show = "counting"
        else:
            return
        with suppress(FileExistsError):
            os.close(os.open(f"{marks}/{show}", os.O_CREAT | os.O_EXCL))
            if is_there(kill):
                os.kill(os.getpid(), signal.SIGKILL)
            while is_there(hold) or is_there(pause):
                time.sleep(0.05)

    sys.addaudithook(watch)


def reached(marks: Path) -> int:
    """At how many shows a worker was killed or held up."""
    return len([path for path in marks.iterdir() if path.name not in _ORDERS])
