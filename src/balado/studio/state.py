"""What is known of the show now, looked at again in one thread of its own whenever a file changes: never twice at once.

What was good last stays beside the fault while the source is broken.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from balado.errors import BaladoError
from balado.studio.look import Drawn, Glance, Opening, ShowReader

if TYPE_CHECKING:
    from balado.check.remember import Checked
    from balado.edition.pages.preview import Preview
    from balado.record.generation import Generation

_LONGEST_WAIT_SECONDS = 3600.0
_FIRST_PAGE_SECONDS = 1.0
"""What draws up and judges takes a second to be loaded, and would share the processor with the first page."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The show at one moment. `version` is another number whenever something of it changed.

    `checked` is what is wrong with it as it stands; None until that is known. `drawn` and `preview` are of the last
    time that they could be made, and `fault` says why they cannot be made now. `newest` is what is published, as far as
    that can be seen. `is_pending`: more is being worked out.
    `previewed` is the number of the last preview.
    """

    version: int
    glance: Glance
    checked: Checked | None = None
    preview: Preview | None = None
    drawn: Drawn | None = None
    fault: BaladoError | None = None
    newest: Generation | None = None
    is_pending: bool = True
    previewed: int = 0

    @property
    def is_outdated(self) -> bool:
        """Whether what is shown is not of the files as they are now: those are broken."""
        return self.fault is not None and self.drawn is not None


Tell = Callable[[int], None]
Defect = Callable[[Exception], BaladoError]
"""Makes an error in words of what is a defect of ours, and leaves its trace where one is asked for."""


class Interrupted(Exception):  # noqa: N818 (no error: the show changed again, or the server ends)
    """What is being worked out is wanted no more."""


class ShowState:
    """The newest snapshot of a show. `tell` gets the number of each; `now` is the clock."""

    def __init__(self, reader: ShowReader, tell: Tell, defect: Defect, now: Callable[[], datetime]) -> None:
        self._reader, self._tell, self._defect, self._now = reader, tell, defect, now
        self._snapshot = Snapshot(1, reader.glance())
        self._wanted, self._is_closed = True, False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="look", daemon=True)
        self._first_answered = threading.Event()

    def start(self) -> None:
        """Begin to look; the first page comes first, for as long as it may take."""
        self._thread.start()

    def first_answered(self) -> None:
        """The first page is there, or nobody asks for one: from here on nothing gives way."""
        self._first_answered.set()

    @property
    def snapshot(self) -> Snapshot:
        """What is known now."""
        return self._snapshot

    def refresh(self) -> None:
        """Look again: at once, or as soon as the step of the look that is under way is done.

        From here on what is known is pending, until there is a look that began later.
        """
        with self._wake:
            self._wanted = True
            self._snapshot = replace(self._snapshot, is_pending=True)
            self._wake.notify_all()

    def close(self, patience_seconds: float) -> bool:
        """Look no more; whether that ended within this time."""
        self.first_answered()
        with self._wake:
            self._is_closed = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(patience_seconds)
        return not self._thread.is_alive()

    def wait(self, is_enough: Callable[[Snapshot], bool], patience_seconds: float = 60) -> Snapshot:
        """The first snapshot that is enough, or the one there is when the patience ends."""
        self.first_answered()
        with self._wake:
            self._wake.wait_for(lambda: is_enough(self._snapshot), patience_seconds)
            return self._snapshot

    def interrupt(self, _byte_size: int = 0) -> None:
        """Called by what reads recordings: raises where nobody wants the end of it any more."""
        if self._is_closed:
            raise Interrupted

    def _run(self) -> None:
        self._first_answered.wait(_FIRST_PAGE_SECONDS)
        while self._is_due():
            try:
                self._look_once()
            except Interrupted:
                continue
            except BaladoError as error:
                self._show(fault=error, is_pending=False)
            except Exception as error:  # noqa: BLE001 (the outermost edge of the thread: it goes on, and says what failed)
                if not self._is_closed:
                    self._show(fault=self._defect(error), is_pending=False)

    def _is_due(self) -> bool:
        """Wait until there is a reason to look again; False at the end."""
        with self._wake:
            while not (self._wanted or self._is_closed):
                if not self._wake.wait(self._seconds_until_due()):
                    self._wanted = self._is_something_due()
            self._wanted = False
            return not self._is_closed

    def _seconds_until_due(self) -> float:
        due = self._snapshot.drawn.next_due if self._snapshot.drawn is not None else None
        if due is None:
            return _LONGEST_WAIT_SECONDS
        return min(_LONGEST_WAIT_SECONDS, max(1.0, (due - self._now()).total_seconds()))

    def _is_something_due(self) -> bool:
        drawn = self._snapshot.drawn
        return drawn is not None and drawn.next_due is not None and drawn.at < drawn.next_due <= self._now()

    def _look_once(self) -> None:
        self._show(glance=self._reader.glance(), is_pending=True)
        if self._snapshot.glance.is_empty:
            self._show(checked=None, preview=None, drawn=None, fault=None, is_pending=False)
            return
        opening = self._reader.open()
        self._go_on()
        try:
            self._show(newest=opening.generation, checked=self._reader.judge(opening))
            self._go_on()
            self._preview(opening)
            self._go_on()
            self._show(drawn=self._reader.draw(opening), fault=None, is_pending=False)
        finally:
            opening.opened.inspector.save()

    def _preview(self, opening: Opening) -> None:
        made = self._reader.preview(opening)
        before = self._snapshot.preview
        if made.is_sound or before is None or not before.is_sound:  # what was good last stays, and no longer
            self._show(preview=made, previewed=self._snapshot.previewed + 1)

    def _go_on(self) -> None:
        """Raise where the show changed meanwhile, or the server ends."""
        if self._is_closed or self._wanted:
            raise Interrupted

    def _show(self, **changes: object) -> None:
        with self._wake:
            number = self._snapshot.version + 1
            shown = replace(self._snapshot, version=number, **changes)  # type: ignore[arg-type] # its own fields
            self._snapshot = replace(shown, is_pending=shown.is_pending or self._wanted)
            self._wake.notify_all()
        self._tell(number)
