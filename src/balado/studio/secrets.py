"""What nobody else on this computer knows: it lets one browser in, and tells its own changes from those of others."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

_BYTES = 32


def _new() -> str:
    return secrets.token_urlsafe(_BYTES)


def is_same(given: str, known: str) -> bool:
    """Whether both are the same, in a time that tells nothing of how much of it is."""
    return hmac.compare_digest(given.encode(), known.encode())


@dataclass(frozen=True, slots=True)
class Secrets:
    """Those of one run.

    `token` stands in the first address, `cookie` in the browser, `csrf` in every form. `public` is a part of the
    addresses of feed and pages as listeners will get them: apps and framed pages have no cookie. `upload` stands in the
    addresses that files are sent to: it does nothing else, for an address is seen by more eyes than a form.
    """

    token: str = field(default_factory=_new, repr=False)
    cookie: str = field(default_factory=_new, repr=False)
    csrf: str = field(default_factory=_new, repr=False)
    public: str = field(default_factory=_new, repr=False)
    upload: str = field(default_factory=_new, repr=False)
