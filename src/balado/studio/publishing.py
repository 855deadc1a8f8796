"""Publishing and going back from the studio, by the functions of the verbs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

from balado.artifact import SITE_INDEX
from balado.edition.open import Request, open_store
from balado.errors import Fault
from balado.events import Watch
from balado.message import Message, say, size_text
from balado.site.spoken import play_time
from balado.studio.publication import NextStep, PublicationProgress, Publisher, Result, RunWords
from balado.studio.state import Defect
from balado.studio.templates import Templates

if TYPE_CHECKING:
    from balado.edition.outcome import Outcome
    from balado.publish.follow_up import FollowUpOptions

TAKEDOWN = RunWords(
    say("Taking down …"),
    say("Not taken down, or not wholly"),
    say("Stopped in the middle of it. Take it down again: it goes on where it stopped."),
    say("Some of it may be gone already, and some still be there. Take it down again: it goes on where it stopped."),
    sends=False,
)
_STILL_HERE = say("Its folder is still here: withdraw it there too, else the next publication asks about it")


@dataclass(frozen=True, slots=True)
class Publishing:
    """How this show is published. `request` gives what a run is asked at this moment.

    `podping_token` is what a Podping writer wants to see, `defect` is told of a defect of ours that ended nothing.
    """

    publisher: Publisher
    request: Callable[[], Request]
    podping_token: str | None
    defect: Defect

    def publish(self, shown: str, consent: tuple[str, ...]) -> bool:
        """Begin to publish the draft of this name and no other; False where a publication is under way."""
        return self.publisher.start(shown, lambda watch: self._publish(shown, consent, watch))

    def go_back(self, number: int, newest: int, consent: tuple[str, ...]) -> bool:
        """Begin to publish an earlier publication again, over `newest` and no other one."""
        name = name_of_way_back(number, newest)
        return self.publisher.start(name, lambda watch: self._go_back(number, newest, consent, watch))

    def take_down(self, guid: str, name: str, slug: str | None) -> bool:
        """Begin to take down the episode of this guid; `slug` is that of its folder, where it has one here."""
        return self.publisher.start(name, lambda watch: self._take_down(guid, slug, watch), TAKEDOWN)

    def _publish(self, shown: str, consent: tuple[str, ...], watch: Watch) -> Result:
        from balado.edition.news import tell_altered
        from balado.publish.follow_up import after_publication
        from balado.publish.publish import publish

        # The meter of reading is that of looking, which ends when a file changes.
        asked = replace(self.request(), guarded=True, owner=uuid4().hex, shown=shown, consent=consent, meter=None)
        outcome = publish(asked, watch)
        faults = tell_altered(outcome.opened, outcome.damages, outcome.copies)
        if outcome.is_news:
            faults += after_publication(outcome, self._options(watch))
        return self._published(outcome, faults)

    def _published(self, outcome: Outcome, faults: tuple[Fault, ...]) -> Result:
        is_served = outcome.generation is not None and outcome.generation.feed is not None
        return Result(
            outcome.verdict()[1],
            feed_url=outcome.feed_url if is_served else "",
            site_url=outcome.site_url or "" if is_served else "",
            faults=faults,
        )

    def _go_back(self, number: int, newest: int, consent: tuple[str, ...], watch: Watch) -> Result:
        from balado.edition.shown import UnseenError
        from balado.publish.go_back import BackRequest, go_back
        from balado.record.history import find_newest

        asked = self.request()
        store = open_store(asked.root, asked.overrides)
        now = find_newest(store.target).generation
        if now is None or now.number != newest:
            raise UnseenError(say("Somebody else published meanwhile. Nothing was changed: look again."))
        run = (asked.now, uuid4().hex)
        served, faults = go_back(store, BackRequest(number, run, consent, asked.overrides), self._options(watch))
        site = f"{store.url}/{SITE_INDEX}" if served.site else ""
        what = say("Publication {number} is published again (as publication {new}).", number=number, new=served.number)
        return Result(what, feed_url=store.feed_url if served.feed else "", site_url=site, faults=faults)

    def _take_down(self, guid: str, slug: str | None, watch: Watch) -> Result:
        from balado.publish.take_down import Removal, doomed_episode, take_episode_down

        asked = self.request()
        store = open_store(asked.root, asked.overrides)
        removal = Removal(doomed_episode(store.scan, guid), (asked.now, uuid4().hex), asked.overrides)
        told, faults = take_episode_down(store, removal, self._options(watch))
        steps = () if slug is None else (NextStep(_STILL_HERE, f"/episodes/{quote(slug)}/withdraw"),)
        return Result(told, faults=faults, next_steps=steps)

    def _options(self, watch: Watch) -> FollowUpOptions:
        from balado.publish.follow_up import FollowUpOptions

        def trace(error: Exception) -> None:
            self.defect(error)

        return FollowUpOptions(watch, self.podping_token, trace=trace)


def name_of_way_back(number: int, newest: int) -> str:
    """What going back from one publication to another is called."""
    return f"{newest} to {number}"


def how_far(publication: PublicationProgress) -> Message:
    """What has been sent of how much, how fast, and how long it will still take."""
    sent, total = size_text(publication.sent_bytes), size_text(publication.total_bytes)
    left = publication.seconds_left
    if left is None:
        return say("{sent} of {total} sent", sent=sent, total=total)
    return say(
        "{sent} of {total} sent, {speed} a second, {left} left",
        sent=sent,
        total=total,
        speed=size_text(round(publication.speed)),
        left=play_time(left),
    )


def told_to_pages(publication: PublicationProgress, templates: Templates) -> str:
    """The event that moves the bar of an open page, as JSON on one line."""
    return json.dumps(
        {
            "step": publication.step,
            "sent": min(publication.sent_bytes, publication.total_bytes),
            "total": publication.total_bytes,
            "told": templates.text(how_far(publication)),
        }
    )
