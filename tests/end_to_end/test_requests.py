"""What a run costs the store, counted by a proxy in front of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from show_builder import Show

EPISODES = 1_000


@pytest.fixture
def big_show(tmp_path: Path, moto: object, proxy: CountingProxy) -> Show:
    """A published show of a thousand episodes whose audio is not on this disk."""
    show = Show(tmp_path / "show", {**moto.environment(), "AWS_ENDPOINT_URL": proxy.url})  # type: ignore[attr-defined]
    bucket = moto.bucket  # type: ignore[attr-defined]
    show.write_feed(publish=f"{{to: 's3://{bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
    for number in range(EPISODES):
        show.add(f"episode-{number:04}", date=f"20{number % 20 + 10}-01-01 08:00", seconds=1 + number / 50)
    show.publish()
    show.remove_audio()
    proxy.requests.clear()
    return show


@pytest.fixture
def proxy(moto: object) -> object:
    with CountingProxy(moto.url) as counting:  # type: ignore[attr-defined]
        yield counting


def test_a_thousand_episodes_cost_three_requests_when_nothing_changed(big_show: Show, proxy: CountingProxy) -> None:
    run = big_show.publish()

    assert "Nothing to do" in run.stderr
    assert len(proxy.requests) <= 3, proxy.requests
    assert not [request for request in proxy.requests if request.method == "PUT"]


def test_one_new_episode_costs_ten_requests_and_no_listing(big_show: Show, proxy: CountingProxy) -> None:
    big_show.add("new")

    assert "new goes live" in big_show.publish().stderr

    assert len(proxy.requests) <= 10, proxy.requests
    assert not [request for request in proxy.requests if "list-type" in request.path]
    proxy.requests.clear()
    big_show.remove_audio()
    assert "Nothing to do" in big_show.publish().stderr
    assert len(proxy.requests) <= 3, proxy.requests
