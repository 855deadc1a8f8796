"""For people: where, what, the line itself, what to do; the same thing in many episodes is said once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from balado.check.formats.report import Report
from balado.errors import Fault
from balado.message import say_many

_SHOWN = 3
_LONGEST = 100


def render(report: Report) -> str:
    """Each fault in its place; from the fourth on, the same one is folded into the third."""
    return "".join(f"{block}\n" for block in _blocks(report))


def _blocks(report: Report) -> Iterator[str]:
    alike: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in report.faults:
        alike.setdefault((fault.rule, fault.what.template, fault.severity), []).append(fault)
    last_shown = {id(same[_SHOWN - 1]): same[_SHOWN:] for same in alike.values() if len(same) > _SHOWN}
    folded = {id(fault) for rest in last_shown.values() for fault in rest}
    for fault in report.faults:
        if id(fault) not in folded:
            yield _block(fault, report)
        if rest := last_shown.get(id(fault)):
            yield _folded(rest, report)


def _block(fault: Fault, report: Report) -> str:
    lines = [report.translate(fault.headline) + (f" [{fault.rule}]" if fault.rule else "")]
    text = report.line(fault.place)
    if text is not None and text.strip():
        lines.append(f"    {fault.place.line} | {_cut(text)}")
    lines.append(f"    {report.translate(fault.remedy.toned('remedy'))}")
    return "\n".join(lines)


def _cut(line: str) -> str:
    shown = line.rstrip()
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _folded(rest: Sequence[Fault], report: Report) -> str:
    places = ", ".join(dict.fromkeys(fault.slug or str(fault.place.line or fault.place) for fault in rest[:_SHOWN]))
    more = say_many(
        "… and the same in {count} more place: {places}",
        "… and the same in {count} more places: {places} …",
        len(rest),
        places=places,
    )
    return f"    {report.translate(more)}"
