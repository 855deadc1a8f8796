"""What forked runs cover, gathered by the process that forks them, which alone writes it, to one file.

Coverage's own patches of `fork` and `_exit` have each run start anew, look through the whole package and write to two
files, one of which is its parent's: ten times what the run takes. And whoever kills a run meanwhile breaks that file.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

import balado

_FAILED = 99


class ForkedCoverage:
    """What is covered by this process and the runs it forks; nothing, where no coverage is asked for.

    `folder` is where each run leaves what nobody before it covered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, set[int]] = {}
        self._coverage = _started() if "coverage" in sys.modules else None

    def keep(self) -> None:
        """Write what was collected since the last time; runs forked from here on do not tell it again."""
        if self._coverage is None:
            return
        for file, steps in self._collected().items():
            self._known.setdefault(file, set()).update(steps)
        self._coverage.save()

    def report_at_end(self) -> None:
        """In a run: see to it that it leaves what it covered when it ends, unless it is killed."""
        if self._coverage is None:
            return
        end = os._exit

        def report_and_end(code: int) -> NoReturn:
            try:
                self._report()
            except Exception:  # noqa: BLE001 (whatever it is, a run must not go on as its parent)
                traceback.print_exc()
                code = _FAILED
            end(code)

        os._exit = report_and_end

    def gather(self) -> None:
        """After a run has ended: write what it left, and what processes left that it forked itself."""
        lefts = [left for left in self._folder.iterdir() if left.name.isdecimal()] if self._coverage else []
        if not lefts:
            return
        collected = self._collected()
        for left in lefts:
            for file, steps in json.loads(left.read_bytes()).items():
                collected.setdefault(file, set()).update(steps)
            left.unlink()
        self.keep()

    def _report(self) -> None:
        self._coverage.stop()
        news = {file: [*(steps - self._known.get(file, set()))] for file, steps in self._collected().items()}
        if any(news.values()):
            unfinished = self._folder / f"{os.getpid()}.unfinished"
            unfinished.write_text(json.dumps(news))
            unfinished.rename(self._folder / str(os.getpid()))

    def _collected(self) -> dict[str, set[int]]:
        """Steps from line to line as the tracer notes them: reading them from what is saved takes as long as a run."""
        found: dict[str, set[int]] = self._coverage._collector.data
        return found


def _started() -> Any:
    """A measurement of Balado's modules alone, in the place of the one that the interpreter began with, if it did."""
    from coverage import Coverage

    first = Coverage.current()
    if first is None:
        return None
    first.stop()
    own = Coverage(
        data_file=first.get_option("run:data_file"), data_suffix=True, config_file=False,
        branch=first.get_option("run:branch"), include=[f"{Path(balado.__file__).parent}/*"],
    )  # fmt: skip
    own.start()
    return own
