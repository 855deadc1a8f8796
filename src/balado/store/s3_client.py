"""How a bucket is reached: one client of boto3, with the options that all stores understand.

How real stores behave decided them: boto3's own checksums are off, because some stores refuse the trailers they come
in; bodies are sent unsigned, because signing would read every file twice.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from balado.errors import RemoteError
from balado.message import say
from balado.store.s3_bounds import bound, bound_credentials
from balado.store.s3_faults import speak
from balado.store.s3_session import new_session
from balado.store.storage import ATTEMPTS
from balado.web.bounded import Pace

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

Style = Literal["auto", "path", "virtual"]

_CONNECTIONS = 16  # four files at a time, four parts of each

REDIRECT = "WebsiteRedirectLocation"
"""Where a bucket that is a website sends everybody on to (Amazon S3, "Configuring a webpage redirect")."""


class Connection:
    """One client for all storages of a target, made when it is first needed.

    `takes_sha256` is whether its store takes that digest, and the CRC-32 that boto3 sends with settings, as far as is
    known: else both are MD5.

    None leaves the endpoint and the region to boto3's own chain (AWS_ENDPOINT_URL, the profile ...). With an endpoint
    of either origin, `auto` is the path style, which every store understands. Answers keep the `pace`.
    """

    def __init__(
        self, endpoint: str | None, region: str | None, addressing: Style = "auto", pace: Pace | None = None
    ) -> None:
        self._endpoint = endpoint
        self._region = region
        self._addressing = addressing
        self._pace = pace or Pace()
        self.takes_sha256 = True

    @cached_property
    def client(self) -> S3Client:
        """boto3's client. Credentials, profile and what is not set here come from where boto3 finds them.

        Raises RemoteError when boto3's configuration cannot be used.
        """
        try:
            with speak("S3"):
                return self._make()
        except ValueError:  # botocore's, for an endpoint of the environment: ours were looked at before
            raise RemoteError(
                say("The endpoint in AWS_ENDPOINT_URL or in ~/.aws/config is no address. Write it like https://host.")
            ) from None
        raise AssertionError("speak() swallows nothing")

    def _make(self) -> S3Client:
        from botocore.config import Config

        session = new_session()
        bound_credentials(session._session, self._pace)
        client: Any = session.client(
            "s3",
            endpoint_url=self._endpoint,
            region_name=self._region or session.region_name or "us-east-1",
            config=Config(
                signature_version="s3v4",
                s3={"payload_signing_enabled": False, "addressing_style": self._addressing},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
                connect_timeout=10,
                read_timeout=self._pace.silent_seconds,
                max_pool_connections=_CONNECTIONS,
                tcp_keepalive=True,
            ),
        )
        bound(client, self._pace)
        client.meta.events.register("before-call.s3", self._with_md5)
        made: S3Client = client
        return made

    def _with_md5(self, params: Any, **_: Any) -> None:
        """Replace the digest that boto3 would make of a setting; those of objects are ours already."""
        if self.takes_sha256 or "request_algorithm" not in params["context"].get("checksum", {}):
            return
        del params["context"]["checksum"]
        params["headers"].pop("x-amz-sdk-checksum-algorithm", None)
        digest = hashlib.md5(params["body"], usedforsecurity=False).digest()
        params["headers"]["Content-MD5"] = base64.b64encode(digest).decode()
