"""A show's place in a bucket of a test's server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from store_servers import Store

from balado.bucket.site import BucketSite, bucket_site
from balado.store.target import TargetSettings, open_target

READ = "s3:GetObject"
LIST = "s3:ListBucket"


def site_of(store: Store, url: str | None = None, state: str | None = None, root: Path = Path()) -> BucketSite:
    """The show below `p` in the store's bucket. Its address is the store's own unless another is given."""
    target = open_target(TargetSettings(f"s3://{store.bucket}/p", root, store.url, state=state))
    address = f"{store.url}/{store.bucket}/p" if url is None else url
    site = bucket_site(target, address, (), "feed.yaml")
    assert site is not None
    return site


def allowed(store: Store, action: str, key: str | None = None, **more: Any) -> dict[str, Any]:
    """A statement that lets everybody do this to the bucket, or to a key in it."""
    arn = f"arn:aws:s3:::{store.bucket}"
    resource = arn if key is None else f"{arn}/{key}"
    return {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": resource, **more}


def give_policy(store: Store, statements: Sequence[Mapping[str, Any]]) -> None:
    policy = {"Version": "2012-10-17", "Statement": statements}
    store.endpoint.client().put_bucket_policy(Bucket=store.bucket, Policy=json.dumps(policy))


def policy_of(store: Store) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(store.endpoint.client().get_bucket_policy(Bucket=store.bucket)["Policy"])
    return found
