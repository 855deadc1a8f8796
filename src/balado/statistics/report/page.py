"""The report as HTML: a page of its own, or its parts within a page of others. Pure."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from markupsafe import Markup

from balado.message import Catalogue, Message, one_line
from balado.site.assets import SHARED_STYLE, asset_text
from balado.site.environment import plain_environment
from balado.site.typography import with_spaces
from balado.statistics.figures import Figures
from balado.statistics.report.parts import ReportedShow, ReportParts

PACKAGE = "balado.statistics.report"


def page_context(language: str) -> dict[str, Any]:
    """What every page of a report is drawn with: its language, its style sheet, and that nothing else is allowed."""
    report = plain_environment(PACKAGE).get_template("report.css").render()
    style = "\n".join((asset_text(SHARED_STYLE), asset_text("site.css"), report))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return {"language": language, "policy": policy, "style": style}


class ReportPage:
    """Figures of a period, as a page in one language (`en` or `fr`). There is a day at least."""

    def __init__(self, figures: Figures, show: ReportedShow, words: Catalogue, language: str) -> None:
        self._show = show
        self._words = words
        self._language = language
        self._parts = ReportParts(figures, show, words, language)

    def html(self) -> str:
        """The page. It loads nothing: its style sheet is in it, and nothing else is allowed."""
        show = with_spaces(one_line(self._show.title), self._language)
        return self._rendered("report.html", {**page_context(self._language), "show": show})

    def sections(self) -> Markup:
        """The parts alone, for a page with the style sheet `report.css`."""
        return Markup(self._rendered("parts.html", {}))  # noqa: S704 (our template, which escapes)

    def _rendered(self, template: str, context: dict[str, Any]) -> str:
        given = {
            "report": self._parts,
            "say": lambda template, **values: Message(template, values).translate(self._words),
            **context,
        }
        return plain_environment(PACKAGE).get_template(template).render(given)
