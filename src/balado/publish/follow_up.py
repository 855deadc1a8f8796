"""After the feed: caches forget what changed, the publication is proven as an app would see it, then others are told.

Published is published: nothing here takes it back, and what fails here is a warning, be it a defect of ours
(`_unfailing` is the one place for that). One finding is an error: a record
of publications that everybody can read gives away recordings before their time, and a warning in a nightly job's log
is read by nobody.

Others are told when the feed was proven, or when it cannot be looked at from here; not while apps would still get
another feed. Who was not told is marked beside the served feed, and told by the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balado.artifact import FEED_KEY
from balado.edition.open import is_addressed
from balado.errors import BaladoError, Fault, Place, RemoteError
from balado.events import Event, Watch
from balado.message import say, say_many
from balado.record.generation import Generation
from balado.source.files import Scan
from balado.source.settings import sound_settings
from balado.store.target import Target

if TYPE_CHECKING:
    from balado.edition.outcome import Outcome
    from balado.publish.claims import Claims, News
    from balado.publish.proof import Proof, Verdict
    from balado.show.publishing import Notify
    from balado.web.client import Client

_NOTICE_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class FollowUpOptions:
    """What a run brings: who is told and waits, the token of Podping, whether to look at what was published.

    `trace` is told of a defect of ours that ended nothing.
    """

    watch: Watch
    podping_token: str | None = None
    verify: bool = True
    trace: Callable[[Exception], None] = lambda _error: None


@dataclass(frozen=True, slots=True)
class Site:
    """Where it was published, and what feed.yaml and the command line (`overriding`) say of that place."""

    scan: Scan
    target: Target
    url: str
    overriding: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Done:
    """What a run did. `changed` are the keys it overwrote or deleted, `kinds` the kinds of its changes."""

    served: Generation
    news: News
    changed: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def after_publication(outcome: Outcome, options: FollowUpOptions) -> tuple[Fault, ...]:
    """What follows a publication. A run that wrote nothing and owes nobody anything asks nobody anything."""
    opened, served = outcome.opened, outcome.generation
    if opened is None or served is None or not outcome.is_news:
        return ()
    site = Site(opened.scan, opened.target, opened.url, opened.request.overrides)
    found: list[Fault] = []
    with _unfailing(found, options):
        _follow_up(site, _done(outcome, served), options, found)
    return tuple(found)


def after_rollback(site: Site, served: Generation, options: FollowUpOptions) -> tuple[Fault, ...]:
    """What follows a publication that brings back an old one: the files have been there all along."""
    from balado.publish.claims import News, changed_keys
    from balado.record.history import read_numbered

    found: list[Fault] = []
    with _unfailing(found, options):
        previous = read_numbered(site.target, served.number - 1)
        _follow_up(site, Done(served, News(), changed_keys(previous, served)), options, found)
    return tuple(found)


def after_takedown(
    site: Site, served: Generation, deleted: tuple[str, ...], options: FollowUpOptions
) -> tuple[Fault, ...]:
    """What follows a takedown: no cache may give what was deleted."""
    from balado.publish.claims import News, changed_keys

    found: list[Fault] = []
    with _unfailing(found, options):
        done = Done(served, News(gone=deleted), (*changed_keys(None, served), *deleted))
        _follow_up(site, done, options, found)
    return tuple(found)


@contextmanager
def _unfailing(found: list[Fault], options: FollowUpOptions) -> Iterator[None]:
    """What fails in there is a warning among what was found: the publication stands, and the run does not fail."""
    try:
        yield
    except BaladoError as error:
        what = say("What follows a publication could not be done: {reason}", reason=error.message)
        remedy = say("What was published stands. The next run that publishes looks at it, and tells others.")
        found.append(Fault(Place("feed.yaml", key="publish"), what, remedy, severity="warning"))
    except Exception as error:  # noqa: BLE001 (the edge of what follows: a defect is said, and undoes nothing)
        options.trace(error)
        found.append(_defect(error))


def _defect(error: Exception) -> Fault:
    what = say(
        "What follows a publication was left out, by a defect of Balado: {name}: {text}",
        name=type(error).__name__,
        text=error,
    )
    remedy = say("What was published stands. Report this, with what `balado --debug …` shows of it.")
    return Fault(Place("feed.yaml", key="publish"), what, remedy, severity="warning")


def _follow_up(site: Site, done: Done, options: FollowUpOptions, found: list[Fault]) -> None:
    """Caches, the proof, notices: in this order. What is found is added as it is found."""
    if not is_addressed(site.overriding) or done.served.feed is None:
        return
    settings = sound_settings(site.scan, site.overriding)
    if settings is None:
        found.append(_unsound())
        return
    if settings.cloudfront and done.changed:
        found += _forget(settings.cloudfront, site, done, options.watch)
    verify = settings.verify if settings.verify is not None else site.target.public.is_remote
    verdict: Verdict | None = None
    if verify and options.verify:
        proof = _prove(site, done, options.watch)
        if proof is not None:
            found += proof.faults
            verdict = proof.verdict
    if not site.target.public.is_remote and options.verify and settings.verify is not False:
        _tell_in_folder(site, verdict, options.watch)
    if settings.notify is not None:
        found += _notify((settings.notify, verdict), site, done, options)


def _tell_in_folder(site: Site, verdict: Verdict | None, watch: Watch) -> None:
    from balado.artifact import public_url
    from balado.publish.in_folder import tell_in_folder

    event = tell_in_folder(site.target.public.address, public_url(site.url, FEED_KEY), verdict)
    if event is not None:
        watch.announce(event)


def _done(outcome: Outcome, served: Generation) -> Done:
    from balado.publish.claims import News, changed_keys

    if outcome.draft is None or not outcome.published:
        changed = changed_keys(None, served) if outcome.repaired else ()
        return Done(served, News(), changed)
    plan = outcome.draft.plan
    news = News.of(((one.kind, one.guid) for one in plan.changes), (one.artifact.key for one in plan.uploads))
    again = (one.artifact.key for one in plan.uploads if one.again)
    changed = (*changed_keys(plan.previous, served), *again)
    return Done(served, news, changed, tuple(one.kind for one in plan.changes))


def _unsound() -> Fault:
    what = say("What follows a publication was left out: `publish` in feed.yaml has a fault.")
    return Fault(Place("feed.yaml", key="publish"), what, say("`balado check` says which."), severity="warning")


def _forget(distribution: str, site: Site, done: Done, watch: Watch) -> tuple[Fault, ...]:
    from balado.publish.cloudfront import invalidate, paths_of

    reference = f"{done.served.number}-{done.served.owner}"
    return invalidate(distribution, paths_of(site.url, done.changed), reference, watch)


def _prove(site: Site, done: Done, watch: Watch) -> Proof | None:
    from balado.publish.claims import claims_of
    from balado.publish.proof import Verdict, prove
    from balado.web.client import client_of_author

    claims = claims_of(site.target, site.url, done.served, done.news)
    if claims is None:
        return None
    proof = prove(claims, client_of_author([site.url]), watch)
    if proof.verdict is Verdict.PROVEN:
        watch.announce(_proven(claims, proof))
    return proof


def _proven(claims: Claims, proof: Proof) -> Event:
    message = say_many(
        "Looked at as an app would: {url} is the new feed; {count} new file asked for.",
        "Looked at as an app would: {url} is the new feed; {count} new files asked for.",
        proof.looked_at,
        url=claims.feed_url,
    )
    fields = {"feed": claims.feed_url, "files": proof.looked_at, "episodes_left_out": claims.skipped}
    return Event("verified", message, fields)


def _notify(
    settings: tuple[Notify, Verdict | None], site: Site, done: Done, options: FollowUpOptions
) -> tuple[Fault, ...]:
    """Tell whom the mark beside the served feed names, and write down who is left."""
    from balado.publish.claims import address
    from balado.publish.notify import notices, notify, owed_notices, reason_of
    from balado.publish.proof import Verdict
    from balado.record.history import owed_by, served_feed
    from balado.record.owed import mark_owed

    who, verdict = settings
    try:
        owed = owed_by(served_feed(site.target))
    except RemoteError as error:
        return (_unrecorded(error),)
    if not owed:
        return ()
    if verdict is Verdict.OTHER:
        what = say("Nobody was told of the new feed, because apps would not get it yet. The next run looks again.")
        remedy = say("Put the above right, or wait until the cache is old, then run `balado publish` again.")
        return (Fault(Place("feed.yaml", key="publish.notify"), what, remedy, severity="warning"),)
    made = notices(who, address(site.url, FEED_KEY), options.podping_token, reason_of(done.kinds))
    told = notify(owed_notices(made, owed), _client_of(who), options.watch)
    try:
        mark_owed(site.target, done.served, " ".join(told.owed))
    except RemoteError as error:
        return (*told.faults, _unrecorded(error))
    return told.faults


def _client_of(who: Notify) -> Client:
    """A client for those whom the author chose: a hub may stand in the same private network as the show."""
    from balado.web.client import client_of_author

    podping = [] if who.podping is None else [who.podping.url]
    return client_of_author([*who.websub, *podping], _NOTICE_SECONDS)


def _unrecorded(error: RemoteError) -> Fault:
    what = say("Who was told of the new feed could not be recorded: {reason}", reason=error.message)
    remedy = say("Nothing need be done: the next run tells them, be it a second time.")
    return Fault(Place("feed.yaml", key="publish.notify"), what, remedy, severity="warning")
