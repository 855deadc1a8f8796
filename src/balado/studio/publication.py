"""One publication at a time, in a thread of its own: what it tells, how far it is, and what came of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from balado.errors import BaladoError, Fault
from balado.events import Event, Watch
from balado.message import Message, say
from balado.studio.state import Defect

_SHORTEST_SECONDS = 0.25
"""How often at most the page is told of bytes: a bar moves smoothly enough, and no link is filled with it."""
_OF_A_FILE = ("uploaded", "already-there")


@dataclass(frozen=True, slots=True)
class RunWords:
    """How a run is told of: while it lasts, where it came to nothing, where it was stopped, and what is true then.

    `sends`: there are files to send, so a bar shows how far it is.
    """

    running: Message
    failed: Message
    stopped: Message
    after_failure: Message
    sends: bool = True


PUBLICATION = RunWords(
    say("Publishing …"),
    say("Not published"),
    say("Stopped. No half file is left. Publish again to go on."),
    say("Listeners have a whole feed, as before or new. What was sent already is not sent again."),
)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is to be done then, and where in the studio."""

    what: Message
    path: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: done, or refused by `error`. `faults` are what went wrong after it was published.

    The addresses are empty where there is nothing at them. `notes` are what was done on the way, also where it failed.
    """

    what: Message
    feed_url: str = ""
    site_url: str = ""
    is_done: bool = True
    faults: tuple[Fault, ...] = ()
    error: BaladoError | None = None
    next_steps: tuple[NextStep, ...] = ()
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationProgress:
    """A publication that was begun here; `name` says of what.

    `step` is another number whenever more than its bytes changed. `told` is what it has told so far. `result` is None
    while it runs; `speed` is in bytes a second, 0 where that is not known yet. `is_proven`: what apps get was looked
    at, and is the new feed.
    """

    name: str
    step: int
    words: RunWords = PUBLICATION
    told: tuple[Message, ...] = ()
    sent_bytes: int = 0
    total_bytes: int = 0
    speed: float = 0.0
    is_proven: bool = False
    result: Result | None = None

    @property
    def seconds_left(self) -> int | None:
        """How long it will still send, at this speed."""
        return None if self.speed <= 0 else max(0, round((self.total_bytes - self.sent_bytes) / self.speed))


Work = Callable[[Watch], Result]
"""What is run: it tells its watch, and gives what came of it. May raise BaladoError."""


class StudioEnds(BaseException):  # as Ctrl-C: nothing on the way takes it for a fault, and tries again
    """The studio is being ended: no further byte is sent."""


class Publisher:
    """Runs publications. `tell` gets each new state of one; `done` is called after each."""

    def __init__(self, tell: Callable[[PublicationProgress], None], done: Callable[[], None], defect: Defect) -> None:
        self._tell, self._done, self._defect = tell, done, defect
        self._lock = threading.Lock()
        self._current: PublicationProgress | None = None
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._began = self._last_told = 0.0

    @property
    def current(self) -> PublicationProgress | None:
        """The one that runs, or else the last one; None where there was none yet."""
        return self._current

    @property
    def is_running(self) -> bool:
        """Whether one is under way."""
        return self._current is not None and self._current.result is None

    def has_done(self, name: str) -> bool:
        """Whether what has this name was published last: who presses again asks for nothing new."""
        last = self._current
        return last is not None and last.name == name and last.result is not None and last.result.is_done

    def start(self, name: str, work: Work, words: RunWords = PUBLICATION) -> bool:
        """Begin; False, and nothing is begun, where one is under way or the studio is being ended."""
        with self._lock:
            if self.is_running or self._stopping.is_set():
                return False
            last = self._current
            self._current = PublicationProgress(name, 1 if last is None else last.step + 1, words)
            self._began = self._last_told = 0.0
            # A daemon: a store that does not answer must not hold up the end for ever.
            self._thread = threading.Thread(target=self._run, args=(work, words), name="publish", daemon=True)
            self._thread.start()
        return True

    def close(self, patience_seconds: float) -> bool:
        """Stop as Ctrl-C stops the verb: no further byte is sent, what was begun after them is finished.

        Gives whether it ended within this time. If not it ends with the process, which harms nothing: the next
        publication completes it.
        """
        self._stopping.set()
        if self._thread is not None and self._thread.is_alive():
            self._thread.join(patience_seconds)
        return self._thread is None or not self._thread.is_alive()

    def wait(self, patience_seconds: float = 60) -> PublicationProgress | None:
        """The publication once it has ended: for tests and programs."""
        if self._thread is not None:
            self._thread.join(patience_seconds)
        return self._current

    def _run(self, work: Work, words: RunWords) -> None:
        try:
            result = work(Watch(self._announce, self._advance, self._pause))
        except StudioEnds:
            result = Result(words.stopped, is_done=False)
        except BaladoError as error:
            result = Result(error.message, is_done=False, error=error)
        except Exception as error:  # noqa: BLE001 (the outermost edge of the thread: the page says what failed)
            found = self._defect(error)
            result = Result(found.message, is_done=False, error=found)
        self._change(result=result)
        self._done()

    def _announce(self, event: Event) -> None:
        if event.name in (*_OF_A_FILE, "plan"):
            self._go_on()
        if event.name in _OF_A_FILE:
            return
        current = self._current
        told = () if current is None else current.told
        changes: dict[str, object] = {"told": (*told, event.message)}
        if event.name == "plan":
            size = event.fields["bytes"]
            self._began = time.monotonic()
            changes["total_bytes"] = size if isinstance(size, int) else 0
        if event.name == "verified":
            changes["is_proven"] = True
        self._change(**changes)

    def _advance(self, sent_bytes: int) -> None:
        self._go_on()
        with self._lock:
            if self._current is None:
                return
            sent = max(0, self._current.sent_bytes + sent_bytes)
            seconds = time.monotonic() - self._began
            self._current = replace(self._current, sent_bytes=sent, speed=sent / seconds if seconds > 0 else 0.0)
            is_due = time.monotonic() - self._last_told >= _SHORTEST_SECONDS
            if is_due:
                self._last_told = time.monotonic()
            current = self._current
        if is_due:
            self._tell(current)

    def _pause(self, seconds: float) -> None:
        if self._stopping.wait(seconds):
            raise StudioEnds

    def _go_on(self) -> None:
        if self._stopping.is_set():
            raise StudioEnds

    def _change(self, **changes: object) -> None:
        with self._lock:
            if self._current is None:
                return
            step = self._current.step + 1
            self._current = replace(self._current, step=step, **changes)  # type: ignore[arg-type] # its own fields
            current = self._current
        self._tell(current)
