"""`balado network bucket`: what a bucket needs before the network's own page is published to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option
from balado.cli.session import Session
from balado.commands.bucket import (
    check_site,
    create_option,
    layout_of,
    print_cors,
    print_policies,
    private_option,
    set_up,
    yes_option,
)
from balado.commands.network.options import folder_argument
from balado.errors import UsageError
from balado.message import say
from balado.record.keys import OPML_KEY

if TYPE_CHECKING:
    from balado.bucket.site import BucketSite
    from balado.commands.bucket import Layout
    from balado.network.model import Network, NetworkPublish

_FEEDS = (OPML_KEY,)


@click.group("bucket")
@click.pass_obj
def bucket(session: Session) -> None:
    """Check the bucket of the network's own page, set it up, print the policies and the CORS rules it needs.

    For the bucket of a show there is `balado bucket`.
    """
    session.of_network = True


@bucket.command("policy")
@folder_argument
@format_option
@click.pass_obj
def policy(session: Session, *, folder: Path) -> None:
    """Print the policy of the publisher and the one that lets everybody read what is public."""
    print_policies(session, _layout(folder))


@bucket.command("cors")
@folder_argument
@format_option
@click.pass_obj
def cors(session: Session, *, folder: Path) -> None:
    """Print the CORS rules of the bucket, for pages and players on other sites."""
    print_cors(session, _layout(folder))


@bucket.command("check")
@folder_argument
@format_option
@click.pass_obj
def check(session: Session, *, folder: Path) -> int:
    """Compare the bucket with what the network's page needs, from inside and as a stranger; say what to change.

    Stores small probes for a moment. Exit 1 when readers are shut out, or strangers can read too much.
    """
    return check_site(session, _site(folder))


@bucket.command("setup")
@folder_argument
@create_option
@private_option
@yes_option
@format_option
@click.pass_obj
def setup(session: Session, *, folder: Path, create: bool, private: bool, yes: bool) -> int:
    """Let everybody read what is public, other sites too, and have unfinished uploads deleted.

    What others have set in the bucket stays. Run it as the owner of the bucket: a publisher needs no such rights.
    """
    from balado.bucket.setup import SetupOptions

    return set_up(session, _site(folder), SetupOptions(create, private), yes=yes)


def _layout(folder: Path) -> Layout:
    """Where the page lies in buckets. Raises as `_in_bucket` does."""
    _, publish = _in_bucket(folder)
    return layout_of(publish.to, publish.state, _FEEDS)


def _site(folder: Path) -> BucketSite:
    """The page's place in its bucket. Raises as `_in_bucket` does."""
    from balado.bucket.site import bucket_site
    from balado.network.model import NETWORK_FILE
    from balado.network.site.prepare import site_target

    network, publish = _in_bucket(folder)
    site = bucket_site(site_target(network, folder), publish.url.rstrip("/"), _FEEDS, NETWORK_FILE)
    if site is None:
        raise AssertionError("_in_bucket() lets no folder pass")
    return site


def _in_bucket(folder: Path) -> tuple[Network, NetworkPublish]:
    """The network, and where its page lies. Raises UsageError where that is no bucket, SourceError for faults."""
    from balado.network.read import read_network
    from balado.network.site.prepare import published_to
    from balado.store.place import is_bucket

    network = read_network(folder).sound()
    publish = published_to(network)
    if not is_bucket(publish.to):
        raise UsageError(
            say(
                "The network's page is published to the folder `{place}`: there is no bucket to set up. For a bucket "
                "write `to: s3://bucket/prefix` under `publish` in network.yaml.",
                place=publish.to,
            )
        )
    return network, publish
