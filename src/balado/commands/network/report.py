"""The page of `balado network stats --html` that tells of all shows and leads to the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from balado.cli.session import Session
from balado.commands.stats.outputs import REPORT_PAGE, store_page
from balado.network.tally import Tally
from balado.network.task import ShowOutcome


@dataclass(frozen=True, slots=True)
class NetworkReport:
    """Where the report on a network goes, and what the network is called. `pages` are folders in it, by show."""

    folder: Path
    title: str
    pages: Mapping[str, str]


def write_network_report(report: NetworkReport, tally: Tally, session: Session) -> None:
    """Write the page into its folder, over the one before, and say so. Raises UsageError where that cannot be."""
    from balado.statistics.report.network import NetworkReportPage, ShowRow

    rows = []
    for task, outcome in tally.rows:
        counted = outcome.statistics
        if counted is not None:
            linked = f"{report.pages[task.name]}/{REPORT_PAGE}" if _has_page(outcome) else ""
            rows.append(ShowRow(task.name, linked, counted.get("downloads", 0), counted.get("listeners", 0)))
    store_page(report.folder, NetworkReportPage(report.title, rows, session.words, session.reads).html(), session)


def _has_page(outcome: ShowOutcome) -> bool:
    return any(event.get("event") == "report" for event in outcome.events)
