"""A process with Balado loaded that forks a child for each run asked for: real processes that cost little to start.

It listens on a Unix socket, whose name it prints. A connection asks for one run: a line of JSON (folder, arguments,
environment, `die_at`, `watch`) that comes with three open files, which become the run's streams. The answer is a line
with the run's process id, then one with its exit code (negative: the signal). `die_at` is the step before which the run
is killed by SIGKILL; steps are what reaches the outside: writing system calls below `watch`, and pieces sent over HTTP.
The server ends with whoever started it, when its stdin closes.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import threading
import time
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

_WRITES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.utime"}
_LARGEST_REQUEST = 1 << 20


def main() -> None:
    _load_everything()
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        address = str(Path(folder) / "runs")
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers of runs
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if listener not in ready:
                break
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    _keep(connection)
    _end_unreported()


def _end_unreported() -> None:
    """End at once: an orderly end would write a report of coverage that says nothing, and late."""
    os.kill(os.getpid(), signal.SIGKILL)


def _load_everything() -> None:
    """All of Balado and the libraries behind it, once for all runs."""
    import balado

    for module in walk_packages(balado.__path__, "balado."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for library in (
        "boto3",
        "botocore.httpsession",
        "encodings.utf_8_sig",
        "encodings.utf_16",
        "feedgen.feed",
        "lxml.etree",
        "markdown_it.main",
        "mutagen.id3",
        "mutagen.mp3",
        "mutagen.mp4",
        "nh3",
        "PIL.Image",
        "rich.table",
    ):
        import_module(library)
    _make_a_client()
    gc.collect()
    gc.freeze()


def _make_a_client() -> None:
    """What boto3 knows of S3 is read once for all runs; the client itself is thrown away."""
    from aws_models import keep_models

    from balado.store.s3_session import new_session

    keep_models()
    new_session().client("s3", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")


def _keep(connection: socket.socket) -> None:
    """Start one run, tell its process id, wait for its end, tell its exit code; then end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    line, files, _, _ = socket.recv_fds(connection, _LARGEST_REQUEST, 3)
    while not line.endswith(b"\n"):
        line += connection.recv(_LARGEST_REQUEST)
    child = os.fork()
    if child == 0:
        connection.close()
        _start(json.loads(line), files)
    connection.sendall(b"%d\n" % child)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    connection.sendall(b"%d\n" % code)
    connection.close()
    _end_unreported()


def _start(run: dict[str, Any], files: list[int]) -> None:
    code = 99
    try:
        for stream, file in enumerate(files):
            os.dup2(file, stream)
            os.close(file)
        code = _run(run)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        try:
            threading._shutdown()  # type: ignore[attr-defined] # an interpreter waits for threads before it ends
        finally:  # whatever comes meanwhile: what is above here belongs to the server
            os._exit(code)


def _run(run: dict[str, Any]) -> int:
    from balado.cli.main import main as balado

    os.chdir(run["folder"])
    os.environ.clear()
    os.environ.update(run["environment"])
    time.tzset()
    sys.stdin, sys.stdout, sys.stderr = (_stream(number) for number in range(3))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if run["die_at"] is not None:
        sys.addaudithook(_Executioner(run["die_at"], run["watch"]))
    try:
        balado(run["arguments"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _stream(number: int) -> TextIOWrapper:
    """A standard stream as a new interpreter makes it."""
    mode, errors = ("r", "strict") if number == 0 else ("w", "strict" if number == 1 else "backslashreplace")
    return open(number, mode, encoding="utf-8", errors=errors, closefd=False, buffering=1)


class _Executioner:
    """Counts steps and ends the process before the one that was named."""

    def __init__(self, die_at: int, watch: str) -> None:
        self._left = die_at
        self._watch = watch

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._is_step(event, arguments):
            return
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def _is_step(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "http.client.send":
            return True
        if event == "open":
            path, _, flags = arguments
            writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            return bool(writing) and self._is_watched(path)
        return event in _WRITES and any(map(self._is_watched, arguments))

    def _is_watched(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._watch)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
