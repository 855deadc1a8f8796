"""What is told of a run over all shows: to people a table, to machines each event with the name of its show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from balado.cli.session import Session
from balado.errors import Fault, Place, Severity
from balado.events import Event
from balado.message import Message, Tone, mark, say, say_many
from balado.network.tally import STATES, Tally, path_of
from balado.network.task import Group, ShowOutcome, ShowTask, State

_ALL_ROWS_MAX = 50
"""Of more shows than that, those with nothing to do are one row."""
_NAME_MAX = 40
_WORDS: Mapping[State, str] = {
    "published": mark("published"),
    "unchanged": mark("unchanged"),
    "refused": mark("refused"),
    "failed": mark("failed"),
}
_WORDS_OF_LOOKING: Mapping[State, str] = {**_WORDS, "unchanged": mark("in order"), "refused": mark("problems")}
_WOULD_BE_PUBLISHED = mark("would be published")
_DONE = mark("{shows}: {published} published, {unchanged} unchanged, {refused} refused, {failed} failed.")
_REHEARSED = mark("{shows}: {published} would be published, {unchanged} unchanged, {refused} refused, {failed} failed.")
_TONES: Mapping[State, Tone] = {"published": "good", "refused": "error", "failed": "error"}
_OF_LOGS = ("unknown-log", "late")
"""What is told of logs, beside faults."""
_SEVERITIES: Mapping[str, Severity] = {"error": "error", "warning": "warning", "info": "info"}


class Telling:
    """Tells of a run as it goes on."""

    def __init__(self, verb: str, session: Session, tally: Tally) -> None:
        self._verb = verb
        self._console = session.console
        self._as_json = session.as_json
        self.tally = tally
        self._told: set[tuple[str, int | None, str, str]] = set()

    def fetch(self, count: int) -> None:
        """So many shows are elsewhere, and are looked at there."""
        self._console.start_table(count, say("Fetching"))

    def begin(self, count: int, elsewhere: Sequence[str]) -> None:
        """How many shows there are to work on, and the names of those whose source is not here."""
        if elsewhere:
            names = ", ".join(elsewhere)
            self._console.show(say("Listed only, for their source is not here: {names}.", names=names))
        self._console.start_table(count, say("Shows"))

    def under_way(self, groups: Sequence[Group]) -> None:
        """The shows of these groups are worked on; which of a group, nobody knows before it ends."""
        names = [group[0].name if len(group) == 1 else self._console.text(_together(group)) for group in groups]
        self._console.under_way(names)

    def ended(self, task: ShowTask, outcome: ShowOutcome) -> None:
        """A show is done."""
        self.tally.add(task, outcome)
        if self._as_json:
            for event in outcome.events:
                self._console.print_json({"event": event.get("event"), "show": task.name, **event})
            self._console.record(self._row(task, outcome))
        else:
            self._to_people(task, outcome)
        self._console.advance_meter(1)

    def conclude(self) -> None:
        """The table, and what came of all."""
        if not self._as_json:
            self._table()
        self._console.announce(self._sum())

    def _to_people(self, task: ShowTask, outcome: ShowOutcome) -> None:
        new = [fault for fault in outcome.faults if self._is_new(task, fault)]
        for event in outcome.events:
            if event.get("event") in _OF_LOGS:
                self._console.show(say("{show}: {text}", show=task.name, text=str(event.get("message", ""))))
        if outcome.code or outcome.state == "published":
            self._console.show(say("{show}: {text}", show=task.name, text=outcome.said))
        self._console.faults(tuple(_fault(task, fault) for fault in new))
        if self._verb == "diff":
            for event in outcome.events:
                if event.get("event") not in ("fault", "error", "same"):
                    self._console.print(f"{task.name}: {event.get('message', '')}")

    def _is_new(self, task: ShowTask, fault: Mapping[str, Any]) -> bool:
        """Whether it was not told before: what is shared is at fault in each show."""
        path = path_of(task, fault)
        key = (path, fault.get("line"), str(fault.get("key")), str(fault.get("message")))
        is_new = key not in self._told
        self._told.add(key)
        return is_new

    def _row(self, task: ShowTask, outcome: ShowOutcome, width: int = 0) -> Event:
        words = _WORDS if self._verb in ("publish", "master", "transcribe") else _WORDS_OF_LOOKING
        state: Message = say(_WOULD_BE_PUBLISHED if outcome.is_rehearsed and not outcome.code else words[outcome.state])
        if outcome.state in _TONES:
            state = state.toned(_TONES[outcome.state])
        message = say("{show}  {state}  {text}", show=task.name.ljust(width), state=state, text=_said(outcome))
        fields = {
            "show": task.name,
            "verb": self._verb,
            "state": outcome.state,
            "exit": outcome.code,
            "rehearsed": outcome.is_rehearsed,
            "seconds": round(outcome.seconds, 3),
        }
        return Event("network-show", message, fields)

    def _table(self) -> None:
        rows = list(self.tally.rows)
        width = min(max((len(task.name) for task, _ in rows), default=0), _NAME_MAX)
        quiet = 0
        for task, outcome in rows:
            if outcome.state == "unchanged" and outcome.statistics is None and len(rows) > _ALL_ROWS_MAX:
                quiet += 1
            else:
                self._console.answer(self._row(task, outcome, width).message)
        if quiet:
            self._console.answer(say_many("… and {count} unchanged.", "… and {count} unchanged.", quiet))
        if counted := [outcome.statistics for _, outcome in rows if outcome.statistics is not None]:
            from balado.commands.network.counted import all_counted_text

            self._console.answer(all_counted_text(counted))

    def _sum(self) -> Event:
        tally = self.tally
        count = {state: tally.count(state) for state in STATES}
        shows = say_many("{count} show", "{count} shows", len(tally.outcomes))
        rehearsed = any(outcome.is_rehearsed for _, outcome in tally.rows)
        message = say(_REHEARSED if rehearsed else _DONE, shows=shows, **count)
        fields = {
            "verb": self._verb,
            "shows": len(tally.outcomes),
            "published": count["published"],
            "unchanged": count["unchanged"],
            "refused": count["refused"],
            "failed": count["failed"],
        }
        return Event("network", message, fields)


def _said(outcome: ShowOutcome) -> Message:
    """What stands behind a show in the table: what was counted of it, or what its verb said last."""
    if outcome.statistics is None:
        return say("{text}", text=outcome.said)
    from balado.commands.network.counted import counted_text

    return counted_text(outcome.statistics)


def _together(group: Group) -> Message:
    return say("{count} shows from the same logs", count=len(group))


def tell_cluster(session: Session, address: str, workers: int) -> None:
    """Say that the work is done there, by so many workers for now."""
    if workers:
        count = say_many("{count} worker", "{count} workers", workers)
        session.console.show(say("On the cluster at {address}: {count}.", address=address, count=count))
    else:
        session.console.show(say("The cluster at {address} has no worker yet: work waits for one.", address=address))


def _fault(task: ShowTask, told: Mapping[str, Any]) -> Fault:
    """A fault as it was told, its file named from here on."""
    place = Place(path_of(task, told), told.get("line"), str(told.get("key") or ""))
    what, remedy = (say("{text}", text=str(told.get(name, ""))) for name in ("message", "remedy"))
    return Fault(place, what, remedy, severity=_SEVERITIES.get(str(told.get("severity")), "error"))
