"""Services that count, in front of the address of a recording, and parameters behind it that only count.

Each service puts its own address before that of the file (`https://op3.dev/e/host.example/a.mp3`) and redirects to it;
several may stand before one file. Parameters are taken off where it is known that they change nothing of what is
sent, and never from an address that is signed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

_MOST_SERVICES = 10
_SERVICES: Mapping[str, str] = {
    r"op3\.dev/e(?:,[^/]*)?/": "OP3",
    r"(?:\w+\.)?podtrac\.com/(?:pts/)?redirect\.\w+[/?]": "Podtrac",
    r"play\.podtrac\.com/[^/]+/": "Podtrac",
    r"chrt\.fm/track/[^/]+/": "Chartable",
    r"chtbl\.com/track/[^/]+/": "Chartable",
    r"pdst\.fm/e/": "Podsights",
    r"prfx\.byspotify\.com/e/": "Spotify",
    r"mgln\.ai/(?:e|track)/[^/]+/": "Magellan AI",
    r"(?:verifi\.podscribe\.com|pscrb\.fm)/rss/p/": "Podscribe",
    r"arttrk\.com/p/[^/]+/": "Claritas",
    r"(?:\w+\.)?clrtpod\.com/m/": "Claritas",
    r"(?:\w+\.)?claritaspod\.com/measure/": "Claritas",
    r"pfx\.(?:vpixl|veritonicmetrics)\.com/[^/]+/": "Veritonic",
    r"tracking\.swap\.fm/track/[^/]+/": "Swap",
    r"pdcn\.co/e/": "Podcorn",
    r"(?:\w+\.)?gum\.fm/s-[^/]+/": "Gumball",
    r"p\.podderapp\.com/[^/]+/": "Podder",
    r"tracking\.feedpress\.(?:it|com)/link/[^/]+/[^/]+/": "FeedPress",
    r"media\.blubrry\.com/[^/]+/(?:[pb]/)?": "Blubrry",
    r"flex\.acast\.com/": "Acast",
    r"(?:anchor\.fm/s|podcasters\.spotify\.com/pod/show)/[^/]+/podcast/play/\d+/": "Spotify for Creators",
    r"m\.cdn\.firstory\.me/track/[^/]+/": "Firstory",
}
"""The beginning of an address, without its scheme, by the service whose it is."""
_FRONT = re.compile("|".join(f"(?P<s{place}>{front})" for place, front in enumerate(_SERVICES)), re.IGNORECASE)
_NAMES = tuple(_SERVICES.values())
_SCHEME = re.compile(r"(https?):/{1,2}", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d+)?/[^/]", re.IGNORECASE)
_PARAMETER = re.compile(
    r"utm_\w+=.*|dest-id=.*|awcollectionid=.*|awepisodeid=.*|awnetwork=.*|aid=rss_feed|feed=[\w-]{8}|ptm_\w+=.*"
    r"|source=(?:feed|rss)|ref=(?:feed|download|rss)|_from=.*|in_playlist=.*|_=\d{1,2}",
    re.IGNORECASE,
)
OF_COUNTERS = re.compile(r"utm_\w+|dest-id|source|src|ref|ptm_\w+|awc\w*|_from", re.IGNORECASE)
"""Parameters that say where a listener came from. Some server may send by them: enough to compare, not to take off."""
_SIGNED = re.compile(
    r"(?:^|&)(?:x-(?:amz|goog)-\w+|signature|sig|token|hmac|hdnea|policy|key-pair-id|expires|verify|hash)=",
    re.IGNORECASE,
)


class Direct(NamedTuple):
    """An address that leads to the file itself, and what was taken off: services by name, parameters as `?name`."""

    url: str
    taken: tuple[str, ...]


def without_counter(url: str) -> Direct:
    """The address without services that count and without parameters that only count."""
    services = []
    for _ in range(_MOST_SERVICES):
        found = _behind_service(url)
        if found is None:
            break
        url, name = found
        services.append(name)
    url, parameters = _without_parameters(url)
    return Direct(url, (*dict.fromkeys(services), *parameters))


def file_meant(url: str) -> str:
    """What addresses of the same file have in common, whoever counts on the way. To compare, never to fetch."""
    address, _, query = _SCHEME.sub("", without_counter(url).url, count=1).partition("?")
    parts = query.replace("&amp;", "&").split("&")
    kept = "&".join(part for part in parts if not OF_COUNTERS.fullmatch(part.partition("=")[0]))
    return f"{address}?{kept}" if kept else address


def _behind_service(url: str) -> tuple[str, str] | None:
    """The address behind the first service, and its name; None where there is none, or no address behind it."""
    scheme = _SCHEME.match(url)
    front = _FRONT.match(url, scheme.end()) if scheme else None
    if scheme is None or front is None or front.lastgroup is None:
        return None
    rest = url[front.end() :]
    rest = unquote(rest) if re.match(r"https?%3A", rest, re.IGNORECASE) else rest
    own = _SCHEME.match(rest)
    address = rest[own.end() :] if own else rest
    if not _HOST.match(address):
        return None
    return f"{(own or scheme)[1].lower()}://{address}", _NAMES[int(front.lastgroup[1:])]


def _without_parameters(url: str) -> tuple[str, tuple[str, ...]]:
    address, mark, query = url.partition("?")
    query, hash_mark, fragment = query.partition("#")
    if not mark or _SIGNED.search(query):
        return url, ()
    parts = query.replace("&amp;", "&").split("&")
    kept = [part for part in parts if not _PARAMETER.fullmatch(part)]
    if len(kept) == len(parts):
        return url, ()
    return f"{address}{'?' if kept else ''}{'&'.join(kept)}{hash_mark}{fragment}", tuple(_taken(parts, kept))


def _taken(parts: list[str], kept: list[str]) -> Iterator[str]:
    return (f"?{part.partition('=')[0]}" for part in dict.fromkeys(parts) if part not in kept)
