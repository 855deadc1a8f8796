"""The report of `balado stats --html`: one page in a folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from balado.cli.session import Session
from balado.commands.stats.outputs import REPORT_PAGE, no_report
from balado.edition.open import OpenedStore
from balado.errors import reason_of
from balado.events import Event
from balado.message import say
from balado.statistics.figures import Figures
from balado.statistics.names import KnownEpisodes
from balado.statistics.report.page import ReportPage
from balado.statistics.report.parts import ReportedShow


def write_report(folder: Path, figures: Figures, known: KnownEpisodes, store: OpenedStore, session: Session) -> None:
    """Write the page into the folder, over the one before, and say so. Raises UsageError where that cannot be."""
    from balado.source.show import read_show

    title = read_show(store.scan, store.settings).presumed.title or ""
    report = ReportPage(figures, ReportedShow(title, known.names, known.began), session.words, session.reads)
    path = folder / REPORT_PAGE
    incoming = folder / f".{REPORT_PAGE}-{session.token()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        incoming.write_text(report.html(), encoding="utf-8")
        incoming.replace(path)
    except OSError as error:
        with suppress(OSError):
            incoming.unlink(missing_ok=True)
        raise no_report(path, reason_of(error)) from error
    session.console.announce(Event("report", say("The report is {path}", path=str(path)), {"path": str(path)}))
