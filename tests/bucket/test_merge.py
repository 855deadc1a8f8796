from __future__ import annotations

from typing import Any

import pytest

from balado.bucket.merge import (
    aborts,
    expires_versions,
    lets_players_read,
    with_abort,
    with_players,
    with_reading,
)
from balado.bucket.policies import BucketPrefix, cors_rules, reading_policy

P = BucketPrefix("b", "p")
FOREIGN = {
    "Sid": "Backup",
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::1:user/backup"},
    "Action": "s3:*",
    "Resource": "arn:aws:s3:::b/*",
}


def sids(policy: Any) -> list[str]:
    return [one["Sid"] for one in policy["Statement"]]


def ours(corner: BucketPrefix = P, feeds: tuple[str, ...] = ()) -> Any:
    policy: Any = reading_policy(corner, feeds)
    return policy["Statement"][0]


def test_a_bucket_without_a_policy_gets_the_printed_one() -> None:
    assert with_reading({}, P) == reading_policy(P)


def test_what_others_allow_stays_and_a_second_time_nothing_is_to_do() -> None:
    there = {"Version": "2008-10-17", "Id": "x", "Statement": FOREIGN}
    merged = with_reading(there, P)
    assert merged == {"Version": "2008-10-17", "Id": "x", "Statement": [FOREIGN, ours()]}
    assert with_reading(merged, P) is None


def test_a_store_may_write_the_same_in_another_way() -> None:
    rewritten = {
        **ours(),
        "Principal": {"AWS": ["*"]},
        "Action": ["s3:GetObject"],
        "Resource": ours()["Resource"][::-1],
    }
    assert with_reading({"Statement": [rewritten]}, P) is None


def test_a_further_feed_renews_the_statement_and_one_that_went_is_closed() -> None:
    before = {"Statement": [ours(), FOREIGN]}
    opened: Any = with_reading(before, P, ("courts",))
    assert sids(opened) == ["Backup", ours()["Sid"]]
    assert "arn:aws:s3:::b/p/courts.xml" in opened["Statement"][1]["Resource"]
    closed: Any = with_reading(opened, P)
    assert closed["Statement"] == [FOREIGN, ours()]


def test_two_shows_in_one_bucket_keep_their_statements() -> None:
    both: Any = with_reading(reading_policy(P), BucketPrefix("b", "q"))
    assert len(set(sids(both))) == 2
    assert with_reading(both, P) is None


def test_the_statement_that_was_once_printed_for_every_show_alike_is_replaced_by_its_own_only() -> None:
    former = {**ours(), "Sid": "ListenersRead"}
    of_another = {**ours(BucketPrefix("b", "q")), "Sid": "ListenersRead"}
    merged: Any = with_reading({"Statement": [former, of_another]}, P, ("courts",))
    assert merged["Statement"] == [of_another, ours(P, ("courts",))]


def test_a_bucket_whose_files_are_public_already_is_left_alone() -> None:
    public = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/p/*"}
    assert with_reading({"Statement": public}, P) is None


def test_names_of_statements_are_letters_and_digits() -> None:
    assert all(ours(BucketPrefix("b", prefix))["Sid"].isalnum() for prefix in ("", "a/b", "é", "my-show"))


def test_the_rules_for_players_are_added_after_those_of_others_once() -> None:
    [rule] = cors_rules()["CORSRules"]  # type: ignore[misc]
    foreign = {"AllowedOrigins": ["https://intranet.example"], "AllowedMethods": ["PUT"]}
    assert with_players([foreign]) == [foreign, rule]
    assert with_players([foreign, rule]) is None
    assert with_players([{"ID": rule["ID"], "AllowedOrigins": ["*"]}]) == [rule]


@pytest.mark.parametrize(
    ("change", "enough"),
    [
        ({}, True),
        ({"AllowedHeaders": ["Range"]}, True),
        ({"ExposeHeaders": ["etag", "content-length", "content-range", "accept-ranges", "x-more"]}, True),
        ({"AllowedMethods": ["GET", "HEAD", "PUT"]}, True),
        ({"AllowedOrigins": ["https://player.example"]}, False),
        ({"AllowedMethods": ["GET"]}, False),
        ({"AllowedHeaders": []}, False),
        ({"ExposeHeaders": ["ETag"]}, False),
    ],
)
def test_what_is_enough_for_players(change: dict[str, Any], enough: bool) -> None:
    [rule] = cors_rules()["CORSRules"]  # type: ignore[misc]
    assert lets_players_read({**rule, **change}) is enough


def test_unfinished_uploads_go_by_a_rule_beside_those_of_others() -> None:
    foreign = {"ID": "x", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 3}}
    rules = with_abort([foreign], P)
    assert rules is not None
    assert rules[0] == foreign
    assert rules[1]["Filter"] == {"Prefix": "p/"}
    assert with_abort(rules, P) is None
    another = with_abort(rules, BucketPrefix("b", "q"))
    assert another is not None
    assert another[:2] == rules


def test_beside_rules_in_the_older_form_ours_has_it_too() -> None:
    rules = with_abort([{"ID": "x", "Status": "Enabled", "Prefix": "logs/", "Expiration": {"Days": 3}}], P)
    assert rules is not None
    assert (rules[1]["Prefix"], "Filter" in rules[1]) == ("p/", False)
    assert with_abort(rules, P) is None


@pytest.mark.parametrize(
    ("change", "reaches"),
    [
        ({}, True),
        ({"Filter": {"Prefix": ""}}, True),
        ({"Filter": {"Prefix": "p/"}}, True),
        ({"Filter": {"Prefix": "p/audio/"}}, False),
        ({"Filter": {"Tag": {"Key": "a", "Value": "b"}}}, False),
        ({"Status": "Disabled"}, False),
    ],
)
def test_a_rule_counts_when_it_is_active_for_the_whole_show(change: dict[str, Any], reaches: bool) -> None:
    rule = {
        "Status": "Enabled",
        "Filter": {},
        "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
        **change,
    }
    assert aborts(rule, P) is reaches
    assert expires_versions(rule, P) is reaches
    assert not aborts({"Status": "Enabled", "Filter": {}}, P)
