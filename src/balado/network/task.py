"""One show of a network to run a verb for, and what came of it: small, and without any credential. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from balado.network.elsewhere import FetchedShow, ShowSource

State = Literal["published", "unchanged", "refused", "failed"]
"""What a verb did with a show: it acted, had nothing to do, would not (exit 1), or could not (exit 2 and higher)."""

FETCH = "fetch"
"""In place of a verb: the settings of a show elsewhere are fetched, and told."""

_LOST = 70


@dataclass(frozen=True, slots=True)
class ShowTask:
    """A verb to run for one show. `root` is its folder, `arguments` are those of the verb beside `--show`.

    `started` is the moment of the run, the same for all shows; `language` is that of messages, `index` the place of the
    show in network.yaml. Of a show elsewhere, `source` says where it is fetched from, and `root` is its name;
    `settings` are those under `publish` that were fetched.
    """

    name: str
    root: str
    verb: str
    arguments: tuple[str, ...]
    started: datetime
    language: str = "en"
    index: int = 0
    source: ShowSource | None = None
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ShowOutcome:
    """What came of a task: the exit code, the events as machines are told them, how many seconds it took.

    `fetched` is what FETCH found; None where the show is only published there, by others.
    """

    code: int
    events: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    seconds: float = 0.0
    fetched: FetchedShow | None = None

    @property
    def state(self) -> State:
        """What the verb did, by its exit code and events; of a rehearsal, what it would do."""
        if self.code > 1:
            return "failed"
        if self.is_rehearsed or any(event.get("event") in _ACTS and event.get("made", True) for event in self.events):
            return "published"
        return "refused" if self.code else "unchanged"

    @property
    def is_rehearsed(self) -> bool:
        """Whether the verb would act, but for `--dry-run`."""
        return any(event.get("event") == "dry-run" for event in self.events)

    @property
    def faults(self) -> tuple[Mapping[str, Any], ...]:
        """The faults that were told."""
        return tuple(event for event in self.events if event.get("event") == "fault")

    @property
    def next_due(self) -> str | None:
        """When something of the show goes live next (ISO 8601), as far as the verb told it."""
        told = [event["next_due"] for event in self.events if event.get("next_due")]
        return str(told[-1]) if told else None

    @property
    def statistics(self) -> Mapping[str, Any] | None:
        """What was counted, in all, where that was told."""
        return next((event for event in self.events if event.get("event") == "statistics"), None)

    def without(self, name: str) -> ShowOutcome:
        """The same without the events of a name: there may be one for each day and episode."""
        return replace(self, events=tuple(event for event in self.events if event.get("event") != name))

    @property
    def said(self) -> str:
        """What was told last of importance: an error, or else the verdict of the verb."""
        for names in (_ERRORS, _VERDICTS):
            if told := [event for event in self.events if event.get("event") in names]:
                return str(told[-1].get("message", ""))
        return ""


Group = tuple[ShowTask, ...]
"""Tasks that one worker does, one after the other."""
Outcomes = tuple[ShowOutcome, ...]
"""What came of the tasks of a group, in their order."""

_ERRORS = frozenset({"error"})
_VERDICTS = frozenset(
    {"published", "nothing-to-do", "damaged", "dry-run", "checked", "status", "same", "mastered", "drafted"}
)
_ACTS = frozenset({"published", "mastered", "drafted"})


def withheld(message: str) -> ShowOutcome:
    """The outcome of a task that is not begun, for the sake of what subscribers have."""
    return ShowOutcome(1, ({"event": "error", "kind": "RefusedError", "message": message},))


def lost(message: str) -> ShowOutcome:
    """The outcome of a task whose worker ended each time it was tried."""
    return ShowOutcome(_LOST, ({"event": "error", "kind": "BaladoError", "message": message},))
