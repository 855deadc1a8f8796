"""The manual page of a rule, from its docstring. Pure."""

from __future__ import annotations

import inspect
from difflib import get_close_matches

from balado.check.catalogue import BY_NAME
from balado.errors import UsageError
from balado.message import say


def page(name: str) -> str:
    """What a rule finds, why, an example, the remedy and the source. Raises UsageError where there is no such rule."""
    rule = BY_NAME.get(name)
    if rule is None:
        near = get_close_matches(name, BY_NAME, n=1)
        hint = say("Did you mean `{near}`?", near=near[0]) if near else say("The README lists them all.")
        raise UsageError(say("There is no rule `{name}`. {hint}", name=name, hint=hint))
    asked = ", ".join(rule.platforms)
    return f"{rule.name} ({rule.severity}; {asked}; {', '.join(rule.numbers)})\n\n{inspect.cleandoc(rule.manual)}\n"
