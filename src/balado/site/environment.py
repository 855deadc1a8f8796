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
        return plain_environment("balado.site")
    package = PackageLoader("balado.site")
    loader = ChoiceLoader([DictLoader(theme.templates), package, PrefixLoader({OURS: package})])
    return ImmutableSandboxedEnvironment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def plain_environment(package: str) -> Environment:
    """The templates of a package of ours, without any theme."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
