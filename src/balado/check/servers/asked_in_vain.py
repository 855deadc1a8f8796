"""What the statistics know of addresses that fail, put before the rules: those alone that still fail when asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlsplit

from balado.artifact import public_url
from balado.check.remember import Checked
from balado.check.servers.visit import Visit
from balado.check.show import AskServers, together
from balado.edition.open import Opened
from balado.errors import BaladoError
from balado.message import say
from balado.rules.delivery import AddressInVain
from balado.rules.run import Placing, judge
from balado.statistics.figures import FEWEST, PathInVain
from balado.web.wire import Ask

_MOST = 20
_AT_ONCE = 8
_OF_A_PODCAST = re.compile(
    r"\.(?:mp3|m4[abv]|mp4|aac|og[ga]|opus|flac|wav|m3u8|xml|rss|vtt|srt|json|jpe?g|png|webp|pdf|html)$"
    r"|(?:^|[/_.-])(?:feed|rss|podcast)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_OF_BROWSERS = re.compile(r"(?:^|/)(?:favicon|apple-touch-icon|\.well-known/)", re.IGNORECASE)


def asking(visit: Visit, opened: Opened) -> AskServers:
    """Ask the servers of the show, and those addresses that its statistics have failures of."""

    def ask(url: str, placing: Placing) -> Checked:
        return together(visit.of_servers(url, placing), _in_vain(visit, opened, placing))

    return ask


def _in_vain(visit: Visit, opened: Opened, placing: Placing) -> Checked:
    from balado.statistics.period import paths_in_vain_lately
    from balado.statistics.state import read_ledger
    from balado.statistics.workspace import work_folder

    try:
        ledger = read_ledger(opened.target.state)
        if not ledger.days:
            return Checked(())
        with work_folder(None) as folder:
            paths = paths_in_vain_lately(opened.target.state, ledger, folder)
    except BaladoError as error:
        told = say("What listeners ask for in vain was not looked at. {reason}", reason=error.message)
        return Checked((), (told,))
    last = ledger.days[-1].day
    wanted = [one for one in paths if one.requests >= FEWEST and (one.is_published or _may_be_ours(one.path))]
    addresses = [
        AddressInVain(
            _address_of(one, opened.url),
            one.status,
            one.requests,
            one.since,
            one.requests / ((last - one.since).days + 1),
            one.is_published,
        )
        for one in wanted[:_MOST]
    ]
    return Checked(judge(_still_failing(visit, addresses), placing, visit.profile))


def _may_be_ours(path: str) -> bool:
    """Whether a path that no publication had may be of a podcast: browsers and intruders ask for many others."""
    return _OF_A_PODCAST.search(path) is not None and _OF_BROWSERS.search(path) is None


def _address_of(found: PathInVain, url: str) -> str:
    """Where the public asks for it: a file of the show is told by its key, anything else by the path at the server."""
    if found.is_published:
        return public_url(url, found.path)
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{quote(found.path)}"


def _still_failing(visit: Visit, addresses: list[AddressInVain]) -> Iterator[AddressInVain]:
    """Those that are not answered now: by a redirect or a file that came back they are put right."""
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="in-vain") as pool:
        replies = list(pool.map(lambda one: visit.client.ask(Ask("GET", one.url, most_bytes=1)), addresses))
    yield from (one for one, reply in zip(addresses, replies, strict=True) if not reply.is_good)
