"""What the statistics know of addresses that fail, put before the rules: those alone that still fail when asked."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import quote, urlsplit

from balado.artifact import public_url
from balado.check.remember import Checked
from balado.check.servers.visit import Visit
from balado.check.show import AskServers, together
from balado.edition.open import Opened
from balado.errors import BaladoError
from balado.message import say, say_many
from balado.record.keys import ASSETS_FOLDER, MEDIA_FOLDERS, SITE_FOLDERS
from balado.rules.delivery import AddressInVain
from balado.rules.run import Placing, judge
from balado.statistics.figures import FEWEST, PathInVain, path_below
from balado.web.wire import Ask

_MOST_TOLD = 20
_MOST_ASKED = 100
_AT_ONCE = 8
_OF_A_PODCAST = re.compile(
    r"\.(?:mp3|m4[abv]|mp4|aac|og[ga]|opus|flac|wav|m3u8|rss|vtt|srt|pdf)$"
    r"|(?:^|[/_.-])(?:feed|rss2?|podcast)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_OF_ANY_SITE = re.compile(r"\.(?:xml|json|jpe?g|png|webp|html)$", re.IGNORECASE)
_FOLDERS = frozenset({*MEDIA_FOLDERS, *SITE_FOLDERS} - {ASSETS_FOLDER})
_OF_BROWSERS = re.compile(r"(?:^|/)(?:favicon|apple-touch-icon|\.well-known/)", re.IGNORECASE)


def asking(visit: Visit, opened: Opened) -> AskServers:
    """Ask the servers of the show, and those addresses that its statistics have failures of."""

    def ask(url: str, placing: Placing) -> Checked:
        return together(visit.of_servers(url, placing), _in_vain(visit, opened, placing))

    return ask


def _in_vain(visit: Visit, opened: Opened, placing: Placing) -> Checked:
    from balado.statistics.period import paths_in_vain_lately
    from balado.statistics.published import path_prefixes
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
    prefixes = path_prefixes(opened.url, opened.place)
    wanted = [one for one in paths if one.requests >= FEWEST and (one.is_published or _may_be_ours(one.path, prefixes))]
    last = ledger.days[-1].day
    failing, asked = _still_failing(visit, [_address(one, opened.url, last) for one in wanted])
    left_out = len(wanted) - asked
    told = say_many(
        "{count} more address that listeners ask for in vain was not asked. Mend the others first.",
        "{count} more addresses that listeners ask for in vain were not asked. Mend the others first.",
        left_out,
    )
    return Checked(judge(failing, placing, visit.profile), (told,) if left_out else ())


def _may_be_ours(path: str, prefixes: tuple[str, ...]) -> bool:
    """Whether a path that no publication had may be of a podcast: browsers and intruders ask for many others.

    Pages and pictures are of any site: they are the show's below its own address, or in a folder that publications use.
    """
    if _OF_BROWSERS.search(path) is not None:
        return False
    below = path_below(path, prefixes)
    if _OF_A_PODCAST.search(below) is not None:
        return True
    is_at_home = below != path or below.partition("/")[0] in _FOLDERS
    return is_at_home and _OF_ANY_SITE.search(below) is not None


def _address(found: PathInVain, url: str, last: date) -> AddressInVain:
    often = found.requests / ((last - found.since).days + 1)
    return AddressInVain(_address_of(found, url), found.status, found.requests, found.since, often, found.is_published)


def _address_of(found: PathInVain, url: str) -> str:
    """Where the public asks for it: a file of the show is told by its key, anything else by the path at the server."""
    if found.is_published:
        return public_url(url, found.path)
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/{quote(found.path)}"


def _still_failing(visit: Visit, addresses: list[AddressInVain]) -> tuple[list[AddressInVain], int]:
    """Those that are not answered now, and how many were asked: until enough fail, or very many were asked.

    By a redirect or a file that came back they are put right.
    """
    failing: list[AddressInVain] = []
    asked = 0
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="in-vain") as pool:
        while len(failing) < _MOST_TOLD and asked < min(len(addresses), _MOST_ASKED):
            group = addresses[asked : min(_MOST_ASKED, asked + max(_AT_ONCE, _MOST_TOLD - len(failing)))]
            replies = pool.map(lambda one: visit.client.ask(Ask("GET", one.url, most_bytes=1)), group)
            failing += [one for one, reply in zip(group, replies, strict=True) if not reply.is_good]
            asked += len(group)
    return failing, asked
