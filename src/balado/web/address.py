"""Which addresses may be asked: those of the public internet. Pure."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

_TRANSLATED = IPv6Network("64:ff9b::/96")
_LITERAL = "%/:=&?~#+!$,;'@()*[]"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Private, loopback, link-local, shared (CGNAT), reserved and multicast ones do not, nor IPv6 ones that stand for one
    of those in IPv4 (mapped, 6to4, Teredo, NAT64). False for what is no IP address.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (found, *_inside(found)))


def _inside(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def split(url: str) -> SplitResult | None:
    """The parts of an address of the web; None for any other."""
    try:
        parts = urlsplit(url.strip())
        fit = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if fit else None


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
