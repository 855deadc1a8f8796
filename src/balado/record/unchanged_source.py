"""The note that a source publishes what the newest generation holds, though the digest in its record is another.

The digest counts the version of Balado, and a record has none after a rollback, a takedown or a recovery. A run that
draws everything up and finds nothing to publish notes what it looked at, so that the next one need not: a publication
for that alone would be one without news. The note lies in the state, for a nightly job begins with an empty disk.
"""

from __future__ import annotations

import json

from balado.artifact import NEVER, Artifact, Kind
from balado.record.generation import Generation
from balado.store.storage import Storage

_KEY = "unchanged.json"
_MOST_DIGESTS = 8
"""So many versions of Balado may take turns at one show."""


def is_noted(state: Storage, generation: Generation, digest: str) -> bool:
    """Whether the source of this digest is known to publish what the generation holds. One request."""
    return digest in _digests(state, generation)


def note_unchanged(state: Storage, generation: Generation, digest: str) -> None:
    """Note that the source of this digest publishes what the generation holds."""
    known = _digests(state, generation)
    if digest in known:
        return
    digests = [*known, digest][-_MOST_DIGESTS:]
    body = json.dumps({"generation": generation.number, "owner": generation.owner, "digests": digests}).encode()
    state.put(Artifact.of_bytes(_KEY, Kind.GENERATION, body, "application/json", NEVER))


def _digests(state: Storage, generation: Generation) -> list[str]:
    """Those noted for this very generation; none where the note is damaged, which costs a look and no more."""
    found = state.get(_KEY)
    try:
        kept = json.loads(found[0]) if found is not None else {}
        is_its_own = (kept["generation"], kept["owner"]) == (generation.number, generation.owner)
        return [str(digest) for digest in kept["digests"]] if is_its_own else []
    except (ValueError, KeyError, TypeError):
        return []
