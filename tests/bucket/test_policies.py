from __future__ import annotations

import json
from typing import Any

from manual_pages import MANUAL

from balado.bucket.policies import BucketPrefix, cors_rules, publisher_policy, reading_policy


def resources(policy: Any, statement: int = 0) -> Any:
    return policy["Statement"][statement]["Resource"]


def policies_of_the_manual() -> list[Any]:
    blocks = (MANUAL / "en" / "stores.md").read_text(encoding="utf-8").split("```json\n")[1:]
    found = [json.loads(block.split("```")[0]) for block in blocks if block.lstrip().startswith('{\n  "Version"')]
    return sorted(found, key=lambda policy: len(policy["Statement"]))


def test_the_manual_shows_the_policies_of_its_example() -> None:
    example = BucketPrefix("my-bucket", "my-show")
    assert policies_of_the_manual() == [reading_policy(example), publisher_policy(example)]


def test_the_public_reads_feeds_archives_and_files_and_not_the_state() -> None:
    found = resources(reading_policy(BucketPrefix("b", "p"), ["courts", "avant"]))
    assert found[:4] == [
        f"arn:aws:s3:::b/p/{name}" for name in ("feed.xml", "avant.xml", "courts.xml", "archive-*.xml")
    ]
    assert not [name for name in found if name.endswith("/p/*") or ".balado" in name]


def test_the_public_may_read_and_nothing_else() -> None:
    assert [one["Action"] for one in reading_policy(BucketPrefix("b"))["Statement"]] == ["s3:GetObject"]  # type: ignore[attr-defined]


def test_without_a_prefix_no_slash_is_doubled() -> None:
    assert resources(reading_policy(BucketPrefix("b")))[0] == "arn:aws:s3:::b/feed.xml"
    assert resources(publisher_policy(BucketPrefix("b"))) == "arn:aws:s3:::b/*"


def test_a_state_in_another_bucket_is_the_publishers_too() -> None:
    policy = publisher_policy(BucketPrefix("b", "p"), BucketPrefix("records", "r"))
    assert resources(policy) == ["arn:aws:s3:::b/p/*", "arn:aws:s3:::records/r/*"]
    assert resources(policy, 1) == ["arn:aws:s3:::b", "arn:aws:s3:::records"]


def test_a_state_beside_the_show_is_named_once_with_its_bucket() -> None:
    policy = publisher_policy(BucketPrefix("b", "show"), BucketPrefix("b", "show-record"))
    assert resources(policy) == ["arn:aws:s3:::b/show/*", "arn:aws:s3:::b/show-record/*"]
    assert resources(policy, 1) == "arn:aws:s3:::b"
    assert publisher_policy(BucketPrefix("b", "p"), BucketPrefix("b", "p/.balado/r")) == publisher_policy(
        BucketPrefix("b", "p")
    )


def test_any_site_may_play_and_seek_but_not_write() -> None:
    [rule] = cors_rules()["CORSRules"]  # type: ignore[misc]
    assert rule["AllowedOrigins"] == ["*"]
    assert rule["AllowedMethods"] == ["GET", "HEAD"]
    assert {"Content-Range", "Accept-Ranges"} <= set(rule["ExposeHeaders"])
