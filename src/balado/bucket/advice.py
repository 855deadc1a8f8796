"""What would be better in a bucket: web players let in, former versions kept, uploads tidied up, one winner a race."""

from __future__ import annotations

from balado.bucket.findings import Findings, unless_barred
from balado.bucket.merge import aborts, expires_versions, lets_players_read
from balado.bucket.probe import View
from balado.bucket.site import BucketSite
from balado.errors import RemoteError
from balado.message import Message, command_line, say
from balado.record.race import race
from balado.store.s3_settings import Bucket

_ROUNDS = 8
_SETUP = command_line("balado", "bucket", "setup", "--yes")


def advise(site: BucketSite, at_url: View | None, token: str, found: Findings) -> None:
    """Look at everything that only calls for advice. `at_url` is what a stranger saw at the public address."""
    _check_players(site, at_url, found)
    _check_versions(site, found)
    _check_uploads(site, found)
    _run_race(site, token, found)


def _check_players(site: BucketSite, at_url: View | None, found: Findings) -> None:
    rules = found.seen(site.bucket.cors, say("The CORS rules of {bucket}", bucket=site.bucket.name))
    answered = at_url.other_sites if at_url is not None else None
    if rules is not None and any(map(lets_players_read, rules)):
        if answered is False:
            found.advise(
                say("Pages on other sites cannot read at {url}, although the bucket lets them.", url=site.url)
                if site.is_of_network
                else say(
                    "Web players on other sites cannot read at {url}, although the bucket lets them.", url=site.url
                ),
                say("Have the CDN in front pass on the header `Origin`, or add `Access-Control-Allow-Origin: *`."),
                "publish.url",
            )
    elif not answered and (rules is not None or answered is False):
        found.advise(
            say("Pages on other sites cannot read the feed, the list of shows and the calendar.")
            if site.is_of_network
            else say("Web players on other sites cannot read transcripts and chapters, nor seek."),
            say("Run `{command}`, or set the CORS rules that `balado bucket cors` prints.", command=_SETUP)
            if rules is not None
            else say("Have the server or the CDN in front add `Access-Control-Allow-Origin: *`."),
        )


def _check_versions(site: BucketSite, found: Findings) -> None:
    for bucket in site.buckets:
        kept = found.seen(bucket.keeps_versions, say("The versioning of {bucket}", bucket=bucket.name))
        if kept is None:
            continue
        if not kept:
            found.advise(
                say(
                    "{bucket} keeps no former versions: what is deleted or overwritten by accident is gone.",
                    bucket=bucket.name,
                ),
                say(
                    "Switch versioning on (not on Ceph, where two publishers could then commit at once), with a "
                    "lifecycle rule that deletes former versions after a while."
                )
                if site.is_of_network
                else say(
                    "Switch versioning on (not on Ceph, where two publishers could then commit at once), with a "
                    "lifecycle rule that deletes former versions after a while: `balado takedown` does not reach them."
                ),
            )
        elif not _expires(site, bucket):
            found.advise(
                say("{bucket} keeps former versions for ever.", bucket=bucket.name)
                if site.is_of_network
                else say(
                    "{bucket} keeps former versions for ever, of episodes that were taken down too: `balado takedown` "
                    "does not reach them.",
                    bucket=bucket.name,
                ),
                say("Add a lifecycle rule that deletes former versions after 30 days (NoncurrentVersionExpiration)."),
            )


def _expires(site: BucketSite, bucket: Bucket) -> bool:
    """Whether former versions go after a while in all that the show has there; True where one cannot look."""
    prefixes = [prefix for prefix in (site.public, site.record) if prefix is not None and prefix.bucket == bucket.name]
    configuration = unless_barred(bucket.lifecycle)
    if configuration is None:
        return True
    rules = configuration.get("Rules", [])
    return all(any(expires_versions(rule, prefix) for rule in rules) for prefix in prefixes)


def _check_uploads(site: BucketSite, found: Findings) -> None:
    rules = found.seen(site.bucket.lifecycle, say("The lifecycle rules of {bucket}", bucket=site.bucket.name))
    if rules is not None and not any(aborts(rule, site.public) for rule in rules.get("Rules", [])):
        found.advise(
            say("Parts of uploads that were cut short stay in {bucket}, and are paid for.", bucket=site.bucket.name),
            say("`{command}` has the store delete them after a week.", command=_SETUP)
            if site.is_of_network
            else say(
                "`{command}` has the store delete them after a week; `balado prune --yes` deletes those of files that "
                "a publication named.",
                command=_SETUP,
            ),
        )


def _run_race(site: BucketSite, token: str, found: Findings) -> None:
    state, bucket = site.target.state, site.state
    if bucket is None:
        return
    try:
        found.promise = race(state, token, _ROUNDS)
    except RemoteError as error:
        found.unseen.append(
            say("Whether two publishers can commit at once could not be tried: {error}", error=error.message)
        )
    if found.promise == "weak":
        found.advise(say("{place} lets several publishers commit at once.", place=state.address), _one_winner(bucket))


def _one_winner(bucket: Bucket) -> Message:
    if unless_barred(bucket.keeps_versions):  # Ceph 16 ignores the condition then
        return say(
            "Suspend the versioning of {bucket}, which some stores cannot have together with safe publishing, and "
            "check again; or run one `balado publish` at a time.",
            bucket=bucket.name,
        )
    return say("Run one `balado publish` at a time, or use a store where only one of several writers can win.")
