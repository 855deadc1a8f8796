from __future__ import annotations

from pathlib import Path

import pytest
from local_cdn import LocalCdn
from store_servers import Store, free_port

from balado.publish.stranger import look_at


@pytest.fixture
def filled(moto: Store) -> Store:
    moto.endpoint.client().put_object(Bucket=moto.bucket, Key="p/a", Body=b"x" * 100_000)
    return moto


def test_an_answer_is_its_status_its_beginning_and_its_headers(filled: Store) -> None:
    with LocalCdn(filled, "p", headers={"X-Cache": "Hit"}) as cdn:
        sight = look_at(f"{cdn.url}/a")
    assert sight is not None
    assert (sight.status, sight.body, sight.headers["x-cache"]) == (200, b"x" * 65536, "Hit")


def test_a_refusal_is_an_answer(filled: Store) -> None:
    with LocalCdn(filled, "p") as cdn:
        sight = look_at(f"{cdn.url}/nothing")
    assert sight is not None
    assert sight.status == 403


@pytest.mark.parametrize("allowed", ["*", "https://player.example"])
def test_a_server_may_allow_all_sites_or_the_one_that_asks(filled: Store, allowed: str) -> None:
    with LocalCdn(filled, "p", headers={"Access-Control-Allow-Origin": allowed}) as cdn:
        sight = look_at(f"{cdn.url}/a")
    assert sight is not None
    assert sight.lets_sites_read


def test_a_server_may_allow_another_site_only(filled: Store) -> None:
    with LocalCdn(filled, "p", headers={"Access-Control-Allow-Origin": "https://other.example"}) as cdn:
        sight = look_at(f"{cdn.url}/a")
    assert sight is not None
    assert not sight.lets_sites_read


def test_nothing_is_seen_where_nothing_answers() -> None:
    assert look_at(f"http://127.0.0.1:{free_port()}/feed.xml") is None
    assert look_at("http://127.0.0.1:port/feed.xml") is None


def test_files_of_this_machine_are_no_addresses(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    assert look_at((tmp_path / "a").as_uri()) is None
