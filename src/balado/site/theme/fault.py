"""What is wrong with a template of a show's own theme, found when a page is made of it. Pure."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from balado.site.model import SiteTheme

_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError)
"""What an expression in a template may raise beside Jinja2's own errors."""


class ThemeError(Exception):
    """A template that cannot be used: its file name (empty where that is not known), the line, and why."""

    def __init__(self, name: str, line: int | None, reason: str) -> None:
        super().__init__(reason)
        self.name, self.line, self.reason = name, line, reason


@contextmanager
def blaming(theme: SiteTheme) -> Iterator[None]:
    """What fails in there is the fault of the theme, where there is one with templates. Raises ThemeError."""
    try:
        yield
    except _FAULTS as error:
        if not theme.templates:
            raise
        raise _theme_error(error, theme) from error


def _theme_error(error: Exception, theme: SiteTheme) -> ThemeError:
    reason = str(error) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        return ThemeError(error.name or "", error.lineno, reason)
    if isinstance(error, TemplateNotFound):
        return ThemeError("", None, f"there is no template {error.name}")
    frames = [one for one in traceback.extract_tb(error.__traceback__) if one.filename == "<template>"]
    own = next(iter(theme.templates)) if len(theme.templates) == 1 else ""
    return ThemeError(own, frames[-1].lineno, reason) if frames else ThemeError("", None, reason)
