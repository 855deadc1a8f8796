"""A process with Balado loaded that forks a child for each run asked for: real processes that cost little to start.

It listens on a Unix socket, whose name it prints. A connection asks for one run: a line of JSON (folder, arguments,
environment, `steps_below`) that comes with three open files, which become the run's streams. The answer is a line with
the run's process id, then one with its exit code (negative: the signal). With `steps_below` the run is stopped before
each of its steps, which a line with the number of the signal tells, too; steps are what reaches the outside: writing
system calls below that folder, and pieces sent over HTTP. The server ends with whoever started it, when its stdin
closes.
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
from contextlib import suppress
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NoReturn

from carried_ffmpeg import hide_the_library
from forked_coverage import ForkedCoverage
from forked_pools import fork_pools
from large_pages import use_large_pages

import balado

_WRITES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.utime"}
_LARGEST_REQUEST = 1 << 20
_ENDING = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        covered = ForkedCoverage(Path(folder))
        _load_everything()
        covered.keep()
        os.fsync = _wait_for_no_disk
        address = str(Path(folder) / "runs")
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()
        _Server(listener, covered).serve()
    os.kill(os.getpid(), signal.SIGKILL)  # what there is to report is written; whoever started it is gone


class _Server:
    """Starts a run for each connection, and tells it when the run is stopped and how it ended."""

    def __init__(self, listener: socket.socket, covered: ForkedCoverage) -> None:
        self._listener = listener
        self._covered = covered
        self._asking: dict[int, socket.socket] = {}
        self._changed, wakes = socket.socketpair()  # readable when a run has ended or is stopped
        for end in (self._changed, wakes):
            end.setblocking(False)
        self._wakes = wakes
        signal.signal(signal.SIGCHLD, _wake)
        signal.set_wakeup_fd(wakes.fileno())

    def serve(self) -> None:
        """Until whoever started this process closes its stdin."""
        while True:
            ready, _, _ = select.select([self._listener, self._changed, sys.stdin], [], [])
            if self._changed in ready:
                self._changed.recv(_LARGEST_REQUEST)
                self._tell_changes()
            if self._listener in ready:
                self._start()
            if sys.stdin in ready:
                return

    def _start(self) -> None:
        """Start one run and tell its process id."""
        connection, _ = self._listener.accept()
        line, files, _, _ = socket.recv_fds(connection, _LARGEST_REQUEST, 3)
        while not line.endswith(b"\n") and (more := connection.recv(_LARGEST_REQUEST)):
            line += more
        signal.pthread_sigmask(
            signal.SIG_BLOCK, _ENDING
        )  # a run that is still a part of the server must not end as one
        child = os.fork()
        if child == 0:
            self._covered.report_at_end()
            _become(line, files, [connection, self._listener, self._changed, self._wakes, *self._asking.values()])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        for file in files:
            os.close(file)
        self._asking[child] = connection
        _tell(connection, child)

    def _tell_changes(self) -> None:
        while self._asking:
            child, status = os.waitpid(-1, os.WNOHANG | os.WUNTRACED)
            if not child:
                return
            if os.WIFSTOPPED(status):
                _tell(self._asking[child], -os.WSTOPSIG(status))
                continue
            self._covered.gather()
            with self._asking.pop(child) as connection:
                _tell(connection, os.waitstatus_to_exitcode(status))


def _wait_for_no_disk(_descriptor: object) -> None:
    """Killed processes lose nothing that the system was given; a machine that goes down is in no test."""


def _wake(_signal: int, _frame: object) -> None:
    """That a child ended or stopped is read from the socket of wakes."""


def _tell(connection: socket.socket, number: int) -> None:
    with suppress(BrokenPipeError):  # whoever asked is gone
        connection.sendall(b"%d\n" % number)


def _load_everything() -> None:
    """All of Balado and the libraries behind it, once for all runs."""
    from balado.statistics.agents.lookup import AgentList

    for module in walk_packages(balado.__path__, "balado."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for library in (
        "boto3",
        "botocore.httpsession",
        "duckdb",
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
    hide_the_library()
    fork_pools()
    _make_a_client()
    AgentList()  # the lists of user agents are read once for all runs: it takes longer than to count a log
    _publish_a_show()
    gc.collect()
    gc.freeze()
    use_large_pages()
    gc.set_threshold(50_000, 20, 20)  # as in the tests' own processes: short runs need few collections


def _make_a_client() -> None:
    """What boto3 knows of S3 is read once for all runs; the client itself is thrown away."""
    from aws_models import keep_models

    from balado.store.s3_client import Connection

    keep_models()
    service = Connection("http://127.0.0.1:1", "us-east-1").client.meta.service_model
    assert service.error_shapes  # what each answer is read by
    for name in service.operation_names:
        operation = service.operation_model(name)
        assert [shape for shape in (operation.input_shape, operation.output_shape) if shape and shape.members], name


def _publish_a_show() -> None:
    """What a publication makes ready when it first needs it, templates and locales, is ready for all runs.

    The cover that most shows of tests have is scaled once: that takes longer than all else.
    """
    from show_builder import Show

    from balado.media.picture import forms
    from balado.site.environment import plain_environment

    pages = plain_environment("balado.site")
    for template in pages.list_templates():
        pages.get_template(template)

    forms.picture_forms = cache(forms.picture_forms)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BALADO_CACHE_DIR"] = folder
        show = Show(Path(folder))
        show.write_feed(site=None)
        show.add("a")
        balado.publish(folder)


def _become(line: bytes, files: list[int], of_server: list[socket.socket]) -> NoReturn:
    """Be the run that was asked for, and end as it ends."""
    code = 99
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # tests begun in the background are deaf to Ctrl-C
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for one in of_server:
            one.close()
        for stream, file in enumerate(files):
            os.dup2(file, stream)
            os.close(file)
        code = _run(json.loads(line))
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
    if run["steps_below"] is not None:
        sys.addaudithook(_Steps(run["steps_below"]))
    try:
        balado(run["arguments"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _stream(number: int) -> TextIOWrapper:
    """A standard stream as a new interpreter makes it."""
    mode, errors = ("r", "strict") if number == 0 else ("w", "strict" if number == 1 else "backslashreplace")
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    return open(number, mode, encoding=encoding, errors=errors, closefd=False, buffering=1)


class _Steps:
    """Stops the process before each of its steps. No other thread takes one meanwhile: they stop with it."""

    def __init__(self, below: str) -> None:
        self._below = below

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._is_step(event, arguments):
            signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)

    def _is_step(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "http.client.send":
            return True
        if event == "open":
            path, _, flags = arguments
            writing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            return bool(writing) and self._is_below(path)
        return event in _WRITES and any(map(self._is_below, arguments))

    def _is_below(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self._below)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
