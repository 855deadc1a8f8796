"""One long work at a time, in a thread of its own: what it has done, how far it is, what came of it; it can be stopped.

Verbs do the work (`verb`); what of it they have done stays done, and what they had begun they take away.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from balado.errors import BaladoError
from balado.message import Message, say
from balado.site.spoken import play_time
from balado.studio.state import Defect
from balado.studio.templates import Templates
from balado.studio.verb import VerbEnd, VerbRun

Tone = Literal["done", "fault", "said"]
_SHORTEST_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Something that a work tells: it is done, it went wrong, or a verb said so."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class TaskProgress:
    """A work that was begun here.

    `step` is another number whenever more than how far it is changed. `doing` is what is being done, of which `done`
    of `all` is behind it (0: nobody knows) after `seconds`. `address` is where to go on once it `has_ended`.
    """

    what: Message
    step: int
    doing: Message | None = None
    done: int = 0
    all: int = 0
    seconds: float = 0.0
    told: tuple[ToldLine, ...] = ()
    address: str = ""
    has_ended: bool = False
    was_stopped: bool = False

    @property
    def seconds_left(self) -> int | None:
        """How long what is being done will still take, as far as that can be known."""
        if self.done <= 0 or self.all <= 0 or self.seconds < 1:
            return None
        return max(0, round(self.seconds * (self.all - self.done) / self.done))

    @property
    def is_sound(self) -> bool:
        """Whether nothing went wrong."""
        return not self.was_stopped and all(one.tone != "fault" for one in self.told)


class TaskStopped(Exception):  # noqa: N818 (no error: somebody asked for it, or the studio is being ended)
    """The work is wanted no more."""


class TaskRunner:
    """Runs works. `tell` gets each new state of one; `program` is the command of Balado.

    `root` is the folder of the show.
    """

    def __init__(
        self,
        program: Sequence[str],
        root: Path,
        templates: Templates,
        tell: Callable[[str], None],
        defect: Defect,
    ) -> None:
        self._program, self._root, self._templates = program, root, templates
        self._tell, self._defect = tell, defect
        self._lock = threading.Lock()
        self._current: TaskProgress | None = None
        self._thread: threading.Thread | None = None
        self._verb: VerbRun | None = None
        self._is_stopping = self._is_closed = False
        self._began = self._last_told = 0.0

    @property
    def current(self) -> TaskProgress | None:
        """The one that runs, or else the last one; None where there was none yet."""
        return self._current

    @property
    def is_running(self) -> bool:
        """Whether one is under way."""
        return self._current is not None and not self._current.has_ended

    def start(self, what: Message, work: Callable[[TaskRunner], None]) -> bool:
        """Begin; False, and nothing is begun, where one is under way."""
        with self._lock:
            if self.is_running or self._is_closed:
                return False
            last = self._current
            self._current = TaskProgress(what, 1 if last is None else last.step + 1)
            self._is_stopping = False
            self._thread = threading.Thread(target=self._run, args=(work,), name="task", daemon=True)
            self._thread.start()
        return True

    def stop(self) -> None:
        """Stop it: what is done stays, what is half done is taken away."""
        with self._lock:
            self._is_stopping = True
            verb = self._verb
        if verb is not None:
            verb.stop()

    def close(self, patience_seconds: float) -> bool:
        """Begin nothing more and stop what runs; whether that ended within this time."""
        self._is_closed = True
        self.stop()
        return self.wait(patience_seconds) is None or not self.is_running

    def wait(self, patience_seconds: float = 60) -> TaskProgress | None:
        """The work once it has ended: for tests and programs."""
        if self._thread is not None:
            self._thread.join(patience_seconds)
        return self._current

    def begin(self, doing: Message) -> None:
        """Something is being done now. Raises TaskStopped."""
        self._go_on()
        self._began = time.monotonic()
        self._change(doing=doing, done=0, all=0, seconds=0.0)

    def tell(self, message: Message, tone: Tone = "done") -> None:
        """Say what was done, or what went wrong."""
        self._say(ToldLine(tone, self._templates.text(message)))

    def tell_fault(self, error: BaladoError) -> None:
        """Say what went wrong, with what to do."""
        for fault in error.faults:
            self._say(ToldLine("fault", f"{self._templates.text(fault.what)} {self._templates.text(fault.remedy)}"))
        self.tell(error.message, "fault")

    def tell_end(self, end: VerbEnd) -> None:
        """Say what a verb told: what it did, or why it did not."""
        if end.is_done:
            folder = f"{self._root.resolve()}/"
            lines = [ToldLine("said", one.replace(folder, "")) for one in end.said]
        else:
            lines = [ToldLine("fault", one) for one in dict.fromkeys(end.reasons)]
        self._say(*lines)

    def verb(self, doing: Message, *arguments: str) -> VerbEnd:
        """Run a verb on the show, to its end. Raises TaskStopped where that was wanted no more."""
        self.begin(doing)
        name, *others = arguments
        command = [*self._program, "--lang", self._templates.language, name, "--show", str(self._root.resolve())]
        with self._lock:
            self._verb = None if self._is_stopping else VerbRun([*command, "--format", "json", *others], self._far)
            verb = self._verb
        if verb is None:
            raise TaskStopped
        try:
            end = verb.wait()
        finally:
            with self._lock:
                self._verb = None
        self._go_on()
        return end

    def lead(self, address: str) -> None:
        """Where to go on, whatever comes now."""
        self._change(address=address)

    def _run(self, work: Callable[[TaskRunner], None]) -> None:
        try:
            work(self)
        except TaskStopped:
            self._change(was_stopped=True)
        except BaladoError as error:
            self.tell_fault(error)
        except Exception as error:  # noqa: BLE001 (the outermost edge of the thread: the page says what failed)
            self.tell_fault(self._defect(error))
        self._change(doing=None, has_ended=True)

    def _go_on(self) -> None:
        if self._is_stopping:
            raise TaskStopped

    def _far(self, done: int, all_: int) -> None:
        with self._lock:
            if self._current is None:
                return
            seconds = time.monotonic() - self._began
            if done < self._current.done or all_ != self._current.all:  # another part of the work begins
                self._began, seconds = time.monotonic(), 0.0
            self._current = replace(self._current, done=done, all=all_, seconds=seconds)
            is_due = time.monotonic() - self._last_told >= _SHORTEST_SECONDS
        if is_due:
            self._last_told = time.monotonic()
            self._tell(told_of_task(self._current, self._templates))

    def _say(self, *lines: ToldLine) -> None:
        told = () if self._current is None else self._current.told
        self._change(told=(*told, *(one for one in lines if one.text and one not in told)))

    def _change(self, **changes: object) -> None:
        with self._lock:
            if self._current is None:
                return
            step = self._current.step + 1
            self._current = replace(self._current, step=step, **changes)  # type: ignore[arg-type] # its own fields
            current = self._current
        self._tell(told_of_task(current, self._templates))


def how_far_of(task: TaskProgress) -> Message:
    """How far what is being done is, and how long it will still take."""
    if task.all <= 0:
        return say("Under way.")
    percent = min(100, task.done * 100 // task.all)
    left = task.seconds_left
    if left is None:
        return say("{percent} % done", percent=percent)
    return say("{percent} % done, {left} left", percent=percent, left=play_time(left))


def told_of_task(task: TaskProgress, templates: Templates) -> str:
    """The event that moves the bar of an open page, as JSON on one line."""
    return json.dumps(
        {"step": task.step, "sent": task.done, "total": task.all, "told": templates.text(how_far_of(task))}
    )
