"""The count of downloads as the standard tells it, in plain Python: slow, and as obvious as it can be made.

Written from IAB Tech Lab's Podcast Technical Measurement Guidelines 2.3, and sharing no code with Balado: it reads
lines of CloudFront itself, keeps a set of every single byte that a client was given, and compares whole sets.
"""

from __future__ import annotations

import ipaddress
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import unquote

FIRST_FIELDS = ("date", "time", "edge", "sent", "address", "method", "host", "path", "status", "referrer", "agent")
IDENTIFIER, LENGTH, RANGE_START, RANGE_END = 14, 30, 31, 32


@dataclass(frozen=True)
class ShowFile:
    """A file of the show: a byte of it counts as `1 / threshold` of a minute of `recording`."""

    guid: str
    kind: str
    recording: str
    threshold: int


@dataclass(frozen=True)
class KnownAgent:
    application: str
    role: str


@dataclass
class CountedDay:
    """What a day comes to. `cells` counts clients by guid, kind and application, `episodes` and `show` recordings."""

    reasons: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    episodes: dict[str, tuple[int, int]] = field(default_factory=dict)
    show: tuple[int, int] = (0, 0)
    failed: Counter[tuple[str | None, str]] = field(default_factory=Counter)


@dataclass
class Reference:
    """Counts logs: `files` by path, `agents` by user agent; of any other user agent nothing is known.

    `networks` are those of data centres and VPNs.
    """

    files: Mapping[str, ShowFile]
    agents: Mapping[str, KnownAgent]
    networks: Sequence[str] = ()

    def count(self, logs: Sequence[str]) -> dict[str, CountedDay]:
        """The days of these logs, each as `2026-11-03`."""
        requests: dict[str, list[str]] = {}
        for log in logs:
            for line in log.splitlines():
                fields = line.split("\t")
                if not line.startswith("#") and len(fields) > RANGE_END:
                    requests[fields[IDENTIFIER]] = fields  # the same request, delivered again, is the same request
        by_day: dict[str, list[list[str]]] = defaultdict(list)
        for fields in requests.values():
            by_day[fields[0]].append(fields)
        return {day: self._count_day(found) for day, found in by_day.items()}

    def _count_day(self, requests: list[list[str]]) -> CountedDay:
        counted = CountedDay()
        given: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        asked: Counter[tuple[tuple[str, str], str]] = Counter()
        failures: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for fields in requests:
            request = dict(zip(FIRST_FIELDS, fields, strict=False))
            path, client = unquote(request["path"]).lstrip("/"), client_of(request)
            reason = self._reason(request, fields, path)
            if reason is not None:
                counted.reasons[reason] += 1
            else:
                given[client][path] |= bytes_given(request, fields)
                asked[client, path] += 1
            if reason == "failed":
                failures[path, request["status"]].append(client)
        self._add_downloads(counted, given, asked)
        for (path, status), clients in failures.items():
            shown = path if path in self.files or len(set(clients)) >= 5 else None
            counted.failed[shown, status] += len(clients)
        return counted

    def _reason(self, request: Mapping[str, str], fields: list[str], path: str) -> str | None:
        role = self._agent(unquote(request["agent"])).role
        first, last = fields[RANGE_START], fields[RANGE_END]
        checks = {
            "bot": role == "bot",
            "listed_network": self._is_listed(request["address"]),
            "method": request["method"] != "GET",
            "not_modified": request["status"] == "304",
            "failed": request["status"] in ("403", "404"),
            "status": request["status"] not in ("200", "206"),
            "not_published": path not in self.files,
            "watch": role == "watch",
            "two_bytes": request["status"] == "206" and first == "0" and min(int(last), int(request["sent"]) - 1) <= 1,
        }
        return next((reason for reason, holds in checks.items() if holds), None)

    def _add_downloads(
        self,
        counted: CountedDay,
        given: Mapping[tuple[str, str], Mapping[str, set[int]]],
        asked: Mapping[tuple[tuple[str, str], str], int],
    ) -> None:
        had: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for client, paths in given.items():
            minutes: dict[str, Fraction] = defaultdict(Fraction)
            for path, positions in paths.items():
                minutes[self.files[path].recording] += Fraction(len(positions), self.files[path].threshold)
            for path in paths:
                file = self.files[path]
                is_download = minutes[file.recording] >= 1
                counted.reasons["counted" if is_download else "below_threshold"] += asked[client, path]
                if is_download:
                    had[client].add((file.guid, file.kind))
        users = Counter(self._agent(agent).application for _, agent in had)
        for (_, agent), found in had.items():
            application = self._agent(agent).application
            for guid, kind in found:
                counted.cells[guid, kind, application if users[application] >= 5 else "other"] += 1
        recordings = {client: {one for one in found if one[1] in ("audio", "film")} for client, found in had.items()}
        for guid in sorted({guid for found in recordings.values() for guid, _ in found}):
            clients = [found for found in recordings.values() if any(one[0] == guid for one in found)]
            counted.episodes[guid] = (
                sum(len([1 for one in found if one[0] == guid]) for found in clients),
                len(clients),
            )
        counted.show = (sum(map(len, recordings.values())), len([found for found in recordings.values() if found]))

    def _is_listed(self, address: str) -> bool:
        found = ipaddress.ip_address(address)
        plain = getattr(found, "ipv4_mapped", None) or found
        return any(plain in ipaddress.ip_network(network) for network in self.networks)

    def _agent(self, text: str) -> KnownAgent:
        return self.agents.get(text, KnownAgent("other", "listener"))


def client_of(request: Mapping[str, str]) -> tuple[str, str]:
    """The household and its application: IPv4 whole, IPv6 to /64, with the user agent."""
    address = ipaddress.ip_address(request["address"])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped), unquote(request["agent"])
        return str(ipaddress.ip_network((address, 64), strict=False)), unquote(request["agent"])
    return str(address), unquote(request["agent"])


def bytes_given(request: Mapping[str, str], fields: list[str]) -> set[int]:
    """Every byte of the file that this answer brought."""
    start = 0 if fields[RANGE_START] == "-" else int(fields[RANGE_START])
    promised = int(fields[LENGTH]) if fields[RANGE_END] == "-" else int(fields[RANGE_END]) - start + 1
    return set(range(start, start + min(promised, int(request["sent"]))))
