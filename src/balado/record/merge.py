"""What several records of one show know together, for a record that is made anew. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from balado.record.generation import EpisodeState, FormerKey, Generation, GoneRecord
from balado.record.keys import pins_of
from balado.record.redact import Copies, knows, redacted

_TAKEN = re.compile(r'"taken":\s*(\[[^\]]*\])')


def merged(records: Sequence[Generation], taken: Iterable[str] = ()) -> Generation:
    """The last of these records (the oldest first) with what earlier ones know besides.

    That are guids that left or were taken down (also `taken`, from elsewhere), keys that were given, and facts about
    files. Of what was taken down nothing but the guid stays, unless the last record has it again.
    """
    here = {one.guid for one in records[-1].episodes} | {one.guid for one in records[-1].announced}
    down = ({guid for record in records for guid in record.taken} | set(taken)) - here
    clean = [reduce(_without, down, record) for record in records]
    return replace(
        clean[-1],
        media={sha256: facts for record in clean for sha256, facts in record.media.items()},
        images={sha256: facts for record in clean for sha256, facts in record.images.items()},
        files={sha256: facts for record in clean for sha256, facts in record.files.items()},
        former=_former(clean),
        gone=_gone(clean, here),
        taken=tuple(sorted(down)),
        page_names={guid: name for record in clean for guid, name in record.page_names.items()},
        page_days={guid: day for record in clean for guid, day in record.page_days.items() if guid not in here},
        forms={sha256: forms for record in clean for sha256, forms in record.forms.items()},
    )


def _without(record: Generation, guid: str) -> Generation:
    return redacted(record, guid, Copies()) if knows(record, guid) else record


def _former(records: Sequence[Generation]) -> tuple[FormerKey, ...]:
    pins = {named: pin for record in records for named, pin in pins_of(record).items()}
    now = {(episode.guid, episode.audio.sha256) for episode in records[-1].episodes if episode.audio is not None}
    return tuple(FormerKey(*named, pin.key, pin.embedded) for named, pin in pins.items() if named not in now)


def _gone(records: Sequence[Generation], here: set[str]) -> tuple[GoneRecord, ...]:
    gone: dict[str, GoneRecord] = {}
    for record in records:
        for episode in record.episodes:
            if episode.state is EpisodeState.LIVE:
                gone[episode.guid] = GoneRecord(episode.guid, episode.slug, episode.folder, record.number + 1)
        gone |= {one.guid: one for one in record.gone}
    return tuple(one for guid, one in gone.items() if guid not in here)


def taken_in(body: bytes) -> tuple[str, ...]:
    """The guids taken down, as far as a record tells that cannot be read as a whole."""
    found = _TAKEN.search(body.decode(errors="replace"))
    try:
        read = json.loads(found[1]) if found is not None else []
    except ValueError:
        return ()
    return tuple(guid for guid in read if isinstance(guid, str))
