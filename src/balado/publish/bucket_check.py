"""A real bucket compared with what publishing needs: what to change, and what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.publish.bucket import Corner
from balado.publish.race import race, remember
from balado.publish.s3_faults import speak
from balado.publish.storage import Storage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_ROUNDS = 4
_HIDDEN = frozenset({"501", "NotImplemented", "405", "MethodNotAllowed", "403", "AccessDenied"})
_EVERYBODY = ("*", {"AWS": "*"}, {"AWS": ["*"]})
_EXPOSED = {"content-length", "content-range", "accept-ranges", "etag"}


@dataclass(frozen=True, slots=True)
class Findings:
    """What is to be changed (warnings are advice), and what the store does not let one look at."""

    faults: tuple[Fault, ...]
    unseen: tuple[Message, ...]


def try_store(state: Storage, place: Place, token: str, when: datetime) -> tuple[Fault, ...]:
    """Race eight writers in the state, remember the result there, and say when several can win."""
    promise = race(state, token, when, _ROUNDS)
    remember(state, promise)
    if promise.kind == "atomic":
        return ()
    what = say("{place} lets several publishers commit at once.", place=state.address)
    return (Fault(place, what, say("Run only one `balado publish` at a time, or use another store.")),)


def look(client: S3Client, public: Corner, state: Corner | None, place: Place) -> Findings:
    """Compare policy, CORS and versioning. `state` is None when it lies below `public` in `.balado`.

    Raises RemoteError when the bucket cannot be reached at all.
    """
    with speak(f"s3://{public.bucket}"):
        client.list_objects_v2(Bucket=public.bucket, Prefix=f"{public.prefix}/" if public.prefix else "", MaxKeys=1)
    record = state or Corner(public.bucket, f"{public.prefix}/.balado".lstrip("/"))
    faults: list[Fault] = []
    unseen: list[Message] = []
    open_keys = _opened(client, record.bucket, unseen)
    faults += _policy_faults(open_keys, record, place)
    rules = _ask(lambda: client.get_bucket_cors(Bucket=public.bucket), "NoSuchCORSConfiguration")
    if rules is None:
        unseen.append(say("The CORS rules of {bucket} could not be looked at.", bucket=public.bucket))
    elif not any(map(_lets_players_read, rules.get("CORSRules", []))):
        what = say("Players on other sites cannot read from {bucket}.", bucket=public.bucket)
        faults.append(Fault(place, what, say("Set the CORS rules that `balado bucket cors` prints.")))
    versions = _ask(lambda: client.get_bucket_versioning(Bucket=record.bucket))
    if versions is None:
        unseen.append(say("The versioning of {bucket} could not be looked at.", bucket=record.bucket))
    elif versions.get("Status") != "Enabled":
        what = say("{bucket} keeps no former versions of its objects.", bucket=record.bucket)
        remedy = say("Switch versioning on: what is deleted by accident can then be brought back.")
        faults.append(Fault(place, what, remedy, severity="warning"))
    return Findings(tuple(faults), tuple(unseen))


def _opened(client: S3Client, bucket: str, unseen: list[Message]) -> list[tuple[str, str]]:
    """What the bucket's policy lets everybody do: pairs of action and resource."""
    import json

    answer = _ask(lambda: client.get_bucket_policy(Bucket=bucket), "NoSuchBucketPolicy")
    if answer is None:
        unseen.append(say("The policy of {bucket} could not be looked at.", bucket=bucket))
        return []
    document: Any = {}
    with suppress(ValueError):
        document = json.loads(answer.get("Policy", "{}"))
    granted = [one for one in _all(document.get("Statement")) if one.get("Effect") == "Allow"]
    return [
        (action, resource)
        for one in granted
        if one.get("Principal") in _EVERYBODY
        for action in _all(one.get("Action"))
        for resource in _all(one.get("Resource"))
    ]


def _policy_faults(granted: Iterable[tuple[str, str]], record: Corner, place: Place) -> list[Fault]:
    from fnmatch import fnmatchcase

    pairs = list(granted)
    remedy = say("Replace the policy of {bucket} by the one that `balado bucket policy` prints.", bucket=record.bucket)
    faults = []
    probe = record.arn("generations/1.json")
    if any(fnmatchcase("s3:GetObject", action) and fnmatchcase(probe, resource) for action, resource in pairs):
        faults.append(Fault(place, say("Everybody can read the record of publications."), remedy))
    if any(fnmatchcase("s3:ListBucket", action) and fnmatchcase(record.arn_of_bucket, one) for action, one in pairs):
        faults.append(Fault(place, say("Everybody can list what is in {bucket}.", bucket=record.bucket), remedy))
    return faults


def _ask(question: Any, nothing: str = "") -> Any:
    """The answer, `{}` where the store says that nothing is set; None where it does not let one look."""
    with speak("S3", absent={*_HIDDEN, nothing}) as answer:
        try:
            answer.found = question()
        except Exception as error:
            if nothing and nothing in str(error):
                return {}
            raise
    return answer.found


def _lets_players_read(rule: Any) -> bool:
    exposed = {name.lower() for name in rule.get("ExposeHeaders", [])}
    return (
        "*" in rule.get("AllowedOrigins", [])
        and {"GET", "HEAD"} <= set(rule.get("AllowedMethods", []))
        and exposed >= _EXPOSED
    )


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
