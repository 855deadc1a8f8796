"""After the feed: caches forget what changed, the publication is proven as an app would see it, then others are told.

Published is published: nothing here takes it back, and what fails here is a warning. One finding is an error: a record
of publications that everybody can read gives away recordings before their time, and a warning in a nightly job's log
is read by nobody.

Others are told when the feed was proven, or when it cannot be looked at from here; not while apps would still get
another feed. Who was not told is marked beside the served feed, and told by the next run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from balado.errors import Fault, Place, RemoteError
from balado.events import Event
from balado.message import say, say_many
from balado.opening import is_addressed
from balado.publish.commit import Watch
from balado.publish.generation import Generation
from balado.publish.keys import FEED_KEY
from balado.publish.target import Target
from balado.source.files import Scan
from balado.source.settings import sound_settings

if TYPE_CHECKING:
    from balado.model import Notify
    from balado.pipeline import Outcome
    from balado.publish.claims import Claims, News
    from balado.publish.proof import Proof, Verdict
    from balado.publish.visitor import Visitor

_S3 = "s3://"


@dataclass(frozen=True, slots=True)
class Means:
    """What a run brings: who is told and waits, the token of Podping, whether to look at what was published."""

    watch: Watch
    podping_token: str | None = None
    verify: bool = True


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


def after_publication(outcome: Outcome, means: Means) -> tuple[Fault, ...]:
    """What follows a publication. A run that wrote nothing and owes nobody anything asks nobody anything."""
    from balado.publish.history import owed_by

    opened, served = outcome.opened, outcome.generation
    if opened is None or served is None or served.feed is None:
        return ()
    if not outcome.published and not outcome.repaired and not (opened.target.notifies and owed_by(outcome.found)):
        return ()
    site = Site(opened.scan, opened.target, opened.url, opened.request.overrides)
    return follow_up(site, _done(outcome, served), means)


def follow_up(site: Site, done: Done, means: Means) -> tuple[Fault, ...]:
    """Caches, the proof, notices: in this order. Gives what was found; raises nothing that is not the store's fault."""
    if not is_addressed(site.overriding) or done.served.feed is None:
        return ()
    settings = sound_settings(site.scan, site.overriding)
    if settings is None:
        return (_unsound(),)
    faults: tuple[Fault, ...] = ()
    if settings.cloudfront and done.changed:
        faults += _forget(settings.cloudfront, site, done, means.watch)
    verify = settings.verify if settings.verify is not None else site.target.public.address.startswith(_S3)
    if not (verify and means.verify) and settings.notify is None:
        return faults
    from balado.publish.visitor import Visitor

    with Visitor() as visitor:
        proof = _prove(site, done, visitor, means.watch) if verify and means.verify else None
        if proof is not None:
            faults += proof.faults
        if settings.notify is not None:
            verdict = proof.verdict if proof is not None else None
            faults += _notify((settings.notify, verdict), site, done, visitor, means)
    return faults


def after_rollback(site: Site, served: Generation, means: Means) -> tuple[Fault, ...]:
    """What follows a publication that brings back an old one: the files have been there all along."""
    from balado.publish.claims import News, changed_keys
    from balado.publish.history import read_numbered

    previous = read_numbered(site.target, served.number - 1)
    return follow_up(site, Done(served, News(), changed_keys(previous, served)), means)


def after_takedown(site: Site, served: Generation, deleted: tuple[str, ...], means: Means) -> tuple[Fault, ...]:
    """What follows a takedown: no cache may give what was deleted."""
    from balado.publish.claims import News, changed_keys

    return follow_up(site, Done(served, News(gone=deleted), (*changed_keys(None, served), *deleted)), means)


def _done(outcome: Outcome, served: Generation) -> Done:
    from balado.publish.claims import News, changed_keys

    if outcome.draft is None or not outcome.published:
        changed = changed_keys(None, served) if outcome.repaired else ()
        return Done(served, News(), changed)
    plan = outcome.draft.plan
    news = News.of(((one.kind, one.guid) for one in plan.changes), (one.artifact.key for one in plan.uploads))
    return Done(served, news, changed_keys(plan.previous, served), tuple(one.kind for one in plan.changes))


def _unsound() -> Fault:
    what = say("What follows a publication was left out: `publish` in feed.yaml has a fault.")
    return Fault(Place("feed.yaml", key="publish"), what, say("`balado check` says which."), severity="warning")


def _forget(distribution: str, site: Site, done: Done, watch: Watch) -> tuple[Fault, ...]:
    from balado.publish.cloudfront import invalidate, paths_of

    reference = f"{done.served.number}-{done.served.owner}"
    return invalidate(distribution, paths_of(site.url, done.changed), reference, watch)


def _prove(site: Site, done: Done, visitor: Visitor, watch: Watch) -> Proof | None:
    from balado.publish.claims import claims_of
    from balado.publish.proof import Verdict, prove

    claims = claims_of(site.target, site.url, done.served, done.news)
    if claims is None:
        return None
    proof = prove(claims, visitor, watch)
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
    wishes: tuple[Notify, Verdict | None], site: Site, done: Done, visitor: Visitor, means: Means
) -> tuple[Fault, ...]:
    """Tell whom the mark beside the served feed names, and write down who is left."""
    from balado.publish.claims import address
    from balado.publish.history import owed_by, settle
    from balado.publish.notify import notices, notify, owed_notices, reason_of
    from balado.publish.proof import Verdict

    who, verdict = wishes
    try:
        owed = owed_by(site.target.public.head(FEED_KEY))
    except RemoteError as error:
        return (_unrecorded(error),)
    if not owed:
        return ()
    if verdict is Verdict.OTHER:
        what = say("Nobody was told of the new feed, because apps would not get it yet. The next run looks again.")
        remedy = say("Put the above right, or wait until the cache is old, then run `balado publish` again.")
        return (Fault(Place("feed.yaml", key="publish.notify"), what, remedy, severity="warning"),)
    made = notices(who, address(site.url, FEED_KEY), means.podping_token, reason_of(done.kinds))
    told = notify(owed_notices(made, owed), visitor, means.watch)
    try:
        settle(site.target, done.served, " ".join(told.owed))
    except RemoteError as error:
        return (*told.faults, _unrecorded(error))
    return told.faults


def _unrecorded(error: RemoteError) -> Fault:
    what = say("Who was told of the new feed could not be recorded: {reason}", reason=error.message)
    remedy = say("Nothing need be done: the next run tells them, be it a second time.")
    return Fault(Place("feed.yaml", key="publish.notify"), what, remedy, severity="warning")
