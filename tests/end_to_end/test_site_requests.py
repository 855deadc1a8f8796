"""What pages cost the store, counted by a proxy in front of it, and what a run tells of them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator

import pytest
from counting_proxy import CountingProxy
from show_builder import Show
from store_servers import Store, new_store

MOST_IDLE = 4
"""The feed, its record, a look for the next one; and a page of what is published, which nobody else asks after."""


@pytest.fixture(scope="module")
def bucket(request: pytest.FixtureRequest) -> Store:
    """That of the one show of these tests: a real store answers in a sixth of the time that moto takes."""
    server = "radosgw" if shutil.which("radosgw") else "moto"
    return new_store(request.getfixturevalue(f"{server}_endpoint"))


@pytest.fixture(scope="module")
def counting(bucket: Store) -> Iterator[CountingProxy]:
    with CountingProxy(bucket.url) as proxy:
        yield proxy


@pytest.fixture
def proxy(counting: CountingProxy) -> CountingProxy:
    """The proxy, which has counted nothing yet."""
    counting.requests.clear()
    return counting


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory, bucket: Store, counting: CountingProxy) -> Show:
    """A published show with pages, of more episodes than one page lists. Tests add to it, each something of its own."""
    folder = tmp_path_factory.mktemp("pages")
    environment = {**bucket.environment(), "AWS_ENDPOINT_URL": counting.url, "BALADO_CACHE_DIR": str(folder / "cache")}
    made = Show(folder / "show", environment)
    place = f"{{to: 's3://{bucket.bucket}/podcast', url: 'https://pod.example/show', verify: false}}"
    made.write_feed(publish=place, site=None)
    for number in range(60):
        made.add(f"e{number:03}", date=f"20{number % 20 + 5:02}-01-01 08:00", people=f"[{{name: Person {number % 7}}}]")
    made.publish(AWS_ENDPOINT_URL=bucket.url)
    made.remove_audio()
    return made


def test_nothing_changed_costs_no_more_with_pages(show: Show, proxy: CountingProxy) -> None:
    assert "Nothing to do" in show.publish().stderr
    assert len(proxy.requests) <= MOST_IDLE, proxy.requests
    assert {request.method for request in proxy.requests} == {"GET"}


def test_a_new_episode_costs_two_requests_for_each_page_that_changes_and_ten_others(
    show: Show, proxy: CountingProxy
) -> None:
    show.add("new", date="2025-11-20 08:00", people="[{name: Person 1}, {name: Somebody New}]")
    told = {one["event"]: one for one in show.events()}
    pages = told["pages"]
    changed = [*pages["new"], *pages["changed"]]
    assert {"episodes/new.html", "embed/new.html", "oembed/new.json", "people/somebody-new.html"} <= set(pages["new"])
    assert {"index.html", "people/person-1.html", "search.json", "sitemap.xml"} <= set(pages["changed"])
    assert "people/person-2.html" not in changed
    assert pages["gone"] == []
    assert len(changed) <= 12 + 1  # one person more than it must be
    assert len(proxy.requests) <= 2 * len(changed) + 10, proxy.requests
    assert told["published"]["site"] == "https://pod.example/show/index.html"


def test_a_run_tells_of_pages_by_their_kinds_and_with_verbose_each(show: Show) -> None:
    show.add("told", date="2025-11-19 08:00")
    assert "1 × episodes/" in show.publish("--dry-run").stdout
    said = show.publish("--verbose").stderr
    assert "episodes/told.html is new" in said
    assert "index.html changes" in said
    assert "The show's page: https://pod.example/show/index.html" in said
    assert json.loads(show.run("history", "--format", "json").stdout.splitlines()[0])


def test_pages_are_served_as_html_for_a_short_while_and_what_they_load_for_ever(show: Show, bucket: Store) -> None:
    client = bucket.endpoint.client()
    heads = {
        one["Key"].removeprefix("podcast/"): client.head_object(Bucket=bucket.bucket, Key=one["Key"])
        for one in client.list_objects_v2(Bucket=bucket.bucket, Prefix="podcast/")["Contents"]
        if one["Key"].startswith(("podcast/assets/", "podcast/index", "podcast/list/", "podcast/search"))
    }
    assert heads["index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert heads["index.html"]["CacheControl"] == "public, max-age=300"
    assert heads["search.json"]["CacheControl"] == "public, max-age=300"
    assert {"list/1.html"} <= heads.keys()
    assets = {key: head for key, head in heads.items() if key.startswith("assets/")}
    assert {head["CacheControl"] for head in assets.values()} == {"public, max-age=31536000, immutable"}
    assert {head["ContentType"] for head in assets.values()} == {
        "text/css; charset=utf-8", "text/javascript; charset=utf-8"
    }  # fmt: skip
