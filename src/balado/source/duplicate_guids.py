"""Two episodes with one guid: whose it is, and what the other one is told. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.source.episode import EpisodeReading
from balado.source.folder import EpisodeFolder, Scan, composed
from balado.source.presume import is_unknown, unknown_guid


@dataclass(frozen=True, slots=True)
class _Claim:
    """A guid that a folder has."""

    guid: str
    folder: EpisodeFolder
    reading: EpisodeReading


def refuse_duplicates(
    scan: Scan, readings: Sequence[EpisodeReading], owners: Mapping[str, str]
) -> list[EpisodeReading]:
    """The readings, where all who have the guid of another one are faulty. `owners`: the published folder by guid.

    A guid belongs to the folder it was published from, else to the one whose text was written first, else to the first
    by name; a draft has none against one that is not.
    """
    claims: dict[str, list[_Claim]] = {}
    for folder, reading in zip(scan.episodes, readings, strict=True):
        if reading.guid is not None and not is_unknown(reading.guid, reading.slug):
            claims.setdefault(reading.guid, []).append(_Claim(reading.guid, folder, reading))
    lost = {composed(path): guid for guid, path in owners.items() if guid not in claims}
    judged = {}
    for guid, claimants in claims.items():
        if len(claimants) > 1:
            owner = _owner(claimants, owners.get(guid), scan.modified)
            others = [claim for claim in claimants if claim is not owner]
            judged.update({claim.reading.slug: _duplicate(claim, owner, lost) for claim in others})
    return [judged.get(reading.slug, reading) for reading in readings]


def _owner(claimants: Sequence[_Claim], published: str | None, modified: Callable[[str], float]) -> _Claim:
    able = [claim for claim in claimants if not claim.reading.is_draft] or claimants
    path = None if published is None else composed(published)
    known = next((claim for claim in able if composed(claim.folder.path) == path), None)
    return known or min(able, key=lambda claim: modified(claim.folder.text_path))


def _duplicate(claim: _Claim, owner: _Claim, lost: Mapping[str, str]) -> EpisodeReading:
    """The reading of one who has the owner's guid. `lost`: the published guid that nobody has any more, by folder."""
    reading, other = claim.reading, owner.folder.text_path if owner.folder.text else owner.folder.path
    place = reading.guid_place or Place(claim.folder.text_path, None, "guid")
    fault = Fault(
        place,
        say("It has the same guid as {other}: apps would take the two for one.", other=other),
        _remedy(claim, other, lost),
        reading.slug,
        "warning" if reading.is_draft else "error",
    )
    # Without a guid of its own it was given the line to paste: that line is the other one's.
    own = [found for found in reading.faults if not (reading.derived and found.place == place)]
    left = None if reading.is_draft else reading.episode or reading.presumed
    presumed = left and left.model_copy(update={"guid": unknown_guid(reading.slug)})
    return replace(reading, episode=None, guid=None, faults=(*own, fault), presumed=presumed)


def _remedy(claim: _Claim, other: str, lost: Mapping[str, str]) -> Message:
    """What to do in the twin's file; never anything in the owner's."""
    published = lost.get(composed(claim.folder.path))
    if published is not None:
        return say(
            "Write here the guid that this episode was published with: guid: {guid} (leave {other} as it is).",
            guid=published,
            other=other,
        )
    if claim.reading.derived:
        return say("Rename this folder, then Balado derives another guid. Leave {other} as it is.", other=other)
    return say(
        "Delete this line (guid: {guid}) of this copy; Balado then gives the line to paste. An episode that you begin "
        "with `balado new` has a guid of its own. Leave {other} as it is.",
        guid=claim.guid,
        other=other,
    )
