"""A rule: one function whose docstring is its manual page, and what the catalogue says of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, get_args

from balado.errors import Severity
from balado.message import Message
from balado.rules.subject import Spot, Stage

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Platform(StrEnum):
    """Who asks for a rule. `own` is safety that no platform asks for; it is part of every profile."""

    APPLE = "apple"
    SPOTIFY = "spotify"
    YOUTUBE = "youtube"
    AMAZON = "amazon"
    PSP1 = "psp1"
    RSS = "rss"
    PODCAST20 = "podcast20"
    WEB = "web"
    IAB = "iab"
    RGAA = "rgaa"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule finds. `remedy` and `severity` are those of the rule where they are None."""

    spot: Spot
    what: Message
    remedy: Message | None = None
    severity: Severity | None = None


Judge = Callable[[Any], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `name` is that of its function, in kebab-case; `numbers` are those of the requirements it stands for.

    `milder` says for which platforms it is less than `severity`: what one requires, another may only recommend. `soft`
    says that a figure in it is advice of secondary sources, not a platform's own word.
    """

    name: str
    judge: Judge
    subject: type
    severity: Severity
    platforms: tuple[Platform, ...]
    remedy: Message
    numbers: tuple[str, ...]
    milder: Mapping[Platform, Severity] = field(default_factory=dict)
    soft: bool = False

    def severity_for(self, asked: Collection[Platform]) -> Severity:
        """How severe it is for these platforms: as the strictest of those that ask for it says; for all if none."""
        levels = {self.milder.get(one, self.severity) for one in self.platforms if one in (*asked, Platform.OWN)}
        return min(levels, key=_SEVERITIES.index) if asked and levels else self.severity

    @property
    def stage(self) -> Stage:
        """The stage of the work at which it judges."""
        stage: Stage = self.subject.stage  # type: ignore[attr-defined] # every subject names its stage
        return stage

    @property
    def manual(self) -> str:
        """Its manual page as it is written."""
        return self.judge.__doc__ or ""


Subject = TypeVar("Subject")


def rule(
    numbers: str, severity: Severity, platforms: str, remedy: Message, *, soft: bool = False
) -> Callable[[Callable[[Subject], Iterator[Finding]]], Rule]:
    """Make a rule of a function; its first parameter's type is the subject it judges.

    `numbers` and `platforms` are separated by blanks: "CHN-004", "apple psp1"; platforms "all" are those that show
    podcasts. A platform that asks for less says so behind a colon: "spotify apple:warning".
    """

    def made(judge: Callable[[Subject], Iterator[Finding]]) -> Rule:
        levels = _levels(platforms)
        return Rule(
            name=judge.__name__.replace("_", "-"),
            judge=judge,
            subject=_subject_of(judge),
            severity=severity,
            platforms=tuple(levels),
            remedy=remedy,
            numbers=tuple(numbers.split()),
            milder={platform: level for platform, level in levels.items() if level is not None},
            soft=soft,
        )

    return made


_SHOWING = (Platform.APPLE, Platform.SPOTIFY, Platform.YOUTUBE, Platform.AMAZON, Platform.PSP1, Platform.RSS)


def _levels(names: str) -> dict[Platform, Severity | None]:
    """The platforms, each with the severity it has there where that is another than the rule's."""
    levels: dict[Platform, Severity | None] = {}
    for word in names.split():
        name, _, level = word.partition(":")
        severity = next((one for one in _SEVERITIES if one == level), None)
        levels |= dict.fromkeys(_SHOWING if name == "all" else (Platform(name),), severity)
    return levels


def _subject_of(judge: Callable[..., object]) -> type:
    from typing import get_type_hints

    hints = [hint for name, hint in get_type_hints(judge).items() if name != "return"]
    found: type = hints[0]
    return found


def quoted(text: str, most_chars: int = 80) -> str:
    """A text of the feed as a sentence may quote it: on one line, shortened."""
    line = " ".join(text.split())
    return line if len(line) <= most_chars else f"{line[:most_chars]}…"
