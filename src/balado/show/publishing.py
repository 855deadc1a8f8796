"""Where a show is published, who is told of it, and what every episode must have by then. Pure."""

from __future__ import annotations

from pydantic import Field

from balado.show.values.forms import (
    Address,
    Addressing,
    Destination,
    Moment,
    PublicAddress,
    ServiceAddress,
    ShortText,
    Truth,
)
from balado.show.values.group import Written


class Require(Written):
    """What every episode must have from a day on; before that day it is advice (RGAA, for public institutions)."""

    transcript: Moment | None = Field(None, description="From this day on, no episode without a transcript.")
    chapters: Moment | None = Field(None, description="From this day on, no episode without chapters.")
    alt: Moment | None = Field(None, description="From this day on, no picture without words for it (alt).")
    language: Moment | None = Field(None, description="From this day on, no transcript without its language.")


class PodpingWriter(Written):
    """A server that tells apps of changes through Podping; its token is in BALADO_PODPING_TOKEN."""

    url: Address = Field(description="The address of the writer: https://podping.cloud/")


class Notify(Written):
    """Who is told once a changed feed is served."""

    websub: tuple[Address, ...] = Field((), description="WebSub hubs; the feed names them too.")
    podping: PodpingWriter | None = Field(None, description="Podping: apps that follow it know within seconds.")
    podcastindex: Truth = Field(False, description="Whether the Podcast Index is told.")


class PublishedPlace(Written):
    """Where something is published, the public address of that, and the store."""

    to: Destination = Field("public", description="A folder, or a bucket: s3://bucket/prefix.")
    url: PublicAddress = Field(description="The public https address of that place.")
    endpoint: ServiceAddress | None = Field(None, description="The address of an S3-compatible store other than AWS.")
    region: ShortText | None = Field(None, description="The region of the store.")
    addressing: Addressing = Field(
        "auto", description="How the store wants bucket names: in the path or in the host name."
    )
    state: Destination | None = Field(
        None, description="Where the record of publications is kept, if not beside what is published."
    )


class Publish(PublishedPlace):
    """Where a show is published, and the public address of that."""

    url: PublicAddress = Field(description="The public https address of that place; the feed is feed.xml under it.")
    verify: Truth | None = Field(
        None, description="Whether what was published is looked at through its public address; true for a bucket."
    )
    notify: Notify | None = Field(None, description="Who is told once a changed feed is served.")
    cloudfront: ShortText | None = Field(
        None, description="The id of the CloudFront distribution in front of the bucket: E1A2B3C4D5E6F7."
    )
