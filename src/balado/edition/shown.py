"""What a draft is called that somebody has looked at, so that no other one is published in its stead."""

from __future__ import annotations

import hashlib

from balado.edition.open import Opened
from balado.edition.outcome import Draft
from balado.edition.unchanged import digest_of
from balado.errors import RefusedError
from balado.message import say


class UnseenError(RefusedError):
    """What would be published is not what was looked at."""


def name_of_draft(opened: Opened, draft: Draft) -> str:
    """64 hex digits of all that the author wrote, all that is in it, and the publication that it follows.

    The same draft has the same name whenever it is drawn up, until an episode becomes due: the moment alone is left
    out, which stands in every feed.
    """
    plan, planned = draft.plan, draft.plan.generation
    told = (
        digest_of(opened),
        plan.previous.number if plan.previous is not None else 0,
        (planned.url, planned.place, planned.show_guid, planned.next_due, planned.artwork),
        (planned.episodes, planned.announced),
        sorted(one.key for one in planned.objects),
        sorted(planned.further),
        sorted(draft.decision.held),
        sorted(draft.released),
    )
    return hashlib.sha256(repr(told).encode("utf-8", "surrogateescape")).hexdigest()


def refuse_unseen(opened: Opened, draft: Draft) -> None:
    """Raise UnseenError where the request names a draft that was looked at, and this is another."""
    if opened.request.shown and opened.request.shown != name_of_draft(opened, draft):
        raise UnseenError(
            say("The show changed since you looked, or somebody else published it. Nothing was published: look again.")
        )
