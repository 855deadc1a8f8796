"""Who the show is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from balado.message import say
from balado.rules.rule import Finding, rule
from balado.rules.subject import Channel

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@rule("P20-002", "error", "podcast20", say("Write the guid that the show was given once, in lower case with hyphens."))
def show_guid_malformed(channel: Channel) -> Iterator[Finding]:
    """The identity of the show (podcast:guid) is no UUID.

    Why: directories look shows up by it, and pass over one that has another form.
    Example: `<podcast:guid>{917393E3-1B1E-5CEF-ACE4-EDAA54E1F810}</podcast:guid>`, with braces and capitals.
    Remedy: write the 36 characters of the UUID alone, in lower case.
    Source: podcast namespace, guid.
    """
    guid = channel.element.first("podcast:guid")
    if guid is not None and guid.text.strip() and not _UUID.fullmatch(guid.text.strip()):
        yield Finding(guid, say("“{text}” is no UUID.", text=guid.text.strip()[:60]))
