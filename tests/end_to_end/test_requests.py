"""What a run costs the store, counted by a proxy in front of it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from counting_proxy import CountingProxy
from depth import depth
from show_builder import Show
from store_servers import Store

EPISODES = depth(100, 1_000)
"""As many as would be told by more requests: by the README's command a tenth of what a list of a bucket holds."""


@pytest.fixture
def big_show(tmp_path: Path, bucket: Store, proxy: CountingProxy) -> Show:
    """A published show of many episodes whose audio is not on this disk."""
    show = Show(tmp_path / "show", {**bucket.environment(), "AWS_ENDPOINT_URL": proxy.url})
    show.write_feed(publish=f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}")
    for number in range(EPISODES):
        show.add(f"episode-{number:04}", date=f"20{number % 20 + 10}-01-01 08:00", seconds=1)
    show.publish(AWS_ENDPOINT_URL=bucket.url)
    show.remove_audio()
    proxy.requests.clear()
    return show


@pytest.fixture
def proxy(bucket: Store) -> Iterator[CountingProxy]:
    with CountingProxy(bucket.url) as counting:
        yield counting


MOST = 4
"""The feed, its record, a look for the next one; and a page of what is published, which nobody else asks after."""


@pytest.mark.first
def test_many_episodes_cost_four_requests_one_more_costs_ten_and_a_deleted_one_is_told_within_a_day(
    big_show: Show, proxy: CountingProxy, bucket: Store
) -> None:
    assert_nothing_to_do_costs_four_requests(big_show, proxy)

    big_show.add("new")
    assert "new “About new” goes live" in big_show.publish().stderr
    assert len(proxy.requests) <= 10, proxy.requests
    assert not [request for request in proxy.requests if "list-type" in request.path]
    big_show.remove_audio()
    assert_nothing_to_do_costs_four_requests(big_show, proxy)

    client = bucket.endpoint.client()
    [gone] = client.list_objects_v2(Bucket=bucket.bucket, Prefix="podcast/audio/episode-0061-")["Contents"]
    client.delete_object(Bucket=bucket.bucket, Key=gone["Key"])
    told = first_told_within_a_day(big_show, proxy)
    assert told.returncode == 1
    assert "About episode-0061" in told.stderr
    assert "is gone from" in told.stderr
    assert "--repair" in told.stderr
    assert "Nothing to do" not in told.stderr


def assert_nothing_to_do_costs_four_requests(show: Show, proxy: CountingProxy) -> None:
    proxy.requests.clear()
    assert "Nothing to do" in show.publish().stderr
    assert len(proxy.requests) <= MOST, proxy.requests
    assert {request.method for request in proxy.requests} == {"GET"}
    proxy.requests.clear()


def first_told_within_a_day(show: Show, proxy: CountingProxy) -> subprocess.CompletedProcess[str]:
    """The first hourly run that has something to say, or the last of the day."""
    for hour in range(24):
        proxy.requests.clear()
        run = show.run("publish", "--now", f"2025-11-24T{hour:02}:10:00+01:00")
        if run.returncode:
            break
        assert len(proxy.requests) <= MOST
    return run
