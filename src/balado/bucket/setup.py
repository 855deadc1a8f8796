"""Setting a bucket up: what would change, beside what others have set there, and the changing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from balado.bucket.check import missing
from balado.bucket.findings import Findings, unless_barred
from balado.bucket.merge import with_abort, with_players, with_reading
from balado.bucket.site import BucketSite
from balado.errors import RemoteError, UsageError
from balado.message import Message, say
from balado.store.s3_settings import Barred, Bucket

What = Literal["bucket", "policy", "cors", "lifecycle"]


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What the set-up may do: create a bucket that is missing; leave the bucket closed to all but a CDN."""

    create: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class BucketChange:
    """One thing to change in a bucket: the document that will be there then (empty for a new bucket), and the act."""

    what: What
    bucket: Bucket
    message: Message
    document: Mapping[str, Any]
    act: Callable[[], None] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be changed, and what stays as it is although it might be wrong."""

    changes: tuple[BucketChange, ...]
    notes: tuple[Message, ...]


def plan_setup(site: BucketSite, options: SetupOptions) -> Setup:
    """What the show's buckets lack. Changes nothing.

    Raises UsageError when a bucket is missing and none may be created, RemoteError when the store fails.
    """
    absent = [bucket for bucket in site.buckets if not bucket.exists()]
    if absent and not options.create:
        raise UsageError(missing(absent[0]))
    changes = [_creation(bucket) for bucket in absent]
    found = Findings(site.file)
    fresh = site.bucket in absent
    if not options.private:
        changes += _reading(site, found, fresh)
    changes += _players(site, found, fresh)
    changes += _uploads(site, found, fresh)
    return Setup(tuple(changes), tuple(found.unseen))


def apply_setup(setup: Setup) -> tuple[Message, ...]:
    """Make the changes. Gives those that the store does not know, as sentences.

    Raises RemoteError when these credentials may not make them, or the store fails.
    """
    refused = []
    for change in setup.changes:
        try:
            change.act()
        except Barred as barred:
            refused.append(_refusal(change, barred))
    return tuple(refused)


def _refusal(change: BucketChange, barred: Barred) -> Message:
    if change.what == "policy" and unless_barred(change.bucket.blocks_policies):  # as in a new bucket on AWS
        return _blocked(change.bucket)
    if barred.why == "forbidden":
        raise RemoteError(_forbidden(change))
    return say("{bucket} does not take this: {change}", bucket=change.bucket.name, change=change.message)


def _creation(bucket: Bucket) -> BucketChange:
    return BucketChange("bucket", bucket, say("Create the bucket {bucket}.", bucket=bucket.name), {}, bucket.create)


def _reading(site: BucketSite, found: Findings, fresh: bool) -> list[BucketChange]:
    bucket = site.bucket
    policy = {} if fresh else found.seen(bucket.policy, say("The policy of {bucket}", bucket=bucket.name))
    wanted = None if policy is None else with_reading(policy, site.public, site.feeds)
    if wanted is None:
        return []
    if not fresh and unless_barred(bucket.blocks_policies):
        found.unseen.append(_blocked(bucket))
        return []
    message = say("Let everybody read what is public in {place}, and nothing else.", place=site.target.public.address)
    return [BucketChange("policy", bucket, message, wanted, lambda: bucket.put_policy(wanted))]


def _players(site: BucketSite, found: Findings, fresh: bool) -> list[BucketChange]:
    bucket = site.bucket
    rules = [] if fresh else found.seen(bucket.cors, say("The CORS rules of {bucket}", bucket=bucket.name))
    wanted = None if rules is None else with_players(rules)
    if wanted is None:
        return []
    message = (
        say("Let pages on other sites read what is public in {bucket}.", bucket=bucket.name)
        if site.is_of_network
        else say("Let web players on other sites play and seek what is public in {bucket}.", bucket=bucket.name)
    )
    return [BucketChange("cors", bucket, message, {"CORSRules": wanted}, lambda: bucket.put_cors(wanted))]


def _uploads(site: BucketSite, found: Findings, fresh: bool) -> list[BucketChange]:
    bucket = site.bucket
    what = say("The lifecycle rules of {bucket}", bucket=bucket.name)
    there = {} if fresh else found.seen(bucket.lifecycle, what)
    rules = None if there is None else with_abort(there.get("Rules", []), site.public)
    if there is None or rules is None:
        return []
    wanted = {**there, "Rules": rules}
    message = say("Delete parts of uploads to {place} that nobody finished within a week.",
                  place=site.target.public.address)  # fmt: skip
    return [BucketChange("lifecycle", bucket, message, wanted, lambda: bucket.put_lifecycle(wanted))]


def _forbidden(change: BucketChange) -> Message:
    return say(
        "These credentials may not change {bucket}: {change} Run `balado bucket setup --yes` once as the owner of the "
        "bucket, or have the owner apply what `balado bucket policy` and `balado bucket cors` print.",
        bucket=change.bucket.name,
        change=change.message,
    )


def _blocked(bucket: Bucket) -> Message:
    return say(
        "The policy of {bucket} stays, because Block Public Access is on. Have a CDN read the bucket (CloudFront with "
        "origin access control) and add --private, or switch off the two settings for bucket policies and run this "
        "again.",
        bucket=bucket.name,
    )
