"""The manual page of a rule, from its docstring, in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import fill

from balado.errors import UsageError
from balado.message import say
from balado.rules.catalogue import BY_NAME
from balado.rules.rule import Rule
from balado.show.values.nearest import nearest

HEADINGS = ("Why:", "Example:", "Remedy:", "Source:")
_WIDTH = 100


def paragraphs(rule: Rule) -> tuple[str, ...]:
    """What it finds, then why, an example, the remedy and the source: each a line."""
    found: list[str] = []
    for line in (line.strip() for line in rule.manual.strip().splitlines()):
        if line.startswith(HEADINGS) or not found:
            found.append(line)
        elif line:
            found[-1] = f"{found[-1]} {line}"
    return tuple(found)


def asking(rule: Rule) -> tuple[str, ...]:
    """Who asks for it; in brackets how severe it is there, where that is less than elsewhere."""
    return tuple(f"{one} ({rule.milder[one]})" if one in rule.milder else str(one) for one in rule.platforms)


def rule_named(name: str) -> Rule:
    """The rule of this name. Raises UsageError where there is none."""
    rule = BY_NAME.get(name)
    if rule is None:
        near = nearest(name, BY_NAME)
        hint = say("Did you mean `{near}`?", near=near) if near else say("`balado help rules` lists them all.")
        raise UsageError(say("There is no rule `{name}`. {hint}", name=name, hint=hint))
    return rule


def page(rule: Rule, translate: Callable[[str], str]) -> str:
    """The whole page."""
    head = f"{rule.name} ({rule.severity}; {', '.join(asking(rule))}; {', '.join(rule.numbers)})"
    return "\n\n".join([head, *(fill(translate(one), _WIDTH) for one in paragraphs(rule))]) + "\n"
