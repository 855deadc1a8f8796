"""A verb at work, in a process of its own: how far it is, what it says, and an end that leaves nothing half done.

It takes the memory and the processor that a recording needs, of which nothing stays in the studio, and a file that
breaks a library breaks nothing here. What it does is what the command line does: there is no second truth.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

_MOST_SAID = 40
_MOST_LINE_BYTES = 100_000
_PATIENCE_SECONDS = 5
_FAR: Mapping[str, tuple[str, str]] = {"hearing": ("heard", "of"), "advanced": ("done", "of")}
"""The events that say how far a work is, with the fields of what is done and of all."""

FarAway = Callable[[int, int], None]
"""Told what is done, and of how much."""


@dataclass(frozen=True, slots=True)
class VerbEnd:
    """How a verb ended: its exit code, the events that it told, the lines that it said to people."""

    code: int
    events: tuple[Mapping[str, Any], ...] = ()
    said: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0

    def event(self, name: str) -> Mapping[str, Any]:
        """The last event of this name; nothing in it where there was none."""
        return next((one for one in reversed(self.events) if one.get("event") == name), {})

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it did not, and what to do."""
        faults = [one for one in self.events if one.get("event") == "fault" and one.get("severity") == "error"]
        found = [f"{one.get('message', '')} {one.get('remedy', '')}".strip() for one in faults]
        last = self.event("error").get("message")
        return (*found, str(last)) if last else (*found, *self.said[-2:])


@dataclass
class VerbRun:
    """A verb, begun when this is made. `far` is told how far it is."""

    command: Sequence[str]
    far: FarAway
    _events: list[Mapping[str, Any]] = field(default_factory=list)
    _said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [*self.command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def wait(self) -> VerbEnd:
        """Follow it to its end."""
        with self._process as process:
            hearing = threading.Thread(target=self._gather, args=(process.stderr,), daemon=True)
            hearing.start()
            for line in iter(lambda: process.stdout.readline(_MOST_LINE_BYTES) if process.stdout else b"", b""):
                self._take_in(line)
            hearing.join()
            code = process.wait()
        return VerbEnd(code, tuple(self._events), tuple(self._said[-_MOST_SAID:]))

    def stop(self) -> None:
        """End it as Ctrl-C does; one that does not heed that within seconds is killed."""
        if self._process.poll() is None:
            self._process.terminate()
            killing = threading.Timer(_PATIENCE_SECONDS, self._process.kill)
            killing.daemon = True
            killing.start()

    def _take_in(self, line: bytes) -> None:
        try:
            event = json.loads(line)
        except ValueError:
            return
        if not isinstance(event, dict):
            return
        names = _FAR.get(str(event.get("event")))
        if names is None:
            self._events.append(event)
            return
        done, all_ = (event.get(name) for name in names)
        if isinstance(done, int) and isinstance(all_, int):
            self.far(done, all_)

    def _gather(self, stream: IO[bytes] | None) -> None:
        for line in stream or ():
            self._said = [*self._said, line.decode("utf-8", "replace").strip()][-_MOST_SAID:]
