"""`balado bucket`: what a bucket needs before a show is published to it: printed, checked, and set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.bucket.policies import BucketPrefix, cors_rules, publisher_policy, reading_policy
from balado.cli.options import format_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session
from balado.errors import SourceError, UsageError
from balado.events import Event
from balado.message import Message, mark, say, say_many

if TYPE_CHECKING:
    from balado.bucket.findings import Findings
    from balado.bucket.setup import Setup, SetupOptions
    from balado.bucket.site import BucketSite


create_option = click.option("--create", is_flag=True, help=mark("Create the bucket when it is missing."))
private_option = click.option(
    "--private", is_flag=True, help=mark("Leave the bucket's policy as it is: a CDN reads the bucket for listeners.")
)
yes_option = click.option(
    "--yes", is_flag=True, help=mark("Change it, then check. Without this, only say what would change.")
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a show lies in buckets. `state` is None when its record is kept below `public`, or on a disk."""

    public: BucketPrefix
    state: BucketPrefix | None
    feeds: tuple[str, ...]


@click.group("bucket")
def command() -> None:
    """Check a bucket, set it up, print the policies and the rules for web players (CORS) it needs."""


@command.command("policy")
@show_option
@to_option
@format_option
@click.pass_obj
def policy(session: Session, *, root: Path, to: str | None) -> None:
    """Print the policy of the publisher and the one that lets everybody read what is public."""
    print_policies(session, read_layout(root, overrides(to, None)))


def print_policies(session: Session, layout: Layout) -> None:
    """Print both policies of a place in a bucket."""
    publisher = publisher_policy(layout.public, layout.state)
    reading = reading_policy(layout.public, layout.feeds)
    if session.as_json:
        session.console.print_json({"publisher": publisher, "public": reading})
        return
    session.console.show(say("For the user or role that publishes (an IAM policy):"))
    session.console.print_json(publisher, indent=2)
    session.console.show(say("For the bucket {bucket} (its bucket policy):", bucket=layout.public.bucket))
    session.console.print_json(reading, indent=2)


@command.command("cors")
@show_option
@to_option
@format_option
@click.pass_obj
def cors(session: Session, *, root: Path, to: str | None) -> None:
    """Print the CORS rules of the bucket, for players on other sites."""
    print_cors(session, read_layout(root, overrides(to, None)))


def print_cors(session: Session, layout: Layout) -> None:
    """Print the CORS rules of a place in a bucket."""
    if session.as_json:
        session.console.print_json(cors_rules())
        return
    session.console.show(say("For the bucket {bucket} (its CORS rules):", bucket=layout.public.bucket))
    session.console.print_json(cors_rules(), indent=2)


@command.command("check")
@show_option
@to_option
@url_option
@format_option
@click.pass_obj
def check(session: Session, *, root: Path, to: str | None, url: str | None) -> int:
    """Compare the bucket with what the show needs, from inside and as a stranger; say what to change.

    Stores small probes for a moment. Exit 1 when listeners are shut out, or strangers can read too much.
    """
    return check_site(session, _site(root, overrides(to, url)))


@command.command("setup")
@show_option
@to_option
@url_option
@create_option
@private_option
@yes_option
@format_option
@click.pass_obj
def setup(
    session: Session, *, root: Path, to: str | None, url: str | None, create: bool, private: bool, yes: bool
) -> int:
    """Let everybody read what is public, web players on other sites too, and have unfinished uploads deleted.

    What others have set in the bucket stays. Run it as the owner of the bucket: a publisher needs no such rights.
    """
    from balado.bucket.setup import SetupOptions

    return set_up(session, _site(root, overrides(to, url)), SetupOptions(create, private), yes=yes)


def set_up(session: Session, site: BucketSite, options: SetupOptions, *, yes: bool) -> int:
    """Say what would change in the buckets of a place; with `yes` change it, then check. The exit code."""
    from balado.bucket.setup import apply_setup, plan_setup

    planned = plan_setup(site, options)
    _show_setup(session, planned, yes=yes)
    if not yes:
        return 0
    for note in apply_setup(planned):
        session.console.announce(Event("bucket-unchanged", note, {}))
    if planned.changes:
        session.console.announce(Event("bucket-setup", say("Done."), {"changes": len(planned.changes)}))
    return check_site(session, site)


def _site(root: Path, overriding: Mapping[str, str]) -> BucketSite:
    """The show's place in the store. Raises what `read_layout` does."""
    from balado.bucket.site import bucket_site
    from balado.edition.open import open_store

    feeds = read_layout(root, overriding).feeds
    opened = open_store(root, overriding)
    file = opened.scan.show_file
    site = bucket_site(opened.target, opened.url, feeds, file.path if file is not None else "feed.yaml")
    if site is None:
        raise AssertionError("read_layout() lets no folder pass")
    return site


def _show_setup(session: Session, planned: Setup, *, yes: bool) -> None:
    for note in planned.notes:
        session.console.announce(Event("bucket-unchanged", note, {}))
    for change in planned.changes:
        fields = {"what": change.what, "bucket": change.bucket.name, "document": change.document}
        session.console.row(Event("bucket-change", change.message, fields))
        if change.document and not session.as_json:
            session.console.print_json(change.document, indent=2)
    if not planned.changes:
        session.console.announce(Event("bucket-setup", say("Nothing to set up."), {"changes": 0}))
    elif not yes:
        message = say("Nothing was changed. Add --yes to do this.")
        session.console.announce(Event("bucket-setup", message, {"changes": len(planned.changes)}))


def check_site(session: Session, site: BucketSite) -> int:
    """Tell what is wrong with the buckets of a place; the exit code."""
    from balado.bucket.check import check_bucket

    found = check_bucket(site, session.token())
    session.console.faults(tuple(sorted(found.faults, key=lambda fault: fault.severity)))
    for sentence in found.unseen:
        session.console.announce(Event("unseen", sentence, {}))
    session.console.announce(_summary(site, found))
    return 1 if found.errors else 0


def _summary(site: BucketSite, found: Findings) -> Event:
    fields = {
        "errors": found.errors,
        "warnings": len(found.faults) - found.errors,
        "unseen": len(found.unseen),
        "race": found.promise,
    }
    return Event("bucket-checked", _verdict(site.target.public.address, found), fields)


def _verdict(place: str, found: Findings) -> Message:
    if not found.faults:
        return say("{place} is set up as it should be.", place=place)
    if found.errors:
        count = found.errors
        return say_many("{place} has {count} fault to correct.", "{place} has {count} faults to correct.", count,
                        place=place)  # fmt: skip
    count = len(found.faults)
    return say_many("{place} can be used, with {count} warning.", "{place} can be used, with {count} warnings.", count,
                    place=place)  # fmt: skip


def read_layout(root: Path, overriding: Mapping[str, str]) -> Layout:
    """Where the show in this folder is published to.

    Raises UsageError where there is no show or no bucket, SourceError when feed.yaml cannot be read.
    """
    from balado.source.files import scan
    from balado.source.read import read
    from balado.source.settings import publish_settings
    from balado.source.show import missing_show
    from balado.store.place import is_bucket

    scanned = scan(root)
    if scanned.show_file is None:
        raise UsageError(missing_show(scanned))
    settings = {**publish_settings(scanned), **overriding}
    to = settings.get("to", "public")
    if not is_bucket(to):
        raise UsageError(
            say(
                "This show is published to the folder `{place}`: there is no bucket to set up. For a bucket write "
                "`to: s3://bucket/prefix` under `publish` in feed.yaml.",
                place=to,
            )
        )
    state = None if "to" in overriding else settings.get("state")
    reading = read(scanned, overriding)
    if reading.show is None:  # a policy without its further feeds would close them
        raise SourceError.of(fault for fault in reading.faults if fault.slug is None and fault.severity == "error")
    return layout_of(to, state, tuple(reading.show.feeds))


def layout_of(to: str, state: str | None, feeds: tuple[str, ...]) -> Layout:
    """The layout of a place in a bucket, and of its record. Raises UsageError where one of them is none."""
    from balado.store.place import bucket_and_prefix, is_bucket

    return Layout(
        BucketPrefix(*bucket_and_prefix(to)),
        BucketPrefix(*bucket_and_prefix(state)) if state and is_bucket(state) else None,
        feeds,
    )
