from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bucket_sites import LIST, READ, allowed, give_policy, site_of
from local_cdn import LocalCdn
from store_servers import Endpoint, Store, free_port, new_store

from balado.artifact import NEVER, Artifact, Kind
from balado.bucket.check import check_bucket
from balado.bucket.findings import Findings
from balado.bucket.policies import cors_rules, reading_policy
from balado.bucket.site import BucketSite, bucket_site
from balado.errors import RemoteError
from balado.message import say
from balado.store.s3 import S3Storage
from balado.store.s3_client import Connection
from balado.store.s3_settings import Barred, Bucket
from balado.store.target import TargetSettings, open_target

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch, radosgw_endpoint: Endpoint) -> None:
    for name, value in radosgw_endpoint.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("balado.bucket.advice._ROUNDS", 1)


@pytest.fixture
def real(radosgw_endpoint: Endpoint) -> Store:
    """A bucket of its own on a real store, which keeps strangers out."""
    return new_store(radosgw_endpoint)


def open_as_printed(store: Store) -> None:
    policy: Any = reading_policy(site_of(store).public)
    give_policy(store, policy["Statement"])


def let_players(store: Store) -> None:
    rules: Any = cors_rules()
    store.endpoint.client().put_bucket_cors(Bucket=store.bucket, CORSConfiguration=rules)


def tidy(store: Store, **more: Mapping[str, int]) -> None:
    """Versions are kept, and uploads aborted."""
    client = store.endpoint.client()
    client.put_bucket_versioning(Bucket=store.bucket, VersioningConfiguration={"Status": "Enabled"})
    rule = {"ID": "x", "Status": "Enabled", "Filter": {"Prefix": ""}, **more}
    rule["AbortIncompleteMultipartUpload"] = {"DaysAfterInitiation": 3}
    client.put_bucket_lifecycle_configuration(Bucket=store.bucket, LifecycleConfiguration={"Rules": [rule]})


def check(site: BucketSite) -> Findings:
    return check_bucket(site, "0123456789abcdef")


def errors(found: Findings) -> str:
    return "\n".join(str(fault) for fault in found.faults if fault.severity == "error")


def advice(found: Findings) -> str:
    return "\n".join(str(fault) for fault in found.faults if fault.severity == "warning")


def unseen(found: Findings) -> str:
    return "\n".join(map(str, found.unseen))


def test_a_bucket_set_up_as_printed_has_no_fault_and_nothing_stays_in_it(real: Store) -> None:
    open_as_printed(real)
    let_players(real)
    found = check(site_of(real))
    assert (found.errors, found.unseen, found.promise) == (0, [], "atomic")
    assert "Web players" not in advice(found)
    assert not real.read_all()


def test_a_bucket_that_keeps_versions_for_a_while_and_drops_unfinished_uploads_gets_no_advice(moto: Store) -> None:
    open_as_printed(moto)
    let_players(moto)
    tidy(moto, NoncurrentVersionExpiration={"NoncurrentDays": 30})
    found = check(site_of(moto))
    assert (advice(found), found.promise) == ("", "atomic")


def test_a_store_that_gives_up_conditions_for_versions_is_told_to_suspend_them(real: Store) -> None:
    tidy(real)
    found = check(site_of(real))
    assert found.promise == "weak"
    assert f"Suspend the versioning of {real.bucket}" in advice(found)


def test_a_new_bucket_shuts_listeners_out_and_gets_the_command_that_mends_it(real: Store) -> None:
    found = check(site_of(real))
    assert found.errors == 1
    assert "feed.yaml (publish.url): Listeners cannot read `archive-*.xml`, `audio/*`" in errors(found)
    assert "`balado bucket setup --yes` lets everybody read what is public" in errors(found)
    assert "Web players on other sites cannot read" in advice(found)
    assert "keeps no former versions" in advice(found)
    assert "Parts of uploads that were cut short stay" in advice(found)


def test_a_policy_that_opens_everything_opens_the_record_too(real: Store) -> None:
    give_policy(real, [allowed(real, READ, "*")])
    found = check(site_of(real))
    assert found.errors == 1
    assert f"read the record of publications at {real.url}/{real.bucket}/p/.balado/" in errors(found)
    assert f"Remove what opens `s3://{real.bucket}/p/.balado/*`" in errors(found)


def test_a_policy_that_opens_kept_records_only_is_found_out_by_reading_it(real: Store) -> None:
    open_as_printed(real)
    policy: Any = reading_policy(site_of(real).public)
    give_policy(real, [*policy["Statement"], allowed(real, READ, "p/.balado/generations/*")])
    assert f"record of publications at s3://{real.bucket}, by its policy" in errors(check(site_of(real)))


def test_the_first_record_itself_is_asked_for(real: Store) -> None:
    client = real.endpoint.client()
    client.put_object(Bucket=real.bucket, Key="p/.balado/generations/1.json", Body=b"{}", ACL="public-read")
    assert "read the record of publications at http" in errors(check(site_of(real)))


def test_a_bucket_that_everybody_can_list_is_said(real: Store) -> None:
    policy: Any = reading_policy(site_of(real).public)
    give_policy(real, [*policy["Statement"], allowed(real, LIST)])
    found = check(site_of(real))
    assert found.errors == 1
    assert f"Everybody can list what is in {real.url}/{real.bucket}" in errors(found)


def test_a_private_bucket_behind_a_cdn_is_sound(real: Store) -> None:
    with LocalCdn(real, "p", headers={"Access-Control-Allow-Origin": "*"}) as cdn:
        found = check(site_of(real, cdn.url))
    assert not found.errors
    assert "Web players" not in advice(found)


def test_a_cdn_that_gives_out_the_record_is_said(real: Store) -> None:
    with LocalCdn(real, "p", refuses=()) as cdn:
        assert f"record of publications at {cdn.url}/.balado/" in errors(check(site_of(real, cdn.url)))


def test_a_cdn_that_drops_the_headers_for_players_is_said(real: Store) -> None:
    let_players(real)
    with LocalCdn(real, "p") as cdn:
        found = check(site_of(real, cdn.url))
    assert "although the bucket lets them" in advice(found)


def test_an_address_that_leads_elsewhere_is_said_although_it_answers_200_to_everything(real: Store) -> None:
    open_as_printed(real)
    with LocalCdn(real, "elsewhere", page=b"<html>Welcome</html>") as site:
        found = check(site_of(real, site.url))
    assert found.errors == 1
    assert "The store gives them to everybody: correct `publish.url` in feed.yaml" in errors(found)


def test_an_address_that_cannot_be_reached_from_here_is_no_fault(real: Store) -> None:
    found = check(site_of(real, NOWHERE))
    assert not found.errors
    assert f"{NOWHERE} cannot be reached from here" in unseen(found)
    assert "That is right when a CDN reads the bucket for listeners. Else: `balado bucket setup --yes`" in advice(found)
    open_as_printed(real)
    assert "Not everybody can read" not in advice(check(site_of(real, NOWHERE)))


def test_a_show_without_an_address_is_judged_at_the_store(real: Store) -> None:
    assert "Not everybody can read `archive-*.xml`" in advice(check(site_of(real, "")))


def test_a_feed_that_is_there_is_looked_at_as_it_is(real: Store) -> None:
    site = site_of(real)
    feed = Artifact.of_bytes("feed.xml", Kind.FEED, b"<rss/>", "application/rss+xml", NEVER)
    site.target.public.put(feed)
    give_policy(real, [allowed(real, READ, "p/a*")])
    assert "Listeners cannot read `feed.xml`, `chapters/*`" in errors(check(site))
    assert real.read_all()["p/feed.xml"].body == b"<rss/>"


def test_former_versions_that_stay_for_ever_are_said_with_what_takedown_cannot_reach(real: Store) -> None:
    tidy(real)
    assert "`balado takedown` does not reach them. Add a lifecycle rule" in advice(check(site_of(real)))


def test_a_record_in_another_bucket_is_looked_at_there(real: Store, radosgw_endpoint: Endpoint) -> None:
    other = new_store(radosgw_endpoint)
    open_as_printed(real)
    give_policy(other, [allowed(other, READ, "r/*")])
    found = check(site_of(real, state=f"s3://{other.bucket}/r"))
    assert f"{other.url}/{other.bucket}/r/" in errors(found)
    assert not other.read_all()


def test_a_record_on_a_disk_is_nobodys_to_read(real: Store, tmp_path: Path) -> None:
    open_as_printed(real)
    found = check(site_of(real, state=str(tmp_path / "record"), root=tmp_path / "show"))
    assert not found.errors
    assert found.promise == ""
    assert not (tmp_path / "record").exists()


def test_a_bucket_that_is_not_there_is_said_with_the_command_that_creates_it(real: Store) -> None:
    with pytest.raises(RemoteError, match=r"There is no bucket `none-such`.*bucket setup --create --yes"):
        check(site_of(replace(real, bucket="none-such")))


def test_wrong_credentials_are_said_and_never_shown(real: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hushhush")
    with pytest.raises(RemoteError, match="refuses the signature") as raised:
        check(site_of(real))
    assert "hushhush" not in str(raised.value)


def barred(_bucket: Bucket) -> Any:
    raise Barred("forbidden")


class ClosedBucket(Bucket):
    """A bucket whose policy these credentials may not read; the store says whether it is public."""

    public: bool | None = None

    def policy(self) -> Mapping[str, Any]:
        raise Barred("forbidden")

    def is_public(self) -> bool | None:
        return self.public


def test_what_these_credentials_may_not_read_is_said_and_no_fault(real: Store) -> None:
    open_as_printed(real)
    site = site_of(real)
    found = check(replace(site, bucket=ClosedBucket(Connection(real.url, None), real.bucket)))
    assert not found.errors
    assert f"The policy of {real.bucket} could not be looked at: these credentials may not." in unseen(found)


def cut_off(real: Store, monkeypatch: pytest.MonkeyPatch, bucket: Bucket) -> BucketSite:
    """The site of a show of which nothing can be reached from here without credentials."""
    monkeypatch.setattr(bucket, "url", lambda key="": f"{NOWHERE}/{key}".rstrip("/"))
    return replace(site_of(real, NOWHERE), bucket=bucket, state=bucket)


def test_where_nothing_can_be_reached_the_policy_is_judged(real: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    site = cut_off(real, monkeypatch, Bucket(Connection(real.url, None), real.bucket))
    assert "Not everybody can read `*`" in advice(check(site))
    open_as_printed(real)
    assert "Not everybody can read" not in advice(check(site))


def test_where_the_policy_cannot_be_read_either_the_store_is_asked_whether_it_is_public(
    real: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = ClosedBucket(Connection(real.url, None), real.bucket)
    site = cut_off(real, monkeypatch, bucket)
    assert "Not everybody can read" not in advice(check(site))
    bucket.public = False
    assert "Not everybody can read `*`" in advice(check(site))


def test_a_store_without_cors_leaves_it_to_the_server_in_front(real: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bucket, "cors", barred)
    with LocalCdn(real, "p") as cdn:
        found = check(site_of(real, cdn.url))
    assert "Have the server or the CDN in front add `Access-Control-Allow-Origin: *`." in advice(found)
    with LocalCdn(real, "p", headers={"Access-Control-Allow-Origin": "*"}) as cdn:
        assert "Web players" not in advice(check(site_of(real, cdn.url)))


def test_versions_whose_end_cannot_be_looked_at_get_no_advice(moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    tidy(moto)
    monkeypatch.setattr(Bucket, "lifecycle", barred)
    found = check(site_of(moto))
    assert "former versions" not in advice(found)
    assert "The lifecycle rules of" in unseen(found)


def test_versioning_that_cannot_be_looked_at_is_said(moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bucket, "keeps_versions", barred)
    assert "The versioning of" in unseen(check(site_of(moto)))


def test_a_race_that_cannot_be_run_is_said(moto: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_storage: S3Storage, _artifact: Artifact) -> bool:
        raise RemoteError(say("No conditions here."))

    monkeypatch.setattr(S3Storage, "put_if_absent", fail)
    found = check(site_of(moto))
    assert found.promise == ""
    assert "could not be tried: No conditions here." in unseen(found)


def test_a_folder_is_no_site(tmp_path: Path) -> None:
    target = open_target(TargetSettings("public", tmp_path / "show"))
    assert bucket_site(target, "https://pod.example", (), "feed.yaml") is None


def test_block_public_access_is_named_where_it_is_what_shuts_listeners_out(moto: Store) -> None:
    block = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)
    client = moto.endpoint.client()
    client.put_public_access_block(Bucket=moto.bucket, PublicAccessBlockConfiguration=block)
    found = check(site_of(moto))
    assert "Block Public Access is on" in errors(found)


def test_a_store_without_these_settings_is_told_what_else_helps(
    swift_endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in swift_endpoint.environment().items():
        monkeypatch.setenv(name, value)
    found = check(site_of(new_store(swift_endpoint)))
    assert "This store has no bucket policies: make the bucket public in its own way" in errors(found)
    assert unseen(found).count("this store has no such setting") == 3


def test_a_store_that_cannot_be_reached_ends_the_check() -> None:
    site = site_of(Store(Endpoint("none", f"http://127.0.0.1:{free_port()}", "a", "b"), "b"))
    with pytest.raises(RemoteError, match="cannot be reached"):
        check(site)
