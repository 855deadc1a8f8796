"""Networks that somebody lists: of data centres and VPNs, whose requests IAB 2.3 leaves out.

Balado brings no such list: they age within weeks, and each has terms of its own.
"""

from __future__ import annotations

import gzip
import ipaddress
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from balado.errors import UsageError, reason_of
from balado.message import Message, say
from balado.statistics.connection import statement
from balado.statistics.lists import NETWORKS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MOST_BYTES = 50_000_000
_MOST_CHARACTERS = 60
"""How much of a line that is no network is told."""
_GZIP = b"\x1f\x8b"
_WIDEST = {4: 8, 6: 16}
"""By version, the shortest prefix: no provider has a wider network, so one is a slip that would hide listeners."""
_AS_IPV6 = ipaddress.IPv6Network("::ffff:0:0/96")
_MAPPED = _AS_IPV6.network_address.packed[:12]
_AT_ONCE = 100_000
_LISTED = "CREATE OR REPLACE TEMP TABLE listed_addresses AS SELECT unnest(?::VARCHAR[]) AS address"

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def read_networks(paths: Sequence[Path]) -> dict[str, list[list[str]]]:
    """The networks of these files, put together: the first and the last address of each, as hexadecimal digits.

    A line holds one network (192.0.2.0/24, 2001:db8::/32) or one address; `#` begins a comment. Files may be compressed
    by gzip. Empty where no file is given. Raises UsageError for a file that cannot be read or holds no network, and for
    a line that is none.
    """
    if not paths:
        return {}
    found = [network for path in paths for network in _networks_of(path)]
    merged: tuple[_Network, ...] = (
        *ipaddress.collapse_addresses(one for one in found if isinstance(one, ipaddress.IPv4Network)),
        *ipaddress.collapse_addresses(one for one in found if isinstance(one, ipaddress.IPv6Network)),
    )
    return {NETWORKS: [[network[0].packed.hex(), network[-1].packed.hex()] for network in merged]}


def _networks_of(path: Path) -> Sequence[_Network]:
    lines = _text_of(path).splitlines()
    found = [
        _network(written, f"{path}:{number}")
        for number, line in enumerate(lines, 1)
        if (written := line.partition("#")[0].strip())
    ]
    if not found:
        raise _no_list(str(path), say("it holds no network"))
    return found


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            body = file.read(_MOST_BYTES + 1)
        if body.startswith(_GZIP):
            with gzip.open(BytesIO(body)) as unpacked:
                body = unpacked.read(_MOST_BYTES + 1)
        if len(body) > _MOST_BYTES:
            raise _no_list(str(path), say("it is far too large"))
        return body.decode("utf-8-sig")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise _no_list(str(path), say("it is damaged")) from error
    except OSError as error:
        raise _no_list(str(path), reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise _no_list(str(path), say("it is no text in UTF-8")) from error


def _network(written: str, place: str) -> _Network:
    text = written[:_MOST_CHARACTERS]
    try:
        network = ipaddress.ip_network(written, strict=False)
    except ValueError as error:
        raise _no_list(place, say("“{text}” is no network", text=text)) from error
    if network.version == 6 and network.subnet_of(_AS_IPV6):
        network = ipaddress.IPv4Network((network[0].packed[12:], network.prefixlen - _AS_IPV6.prefixlen))
    is_all_of_ipv4 = network.version == 6 and _AS_IPV6.subnet_of(network)
    if network.prefixlen < _WIDEST[network.version] or is_all_of_ipv4:
        raise _no_list(place, say("“{text}” is wider than the network of any provider", text=text))
    return network


def _no_list(place: str, reason: Message) -> UsageError:
    return UsageError(
        say(
            "{place} cannot be taken as a list of networks: {reason}. Write one network a line, as 192.0.2.0/24 or "
            "2001:db8::/32; # begins a comment.",
            place=place,
            reason=reason,
        )
    )


class NetworkList:
    """Networks, as `read_networks` gives them: none holds an address of another."""

    def __init__(self, ranges: Iterable[list[str]]) -> None:
        self._firsts: dict[int, list[bytes]] = {4: [], 16: []}
        self._lasts: dict[int, list[bytes]] = {4: [], 16: []}
        for first, last in sorted(ranges):
            packed = bytes.fromhex(first)
            self._firsts[len(packed)].append(packed)
            self._lasts[len(packed)].append(bytes.fromhex(last))

    def __bool__(self) -> bool:
        return any(self._firsts.values())

    def holds(self, address: str) -> bool:
        """Whether an address, as a log writes it, lies in one of the networks; what is no address does not."""
        packed = _packed(address)
        firsts = self._firsts.get(len(packed), ())
        place = bisect_right(firsts, packed) - 1
        return place >= 0 and packed <= self._lasts[len(packed)][place]


def _packed(address: str) -> bytes:
    """The bytes of an address; empty for what is none. IPv4 written as IPv6 is IPv4, and a zone is no part of it."""
    try:
        if ":" not in address or "." in address:
            return ipaddress.IPv4Address(address.rpartition(":")[2]).packed
        packed = ipaddress.IPv6Address(address.partition("%")[0]).packed
    except ValueError:
        return b""
    return packed[12:] if packed.startswith(_MAPPED) else packed


def reject_listed(database: DuckDBPyConnection, networks: NetworkList) -> None:
    """Reject the requests of a batch that come from one of the networks: each address is looked at once."""
    if networks:
        found = [address for address in _addresses(database) if networks.holds(address)]
        database.execute(_LISTED, [found])
        database.execute(statement("sql", "listed_networks"))


def _addresses(database: DuckDBPyConnection) -> Iterator[str]:
    rows = database.execute("SELECT DISTINCT address FROM read_requests WHERE day IS NOT NULL")
    while some := rows.fetchmany(_AT_ONCE):
        yield from (address for (address,) in some)
