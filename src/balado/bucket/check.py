"""A real bucket compared with what publishing needs: what to change, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from balado.bucket.advice import advise
from balado.bucket.findings import Findings, unless_barred
from balado.bucket.merge import reads_all
from balado.bucket.policies import BucketPrefix
from balado.bucket.policy import Policy, everybody_may
from balado.bucket.probe import View, addresses, probes, view
from balado.bucket.site import BucketSite
from balado.errors import RemoteError
from balado.message import Message, command_line, say
from balado.store.place import bucket_place
from balado.store.s3_settings import Barred, Bucket

_SETUP = command_line("balado", "bucket", "setup", "--yes")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a bucket's policy says, None when it cannot be read; `blocked` when it lets nobody in whatever it says.

    `supported` is False on a store that has no bucket policies.
    """

    policy: Policy | None
    blocked: bool
    supported: bool = True


def check_bucket(site: BucketSite, token: str) -> Findings:
    """Compare the show's buckets with what it needs. Stores probes for a moment, and leaves nothing.

    `token` is one that no other run has. Raises RemoteError when a bucket is not there, cannot be reached, or does not
    take what these credentials store.
    """
    for bucket in site.buckets:
        if not bucket.exists():
            raise RemoteError(missing(bucket))
    found = Findings(site.file)
    rights = {bucket.name: _rights(bucket, found) for bucket in site.buckets}
    own, public = addresses(site)
    with probes(site, token) as there:
        at_store = view(own, there)
        at_url = view(public, there) if public is not None else None
    for seen in (at_store, at_url):
        if seen is not None and not seen.reached:
            found.unseen.append(
                say("{address} cannot be reached from here: what it shows was not looked at.", address=seen.address)
            )
    views = [seen for seen in (at_store, at_url) if seen is not None and seen.reached]
    _check_record(site, rights, views, found)
    _check_listing(site, rights, views, found)
    _check_reading(site, rights[site.bucket.name], (at_store, at_url), found)
    advise(site, at_url, token, found)
    return found


def missing(bucket: Bucket) -> Message:
    """The sentence for a bucket that is not there."""
    return say(
        "There is no bucket `{bucket}`. Correct `publish.to` in feed.yaml, or create it: "
        "`balado bucket setup --create --yes`.",
        bucket=bucket.name,
    )


def _rights(bucket: Bucket, found: Findings) -> Rights:
    blocked = unless_barred(bucket.blocks_policies)  # only AWS and few others have it
    try:
        return Rights(bucket.policy(), blocked is True)
    except Barred as barred:
        found.hide(say("The policy of {bucket}", bucket=bucket.name), barred)
        return Rights(None, blocked is True, barred.why == "forbidden")


def _granted(rights: Rights, action: str, resource: str) -> bool:
    return not rights.blocked and rights.policy is not None and everybody_may(rights.policy, action, resource)


def _check_record(site: BucketSite, rights: dict[str, Rights], views: Iterable[View], found: Findings) -> None:
    record = site.record
    if record is None:
        return
    opened: list[Message | str] = [place for seen in views for place in seen.opened]
    if _granted(rights[record.bucket], "s3:GetObject", record.arn("generations/1.json")):
        opened.append(say("{place}, by its policy", place=bucket_place(record.bucket)))
    if opened:
        found.error(
            say("Everybody can read the record of publications at {place}.", place=opened[0])
            if site.is_of_network
            else say("Everybody can read the record of publications at {place}: it names what is not public yet.",
                     place=opened[0]),
            say(
                "Remove what opens `{prefix}/*` from the policy of the bucket (`balado bucket policy` prints one that "
                "opens only what is public), and have a CDN in front refuse it.",
                prefix=record.place,
            ),
        )  # fmt: skip


def _check_listing(site: BucketSite, rights: dict[str, Rights], views: Iterable[View], found: Findings) -> None:
    listed = [place for seen in views for place in seen.listed]
    listed += [
        bucket_place(name)
        for name, one in rights.items()
        if _granted(one, "s3:ListBucket", BucketPrefix(name).arn_of_bucket)
    ]
    if listed:
        found.error(
            say("Everybody can list what is in {place}.", place=listed[0])
            if site.is_of_network
            else say("Everybody can list what is in {place}: episodes that are scheduled show there.", place=listed[0]),
            say(
                "Take the listing (`s3:ListBucket`, or an ACL or a setting of the store) from everybody. What readers "
                "need, `balado bucket policy` prints."
            )
            if site.is_of_network
            else say(
                "Take the listing (`s3:ListBucket`, or an ACL or a setting of the store) from everybody. What "
                "listeners need, `balado bucket policy` prints."
            ),
        )


def _check_reading(site: BucketSite, rights: Rights, seen: tuple[View, View | None], found: Findings) -> None:
    """Public files through the public address count; without one that answers, those at the store itself are advice."""
    at_store, at_url = seen
    if at_url is not None and at_url.reached:
        if at_url.unread:
            keys, url = _named(at_url.unread), at_url.address
            what = (
                say("Readers cannot read {keys} at {url}.", keys=keys, url=url)
                if site.is_of_network
                else say("Listeners cannot read {keys} at {url}.", keys=keys, url=url)
            )
            found.error(what, _opening(site, rights, at_store), "publish.url")
        return
    closed = at_store.unread if at_store.reached else None
    if closed is None and _lets_read(site, rights) is False:
        closed = ["*"]
    if closed:
        what = say("Not everybody can read {keys} in {place}.", keys=_named(closed), place=site.target.public.address)
        opening = _opening(site, rights, at_store)
        remedy = (
            say("That is right when a CDN reads the bucket for readers. Else: {remedy}", remedy=opening)
            if site.is_of_network
            else say("That is right when a CDN reads the bucket for listeners. Else: {remedy}", remedy=opening)
        )
        found.advise(what, remedy)


def _lets_read(site: BucketSite, rights: Rights) -> bool | None:
    """Whether the store says that everybody may read what is public; None when it does not say."""
    if rights.policy is not None:
        return not rights.blocked and reads_all(rights.policy, site.public, site.feeds)
    return unless_barred(site.bucket.is_public)


def _opening(site: BucketSite, rights: Rights, at_store: View) -> Message:
    if at_store.reached and not at_store.unread:
        return say(
            "The store gives them to everybody: correct `publish.url` in feed.yaml, or where {url} leads.", url=site.url
        )
    if rights.blocked:
        return say(
            "Block Public Access is on for {bucket}: have a CDN read it (CloudFront with origin access control), or "
            "switch off the two settings for bucket policies and run `{command}`.",
            bucket=site.bucket.name,
            command=_SETUP,
        )
    if not rights.supported:
        return say("This store has no bucket policies: make the bucket public in its own way, or put a CDN in front.")
    return say(
        "`{command}` lets everybody read what is public and nothing else. Where a CDN reads the bucket, give it "
        "the right to.",
        command=_SETUP,
    )


def _named(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)
