"""What an S3 store's failures mean, in one sentence each, with what to do. No secret is ever quoted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from balado.errors import RemoteError
from balado.message import Message, mark, say

_BY_CODE = {
    "InvalidAccessKeyId": mark("{place} does not know this access key. Check AWS_ACCESS_KEY_ID, or AWS_PROFILE."),
    "SignatureDoesNotMatch": mark(
        "{place} refuses the signature: the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY."
    ),
    "ExpiredToken": mark("The credentials for {place} have expired. Sign in again."),
    "InvalidToken": mark("{place} refuses the session token. Sign in again, or remove AWS_SESSION_TOKEN."),
    "NoSuchBucket": mark("There is no bucket for {place}. Create it, or correct `publish.to` in feed.yaml."),
    "RequestTimeTooSkewed": mark(
        "The clock of this machine differs from that of {place}. Set the clock, then try again."
    ),
    "AuthorizationHeaderMalformed": mark("{place} is in another region. Correct `publish.region` in feed.yaml."),
    "PermanentRedirect": mark("{place} is in another region. Correct `publish.region` in feed.yaml."),
    "IllegalLocationConstraintException": mark("{place} is in another region. Correct `publish.region` in feed.yaml."),
    "301": mark("{place} is in another region. Correct `publish.region` in feed.yaml."),
    "BadDigest": mark("Bytes were damaged on the way to {place}. Nothing was stored; try again."),
    "XAmzContentChecksumMismatch": mark("Bytes were damaged on the way to {place}. Nothing was stored; try again."),
    "501": mark(
        "{place} does not support conditional writes, which Balado needs to publish safely. Use another store."
    ),
    "NotImplemented": mark(
        "{place} does not support conditional writes, which Balado needs to publish safely. Use another store."
    ),
    "SlowDown": mark("{place} is overloaded. Try again in a few minutes."),
    "QuotaExceeded": mark("{place} is full: the quota is used up."),
}
_BY_EXCEPTION = {
    ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError", "TokenRetrievalError"): mark(
        "No credentials for {place}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE."
    ),
    ("ProfileNotFound",): mark("AWS_PROFILE names a profile that is not in ~/.aws. Correct it."),
    ("SSLError",): mark("{place} shows a certificate that is not trusted here. Check the endpoint, or AWS_CA_BUNDLE."),
    ("EndpointConnectionError", "ConnectionClosedError", "HTTPClientError", "ProxyConnectionError"): mark(
        "{place} cannot be reached. Check the network and `publish.endpoint` in feed.yaml."
    ),
    ("ConnectTimeoutError", "ReadTimeoutError"): mark(
        "{place} does not answer in time. Check the network, then try again."
    ),
    ("ResponseParserError",): mark(
        "What answers for {place} is no S3 store (a proxy, a login page?). Check `publish.endpoint` in feed.yaml."
    ),
}
_FORBIDDEN = ("403", "AccessDenied", "Forbidden", "AllAccessDisabled", "AccountProblem")


@dataclass
class Answer:
    """What the store said, or None when it said that the thing is not there."""

    found: Any = None


@contextmanager
def speak(place: str, absent: Collection[str] = ()) -> Iterator[Answer]:
    """Turn what botocore raises into RemoteError; error codes in `absent` are an answer, not a failure."""
    from botocore.exceptions import BotoCoreError, ClientError

    answer = Answer()
    try:
        yield answer
    except ClientError as error:
        answer.found = None
        if code_of(error) not in absent:
            raise RemoteError(_refused(place, error)) from None
    except BotoCoreError as error:
        raise RemoteError(_unreached(place, error)) from None


def code_of(error: Any) -> str:
    """The error code of the store's answer, or its HTTP status where the answer has no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _refused(place: str, error: Any) -> Message:
    code = code_of(error)
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _BY_CODE:
        return say(_BY_CODE[code], place=place)
    if code in _FORBIDDEN or status == 403:
        return say(
            "{place} forbids that. The credentials need GetObject, PutObject, DeleteObject and ListBucket there "
            "(without ListBucket a store answers so for what is merely missing).",
            place=place,
        )
    if status >= 500:
        return say("{place} failed ({status}). Try again later; nothing is half-published.", place=place, status=status)
    return say("{place} refused a request: {code} ({status}).", place=place, code=code, status=status)


def _unreached(place: str, error: Any) -> Message:
    name = type(error).__name__
    for names, sentence in _BY_EXCEPTION.items():
        if name in names:
            return say(sentence, place=place)
    return say("{place} cannot be used: {reason}.", place=place, reason=name)
