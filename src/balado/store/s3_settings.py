"""A bucket's own settings, through boto3: its policy, CORS, lifecycle and versioning, read and replaced."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from balado.store.place import bucket_place
from balado.store.s3_client import Connection
from balado.store.s3_faults import code_of, speak, status_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_FORBIDDEN = ("403", "AccessDenied", "Forbidden")
_NO_BUCKET = ("404", "NoSuchBucket")
_MISSING = ("NoSuchBucketPolicy", "NoSuchCORSConfiguration", "NoSuchLifecycleConfiguration",
            "NoSuchPublicAccessBlockConfiguration")  # fmt: skip
_NO_CONSTRAINT = ("us-east-1", "", None)


class Barred(Exception):  # noqa: N818 (not an error: many stores have no such setting, many credentials no such right)
    """The store has no such setting, or these credentials may not look at it or change it."""

    def __init__(self, why: Literal["unsupported", "forbidden"]) -> None:
        super().__init__(why)
        self.why = why


class Bucket:
    """A bucket. Every method may raise RemoteError; those about its settings Barred."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    @property
    def place(self) -> str:
        """How a person would name it."""
        return bucket_place(self.name)

    def exists(self) -> bool:
        """Whether the bucket is there, and these credentials may list it."""
        with speak(self.place, absent=_NO_BUCKET) as answer:
            answer.found = self._client.list_objects_v2(Bucket=self.name, MaxKeys=1)
        return answer.found is not None

    def create(self) -> None:
        """Create the bucket, in the region of the connection."""
        region: Any = self._client.meta.region_name
        with speak(self.place):
            if region in _NO_CONSTRAINT:
                self._client.create_bucket(Bucket=self.name)
            else:
                self._client.create_bucket(
                    Bucket=self.name, CreateBucketConfiguration={"LocationConstraint": region}
                )  # fmt: skip

    def url(self, key: str = "") -> str:
        """The store's own address of an object, or of the bucket, without any signature."""
        given = {"Bucket": self.name, "Key": key} if key else {"Bucket": self.name}
        with speak(self.place) as answer:
            answer.found = self._client.generate_presigned_url("get_object" if key else "list_objects_v2", given)
        return urlsplit(str(answer.found))._replace(query="").geturl()

    def policy(self) -> Mapping[str, Any]:
        """The bucket's policy; empty when it has none."""
        answer = self._ask(lambda: self._client.get_bucket_policy(Bucket=self.name))
        found: object = None
        with suppress(ValueError):
            found = json.loads(answer.get("Policy") or "{}")
        if not isinstance(found, dict):
            raise Barred("unsupported")
        return found

    def is_public(self) -> bool | None:
        """Whether the store holds the policy for public; None when it does not say."""
        answer = self._ask(lambda: self._client.get_bucket_policy_status(Bucket=self.name))
        status: bool | None = answer.get("PolicyStatus", {}).get("IsPublic")
        return status

    def blocks_policies(self) -> bool:
        """Whether a policy that lets the public in is refused or without effect (Block Public Access)."""
        answer = self._ask(lambda: self._client.get_public_access_block(Bucket=self.name))
        block = answer.get("PublicAccessBlockConfiguration", {})
        return bool(block.get("BlockPublicPolicy") or block.get("RestrictPublicBuckets"))

    def cors(self) -> list[Mapping[str, Any]]:
        """The CORS rules."""
        answer = self._ask(lambda: self._client.get_bucket_cors(Bucket=self.name))
        return list(answer.get("CORSRules", []))

    def keeps_versions(self) -> bool:
        """Whether what is overwritten or deleted stays as a former version."""
        answer = self._ask(lambda: self._client.get_bucket_versioning(Bucket=self.name))
        return bool(answer.get("Status") == "Enabled")

    def lifecycle(self) -> Mapping[str, Any]:
        """The lifecycle configuration, its rules under `Rules`; empty when there is none."""
        answer = self._ask(lambda: self._client.get_bucket_lifecycle_configuration(Bucket=self.name))
        if answer and "Rules" not in answer:  # a store that knows no lifecycle may answer with something else
            raise Barred("unsupported")
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    def put_policy(self, policy: Mapping[str, Any]) -> None:
        """Replace the policy."""
        self._set(lambda: self._client.put_bucket_policy(Bucket=self.name, Policy=json.dumps(policy)))

    def put_cors(self, rules: Sequence[Mapping[str, Any]]) -> None:
        """Replace the CORS rules."""
        given: Any = {"CORSRules": list(rules)}
        self._set(lambda: self._client.put_bucket_cors(Bucket=self.name, CORSConfiguration=given))

    def put_lifecycle(self, configuration: Mapping[str, Any]) -> None:
        """Replace the lifecycle configuration."""
        given: Any = {"LifecycleConfiguration": {"Rules": configuration["Rules"]}}
        size = configuration.get("TransitionDefaultMinimumObjectSize")
        if size:  # what is not sent along falls back to a default
            given["TransitionDefaultMinimumObjectSize"] = size
        self._set(lambda: self._client.put_bucket_lifecycle_configuration(Bucket=self.name, **given))

    @property
    def _client(self) -> S3Client:
        return self._connection.client

    def _set(self, change: Callable[[], Any]) -> None:
        """Change a setting. Where the store does not take it with boto3's digest, it may take it with an MD5."""
        try:
            self._ask(change)
        except Barred as barred:
            if barred.why != "unsupported" or not self._connection.takes_sha256:
                raise
            self._connection.takes_sha256 = False
            try:
                self._ask(change)
            except Barred:
                self._connection.takes_sha256 = True
                raise

    def _ask(self, question: Callable[[], Any]) -> Any:
        """The answer, empty where nothing is set. The bucket was reached before: a refusal is one of this setting."""
        from botocore.exceptions import ClientError
        from botocore.parsers import ResponseParserError

        with speak(self.place) as answer:
            try:
                answer.found = question()
            except ResponseParserError:
                raise Barred("unsupported") from None
            except ClientError as error:
                if code_of(error) in _MISSING:
                    return {}
                status = status_of(error)
                if code_of(error) in _FORBIDDEN or status == 403:
                    raise Barred("forbidden") from None
                if 400 <= status < 500 or status == 501:
                    raise Barred("unsupported") from None
                raise
        return answer.found
