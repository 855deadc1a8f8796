from __future__ import annotations

from dataclasses import replace

import pytest
from bucket_sites import site_of
from misbehaving_server import File, Server, Way, drip_body, drip_headers, redirect, stall
from public_server import served
from scripted_store import Answer, ScriptedStore
from store_servers import Store, free_port

from balado.bucket.probe import Address, Probes, addresses, probes, view


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


PUBLIC = {"audio/p": b"p"}
PROBE = {"/audio/p": (b"p", "text/plain")}


def test_what_a_stranger_gets_is_seen() -> None:
    with ScriptedStore(served({**PROBE, "/r/1": (b"secret", "text/plain")})) as server:
        seen = view(Address(server.url, f"{server.url}/r"), Probes("p", {**PUBLIC, "text/p": b"p"}, {"1": b"secret"}))

    assert (seen.reached, seen.unread, seen.opened, seen.listed) == (True, ["text/*"], [f"{server.url}/r/"], [])
    assert not any("authorization" in asked.headers for asked in server.asked)


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [("*", True), ("https://player.example", True), ("https://other.example", False), ("", False)],
)
def test_a_server_may_allow_all_sites_or_the_one_that_asks(allowed: str, expected: bool) -> None:
    answer = Answer(200, b"p", {"Access-Control-Allow-Origin": allowed})
    with ScriptedStore(lambda _asked: answer) as server:
        assert view(Address(server.url, None), Probes("p", PUBLIC, {})).other_sites is expected


def test_a_record_whose_answer_breaks_off_is_open_all_the_same() -> None:
    record = Answer(200, b"sec", broken_off=3)
    script = served(PROBE, GET=lambda asked: record if "/r/" in asked.path else None)
    with ScriptedStore(script) as server:
        seen = view(Address(server.url, f"{server.url}/r"), Probes("p", PUBLIC, {"1": b"secret"}))
    assert seen.opened == [f"{server.url}/r/"]


@pytest.mark.parametrize("place", ["http://127.0.0.1:{port}", "http://127.0.0.1:port", "file:///etc"])
def test_nothing_is_seen_where_nothing_answers(place: str) -> None:
    assert not view(Address(place.format(port=free_port()), None), Probes("p", PUBLIC, {})).reached


@pytest.mark.parametrize("way", [stall, drip_headers, drip_body, redirect("http://127.0.0.2/audio/p")])
def test_an_address_that_drips_or_leads_away_is_left(way: Way) -> None:
    with Server() as server:
        server.files["/audio/p"] = File(b"p" * 2000, "text/plain", way)
        seen = view(Address(server.url, None), Probes("p", PUBLIC, {}), seconds=0.3)
    assert len(server.asked) <= 10
    assert server.paused_seconds < 1.3
    assert way is drip_body or not seen.reached
    assert seen.other_sites is None
