"""What an S3 store's failures mean, in one sentence each, with what to do. No secret is ever quoted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from balado.errors import RemoteError, reason_of
from balado.message import Message, mark, say

_REGION = mark("{place} is in another region. Correct `publish.region` in feed.yaml or network.yaml.")
_UNCONDITIONAL = mark(
    "{place} does not support conditional writes, which Balado needs to publish safely. Use another store."
)
_UNKNOWN = ("501", "NotImplemented")
DAMAGED = ("BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch")
"""What a store says of bytes that are not those of the digest."""
_BY_CODE = {
    "InvalidAccessKeyId": mark("{place} does not know this access key. Check AWS_ACCESS_KEY_ID, or AWS_PROFILE."),
    "SignatureDoesNotMatch": mark(
        "{place} refuses the signature: the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY."
    ),
    "ExpiredToken": mark("The credentials for {place} have expired. Sign in again."),
    "InvalidToken": mark("{place} refuses the session token. Sign in again, or remove AWS_SESSION_TOKEN."),
    "NoSuchBucket": mark(
        "There is no bucket for {place}. Create it (`balado bucket setup --create`), or correct `publish.to` in "
        "feed.yaml."
    ),
    "InvalidBucketName": mark("{place} names a bucket that cannot be. Correct `publish.to` in feed.yaml."),
    "RequestTimeTooSkewed": mark(
        "The clock of this machine differs from that of {place}. Set the clock, then try again."
    ),
    "AuthorizationHeaderMalformed": _REGION,
    "PermanentRedirect": _REGION,
    "IllegalLocationConstraintException": _REGION,
    "301": _REGION,
    **dict.fromkeys(DAMAGED, mark("Bytes were damaged on the way to {place}. Nothing was stored; try again.")),
    "SlowDown": mark("{place} is overloaded. Try again in a few minutes."),
    "QuotaExceeded": mark("{place} is full: the quota is used up. Free some space, or have the quota raised."),
}
_CREDENTIALS = mark("No credentials for {place}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.")
_SIGNED_OUT = mark("The sign-in for {place} has ended. Sign in again (`aws sso login` or `aws login`).")
_UNREACHED = mark("{place} cannot be reached. Check the network and `publish.endpoint` in feed.yaml or network.yaml.")
_SLOW = mark("{place} does not answer in time. Check the network, then try again.")
_BROKEN = mark("The connection to {place} broke off. Check the network, then try again.")
_NO_STORE = mark(
    "What answers for {place} is no S3 store (a proxy, a login page?). Check `publish.endpoint` in feed.yaml or "
    "network.yaml."
)
_NO_REGION = mark("The region for {place} is not the name of one. Correct `publish.region` or AWS_DEFAULT_REGION.")
_BY_EXCEPTION = {
    "NoCredentialsError": _CREDENTIALS,
    "PartialCredentialsError": _CREDENTIALS,
    "CredentialRetrievalError": _CREDENTIALS,
    "TokenRetrievalError": _SIGNED_OUT,
    "SSOError": _SIGNED_OUT,
    "LoginError": _SIGNED_OUT,
    "ProfileNotFound": mark("AWS_PROFILE names a profile that is not in ~/.aws. Correct it."),
    "ConfigParseError": mark("The configuration of AWS in ~/.aws cannot be read. Correct it, or remove it."),
    "InvalidRegionError": _NO_REGION,
    "NoRegionError": _NO_REGION,
    "SSLError": mark("{place} shows a certificate that is not trusted here. Check the endpoint, or AWS_CA_BUNDLE."),
    "EndpointConnectionError": _UNREACHED,
    "ProxyConnectionError": mark("The proxy on the way to {place} cannot be reached. Check HTTPS_PROXY and NO_PROXY."),
    "ConnectionClosedError": _BROKEN,
    "ResponseStreamingError": _BROKEN,
    "IncompleteReadError": _BROKEN,
    "ConnectTimeoutError": _SLOW,
    "ReadTimeoutError": _SLOW,
    "HTTPClientError": _UNREACHED,
    "ResponseParserError": _NO_STORE,
}
_WORDS_MAX_CHARS = 300
_MAY_BE_SECRET = re.compile(r"[A-Z0-9]{16,}|[A-Za-z0-9+/=]{28,}")
_FORBIDDEN = ("403", "AccessDenied", "Forbidden", "AllAccessDisabled", "AccountProblem")
_OF_THE_ROLE = ("AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetRoleCredentials")


@dataclass
class StoreAnswer:
    """What the store said, or None when it said that the thing is not there."""

    found: Any = None


@contextmanager
def speak(place: str, absent: Collection[str] = (), *, conditional: bool = False) -> Iterator[StoreAnswer]:
    """Turn what botocore raises into RemoteError; error codes in `absent` are an answer, not a failure.

    What a store does not know is then the condition, where the request was `conditional`.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError
    from urllib3.exceptions import HTTPError, TimeoutError  # noqa: A004 (its own)

    answer = StoreAnswer()
    try:
        yield answer
    except ClientError as error:
        answer.found = None
        if code_of(error) not in absent:
            raise RemoteError(_refused(place, error, conditional=conditional)) from None
    except (BotoCoreError, ResponseParserError) as error:  # the second is none of the first
        raise RemoteError(_unreached(place, error)) from None
    except HTTPError as error:  # botocore reads the body of a refusal outside of its own care
        raise RemoteError(say(_SLOW if isinstance(error, TimeoutError) else _BROKEN, place=place)) from None
    except OSError as error:  # of boto3's own files: what happens on a connection it raises as its own
        raise RemoteError(_unreadable(error)) from None


def code_of(error: Any) -> str:
    """The error code of the store's answer, or its HTTP status where the answer has no body."""
    return str(error.response.get("Error", {}).get("Code", ""))


def no_store(place: str) -> Message:
    """The sentence for something that answers but is not a store."""
    return say(_NO_STORE, place=place)


def no_lengths(place: str) -> Message:
    """The sentence for a store that gives files, and does not say how long they are."""
    return say(
        "{place} does not say how long its files are (Content-Length). Have what stands before it (a proxy) pass "
        "answers on as they are.",
        place=place,
    )


def broke_off() -> tuple[type[Exception], ...]:
    """What botocore raises when an answer ends before its end."""
    from botocore.exceptions import IncompleteReadError, ReadTimeoutError, ResponseStreamingError

    return (IncompleteReadError, ReadTimeoutError, ResponseStreamingError)


def _refused(place: str, error: Any, *, conditional: bool) -> Message:
    return _known(place, error, conditional=conditional) or _with_words(_other(place, error), error)


def _known(place: str, error: Any, *, conditional: bool) -> Message | None:
    """The sentence for what stores are known to refuse, None for anything else."""
    code, status = code_of(error), status_of(error)
    if error.operation_name in _OF_THE_ROLE:
        return say(
            "The role for {place} is not granted: {code}. Check AWS_ROLE_ARN, and who may assume that role.",
            place=place,
            code=code,
        )
    region = _region_of(error.response)
    if region and _BY_CODE.get(code) is _REGION:
        return say(
            "{place} is in the region {region}. Write `region: {region}` under `publish` in feed.yaml.",
            place=place,
            region=region,
        )
    if code in _BY_CODE:
        return say(_BY_CODE[code], place=place)
    if conditional and _is_unknown(error):
        return say(_UNCONDITIONAL, place=place)
    if code in _FORBIDDEN or status == 403:
        return say(
            "{place} forbids that. The credentials need GetObject, PutObject, DeleteObject and ListBucket there "
            "(without ListBucket a store answers so for what is merely missing).",
            place=place,
        )
    return None


def _other(place: str, error: Any) -> Message:
    code, status = code_of(error), status_of(error)
    if _is_unknown(error):
        return say("{place} cannot do what was asked of it ({request}).", place=place, request=error.operation_name)
    if status >= 500:
        return say("{place} failed ({status}). Try again later; nothing is half-published.", place=place, status=status)
    return say("{place} refused a request: {code} ({status}).", place=place, code=code, status=status)


def _with_words(message: Message, error: Any) -> Message:
    """The same with what the store says itself; without what may be a key or a signature."""
    said = " ".join(str(error.response.get("Error", {}).get("Message") or "").split())
    words = _MAY_BE_SECRET.sub("…", said)[:_WORDS_MAX_CHARS]
    return say("{message} It says: “{words}”", message=message, words=words) if words else message


def status_of(error: Any) -> int:
    """The status of the answer that the error was made of; 0 where there was none."""
    status: int = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status


def _is_unknown(error: Any) -> bool:
    return code_of(error) in _UNKNOWN or status_of(error) == 501


def _region_of(answer: Any) -> str:
    """The region that the store says is the right one; empty when it does not say."""
    headers = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    return str(answer.get("Error", {}).get("Region") or headers.get("x-amz-bucket-region") or "")


def _unreached(place: str, error: Any) -> Message:
    cause = getattr(error, "kwargs", {}).get("error")  # of a missing bundle: urllib3's, around the system's
    if any(isinstance(one, FileNotFoundError) for one in getattr(cause, "args", ())):
        return say("AWS_CA_BUNDLE, or `ca_bundle` in ~/.aws/config, names a file that is not there. Correct it.")
    for kind in type(error).__mro__:
        if kind.__name__ in _BY_EXCEPTION:
            return say(_BY_EXCEPTION[kind.__name__], place=place)
    return say("{place} cannot be used: {reason}.", place=place, reason=type(error).__name__)


def _unreadable(error: OSError) -> Message:
    return say(
        "The credentials cannot be read: {path}: {reason}. Check AWS_WEB_IDENTITY_TOKEN_FILE and ~/.aws.",
        path=error.filename or "~/.aws",
        reason=reason_of(error),
    )
