"""`balado bucket`: what a bucket needs before a show is published to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from balado.errors import SourceError, UsageError
from balado.message import say
from balado.options import format_option, overrides, show_option, to_option
from balado.publish.bucket import Corner, Document, cors_rules, publisher_policy, reading_policy
from balado.session import Session

_S3 = "s3://"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a show lies in buckets. `state` is None when its record is kept below `public`, or on a disk."""

    public: Corner
    state: Corner | None
    feeds: tuple[str, ...]


@click.group("bucket")
def command() -> None:
    """Print what a bucket needs: its policies, and the rules for web players on other sites (CORS)."""


@command.command("policy")
@show_option
@to_option
@format_option
@click.pass_obj
def policy(session: Session, *, root: Path, to: str | None) -> None:
    """Print the policy of the publisher and the one that lets everybody read what is public."""
    layout = read_layout(root, overrides(to, None))
    publisher = publisher_policy(layout.public, layout.state)
    reading = reading_policy(layout.public, layout.feeds)
    if session.as_json:
        session.console.print(json.dumps({"publisher": publisher, "public": reading}))
        return
    session.console.show(say("For the user or role that publishes (an IAM policy):"))
    session.console.print(_text(publisher))
    session.console.show(say("For the bucket {bucket} (its bucket policy):", bucket=layout.public.bucket))
    session.console.print(_text(reading))


@command.command("cors")
@show_option
@to_option
@format_option
@click.pass_obj
def cors(session: Session, *, root: Path, to: str | None) -> None:
    """Print the CORS rules of the bucket, for players on other sites."""
    layout = read_layout(root, overrides(to, None))
    if session.as_json:
        session.console.print(json.dumps(cors_rules()))
        return
    session.console.show(say("For the bucket {bucket} (its CORS rules):", bucket=layout.public.bucket))
    session.console.print(_text(cors_rules()))


def read_layout(root: Path, overriding: Mapping[str, str]) -> Layout:
    """Where the show in this folder is published to.

    Raises UsageError where there is no show or no bucket, SourceError when feed.yaml cannot be read.
    """
    from balado.publish.target import bucket_and_prefix
    from balado.source.files import scan
    from balado.source.read import read
    from balado.source.settings import publish_settings
    from balado.source.show import missing_show

    scanned = scan(root)
    if scanned.show_file is None:
        raise UsageError(missing_show(scanned))
    settings = {**publish_settings(scanned), **overriding}
    to = settings.get("to", "public")
    if not to.startswith(_S3):
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
    return Layout(
        Corner(*bucket_and_prefix(to)),
        Corner(*bucket_and_prefix(state)) if state and state.startswith(_S3) else None,
        tuple(reading.show.feeds),
    )


def _text(document: Document) -> str:
    return json.dumps(document, indent=2)
