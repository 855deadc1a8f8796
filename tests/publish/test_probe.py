from __future__ import annotations

from dataclasses import replace

import pytest
from bucket_sites import site_of
from store_servers import Store

from balado.publish.probe import Address, addresses, probes


@pytest.fixture
def store(moto: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in moto.environment().items():
        monkeypatch.setenv(name, value)
    return moto


def test_a_probe_lies_wherever_the_public_reads_and_one_in_the_record(store: Store) -> None:
    with probes(site_of(store), "t") as there:
        assert set(store.read_all()) == {f"p/{key}" for key in there.public} | {"p/.balado/probe/balado-probe-t"}
        assert "audio/balado-probe-t" in there.public
        assert "feed.xml" not in there.public


def test_a_run_that_is_stopped_leaves_none(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), probes(site_of(store), "t"):
        raise KeyboardInterrupt
    assert not store.read_all()


def test_further_feeds_are_looked_at_as_they_are(store: Store) -> None:
    store.endpoint.client().put_object(Bucket=store.bucket, Key="p/courts.xml", Body=b"<rss/>")
    with probes(replace(site_of(store), feeds=("courts", "regions")), "t") as there:
        assert there.public["courts.xml"] is None
        assert "regions.xml" not in there.public
    assert set(store.read_all()) == {"p/courts.xml"}


def test_the_record_is_looked_for_at_the_store_and_below_the_public_address(store: Store) -> None:
    place = f"{store.url}/{store.bucket}"
    assert addresses(site_of(store, "https://pod.example")) == (
        Address(f"{place}/p", f"{place}/p/.balado", (place,)),
        Address("https://pod.example", "https://pod.example/.balado", ("https://pod.example",)),
    )


def test_a_record_elsewhere_is_looked_for_at_the_store_only(store: Store) -> None:
    own, public = addresses(site_of(store, "https://pod.example", state="s3://records/r"))
    assert own.state == f"{store.url}/records/r"
    assert own.listings == (f"{store.url}/{store.bucket}", f"{store.url}/records")
    assert public is not None
    assert public.state is None


def test_a_show_without_an_address_has_the_stores_only(store: Store) -> None:
    assert addresses(site_of(store, ""))[1] is None
