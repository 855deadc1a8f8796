"""What `balado.check` carries out for programs: the judgement that the command makes, without a console."""

from __future__ import annotations

from datetime import datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Literal, get_args

from balado.check.remember import Checked
from balado.edition.open import Request, open_run
from balado.errors import UsageError
from balado.message import say

Profile = Literal["all", "apple", "spotify", "youtube", "amazon", "psp1", "podcast20", "rss"]
"""Whose rules judge."""

PROFILES: tuple[Profile, ...] = get_args(Profile)
_PATIENCE_SECONDS = 20.0
_DOCUMENT = "feed.xml"
"""What the places of a document are called by that came without a name."""


def judged(subject: str | PathLike[str] | bytes, profile: Profile, now: datetime) -> Checked:
    """What is wrong with a show (a folder) or a feed (a file, an address, a document). Raises BaladoError."""
    from balado.check.show import check_feed, check_show
    from balado.feed.file import read_document
    from balado.rules.run import profile_named
    from balado.rules.subject import Terms
    from balado.web.address import is_web

    if profile not in PROFILES:
        known = ", ".join(PROFILES)
        raise UsageError(say("There is no profile `{name}`; there are: {known}.", name=profile, known=known))
    chosen, terms = profile_named(profile), Terms(now)
    if isinstance(subject, bytes):
        return check_feed(subject, _DOCUMENT, terms, chosen)
    if isinstance(subject, str) and is_web(subject):
        from balado.check.servers.visit import Visit
        from balado.web.client import client_of

        return Visit(client_of(_PATIENCE_SECONDS), terms, chosen).of_address(subject)
    if Path(subject).is_dir():
        return check_show(open_run(Request(Path(subject), now, "", guarded=False)), chosen)
    return check_feed(read_document(subject), fspath(subject), terms, chosen)
