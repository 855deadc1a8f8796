"""Rules that an author does not want to hear of, each with the reason: taken out of what was found. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from balado.errors import Fault
from balado.message import say
from balado.rules.catalogue import BY_NAME
from balado.rules.run import Placing
from balado.rules.subject import SourceKey
from balado.show.model import Episode, Show
from balado.show.values.nearest import nearest

IgnoredRules = Mapping[str | None, Mapping[str, str]]
"""By slug (None is the show): the rules to ignore, each with its reason."""


def ignored_rules_of(show: Show | None, episodes: Iterable[Episode]) -> IgnoredRules:
    """What the author wants ignored."""
    own: dict[str | None, Mapping[str, str]] = {None: show.ignore} if show is not None else {}
    return {**own, **{episode.slug: episode.ignore for episode in episodes if episode.ignore}}


def is_ignored(fault: Fault, ignored_rules: IgnoredRules) -> bool:
    """Whether the author does not want to hear of it."""
    return any(fault.rule in ignored_rules.get(owner, ()) for owner in (fault.slug, None))


def without_ignored(faults: Sequence[Fault], ignored_rules: IgnoredRules) -> tuple[Fault, ...]:
    """The faults that the author wants to hear of."""
    return tuple(fault for fault in faults if not is_ignored(fault, ignored_rules))


def pointless(
    faults: Sequence[Fault], ignored_rules: IgnoredRules, placing: Placing, *, is_live: bool = False
) -> Iterator[Fault]:
    """A warning for each wish that nothing was found for, or that names no rule: it would hide the next mistake.

    Those about servers are left alone unless they were asked (`is_live`).
    """
    found = {(owner, fault.rule) for fault in faults for owner in (fault.slug, None)}
    for slug, wished in ignored_rules.items():
        for name in wished:
            was_judged = is_live or name not in BY_NAME or BY_NAME[name].stage != "live"
            if was_judged and (slug, name) not in found:
                yield _pointless(slug, name, placing)


def _pointless(slug: str | None, name: str, placing: Placing) -> Fault:
    place, owner = placing(SourceKey(slug, f"ignore.{name}"))
    what = say("`{rule}` is ignored here, and finds nothing any more.", rule=name)
    remedy = say("Delete the line, so that it does not hide the next mistake.")
    if name not in BY_NAME:
        near = nearest(name, BY_NAME)
        what = say("There is no rule `{rule}`.", rule=name)
        remedy = (
            say("Did you mean `{near}`?", near=near) if near else say("`balado check` names the rule of each finding.")
        )
    return Fault(place, what, remedy, owner, "warning")
