from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from bucket_sites import allowed, give_policy, policy_of, site_of
from store_servers import Endpoint, Store, new_store

from balado.bucket.policies import BucketPrefix, cors_rules, reading_policy
from balado.bucket.setup import Setup, SetupOptions, apply_setup, plan_setup
from balado.bucket.site import BucketSite
from balado.errors import RemoteError, UsageError
from balado.store.s3_client import Connection
from balado.store.s3_settings import Barred, Bucket

AS_IT_IS = SetupOptions()


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch, moto_endpoint: Endpoint) -> None:
    for name, value in moto_endpoint.environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def store(moto: Store) -> Store:
    return moto


@pytest.fixture(params=["moto", "radosgw"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """A bucket of its own on each store that has policies."""
    return new_store(request.getfixturevalue(f"{request.param}_endpoint"))


def whats(setup: Setup) -> list[str]:
    return [change.what for change in setup.changes]


def settings(store: Store) -> tuple[Any, Any, Any]:
    client = store.endpoint.client()
    return (
        policy_of(store),
        client.get_bucket_cors(Bucket=store.bucket)["CORSRules"],
        client.get_bucket_lifecycle_configuration(Bucket=store.bucket)["Rules"],
    )


def test_planning_changes_nothing(store: Store) -> None:
    setup = plan_setup(site_of(store), AS_IT_IS)
    assert (whats(setup), setup.notes) == (["policy", "cors", "lifecycle"], ())
    assert whats(plan_setup(site_of(store), AS_IT_IS)) == whats(setup)


def test_a_bucket_that_is_set_up_needs_nothing(any_store: Store) -> None:
    setup = plan_setup(site_of(any_store), AS_IT_IS)
    assert apply_setup(setup) == ()
    policy, cors, lifecycle = settings(any_store)
    assert policy == reading_policy(BucketPrefix(any_store.bucket, "p"))
    assert cors == cors_rules()["CORSRules"]
    assert lifecycle[0]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert plan_setup(site_of(any_store), AS_IT_IS) == Setup((), ())


def test_what_others_have_set_stays(any_store: Store) -> None:
    client = any_store.endpoint.client()
    mine = allowed(any_store, "s3:PutObject", "inbox/*", Sid="Inbox")
    give_policy(any_store, [mine])
    rule = {"ID": "office", "AllowedOrigins": ["https://office.example"], "AllowedMethods": ["PUT"]}
    client.put_bucket_cors(Bucket=any_store.bucket, CORSConfiguration={"CORSRules": [rule]})
    expiry = {"ID": "logs", "Status": "Enabled", "Filter": {"Prefix": "logs/"}, "Expiration": {"Days": 9}}
    client.put_bucket_lifecycle_configuration(Bucket=any_store.bucket, LifecycleConfiguration={"Rules": [expiry]})

    apply_setup(plan_setup(site_of(any_store), AS_IT_IS))

    policy, cors, lifecycle = settings(any_store)
    assert policy["Statement"][0] == mine
    assert len(policy["Statement"]) == 2
    assert {one["ID"]: one["AllowedOrigins"] for one in cors} == {
        "office": ["https://office.example"],
        "BaladoWebPlayers": ["*"],
    }
    assert {one["ID"] for one in lifecycle} > {"logs"}
    assert expiry in lifecycle
    assert plan_setup(site_of(any_store), AS_IT_IS) == Setup((), ())


def test_a_further_feed_is_opened_by_the_next_set_up(store: Store) -> None:
    apply_setup(plan_setup(site_of(store), AS_IT_IS))
    setup = plan_setup(replace(site_of(store), feeds=("courts",)), AS_IT_IS)
    assert whats(setup) == ["policy"]
    apply_setup(setup)
    [statement] = policy_of(store)["Statement"]
    assert f"arn:aws:s3:::{store.bucket}/p/courts.xml" in statement["Resource"]


def test_a_private_bucket_keeps_its_policy(store: Store) -> None:
    assert whats(plan_setup(site_of(store), SetupOptions(private=True))) == ["cors", "lifecycle"]


def test_a_missing_bucket_is_created_on_demand_only(any_store: Store) -> None:
    site = site_of(replace(any_store, bucket=f"{any_store.bucket}-new"))
    with pytest.raises(UsageError, match=r"There is no bucket `.*-new`.*--create"):
        plan_setup(site, AS_IT_IS)
    setup = plan_setup(site, SetupOptions(create=True))
    assert whats(setup) == ["bucket", "policy", "cors", "lifecycle"]
    assert not site.bucket.exists()
    apply_setup(setup)
    assert site.bucket.exists()
    assert plan_setup(site, SetupOptions(create=True)) == Setup((), ())


def test_the_bucket_of_the_record_is_created_too_and_stays_closed(store: Store) -> None:
    record = f"{store.bucket}-record"
    setup = plan_setup(site_of(store, state=f"s3://{record}"), SetupOptions(create=True))
    apply_setup(setup)
    client = store.endpoint.client()
    with pytest.raises(client.exceptions.ClientError, match="NoSuchBucketPolicy"):
        client.get_bucket_policy(Bucket=record)


class GuardedBucket(Bucket):
    """A bucket whose policy can be read, and not replaced."""

    blocked = False

    def blocks_policies(self) -> bool:
        return self.blocked

    def put_policy(self, policy: Mapping[str, Any]) -> None:
        raise Barred("forbidden")


def guarded(store: Store) -> tuple[BucketSite, GuardedBucket]:
    bucket = GuardedBucket(Connection(store.url, None), store.bucket)
    return replace(site_of(store), bucket=bucket), bucket


def test_credentials_that_may_not_change_a_bucket_are_told_whose_may(store: Store) -> None:
    site, _ = guarded(store)
    setup = plan_setup(site, AS_IT_IS)
    with pytest.raises(RemoteError, match=r"may not change .* as the owner of the bucket"):
        apply_setup(setup)


def test_a_bucket_that_blocks_public_policies_keeps_its_own(store: Store) -> None:
    site, bucket = guarded(store)
    bucket.blocked = True
    setup = plan_setup(site, AS_IT_IS)
    assert whats(setup) == ["cors", "lifecycle"]
    assert "Block Public Access is on" in str(setup.notes[0])


def test_a_block_that_is_met_when_the_policy_is_put_is_said_and_the_rest_is_done(store: Store) -> None:
    site, bucket = guarded(store)
    setup = plan_setup(site, AS_IT_IS)
    bucket.blocked = True  # as in a bucket that AWS has just created
    [note] = apply_setup(setup)
    assert "Block Public Access is on" in str(note)
    assert whats(plan_setup(site_of(store), AS_IT_IS)) == ["policy"]


def test_a_policy_that_cannot_be_read_is_not_replaced(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    site, bucket = guarded(store)

    def refuse() -> Mapping[str, Any]:
        raise Barred("forbidden")

    monkeypatch.setattr(bucket, "policy", refuse)
    setup = plan_setup(site, AS_IT_IS)
    assert whats(setup) == ["cors", "lifecycle"]
    assert "could not be looked at: these credentials may not" in str(setup.notes[0])


def test_a_store_that_does_not_take_a_setting_gets_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    site, bucket = guarded(store)

    def refuse(_configuration: Mapping[str, Any]) -> None:
        raise Barred("unsupported")

    monkeypatch.setattr(bucket, "put_lifecycle", refuse)
    [note] = apply_setup(plan_setup(site, SetupOptions(private=True)))
    assert str(note).startswith(f"{store.bucket} does not take this: Delete parts of uploads")
    assert whats(plan_setup(site, SetupOptions(private=True))) == ["lifecycle"]
