"""What faults do to a publication: which refuse it, which hold back one episode. Decided here, once.

fault (of what is not ignored) | of                       | found in          | so
-------------------------------|--------------------------|-------------------|--------------------------------------
error                          | the show                 | source, media, feed | refused: nothing is published
error                          | an episode that is live  | source, media, feed | refused: nothing is published
error                          | any other episode        | source, media     | it is held back; its announcement stands
error                          | any other episode        | feed              | it is held back, and not announced
warning                        | whatever                 | source, media, feed | told; refused with `--strict`
advice                         | whatever                 | source, media, feed | left to `balado check`

Who is live is what the last publication says, by guid, and by slug where the guid cannot be read. A refusal tells of
all errors and warnings at once, whoever they hold back. Where one of the errors is in what the author wrote it is a
SourceError. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from balado.edition.memory import Memory
from balado.errors import BaladoError, Fault, RefusedError, SourceError
from balado.message import say


@dataclass(frozen=True, slots=True)
class ShowFaults:
    """The faults of a show, without those that the author ignores: of its texts, of its files, of the feed.

    `guids` gives the guid of each episode by slug, None where it cannot be read.
    """

    source: tuple[Fault, ...] = ()
    media: tuple[Fault, ...] = ()
    feed: tuple[Fault, ...] = ()
    guids: Mapping[str, str | None] = field(default_factory=dict)

    def of(self, severity: str) -> tuple[Fault, ...]:
        """All faults of that severity, by place."""
        faults = (*self.source, *self.media, *self.feed)
        return tuple(sorted((one for one in faults if one.severity == severity), key=lambda fault: fault.order))


@dataclass(frozen=True, slots=True)
class Decision:
    """What is published in spite of the faults that there are.

    `held` are the errors of each episode that is held back, by slug; `unannounced` those of them that are not even
    announced. `warnings` hold nothing back. `guids` are those of the held ones, None where one cannot be read.
    """

    held: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    unannounced: frozenset[str] = frozenset()
    warnings: tuple[Fault, ...] = ()
    guids: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def held_faults(self) -> tuple[Fault, ...]:
        """The errors of all episodes that are held back."""
        return tuple(fault for faults in self.held.values() for fault in faults)


def decide(found: ShowFaults, memory: Memory, *, strict: bool = False) -> Decision:
    """Which episodes are held back. Raises SourceError or RefusedError where that is not enough (see above)."""
    errors, warnings = found.of("error"), found.of("warning")
    held: dict[str, list[Fault]] = {}
    for fault in errors:
        if fault.slug is None or memory.is_live(fault.slug, found.guids.get(fault.slug)):
            raise _refusal(errors, found)
        held.setdefault(fault.slug, []).append(fault)
    if strict and warnings:
        raise RefusedError(say("Refused: --strict, and there are warnings. Nothing was published."), warnings)
    return Decision(
        held={slug: tuple(faults) for slug, faults in held.items()},
        unannounced=frozenset(fault.slug for fault in found.feed if fault.severity == "error" and fault.slug),
        warnings=warnings,
        guids={slug: found.guids.get(slug) for slug in held},
    )


def _refusal(errors: tuple[Fault, ...], found: ShowFaults) -> BaladoError:
    warnings = found.of("warning")
    if any(fault.severity == "error" for fault in found.source):
        return SourceError.of(errors, warnings)
    what = say("Refused: the show or an episode that is live is faulty. Nothing was published.")
    return RefusedError(what, (*errors, *warnings))
