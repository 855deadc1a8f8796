"""Which addresses may be asked: those of the public internet. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

_LITERAL = "%/:=&?~#+!$,;'@()*[]"
_IPV6_OF_THE_INTERNET = IPv6Network("2000::/3")
"""All that the registries give to hosts of the internet (IANA, IPv6 Global Unicast Address Assignments)."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""The well-known prefix of NAT64 (RFC 6052): public where the IPv4 address in it is."""

_ISATAP = (0x00005EFE, 0x02005EFE)
"""What stands before the IPv4 address in the interface identifier of ISATAP (RFC 5214, section 6.1)."""

_SPECIAL = tuple(
    IPv4Network(network) if "." in network else IPv6Network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments, with the few in it that are reachable: no host of a podcast is there
        "192.88.99.0/24",  # 6to4 relays, withdrawn (RFC 7526)
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID, and so on
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: a relay sends it on to the IPv4 address in it
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
    )
)
"""Special purposes that Python's `is_global` lets pass, in one of the versions we run on, or that no host needs."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and to nothing else.

    Of IPv6 that is the space that registries give to hosts, and NAT64 of a public IPv4 address: whatever is translated
    or compatible (mapped, compatible, translated, 6to4, Teredo, ISATAP), site-local, or has a zone may lead to a
    private host. False for what is no IP address, as a host in decimal, octal or hexadecimal form is not: such a name
    is judged by what it is resolved to.

    Source: IANA, IPv4 and IPv6 Special-Purpose Address Registries.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        return _is_public_ipv6(found)
    return _is_ordinary(found)


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address in _TRANSLATED:
        return _is_ordinary(IPv4Address(int(address) & 0xFFFFFFFF))
    is_isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    return address in _IPV6_OF_THE_INTERNET and not is_isatap and _is_ordinary(address)


def _is_ordinary(address: IPv4Address | IPv6Address) -> bool:
    special = any(address.version == network.version and address in network for network in _SPECIAL)
    return address.is_global and not address.is_multicast and not address.is_reserved and not special


def split(url: str) -> SplitResult | None:
    """The parts of an address of the web; None for any other."""
    try:
        parts = urlsplit(url.strip())
        fit = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if fit and (parts.hostname or "").isprintable() else None


def origins(url: str) -> frozenset[tuple[str, int]]:
    """The host and the ports that an author means by an address; none for what is no address of the web.

    An address without a port means both usual ones: http that is redirected to https is the same server.
    """
    parts = split(url)
    if parts is None or parts.hostname is None:
        return frozenset()
    ports = {port_of(parts)}
    return frozenset((parts.hostname, port) for port in (ports | {80, 443} if ports <= {80, 443} else ports))


def is_web(text: str) -> bool:
    """Whether a text is an address of the web, and not the name of a file."""
    return text.lower().startswith(("http://", "https://"))


def port_of(parts: SplitResult) -> int:
    """The port to connect to."""
    return parts.port or (443 if parts.scheme == "https" else 80)


def request_target(parts: SplitResult) -> str:
    """What stands in the first line of the request: path and query, in ASCII."""
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=_LITERAL)


def host_header(parts: SplitResult) -> str:
    """The name for the Host header, in ASCII. Raises UnicodeError where there is none."""
    host = ascii_host(parts)
    host = f"[{host}]" if ":" in host else host
    usual = 443 if parts.scheme == "https" else 80
    return host if port_of(parts) == usual else f"{host}:{port_of(parts)}"


def ascii_host(parts: SplitResult) -> str:
    """The host's name as the network knows it. Raises UnicodeError where there is none."""
    host = parts.hostname or ""
    return host if host.isascii() else host.encode("idna").decode("ascii")
