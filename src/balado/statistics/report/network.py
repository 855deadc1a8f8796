"""The report on all shows of a network: a table that leads to the report on each. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from balado.message import Catalogue, Message, one_line, say
from balado.site.environment import plain_environment
from balado.site.typography import with_spaces
from balado.statistics.figures import FEWEST
from balado.statistics.report.page import PACKAGE, page_context
from balado.statistics.table import is_small


@dataclass(frozen=True, slots=True)
class ShowRow:
    """What a show came to. `page` is the path of its own report, empty where it has none."""

    name: str
    page: str
    downloads: int
    listeners: int


class NetworkReportPage:
    """The shows of a network, as a page in one language (`en` or `fr`)."""

    def __init__(self, title: str, rows: Sequence[ShowRow], words: Catalogue, language: str) -> None:
        self._title = title
        self._rows = rows
        self._words = words
        self._language = language

    def html(self) -> str:
        """The page. It loads nothing: its style sheet is in it, and nothing else is allowed."""
        given = {
            **page_context(self._language),
            "show": with_spaces(one_line(self._title), self._language),
            "rows": [(one.name, quote(one.page), self._few(one.downloads), self._few(one.listeners))
                     for one in self._rows],
            "say": self._say,
        }  # fmt: skip
        return plain_environment(PACKAGE).get_template("network.html").render(given)

    def _say(self, template: str, **values: object) -> str:
        return Message(template, values).translate(self._words)

    def _few(self, number: int) -> str:
        told = say("< {fewest}", fewest=FEWEST) if is_small(number) else say("{count}", count=number)
        return told.translate(self._words)
