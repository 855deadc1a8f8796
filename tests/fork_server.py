"""A process with Balado loaded that forks a child for each run asked for on stdin: hundreds of real runs cost little.

A job is a line of JSON: a list of runs, each with its folder, arguments and environment, and `die_at`, the step before
which the run is killed by SIGKILL. Steps are what reaches the outside: writing system calls below `watch`, and pieces
sent over HTTP. All runs of a job go at once; the answer is a line with the exit code of each (negative: the signal).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any

_WRITES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.utime"}


def main() -> None:
    import boto3  # noqa: F401 (loaded before the forks)
    import lxml.etree  # noqa: F401

    import balado.cli
    import balado.commands.publish
    import balado.feed.write
    import balado.gather
    import balado.look
    import balado.publish.s3
    import balado.render
    import balado.source.read  # noqa: F401

    for line in sys.stdin:
        children = [_start(run) for run in json.loads(line)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(f"{json.dumps(codes)}\n")
        sys.stdout.flush()


def _start(run: dict[str, Any]) -> int:
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        code = _run(run)
    finally:
        os._exit(code)


def _run(run: dict[str, Any]) -> int:
    from balado.cli import _run as balado

    os.chdir(run["folder"])
    os.environ.update(run["environment"])
    said = os.open(run["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if run["die_at"] is not None:
        sys.addaudithook(_Executioner(run["die_at"], run["watch"]))
    return balado(run["arguments"])


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
