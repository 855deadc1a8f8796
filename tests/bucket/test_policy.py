from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balado.bucket.policy import everybody_may

READ = "s3:GetObject"


def may(*statements: dict[str, Any], resource: str = "arn:aws:s3:::b/p/feed.xml") -> bool:
    return everybody_may({"Statement": list(statements)}, READ, resource)


def allow(**changes: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": "*", "Action": READ, "Resource": "arn:aws:s3:::b/p/*", **changes}


@pytest.mark.parametrize(
    "statement",
    [
        allow(),
        allow(Principal={"AWS": "*"}),
        allow(Principal={"AWS": ["arn:aws:iam::1:root", "*"]}),
        allow(Action=["s3:PutObject", "s3:getobject"]),
        allow(Action="s3:*"),
        allow(Action="*"),
        allow(Resource=["arn:aws:s3:::other/*", "arn:aws:s3:::b/?/feed.xml"]),
        {"Effect": "Allow", "Principal": "*", "NotAction": "s3:PutObject", "Resource": "*"},
        {"Effect": "Allow", "Principal": "*", "Action": READ, "NotResource": "arn:aws:s3:::b/p/.balado/*"},
    ],
)
def test_everybody_may(statement: dict[str, Any]) -> None:
    assert may(statement)
    assert everybody_may({"Statement": statement}, READ, "arn:aws:s3:::b/p/feed.xml")


@pytest.mark.parametrize(
    "statement",
    [
        allow(Principal={"AWS": "arn:aws:iam::1:root"}),
        allow(Principal={"Service": "cloudfront.amazonaws.com"}),
        allow(Condition={"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}),
        allow(Action="s3:PutObject"),
        allow(Resource="arn:aws:s3:::b/p/audio/*"),
        allow(Resource="arn:aws:s3:::b/P/*"),
        allow(Resource="arn:aws:s3:::b/[p]/*"),
        allow(Effect="Deny"),
        {"Effect": "Allow", "Principal": "*", "Action": READ},
        {},
    ],
)
def test_not_everybody_may(statement: dict[str, Any]) -> None:
    assert not may(statement)


def test_a_refusal_counts_more_than_a_permission() -> None:
    refused = {"Effect": "Deny", "Principal": "*", "Action": READ, "Resource": "arn:aws:s3:::b/p/.balado/*"}
    assert may(allow(), refused)
    assert not may(allow(), refused, resource="arn:aws:s3:::b/p/.balado/generations/1.json")


@given(st.text(alphabet="ab*?.[\\/", max_size=12))
def test_a_name_fits_itself_whatever_is_in_it(name: str) -> None:
    assert may(allow(Resource=name), resource=name)
    assert not may(allow(Resource=name.replace("*", "").replace("?", "")), resource=f"{name}c")
