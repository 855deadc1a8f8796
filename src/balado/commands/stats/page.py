"""The report of `balado stats --html`: one page in a folder."""

from __future__ import annotations

from pathlib import Path

from balado.cli.session import Session
from balado.commands.stats.outputs import store_page
from balado.edition.open import OpenedStore
from balado.statistics.figures import Figures
from balado.statistics.names import KnownEpisodes
from balado.statistics.report.page import ReportPage
from balado.statistics.report.parts import ReportedShow


def write_report(folder: Path, figures: Figures, known: KnownEpisodes, store: OpenedStore, session: Session) -> None:
    """Write the page into the folder, over the one before, and say so. Raises UsageError where that cannot be."""
    from balado.source.show import read_show

    title = read_show(store.scan, store.settings).presumed.title or ""
    report = ReportPage(figures, ReportedShow(title, known.names, known.began), session.words, session.reads)
    store_page(folder, report.html(), session)
