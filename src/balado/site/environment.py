"""The templates of the pages: ours, and before them those of a show's theme. Pure.

Everything inserted is escaped; a name that a template does not have is an error and not nothing. A theme's templates
run in Jinja2's sandbox: the folder of a show may come from somebody else than who publishes it.
"""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, DictLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from balado.site.model import SiteTheme

OURS = "balado"
"""`{% extends "balado/episode.html" %}` in a theme's `episode.html` names ours."""


def environment(theme: SiteTheme) -> Environment:
    """The templates for a show with this theme."""
    if not theme.templates:
        return _ours()
    package = PackageLoader("balado.site")
    loader = ChoiceLoader([DictLoader(theme.templates), package, PrefixLoader({OURS: package})])
    return ImmutableSandboxedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _ours() -> Environment:
    return Environment(
        loader=PackageLoader("balado.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
