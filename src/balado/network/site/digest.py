"""What a publication of a network is known by: a digest of all that it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from balado import __version__
from balado.network.site.look import ShowLook
from balado.network.site.request import SiteRequest


def digest_of(request: SiteRequest, looks: Iterable[ShowLook]) -> str:
    """A digest of all that the documents are made of, but the time; behind an “@” the version that makes them."""
    contents = [(look.record.url, look.record.content) for look in looks if look.record is not None]
    return f"{hashlib.sha256(repr((request.identity, contents)).encode()).hexdigest()}@{__version__}"
