"""What faults do to a publication: which refuse it, which hold back one episode. Decided here, once.

fault (of what is not ignored) | of                       | found in          | so
-------------------------------|--------------------------|-------------------|--------------------------------------
error                          | the show                 | source, media, feed | refused: nothing is published
error                          | an episode that is live  | source, media, feed | refused: nothing is published
error: signed addresses alone  | an episode that is live  | source, media     | it stays as published, or refused
error                          | any other episode        | source, media     | it is held back; its announcement stands
error                          | any other episode        | feed              | it is held back, and not announced
warning                        | whatever                 | source, media, feed | told; refused with `--strict`
advice                         | whatever                 | source, media, feed | left to `balado check`

Who is live is what the last publication says, by guid, and by slug where the guid cannot be read. What was published of
an episode stays where it is known to be whole and free of signatures (`published_items.py`); else all is refused. A
refusal tells of all errors and warnings at once, whoever they hold back. Where one of the errors is in what the author
wrote it is a SourceError. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from balado.edition.memory import Memory
from balado.errors import BaladoError, Fault, RefusedError, SignedAddress, SourceError
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

    def signed(self, memory: Memory) -> dict[str, str]:
        """The guid by slug of each live episode in which an address is signed."""
        slugs = {fault.slug for fault in (*self.source, *self.media) if isinstance(fault, SignedAddress) and fault.slug}
        guids = ((slug, self.guids.get(slug)) for slug in sorted(slugs))
        return {slug: guid for slug, guid in guids if guid is not None and memory.is_live(slug, guid)}

    def of(self, severity: str) -> tuple[Fault, ...]:
        """All faults of that severity, by place."""
        faults = (*self.source, *self.media, *self.feed)
        return tuple(sorted((one for one in faults if one.severity == severity), key=lambda fault: fault.order))


@dataclass(frozen=True, slots=True)
class Decision:
    """What is published in spite of the faults that there are.

    `held` are the errors of each episode that is held back, by slug; `unchanged` those of them that are live and stay
    as they were published, `unannounced` those that are not even announced. `warnings` hold nothing back. `guids` are
    those of the held ones, None where one cannot be read.
    """

    held: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()
    unannounced: frozenset[str] = frozenset()
    warnings: tuple[Fault, ...] = ()
    guids: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def held_faults(self) -> tuple[Fault, ...]:
        """The errors of all episodes that are held back."""
        return tuple(fault for faults in self.held.values() for fault in faults)


def decide(
    found: ShowFaults, memory: Memory, can_stay: Collection[str] = frozenset(), *, strict: bool = False
) -> Decision:
    """Which episodes are held back. Raises SourceError or RefusedError where that is not enough (see above).

    `can_stay` are the slugs of live episodes that can be published once more as they are.
    """
    errors, warnings = found.of("error"), found.of("warning")
    held: dict[str, list[Fault]] = {}
    unchanged = set()
    for fault in errors:
        if fault.slug is None:
            raise _refusal(errors, found)
        if memory.is_live(fault.slug, found.guids.get(fault.slug)):
            if fault.slug not in can_stay or not isinstance(fault, SignedAddress):
                raise _refusal(errors, found)
            unchanged.add(fault.slug)
        held.setdefault(fault.slug, []).append(fault)
    if strict and warnings:
        raise RefusedError(say("Refused: --strict, and there are warnings. Nothing was published."), warnings)
    return Decision(
        held={slug: tuple(faults) for slug, faults in held.items()},
        unchanged=frozenset(unchanged),
        unannounced=frozenset((*unchanged, *(one.slug for one in found.feed if one.severity == "error" and one.slug))),
        warnings=warnings,
        guids={slug: found.guids.get(slug) for slug in held},
    )


def _refusal(errors: tuple[Fault, ...], found: ShowFaults) -> BaladoError:
    warnings = found.of("warning")
    if any(fault.severity == "error" for fault in found.source):
        return SourceError.of(errors, warnings)
    what = say("Refused: the show or an episode that is live is faulty. Nothing was published.")
    return RefusedError(what, (*errors, *warnings))
