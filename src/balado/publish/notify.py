"""Telling others that the feed changed: WebSub hubs, Podping, the Podcast Index.

Sources: W3C WebSub (publishers tell a hub with hub.mode=publish, hub.url=<the self link>); README of
Podcastindex-org/podping (the question, the header Authorization); the Podcast Index's /hub/pubnotify.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from balado.errors import Fault, Place
from balado.events import Event, Watch
from balado.message import Message, mark, say
from balado.record.history import EVERYBODY
from balado.show.publishing import Notify
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.reply import Trouble
from balado.web.wire import Ask

INDEX_URL = "https://api.podcastindex.org/api/1.0/hub/pubnotify"
TOKEN_VARIABLE = "BALADO_PODPING_TOKEN"  # noqa: S105 (the name of a variable)

_PAUSES = (1.0, 3.0)
_PASSING = (408, 425, 429)
_PASSING_TROUBLE = (Trouble.UNKNOWN_HOST, Trouble.REFUSED, Trouble.SILENT, Trouble.SLOW, Trouble.CUT_SHORT)
_REASONS = {"on-air": "live", "over": "liveEnd"}
_LATER = mark("Nothing need be done: the next run tells them again. If it goes on, ask who runs that service.")


@dataclass(frozen=True, slots=True)
class Notice:
    """One request. `name` is what the record calls whom it is for; headers may hold a secret and are never shown."""

    name: str
    url: str
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class NotifyOutcome:
    """What came of it: who was told, who was not, and why not."""

    told: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def reason_of(kinds: Iterable[str]) -> str:
    """Podping's reason for these changes: a stream that begins or ends, or any other update."""
    return next((_REASONS[kind] for kind in kinds if kind in _REASONS), "update")


def notices(
    settings: Notify, feed_url: str, token: str | None, reason: str = "update", index_url: str = INDEX_URL
) -> tuple[Notice, ...]:
    """Every notice that the author wants. Podping's is without headers while there is no token."""
    made = [Notice(hub, hub, {"hub.mode": "publish", "hub.url": feed_url}, method="POST") for hub in settings.websub]
    if settings.podping is not None:
        question = urlencode({"url": feed_url, "reason": reason, "medium": "podcast"})
        headers = {"Authorization": token} if token else {}
        made.append(Notice("podping", _with_question(settings.podping.url, question), headers=headers))
    if settings.podcastindex:
        made.append(Notice("podcastindex", _with_question(index_url, urlencode({"url": feed_url}))))
    return tuple(made)


def owed_notices(made: Iterable[Notice], owed: str) -> tuple[Notice, ...]:
    """Those that the mark beside the feed asks for."""
    names = owed.split()
    return tuple(notice for notice in made if EVERYBODY in names or notice.name in names)


def notify(made: Iterable[Notice], client: Client, watch: Watch) -> NotifyOutcome:
    """Send each notice, again after a pause where the failure may pass. No failure is raised."""
    told: list[str] = []
    owed: list[str] = []
    faults: list[Fault] = []
    for notice in made:
        why = _without_token(notice) or _send(notice, client, watch)
        if why is None:
            told.append(notice.name)
            message = say("{name} was told of the new feed.", name=notice.name)
            watch.announce(Event("notified", message, {"who": notice.name}))
        else:
            owed.append(notice.name)
            faults.append(why)
    return NotifyOutcome(tuple(told), tuple(owed), tuple(faults))


def _without_token(notice: Notice) -> Fault | None:
    if notice.name != "podping":
        return None
    token = notice.headers.get("Authorization")
    if token is not None and token.isascii() and token.isprintable():
        return None
    what = say("Podping was not told: its token is missing.")
    if token is not None:  # a header cannot carry it
        what = say("Podping was not told: its token has characters that no token has.")
    remedy = say(
        "Put the token in the environment variable {name}, then run `balado publish` again.", name=TOKEN_VARIABLE
    )
    return _fault(notice, what, remedy)


def _send(notice: Notice, client: Client, watch: Watch) -> Fault | None:
    """None when the notice arrived, or why it did not."""
    ask = Ask(notice.method, notice.url, notice.headers, 0, form=notice.form, once=True)
    reply = client.ask(ask)
    for pause in _PAUSES:
        passes = reply.trouble in _PASSING_TROUBLE if reply.trouble else _passes(reply.status)
        if not passes:
            break
        watch.pause(pause)
        reply = client.ask(ask)
    arrived = reply.trouble is None and 200 <= reply.status < 300
    return None if arrived else _refused(notice, reason(reply), reply.status)


def _passes(status: int) -> bool:
    return status in _PASSING or status >= 500


def _refused(notice: Notice, why: Message, status: int) -> Fault:
    what = say("{name} was not told of the new feed: {why}.", name=notice.name, why=why)
    if status in (401, 403) and notice.name == "podping":
        return _fault(notice, what, say("Check the token in {name}.", name=TOKEN_VARIABLE))
    if 300 <= status < 400 or status in (404, 405, 410):
        return _fault(notice, what, say("Correct its address under `publish`, `notify` in feed.yaml."))
    return _fault(notice, what, say(_LATER))


def _fault(notice: Notice, what: Message, remedy: Message) -> Fault:
    return Fault(Place(notice.url.partition("?")[0]), what, remedy, severity="warning")


def _with_question(url: str, question: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{question}"
