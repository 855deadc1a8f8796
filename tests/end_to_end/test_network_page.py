"""The page of a network from the command line: after its shows, alone, of shows of others; gPodder imports its list."""

from __future__ import annotations

import functools
import json
import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from counting_proxy import CountingProxy
from networks import ShowNetwork, states
from programs import need_program, run_at_home
from public_server import plain
from scripted_store import Answer, Asked, ScriptedStore
from show_builder import Show
from site_server import SiteServer, files_in
from store_servers import Store

GUID = "0b9e1b0c-8f5e-5d0e-9d2c-6f9d1a5a7c11"
NETWORK = """\
title: Les podcasts d'un ministère
language: fr
guid: {guid}
owner: {{name: Le ministère, email: podcast@example.org}}
shows: [{shows}]
defaults: {{timezone: Europe/Paris, publish: {{verify: {verify}}}}}
publish: {{to: '{to}', url: '{url}'}}
"""


def written(
    to: str = "page", url: str = "https://podcasts.example", shows: str = "shows/*", verify: str = "false"
) -> str:
    return NETWORK.format(guid=GUID, shows=shows, to=to, url=url, verify=verify)


def page_event(events: list[dict[str, Any]]) -> dict[str, Any]:
    [told] = [event for event in events if event["event"] == "network-page"]
    return told


@pytest.fixture
def network(tmp_path: Path) -> ShowNetwork:
    """Two shows in folders."""
    made = ShowNetwork(tmp_path / "network")
    made.write(written())
    for name in ("un", "deux"):
        made.add(name, title=f"Radio {name}")
    return made


def test_the_page_is_published_after_the_shows_and_alone(network: ShowNetwork) -> None:
    rehearsed = network.events("publish", "--dry-run")
    assert page_event(rehearsed)["changed"] is True
    assert (rehearsed[-1]["published"], rehearsed[-1]["unchanged"]) == (2, 0)
    assert rehearsed[-1]["message"] == "2 shows: 2 would be published, 0 unchanged, 0 refused, 0 failed."
    assert not (network.root / "page").exists()
    assert {event["rehearsed"] for event in rehearsed if event["event"] == "network-show"} == {True}

    first = network.events("publish")
    assert {event["rehearsed"] for event in first if event["event"] == "network-show"} == {False}
    told = page_event(first)
    assert (told["site"], told["generation"], told["listed"], told["changed"]) == (
        "https://podcasts.example/index.html", 1, 2, True,
    )  # fmt: skip
    assert first[-1]["event"] == "network"
    page = (network.root / "page" / "index.html").read_text("utf-8")
    assert "Radio un" in page
    assert "About e0" in page
    [unnamed] = [event for event in first if event["event"] == "fault" and event["severity"] == "info"]
    assert f"publisher: {{feed_guid: {GUID}, feed_url: 'https://podcasts.example/feed.xml'" in unnamed["remedy"]

    before = files_in(network.root / "page")
    assert page_event(network.events("publish"))["changed"] is False
    alone = network.events("publish", "--pages-only")
    assert (page_event(alone)["changed"], alone[-1]["shows"]) == (False, 0)
    assert files_in(network.root / "page") == before


def test_shows_that_are_gone_stay_on_the_page_until_somebody_consents(network: ShowNetwork) -> None:
    """As in a night in which the disk of the shows is not mounted."""
    network.events("publish")
    before = files_in(network.root / "page")
    shutil.move(network.root / "shows", network.root / "away")
    for options in ((), ("--dry-run",), ("--pages-only",)):
        run = network.run("publish", *options, code=1)
        assert "No folder of a show is “shows/*”" in run.stderr
        assert "“shows/deux” would leave the network's page" in run.stderr
        assert "--consent shows/un" in run.stderr
        assert files_in(network.root / "page") == before
    shutil.move(network.root / "away", network.root / "shows")
    shutil.rmtree(network.root / "shows" / "un")
    network.run("publish", "--consent", "shows/un")
    assert "Radio un" not in (network.root / "page" / "index.html").read_text("utf-8")
    assert "is not needed" in network.run("publish", "--consent", "shows/un", code=2).stderr
    assert network.events("check", "--only", "shows/deux")[-1]["shows"] == 1


def test_shows_that_clash_are_not_published_and_the_others_are(network: ShowNetwork) -> None:
    network.add("trois", to="../../one")
    network.add("quatre", to="../../one/")
    network.write(written(to="one/page"))
    checked = network.run("check", "--only", "shows/trois", code=1)
    assert "“shows/trois” is published to the place of “shows/quatre”" in checked.stderr
    assert "The network's page would be published to the place of “shows/quatre”, or inside it." in checked.stderr
    events = network.events("publish", code=1)
    assert states(events) == {
        "shows/un": "published", "shows/deux": "published", "shows/trois": "refused", "shows/quatre": "refused",
    }  # fmt: skip
    assert not (network.root / "one").exists()
    assert "No such file" in network.run("publish", "--summary", "nowhere/x.md", code=2).stderr


def test_no_page_is_published_where_every_show_failed(network: ShowNetwork) -> None:
    for show in (network.root / "shows").iterdir():
        feed = show / "feed.yaml"
        feed.write_text(feed.read_text("utf-8").replace("language: fr", "language: Klingon"), "utf-8")
    run = network.run("publish", code=2)
    assert "No page was published." in run.stderr
    assert "“shows/deux” has no feed yet." in run.stderr
    assert not (network.root / "page").exists()


def test_shows_that_name_the_network_are_not_told(network: ShowNetwork) -> None:
    publisher = f"{{feed_guid: {GUID}, feed_url: 'https://podcasts.example/feed.xml', medium: publisher}}"
    network.write(written().replace("{timezone: Europe/Paris,", f"{{timezone: Europe/Paris, publisher: {publisher},"))
    events = network.events("publish")
    assert [event for event in events if event["event"] == "fault"] == []
    feed = (network.root / "shows" / "un" / "public" / "feed.xml").read_text("utf-8")
    assert "<podcast:publisher>" in feed


def test_what_cannot_be_published_is_told_with_what_to_do(network: ShowNetwork) -> None:
    network.write(written().replace(f"guid: {GUID}\n", ""))
    events = network.events("publish", "--pages-only", code=2)
    [fault] = [event for event in events if event["event"] == "fault"]
    assert "Add this line: guid: " in fault["remedy"]
    assert events[-1]["event"] == "network"
    network.write("title: A network\nshows: [shows/*]\n")
    [error] = [event for event in network.events("publish", "--pages-only", code=2) if event["event"] == "error"]
    assert "publish: {to: public" in error["message"]
    network.events("publish", "--pages-only", "--only", "x", code=2)


def test_a_show_that_cannot_be_read_stays_on_the_page(network: ShowNetwork) -> None:
    network.events("publish")
    (network.root / "shows" / "un" / "feed.yaml").unlink()
    (network.root / "shows" / "un" / "feed.yaml").write_text("title: [", "utf-8")
    events = network.events("publish", "--pages-only")
    assert "Radio un" in (network.root / "page" / "index.html").read_text("utf-8")
    assert page_event(events)["listed"] == 2


def test_copies_that_no_late_publication_served_are_pruned(network: ShowNetwork) -> None:
    network.events("publish")
    network.write(written().replace("Les podcasts", "Tous les podcasts"))
    network.events("publish", "--pages-only")
    copies = set((network.root / ".page.balado" / "site").iterdir())
    now = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    show = Show(network.root)
    rehearsed = show.run("network", "prune", "--grace", "1", "--now", now, "--format", "json")
    assert json.loads(rehearsed.stdout.splitlines()[-1])["event"] == "prune-plan"
    assert set((network.root / ".page.balado" / "site").iterdir()) == copies
    assert show.run("network", "prune", "--yes").returncode == 0
    assert page_event(network.events("publish", "--pages-only"))["changed"] is False


def test_in_a_bucket_a_run_with_nothing_to_do_costs_three_requests_for_the_page(tmp_path: Path, bucket: Store) -> None:
    network = ShowNetwork(tmp_path / "network", bucket.environment())
    network.write(written(to=f"s3://{bucket.bucket}/page"))
    for name in ("un", "deux"):
        network.add(name, to=f"s3://{bucket.bucket}/{name}")
    network.events("publish")
    with CountingProxy(bucket.url) as proxy:
        network.events("publish", AWS_ENDPOINT_URL=proxy.url)
    asked = Counter(request.path.partition("?")[0].split("/")[2] for request in proxy.requests)
    assert asked == {"page": 3, "un": 3, "deux": 3}
    with CountingProxy(bucket.url) as proxy:
        network.events("publish", "--pages-only", AWS_ENDPOINT_URL=proxy.url)
    asked = Counter(request.path.partition("?")[0].split("/")[2] for request in proxy.requests)
    assert asked == {"page": 3, "un": 1, "deux": 1}

    others = ShowNetwork(tmp_path / "others", bucket.environment())
    others.root.mkdir()
    others.write(written(shows=f"{{bucket: 's3://{bucket.bucket}/un', name: One}}"))
    assert page_event(others.events("publish", "--pages-only"))["listed"] == 1
    assert "https://pod.example/un/feed.xml" in (others.root / "page" / "network.opml").read_text("utf-8")


def test_gpodder_imports_the_list_of_a_network_that_publishes_none_of_its_shows(
    network: ShowNetwork, tmp_path: Path
) -> None:
    gpo = functools.partial(run_at_home, tmp_path / "gpodder", need_program("gpo"))
    network.events("publish")
    with SiteServer() as server:
        feeds = []
        for name in ("un", "deux"):
            shown = Show(network.root / "shows" / name)
            shown.publish("--to", str(tmp_path / name), "--url", f"{server.url}/{name}")
            server.put_all(f"/{name}", files_in(tmp_path / name))
            feeds.append(f"{server.url}/{name}/feed.xml")
        others = ShowNetwork(tmp_path / "others")
        others.write(written(shows=", ".join(f"{{feed: '{feed}'}}" for feed in feeds)))
        others.root.mkdir(exist_ok=True)
        others.events("publish", "--pages-only")
        gpo("import", str(others.root / "page" / "network.opml"))
        listed = gpo("list")
    for name, feed in zip(("un", "deux"), feeds, strict=True):
        assert f"Radio {name}" in listed
        assert feed in listed


class PublicPage:
    """A server in front of a folder. What is `refused` it gives nobody; of what is `untyped` it knows no type."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refused: set[str] = set()
        self.untyped: set[str] = set()

    def __call__(self, asked: Asked) -> Answer:
        objects = {f"/{key}": one for key, one in files_in(self.folder).items() if f"/{key}" not in self.refused}
        for path in self.untyped:
            objects[path] = (objects[path][0], "application/octet-stream")
        return plain(objects, asked)


def test_what_was_published_is_looked_at_as_readers_and_apps_get_it(network: ShowNetwork) -> None:
    place = PublicPage(network.root / "page")
    with ScriptedStore(place) as server:
        network.write(written(url=server.url, verify="true"))
        told = network.events("publish")
        [seen] = [event for event in told if event["event"] == "verified" and "show" not in event]
        assert (seen["feed"], seen["files"]) == (f"{server.url}/feed.xml", 3)
        asked = {request.path for request in server.asked}
        assert asked >= {"/index.html", "/network.opml", "/calendar.ics", "/feed.xml"}
        server.asked.clear()
        network.events("publish")
        assert server.asked == []  # nothing was published

        place.refused, place.untyped = {"/calendar.ics"}, {"/network.opml"}
        network.write(written(url=server.url, verify="true").replace("Les podcasts", "Tous les podcasts"))
        run = network.run("publish", "--pages-only")
        [calendar] = [line for line in run.stderr.splitlines() if "calendar.ics: warning" in line]
        assert calendar.endswith("Readers cannot open this page: the server answers 404.")
        assert "Let everybody read it: `balado network bucket setup` says how." in run.stderr
        [opml] = [line for line in run.stderr.splitlines() if "network.opml: warning" in line]
        assert "“application/octet-stream”, it is text/x-opml; charset=utf-8." in opml
        assert "Looked at as readers would" not in run.stderr

        server.asked.clear()
        network.write(written(url=server.url, verify="true"))
        network.run("publish", "--pages-only", "--no-verify")
        assert server.asked == []
