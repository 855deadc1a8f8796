from __future__ import annotations

import json
from typing import Any

from balado.errors import Place
from balado.publish.bucket import Corner, cors_rules, reading_policy
from balado.publish.bucket_check import look

FEED_YAML = Place("feed.yaml", key="publish.to")


def said(store: Any) -> str:
    found = look(store.endpoint.client(), Corner(store.bucket, "p"), None, FEED_YAML)
    return "\n".join(str(one) for one in (*found.faults, *found.unseen))


def test_a_bucket_set_up_as_printed_only_gets_advice(moto: Any) -> None:
    client = moto.endpoint.client()
    client.put_bucket_policy(Bucket=moto.bucket, Policy=json.dumps(reading_policy(Corner(moto.bucket, "p"))))
    client.put_bucket_cors(Bucket=moto.bucket, CORSConfiguration=cors_rules())
    assert "versioning" in said(moto)
    client.put_bucket_versioning(Bucket=moto.bucket, VersioningConfiguration={"Status": "Enabled"})
    assert said(moto) == ""


def test_a_bucket_open_to_everybody_is_said_with_the_way_out(moto: Any) -> None:
    arn = f"arn:aws:s3:::{moto.bucket}"
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
    moto.endpoint.client().put_bucket_policy(
        Bucket=moto.bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    found = said(moto)
    assert "Everybody can read the record of publications" in found
    assert "Everybody can list" in found
    assert "balado bucket policy" in found


def test_missing_cors_rules_are_said(moto: Any) -> None:
    assert "balado bucket cors" in said(moto)
