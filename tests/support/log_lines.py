"""Lines of logs made for tests, in the formats that stores and CDNs write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

CLOUDFRONT_HEAD = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status "
    "cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header "
    "cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type "
    "cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type "
    "sc-content-type sc-content-len sc-range-start sc-range-end\n"
)
OVERCAST = "Overcast/3.0 (+http://overcast.fm/; iOS podcast app)"


@dataclass(frozen=True, kw_only=True)
class LoggedRequest:
    """A request as a server saw it. `byte_range` has both ends, as Content-Range tells them; None for a whole answer.

    `sent_bytes` are those of the body; `size_bytes` is the length of the file.
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

    @property
    def answer_bytes(self) -> int:
        """How many bytes the answer was to have."""
        return self.size_bytes if self.byte_range is None else self.byte_range[1] - self.byte_range[0] + 1

    @property
    def content_range(self) -> str | None:
        """The header of the answer; None of a whole one."""
        return None if self.byte_range is None else "bytes {}-{}/{}".format(*self.byte_range, self.size_bytes)


def cloudfront_line(request: LoggedRequest) -> str:
    """A line of a CloudFront standard log, without its end."""
    first, last = request.byte_range or ("-", "-")
    return "\t".join(
        map(
            str,
            (
                f"{request.time:%Y-%m-%d}", f"{request.time:%H:%M:%S}", "CDG50-C1", request.sent_bytes, request.address,
                request.method, "d1.cloudfront.net", quote(request.path), request.status, "-",
                quote(request.agent, safe="/();:,+") or "-", "-", "-", "Hit", request.identifier, "pod.example",
                "https", 300, "0.1", "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", 44321,
                "0.05", "Hit", "audio/mpeg", request.answer_bytes, first, last,
            ),
        )
    )  # fmt: skip


def cloudfront_json_line(request: LoggedRequest) -> str:
    """The same of version 2, as JSON, with the fields that a count needs."""
    first, last = request.byte_range or ("-", "-")
    fields = {
        "date": f"{request.time:%Y-%m-%d}",
        "time": f"{request.time:%H:%M:%S}",
        "sc-bytes": request.sent_bytes,
        "c-ip": request.address,
        "cs-method": request.method,
        "cs-uri-stem": quote(request.path),
        "sc-status": request.status,
        "cs(User-Agent)": quote(request.agent, safe="/();:,+"),
        "x-edge-request-id": request.identifier,
        "sc-content-len": request.answer_bytes,
        "sc-range-start": first,
        "sc-range-end": last,
    }
    return json.dumps({name: str(value) for name, value in fields.items()})


def s3_line(request: LoggedRequest) -> str:
    """A line of an S3 server access log."""
    moment = f"{request.time:%d/%b/%Y:%H:%M:%S} +0000"
    key = quote(request.path.lstrip("/"))
    return (
        f"79a5 bucket [{moment}] {request.address} - {request.identifier} REST.{request.method}.OBJECT {key} "
        f'"{request.method} /{key} HTTP/1.1" {request.status} - {request.sent_bytes or "-"} {request.size_bytes} 70 10 '
        f'"-" "{request.agent}" - hostid= - TLS_AES_128_GCM_SHA256 - pod.example TLSv1.3 - -'
    )


def ceph_line(request: LoggedRequest) -> str:
    """A line of Ceph's operations log."""
    return json.dumps(
        {
            "bucket": "bucket",
            "object": request.path.lstrip("/"),
            "time": f"{request.time:%Y-%m-%dT%H:%M:%S.%fZ}",
            "remote_addr": request.address,
            "operation": "get_obj",
            "uri": f"{request.method} /bucket{quote(request.path)} HTTP/1.1",
            "http_status": str(request.status),
            "bytes_sent": request.sent_bytes,
            "object_size": request.size_bytes,
            "user_agent": request.agent,
            "trans_id": request.identifier,
        }
    )


def cloudflare_line(request: LoggedRequest) -> str:
    """A line of Cloudflare's Logpush, with the header Content-Range among its custom fields."""
    headers = {} if request.content_range is None else {"content-range": request.content_range}
    return json.dumps(
        {
            "EdgeStartTimestamp": f"{request.time:%Y-%m-%dT%H:%M:%SZ}",
            "ClientIP": request.address,
            "ClientRequestMethod": request.method,
            "ClientRequestURI": f"{quote(request.path)}?from=feed",
            "ClientRequestUserAgent": request.agent,
            "ClientCountry": "fr",
            "EdgeResponseStatus": request.status,
            "EdgeResponseBodyBytes": request.sent_bytes,
            "EdgeResponseBytes": request.sent_bytes + 500,
            "RayID": request.identifier,
            "ResponseHeaders": headers,
        }
    )


def fastly_line(request: LoggedRequest) -> str:
    """A line in the format that the manual gives for Fastly."""
    return json.dumps(
        {
            "timestamp": f"{request.time:%Y-%m-%dT%H:%M:%S}",
            "client_ip": request.address,
            "geo_country": "FR",
            "url": quote(request.path),
            "request_method": request.method,
            "request_user_agent": request.agent,
            "response_status": request.status,
            "response_body_size": request.sent_bytes,
            "fastly_is_edge": True,
            "content_range": request.content_range or "",
            "request_id": request.identifier,
        }
    )


def combined_line(request: LoggedRequest) -> str:
    """A line of nginx or Apache, "combined"."""
    agent = request.agent.replace('"', '\\"') or "-"
    return (
        f'{request.address} - - [{request.time:%d/%b/%Y:%H:%M:%S} +0000] "{request.method} {quote(request.path)} '
        f'HTTP/1.1" {request.status} {request.sent_bytes} "-" "{agent}"'
    )


def extended_combined_line(request: LoggedRequest) -> str:
    """The same with the fields that the manual asks for."""
    return f'{combined_line(request)} "{request.content_range or "-"}" {request.identifier:0>32}'


LINES: Mapping[str, Callable[[LoggedRequest], str]] = {
    "cloudfront": cloudfront_line,
    "cloudfront_json": cloudfront_json_line,
    "s3": s3_line,
    "ceph": ceph_line,
    "cloudflare": cloudflare_line,
    "fastly": fastly_line,
    "combined": combined_line,
    "extended_combined": extended_combined_line,
}


def log_text(form: str, requests: list[LoggedRequest]) -> str:
    """A log of these requests."""
    head = CLOUDFRONT_HEAD if form == "cloudfront" else ""
    return head + "".join(f"{LINES[form](one)}\n" for one in requests)
