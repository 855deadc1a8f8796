"""Runs of Balado as real processes, many at once or stopped at each step, at little cost each: see `fork_server.py`."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

_SERVER = (sys.executable, str(Path(__file__).with_name("fork_server.py")))
_SHARED = "SHARED_RUNS"
_SECONDS = 600  # a run that is silent for so long hangs: a busy machine is slow for everybody
_STOPPED = -signal.SIGSTOP if sys.platform != "win32" else None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: where, with what, and whether it is stopped before its steps, those of HTTP and those below a folder.

    `environment` is added to that of the tests. `stdin` is what the run can read. `terminals` are open ones that it has
    in the place of its streams of these numbers.
    """

    folder: Path
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    steps_below: Path | None = None
    stdin: bytes = b""
    terminals: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, negative for a signal, and what it said on both streams."""

    code: int
    out: bytes
    err: bytes

    @property
    def said(self) -> str:
        """All it said, for people who read why a test failed."""
        return (self.out + self.err).decode("utf-8", "replace")


class Started:
    """A run under way; `pid` is its process, `ended` is None until it was waited for."""

    def __init__(self, address: str, run: Run) -> None:
        self.ended: Ended | None = None
        self._streams: list[IO[bytes]] = [TemporaryFile() for _ in range(3)]  # noqa: SIM115 (closed by `wait`)
        self._streams[0].write(run.stdin)
        self._streams[0].seek(0)
        request = {
            "folder": str(run.folder),
            "arguments": list(run.arguments),
            "environment": {**os.environ, **run.environment},
            "steps_below": run.steps_below and str(run.steps_below),
        }
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_SECONDS)
        connection.connect(address)
        line = f"{json.dumps(request)}\n".encode()
        files = [run.terminals.get(number, stream.fileno()) for number, stream in enumerate(self._streams)]
        sent = socket.send_fds(connection, [line], files)
        if rest := line[sent:]:  # the run may have ended: then even nothing cannot be sent
            connection.sendall(rest)
        self._answers = connection.makefile("rb")
        connection.close()
        self.pid = int(self._answers.readline())
        self._code: int | None = None

    def steps(self) -> Iterator[int]:
        """The steps before which it is stopped, counted from 1; when no further one is asked for, it is killed."""
        try:
            for number in count(1):
                code = int(self._answers.readline())
                if code != _STOPPED:
                    self._code = code
                    return
                yield number
                os.kill(self.pid, signal.SIGCONT)
        finally:
            if self._code is None:
                os.kill(self.pid, signal.SIGKILL)

    def comes_to(self, seen: Callable[[], object]) -> bool:
        """Whether this is seen before it ends, however long a busy machine takes."""
        while not seen():
            if select.select([self._answers], [], [], 0.01)[0]:
                return bool(seen())
        return True

    def first_line(self) -> bytes:
        """The first line that it says on its standard output, as soon as it is there; nothing where it ended first."""
        output = self._streams[1].fileno()
        if not self.comes_to(lambda: b"\n" in os.pread(output, 1 << 16, 0)):
            return b""
        return os.pread(output, 1 << 16, 0).partition(b"\n")[0] + b"\n"

    def wait(self) -> Ended:
        """Until it ended; whoever asks again is told the same."""
        if self.ended is not None:
            return self.ended
        code = int(self._answers.readline()) if self._code is None else self._code
        self._answers.close()
        said = []
        for stream in self._streams:
            stream.seek(0)
            said.append(stream.read())
            stream.close()
        self.ended = Ended(code, said[1], said[2])
        return self.ended


class ForkedRuns:
    """What is asked of a server; `address` is its socket."""

    def __init__(self, address: str, server: subprocess.Popen[str] | None) -> None:
        self.address = address
        self._server = server  # of the process that started it; one that is forgotten is complained of

    def start(self, run: Run) -> Started:
        """Begin one; it goes on by itself."""
        return Started(self.address, run)

    def run(self, *runs: Run) -> list[Ended]:
        """All of these at once; how each ended, in their order."""
        started = [self.start(run) for run in runs]
        return [one.wait() for one in started]


@contextmanager
def untraced_runs() -> Iterator[ForkedRuns]:
    """A server of its own for runs that are killed: they report no coverage. See `forked_coverage.py`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    with subprocess.Popen(_SERVER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        yield ForkedRuns(server.stdout.readline().strip(), server)
        server.communicate(timeout=60)


@cache
def shared_runs() -> ForkedRuns:
    """The one server of all processes of tests: to load all of Balado takes as long as eighty runs."""
    import fcntl  # not on Windows, where this file is imported too

    folder, server = Path(os.environ[_SHARED]), None
    address = folder / "address"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not address.exists():
            with (folder / "alive").open("rb") as alive:
                server = subprocess.Popen(_SERVER, stdin=alive, stdout=subprocess.PIPE, text=True)
            assert server.stdout is not None
            address.write_text(server.stdout.readline().strip())
    return ForkedRuns(address.read_text(), server)


@contextmanager
def place_of_shared_runs() -> Iterator[None]:
    """In the process that starts the others, or is alone: where they find the server, which ends when this does."""
    if sys.platform == "win32":
        yield
        return
    with TemporaryDirectory() as folder:
        os.mkfifo(f"{folder}/alive")
        alive = os.open(f"{folder}/alive", os.O_RDWR)
        os.environ[_SHARED] = folder
        yield
        os.close(alive)
