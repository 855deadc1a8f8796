"""What a network says of itself in what it publishes. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkIdentity:
    """Who the network is and where it is published: `url` is that address, without a slash at its end.

    What is not known is empty; `timezone` is the zone in which hours are told.
    """

    guid: str
    title: str
    description: str
    language: str
    url: str
    link: str = ""
    author: str = ""
    email: str = ""
    artwork: str = ""
    timezone: str = "UTC"
