"""Lines of logs made for tests, in the formats that stores and CDNs write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

CLOUDFRONT_HEAD = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
    "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type "
    "cs-protocol-version fle-status "
    "fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len "
    "sc-range-start sc-range-end\n"
)
OVERCAST = "Overcast/3.0 (+http://overcast.fm/; iOS podcast app)"


@dataclass(frozen=True, kw_only=True)
class LoggedRequest:
    """A request as a server saw it. `byte_range` has both ends, as Content-Range tells them; None for a whole answer.

    `sent_bytes` are those of the body; `size_bytes` is the length of the answer that was begun.
    """

    identifier: str
    path: str
    time: datetime = datetime(2026, 11, 3, 10, tzinfo=UTC)
    address: str = "192.0.2.1"
    agent: str = OVERCAST
    method: str = "GET"
    status: int = 200
    sent_bytes: int = 1_000_000
    size_bytes: int = 1_000_000
    byte_range: tuple[int, int] | None = None


def cloudfront_line(request: LoggedRequest) -> str:
    """A line of a CloudFront standard log, without its end."""
    first, last = request.byte_range or ("-", "-")
    return "\t".join(
        map(
            str,
            (
                f"{request.time:%Y-%m-%d}", f"{request.time:%H:%M:%S}", "CDG50-C1", request.sent_bytes, request.address,
                request.method, "d1.cloudfront.net", quote(request.path), request.status, "-",
                quote(request.agent, safe="/();:,+"), "-", "-", "Hit", request.identifier, "pod.example", "https", 300,
                "0.1", "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", 44321, "0.05", "Hit",
                "audio/mpeg", request.size_bytes, first, last,
            ),
        )
    )  # fmt: skip
