"""A Dask cluster for tests: a scheduler and two workers in processes of their own, on 127.0.0.1.

The workers can be told to be killed, or to wait, at a write below a show (`disturbed_worker`).
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

_SUPPORT = Path(__file__).parent
_PATIENCE_SECONDS = 120
_MOST_PAGES = 40
_LINK = re.compile(r'href="([^"]+)"')


@dataclass
class DaskCluster:
    """The processes of a cluster, and what they wrote. `environment` is that of the workers, `settings` of all."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    scheme: str = "tcp"
    settings: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    _scheduler: subprocess.Popen[bytes] | None = None
    _workers: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder.mkdir()
        self.marks.mkdir()
        self.start_scheduler()
        self.start_workers()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end_workers()
        self.kill_scheduler()

    @property
    def marks(self) -> Path:
        """The folder by whose files the workers are disturbed."""
        return self.folder / "marks"

    @contextmanager
    def disturbed(self, order: str) -> Iterator[None]:
        """Workers follow this order of `disturbed_worker` meanwhile."""
        for mark in self.marks.iterdir():
            mark.unlink()
        (self.marks / order).touch()
        try:
            yield
        finally:
            (self.marks / order).unlink()

    @property
    def logs(self) -> str:
        """What all processes wrote to their streams."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log")))

    def pages(self) -> str:
        """All pages in which the scheduler shows what it does, one after the other."""
        services = json.loads((self.folder / "scheduler.json").read_bytes())["services"]
        top = f"http://127.0.0.1:{services['dashboard']}/info/main/workers.html"
        waiting, read = [top], dict[str, str]()
        while waiting and len(read) < _MOST_PAGES:
            address = waiting.pop()
            if address not in read:
                try:
                    with urlopen(address) as answer:  # noqa: S310 (of a server of the test)
                        read[address] = answer.read().decode("utf-8")
                except HTTPError as gone:  # of a task that has ended since the page that names it was read
                    if gone.code != HTTPStatus.NOT_FOUND:
                        raise
                    read[address] = ""
                links = (urljoin(address, unescape(link)) for link in _LINK.findall(read[address]))
                waiting += [link for link in links if link.startswith(top.partition("/main/")[0]) and "#" not in link]
        return "\n".join(map(unescape, read.values()))

    def start_scheduler(self) -> None:
        """At the port that it had before, if it had one."""
        known = self.folder / "scheduler.json"
        known.unlink(missing_ok=True)
        port = self.address.rpartition(":")[2] or "0"
        self._scheduler = self._start(
            "scheduler", {}, "--host", f"{self.scheme}://127.0.0.1", "--port", port,
            "--dashboard-address", "127.0.0.1:0", "--scheduler-file", str(known), "--no-jupyter",
        )  # fmt: skip
        wait_until(lambda: known.exists() and bool(known.read_bytes()))
        self.address = json.loads(known.read_bytes())["address"]

    def kill_scheduler(self) -> None:
        if self._scheduler is not None:
            self._scheduler.kill()
            self._scheduler.wait()

    def start_workers(self) -> None:
        """Two worker processes, which their nanny replaces when they die."""
        environment = {**self.environment, "DISTURBED_MARKS": str(self.marks)}
        self._workers = self._start(
            "worker", environment, self.address, "--nworkers", "2", "--nthreads", "1", "--host", f"{self.scheme}://127.0.0.1",
            "--no-dashboard", "--local-directory", str(self.folder), "--preload", "disturbed_worker",
        )  # fmt: skip

    def wait_for_workers_to_end(self) -> None:
        """They end by themselves when their scheduler is gone."""
        assert self._workers is not None
        self._workers.wait(_PATIENCE_SECONDS)

    def end_workers(self) -> None:
        if self._workers is not None and self._workers.poll() is None:
            os.killpg(self._workers.pid, signal.SIGKILL)  # it leads a session of its own: the nanny and its workers
            self._workers.wait()

    def _start(self, kind: str, environment: Mapping[str, str], *arguments: str) -> subprocess.Popen[bytes]:
        kept = {
            "PYTHONPATH": str(_SUPPORT),
            "DASK_TEMPORARY_DIRECTORY": str(self.folder),
            "DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "forkserver",  # to load Dask takes a second of CPU
            "BALADO_CACHE_DIR": str(self.folder / "cache"),
        }
        log = self.folder / f"{kind}-{len(list(self.folder.glob('*.log')))}.log"
        with log.open("wb") as stream:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments, *self.options],
                cwd=self.folder, env={**os.environ, **kept, **self.settings, **environment},
                stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True,
            )  # fmt: skip


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for what other processes do."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)
