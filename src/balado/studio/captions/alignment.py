"""Words as they were written, in the time of the recording: the verb does it, in a process of its own.

It listens for minutes and takes hundreds of megabytes, of which nothing stays in the studio. What it says is what the
verb says. A process that is ended goes on where it was when it is asked again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class AlignmentState:
    """How far it is: `heard_s` of `all_s` seconds. `said` are its last words once it has ended, `code` how it did."""

    heard_s: int = 0
    all_s: int = 0
    said: tuple[str, ...] = ()
    code: int | None = None


class AlignmentRun:
    """The words of one file given the times of an episode's recording, under way or done."""

    def __init__(self, command: Sequence[str], content: bytes, suffix: str) -> None:
        """`command` gets the path of a file with this content behind its end."""
        self._folder = tempfile.TemporaryDirectory(prefix="balado-")
        file = Path(self._folder.name) / f"text{suffix}"
        file.write_bytes(content)
        self._state = AlignmentState()
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [*command, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._thread = threading.Thread(target=self._follow, name="alignment", daemon=True)
        self._thread.start()

    @property
    def state(self) -> AlignmentState:
        """How far it is."""
        return self._state

    def end(self) -> None:
        """Stop it, where it still goes on."""
        if self._process.poll() is None:
            self._process.terminate()
        self._thread.join(10)

    def _follow(self) -> None:
        said: list[str] = []
        with self._process as process:
            errors = threading.Thread(target=self._gather, args=(process.stderr, said), daemon=True)
            errors.start()
            for line in process.stdout or ():
                self._take_in(line)
            errors.join()
            code = process.wait()
        self._state = AlignmentState(self._state.heard_s, self._state.all_s, tuple(said[-_MOST_SAID:]), code)
        self._folder.cleanup()

    def _take_in(self, line: bytes) -> None:
        try:
            event = json.loads(line)
            if event["event"] == "hearing":
                self._state = AlignmentState(int(event["heard"]), int(event["of"]))
        except (ValueError, KeyError, TypeError):
            return

    @staticmethod
    def _gather(stream: IO[bytes] | None, said: list[str]) -> None:
        said.extend(line.decode("utf-8", "replace").rstrip() for line in stream or ())


def transcribe_command(root: Path, slug: str, language: str) -> list[str]:
    """The verb that aligns a text with the recording of an episode, without the path of the text."""
    program = [sys.executable, "-m", "balado", "--lang", language, "transcribe", slug]
    return [*program, "--show", str(root.resolve()), "--offline", "--format", "json", "--text"]
