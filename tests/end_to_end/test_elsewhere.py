"""A show that moved its feed and not its media yet: recordings, texts and pictures stay on another server."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import feedparser
import pytest
from counting_proxy import CountingProxy
from lxml import html
from public_server import plain
from scripted_store import Answer, Asked, ScriptedStore
from show_builder import NOW, Show, silent_mp3
from store_servers import Store

from balado.feed.document import Enclosure
from balado.feed.read import read
from balado.show.formats import media_type_at

FAR = "https://old.example/audio"
COVER = "https://old.example/cover.jpg"
REMOTE = f"{{url: {FAR}/b.mp3, length: 4321, type: audio/mpeg, duration: 00:30:00}}"
Stored = Callable[[], Mapping[str, bytes]]


def fill(show: Show) -> None:
    """Three episodes: one with its file, one with its recording elsewhere, one with all it has elsewhere."""
    show.add("a", date="2025-11-01 08:00")
    show.add("b", date="2025-11-02 08:00", seconds=None, audio=REMOTE)
    show.add(
        "c",
        date="2025-11-03 08:00",
        seconds=None,
        audio=f"{{url: {FAR}/c.mp3, length: 99, duration: '61'}}",
        artwork="https://old.example/c.jpg",
        alt="A door",
        transcripts="[{url: https://old.example/c.vtt, rel: captions}, {url: https://old.example/c.srt, language: en}]",
        chapters="{url: https://old.example/c.json, type: application/json}",
    )


@pytest.fixture
def show(show: Show) -> Show:
    fill(show)
    return show


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Show, Stored]:
    """The same in a folder and in a store, and what is public there."""
    show = Show(tmp_path / "show")
    if request.param == "folder":
        show.write_feed()
        fill(show)
        return show, show.published
    bucket: Store = request.getfixturevalue("bucket")
    show = Show(tmp_path / "show", bucket.environment())
    show.write_feed(publish=f"{{to: 's3://{bucket.bucket}/p', url: 'https://pod.example/show', verify: false}}")
    fill(show)
    return show, lambda: {
        key.removeprefix("p/"): one.body for key, one in bucket.read_all().items() if not key.startswith("p/.balado")
    }


def items(feed: bytes) -> dict[str, Any]:
    return {entry.id: entry for entry in feedparser.parse(feed).entries}


def enclosures(show: Show) -> dict[str, str]:
    return {guid: one.enclosures[0].href for guid, one in items(show.published()["feed.xml"]).items()}


def record(show: Show) -> dict[str, Any]:
    """The newest record."""
    folder = show.root / ".public.balado" / "generations"
    newest = max(folder.glob("*.json"), key=lambda path: int(path.stem))
    document: dict[str, Any] = json.loads(newest.read_bytes())
    return document


def edit(show: Show, slug: str, old: str, new: str) -> None:
    path = show.root / "episodes" / slug / "episode.md"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def warnings(events: list[dict[str, Any]]) -> list[str]:
    return [event["message"] for event in events if event.get("severity") == "warning"]


def changes(events: list[dict[str, Any]]) -> list[tuple[str, str]]:
    [plan] = [event for event in events if event["event"] == "plan"]
    return [(one["change"], f"guid-of-{one['episode']}") for one in plan["changes"]]


def put_in_place(show: Show, slug: str) -> None:
    (show.root / "episodes" / slug / "talk.mp3").write_bytes(silent_mp3(3, slug))


def test_the_feed_leads_to_what_is_elsewhere_and_nothing_of_it_is_sent(place: tuple[Show, Stored]) -> None:
    show, stored = place
    show.publish()

    served = stored()
    found = items(served["feed.xml"])
    ours = found["guid-of-a"].enclosures[0].href
    far = found["guid-of-b"].enclosures[0]
    assert (far.href, far.length, far.type) == (f"{FAR}/b.mp3", "4321", "audio/mpeg")
    assert [found[guid].itunes_duration for guid in ("guid-of-b", "guid-of-c")] == ["1800", "61"]
    assert found["guid-of-c"].image.href == "https://old.example/c.jpg"
    feed = served["feed.xml"].decode()
    assert '<podcast:transcript url="https://old.example/c.vtt" type="text/vtt" rel="captions"/>' in feed
    assert '<podcast:transcript url="https://old.example/c.srt" type="application/x-subrip" language="en"/>' in feed
    assert '<podcast:chapters url="https://old.example/c.json" type="application/json"/>' in feed
    media = [key for key in served if key.startswith(("audio/", "transcripts/", "chapters/"))]
    assert media == [ours.removeprefix("https://pod.example/show/")]
    assert len([key for key in served if key.startswith("artwork/")]) == 1


def test_what_is_written_is_all_that_the_record_knows_of_it(show: Show) -> None:
    show.publish()
    written = record(show)
    assert written["format"] == 5
    of = {one["slug"]: (one["audio"] is not None, one.get("remote")) for one in written["episodes"]}
    assert of["a"] == (True, None)
    assert of["b"] == (False, {"url": f"{FAR}/b.mp3", "byte_size": 4321, "media_type": "audio/mpeg"})
    assert "old.example" not in json.dumps(written["objects"])


def test_a_show_that_an_earlier_version_published_goes_on(tmp_path: Path) -> None:
    show = Show(tmp_path / "show")
    show.write_feed()
    show.add("old")
    show.publish()
    first = (show.root / ".public.balado/generations/1.json").read_bytes()
    before = enclosures(show)
    assert record(show)["format"] == 3

    fill(show)
    show.publish()

    assert record(show)["format"] == 5
    assert (show.root / ".public.balado/generations/1.json").read_bytes() == first
    assert enclosures(show).items() > before.items()
    assert show.run("history").returncode == 0
    assert (
        show.run("rollback", "--consent", "guid-of-a", "--consent", "guid-of-b", "--consent", "guid-of-c").returncode
        == 0
    )
    assert (enclosures(show), record(show)["format"]) == (before, 3)


def test_a_run_with_nothing_to_do_does_nothing(show: Show) -> None:
    show.publish()
    before = show.footprint()
    assert show.events()[-1]["event"] == "nothing-to-do"
    assert show.footprint() == before


def test_it_asks_no_more_than_one_of_a_show_with_its_files(tmp_path: Path, bucket: Store) -> None:
    with CountingProxy(bucket.url) as proxy:
        show = Show(tmp_path / "show", {**bucket.environment(), "AWS_ENDPOINT_URL": proxy.url})
        show.write_feed(publish=f"{{to: 's3://{bucket.bucket}/p', url: 'https://pod.example/show', verify: false}}")
        fill(show)
        show.publish(AWS_ENDPOINT_URL=bucket.url)
        assert "Nothing to do" in show.publish().stderr
        assert len(proxy.requests) <= 4, proxy.requests


@pytest.mark.parametrize("with_file", [True, False], ids=["with the file here", "in a checkout without audio"])
def test_a_recording_that_is_put_in_place_is_published_from_here_for_good(show: Show, *, with_file: bool) -> None:
    show.publish()
    assert enclosures(show)["guid-of-b"] == f"{FAR}/b.mp3"
    put_in_place(show, "b")

    events = show.events()

    assert changes(events) == [("new-audio", "guid-of-b")]
    assert any("talk.mp3 lies in the folder" in message for message in warnings(events))
    now = enclosures(show)["guid-of-b"]
    assert now.startswith("https://pod.example/show/audio/b-")
    if not with_file:
        show.remove_audio()
    edit(show, "b", "About b", "About the second")
    show.publish()
    assert enclosures(show)["guid-of-b"] == now
    edit(show, "b", f"audio: {REMOTE}\n", "")
    show.publish()
    assert enclosures(show)["guid-of-b"] == now


def test_another_address_of_a_live_recording_is_no_loss(show: Show) -> None:
    show.publish()
    edit(show, "b", f"{FAR}/b.mp3", "https://new.example/b.mp3")
    assert changes(show.events()) == [("new-audio", "guid-of-b")]
    assert enclosures(show)["guid-of-b"] == "https://new.example/b.mp3"


def test_who_leads_a_live_episode_away_from_here_is_told(show: Show) -> None:
    show.publish()
    edit(show, "a", "title:", f"audio: {{url: {FAR}/a.mp3, length: 5, duration: '5'}}\ntitle:")
    show.publish()
    assert enclosures(show)["guid-of-a"].startswith("https://pod.example/"), "its file is here"
    edit(show, "a", f"{FAR}/a.mp3", "https://new.example/a.mp3")
    (show.root / "episodes/a/talk.mp3").unlink()
    told = warnings(show.events())
    assert [message for message in told if "from now on the feed leads to new.example" in message] != []
    assert enclosures(show)["guid-of-a"] == "https://new.example/a.mp3"
    assert not [message for message in warnings(show.events()) if "from now on" in message]


def test_another_length_is_an_update(show: Show) -> None:
    show.publish()
    edit(show, "b", "length: 4321", "length: 4322")
    assert changes(show.events()) == [("updated", "guid-of-b")]


def test_a_live_recording_cannot_vanish_with_its_line(show: Show) -> None:
    show.publish()
    edit(show, "b", f"audio: {REMOTE}\n", "")
    before = enclosures(show)
    assert "There is no recording in this folder" in show.publish(code=1).stderr
    assert enclosures(show) == before


def test_an_address_that_is_none_is_one_fault(show: Show) -> None:
    show.publish()
    edit(show, "b", f"{FAR}/b.mp3", "b.mp3")
    told = [event for event in show.events(code=2) if event.get("severity") == "error"]
    assert [(one["path"], one["key"]) for one in told] == [("episodes/b/episode.md", "audio.url")]


def test_a_live_episode_whose_address_is_signed_now_stays_as_it_was(show: Show) -> None:
    show.publish()
    edit(show, "b", f"{FAR}/b.mp3", f"{FAR}/b.mp3?X-Amz-Signature=abc")
    edit(show, "a", "About a", "About the first")
    told = [event for event in show.events(code=1) if event.get("severity") == "error"]
    assert ["carries a signature" in one["message"] for one in told] == [True]
    assert enclosures(show)["guid-of-b"] == f"{FAR}/b.mp3"
    assert items(show.published()["feed.xml"])["guid-of-a"].title == "About the first"
    edit(show, "b", "?X-Amz-Signature=abc", "")
    show.publish()
    assert enclosures(show)["guid-of-b"] == f"{FAR}/b.mp3"


def test_a_line_without_an_address_is_where_the_recording_is_missed(show: Show) -> None:
    show.add("d", date="2025-11-04 08:00", seconds=None, audio="")
    [told] = [event for event in show.events(code=1) if event.get("severity") == "error"]
    assert (told["path"], told["key"]) == ("episodes/d/episode.md", "audio")
    assert "There is no recording in this folder" in told["message"]


def test_what_is_not_known_is_asked_for_in_one_sentence(show: Show) -> None:
    show.add("d", date="2025-11-04 08:00", seconds=None, audio="{url: https://old.example/stream?id=4, length: 0}")
    events = show.events()
    [told] = [event for event in events if "is not known" in event.get("message", "")]
    assert (told["path"], told["key"], told["severity"]) == ("episodes/d/episode.md", "audio", "warning")
    for part in ("old.example", "its size (length)", "its type (type)", "how long it plays (duration)"):
        assert part in told["message"]
    assert "`balado check --live --fix`" in told["remedy"]
    far = items(show.published()["feed.xml"])["guid-of-d"]
    assert (far.enclosures[0].length, far.enclosures[0].type, "itunes_duration" in far) == ("0", "audio/mpeg", False)


def test_an_address_without_https_is_told_and_published(show: Show) -> None:
    edit(show, "b", "https://old.example", "http://old.example")
    [told] = [event for event in show.events() if event.get("rule") == "enclosure-without-https"]
    assert (told["path"], told["key"]) == ("episodes/b/episode.md", "audio")
    assert enclosures(show)["guid-of-b"] == "http://old.example/audio/b.mp3"


@pytest.mark.parametrize(
    ("audio", "rule"),
    [
        (
            "{url: https://old.example/download?id=3, type: audio/mpeg, length: 5, duration: '5'}",
            "enclosure-suffix-unknown",
        ),
        ("{url: https://old.example/d.mp3, type: audio/mp3, length: 5, duration: '5'}", "enclosure-type-wrong"),
    ],
)
def test_what_was_wrong_in_the_old_feed_is_told_and_holds_nothing_back(show: Show, audio: str, rule: str) -> None:
    show.add("d", date="2025-11-04 08:00", seconds=None, audio=audio)
    [told] = [event for event in show.events() if event.get("rule") == rule]
    assert (told["severity"], told["path"], told["key"]) == ("warning", "episodes/d/episode.md", "audio")
    assert "guid-of-d" in enclosures(show)


def test_a_check_finds_nothing_else_in_it(show: Show) -> None:
    show.write_feed(copyright="An institution", alt="A lectern")
    found = show.checked()
    errors = [event for event in found if event.get("severity") == "error"]
    assert errors == []


def test_it_waits_for_its_date_like_any_other(show: Show) -> None:
    show.add("e", date="2025-12-01 08:00", seconds=None, audio=f"{{url: {FAR}/e.mp3, length: 9, duration: '9'}}")
    assert ("scheduled", "guid-of-e") in changes(show.events())
    assert "guid-of-e" not in enclosures(show)
    show.publish("--now", "2025-12-01T09:00:00+01:00")
    assert enclosures(show)["guid-of-e"] == f"{FAR}/e.mp3"


def test_the_difference_names_both_addresses(show: Show) -> None:
    show.publish()
    edit(show, "b", f"{FAR}/b.mp3", "https://new.example/b.mp3")
    told = show.run("diff", "--now", NOW).stdout
    assert f"url: {FAR}/b.mp3" in told
    assert "→ url: https://new.example/b.mp3" in told


def test_status_and_history_know_it(show: Show) -> None:
    show.publish()
    run = show.run("status", "--now", NOW, "--deep", "--format", "json")
    assert run.returncode == 0, run.stderr
    states = {
        one["episode"]: one["state"] for one in map(json.loads, run.stdout.splitlines()) if one["event"] == "episode"
    }
    assert states == {"a": "live", "b": "live", "c": "live"}
    assert show.run("history").returncode == 0


def test_withdrawn_it_leaves_the_feed(show: Show) -> None:
    show.publish()
    edit(show, "b", "title:", "withdrawn: true\ntitle:")
    show.publish()
    assert "guid-of-b" not in enclosures(show)


def everything(show: Show) -> bytes:
    """All that is kept of a show in a folder, the state too."""
    tops = (show.root / "public", show.root / ".public.balado")
    bodies = (path.read_bytes() for top in tops for path in top.rglob("*") if path.is_file())
    return b"".join(gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body for body in bodies)


def test_no_record_remembers_what_was_taken_down(show: Show) -> None:
    show.publish()
    put_in_place(show, "b")
    show.publish()
    assert b"b.mp3" in everything(show)
    assert show.run("takedown", "guid-of-b", "--yes").returncode == 0
    assert b"b.mp3" not in everything(show)
    assert b"c.mp3" in everything(show)


def test_taken_down_it_is_nowhere_here_and_its_server_is_named(place: tuple[Show, Stored]) -> None:
    show, stored = place
    show.publish()
    run = show.run("takedown", "guid-of-b", "--yes", "--format", "json")
    assert run.returncode == 0, run.stderr
    [told] = [event for event in map(json.loads, run.stdout.splitlines()) if event.get("severity") == "warning"]
    assert told["path"] == f"{FAR}/b.mp3"
    assert "on another server" in told["message"]
    assert not [key for key, body in stored().items() if b"b.mp3" in body]


def test_going_back_leads_to_where_it_was(show: Show) -> None:
    show.publish()
    put_in_place(show, "b")
    show.publish()
    run = show.run("rollback")
    assert run.returncode == 0, run.stderr
    assert enclosures(show)["guid-of-b"] == f"{FAR}/b.mp3"
    assert record(show)["format"] == 5


def test_what_is_pruned_is_ours(show: Show) -> None:
    show.publish()
    put_in_place(show, "b")
    show.publish()
    assert show.run("prune", "--yes").returncode == 0
    assert show.events()[-1]["event"] == "nothing-to-do"


def test_pulled_are_the_files_that_are_here(show: Show) -> None:
    show.publish()
    show.remove_audio()
    run = show.run("pull")
    assert run.returncode == 0, run.stderr
    assert [path.name for path in sorted(show.root.glob("episodes/*/*.mp3"))] == ["talk.mp3"]
    assert (show.root / "episodes/a/talk.mp3").exists()


@pytest.mark.parametrize("in_place", [False, True], ids=["elsewhere", "put in place"])
def test_a_lost_record_is_made_anew(show: Show, *, in_place: bool) -> None:
    show.write_feed(artwork=COVER)
    if in_place:
        put_in_place(show, "b")
    show.publish()
    before, written = show.published(), record(show)
    for path in (show.root / ".public.balado" / "generations").iterdir():
        path.unlink()
    run = show.run("recover", "--yes")
    assert run.returncode == 0, run.stderr
    assert [one.get("remote") for one in record(show)["episodes"]] == [one.get("remote") for one in written["episodes"]]
    show.remove_audio()
    show.publish()
    assert {key: body for key, body in show.published().items() if key == "feed.xml"} == {
        "feed.xml": before["feed.xml"]
    }


def test_the_feed_reads_back_to_what_was_written(show: Show) -> None:
    show.publish()
    found = read(show.published()["feed.xml"])
    assert found.unplaced == ()
    by_guid = {item.guid: item for item in found.feed.items}
    assert by_guid["guid-of-b"].enclosure == Enclosure(f"{FAR}/b.mp3", 4321, "audio/mpeg")
    last = by_guid["guid-of-c"]
    assert (last.chapters_url, last.chapters_type) == ("https://old.example/c.json", "application/json")
    assert [(one.url, one.type) for one in last.transcripts] == [
        ("https://old.example/c.vtt", "text/vtt"),
        ("https://old.example/c.srt", "application/x-subrip"),
    ]
    assert last.image_url == "https://old.example/c.jpg"


class Listeners:
    """What stands between a folder and listeners, and the old host beside it, of which `asked` tells."""

    def __init__(self, public: Path) -> None:
        self.public = public
        self.asked: list[tuple[str, str]] = []
        self.far: dict[str, tuple[bytes, str]] = {"/old/b.mp3": (silent_mp3(9), "audio/mpeg")}

    def __call__(self, asked: Asked) -> Answer:
        if asked.path.startswith("/old/"):
            self.asked.append((asked.method, asked.path))
            return plain(self.far, asked)
        path = self.public / asked.path.removeprefix("/show/")
        media_type = media_type_at(asked.path, "text/html; charset=utf-8")
        return plain({asked.path: (path.read_bytes(), media_type)} if path.is_file() else {}, asked)


def test_only_the_proof_of_a_new_episode_asks_for_its_recording(show: Show) -> None:
    listeners = Listeners(show.root / "public")
    with ScriptedStore(listeners) as server:
        show.write_feed(publish=f"{{to: public, url: '{server.url}/show', verify: true}}")
        length = len(listeners.far["/old/b.mp3"][0])
        edit(show, "b", REMOTE, f"{{url: {server.url}/old/b.mp3, length: {length}, duration: '9'}}")
        edit(show, "c", "title:", "draft: true\ntitle:")
        assert show.publish("--dry-run").returncode == 0
        assert listeners.asked == []
        told = warnings(show.events())
        assert not [message for message in told if "/old/b.mp3" in message]
        assert listeners.asked == [("HEAD", "/old/b.mp3"), ("GET", "/old/b.mp3")]
        edit(show, "b", "About b", "About the second")
        show.publish()
        show.publish()
        assert len(listeners.asked) == 2

        listeners.far.clear()
        edit(show, "b", "/old/b.mp3", "/old/other.mp3")
        [event] = [one for one in show.events() if one.get("path", "").endswith("/old/other.mp3")]
        assert event["severity"] == "warning"
        assert "the server answers 404" in event["message"]


def test_a_check_of_the_servers_asks_for_it_like_for_any_other(show: Show) -> None:
    listeners = Listeners(show.root / "public")
    with ScriptedStore(listeners) as server:
        show.write_feed(publish=f"{{to: public, url: '{server.url}/show'}}")
        edit(show, "b", REMOTE, f"{{url: {server.url}/old/gone.mp3, length: 5, duration: '9'}}")
        edit(show, "c", "title:", "draft: true\ntitle:")
        show.publish()
        found = show.run("check", "--now", NOW, "--live", "--allow-private", "--format", "json")
    events = [json.loads(line) for line in found.stdout.splitlines()]
    told = [one for one in events if one.get("path") == "episodes/b/episode.md" and one.get("severity") == "error"]
    assert [(one["key"], "404" in one["message"]) for one in told] == [("audio", True)]


def test_a_cover_elsewhere_is_named_by_feed_and_pages(show: Show) -> None:
    show.write_feed(artwork=COVER, alt="A lectern", site="true")
    show.publish()
    served = show.published()
    assert feedparser.parse(served["feed.xml"]).feed.image.href == COVER
    assert not [key for key in served if key.startswith("artwork/")]
    page = html.fromstring(served["index.html"])
    [cover] = [one for one in page.iter("img") if one.get("src") == COVER]
    assert cover.get("alt") == "A lectern"
    assert show.events()[-1]["event"] == "nothing-to-do"
    (show.root / "episodes" / "cover.jpg").rename(show.root / "cover.jpg")
    show.write_feed(artwork="cover.jpg", alt="A lectern", site="true")
    (show.root / "cover.jpg").write_bytes((show.root / "episodes" / "cover.jpg").read_bytes())
    show.publish()
    assert feedparser.parse(show.published()["feed.xml"]).feed.image.href.startswith("https://pod.example/show/artwork")


def policy_of(page: Any) -> str:
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    return str(policy)


def test_a_page_plays_links_and_describes_what_is_elsewhere(show: Show) -> None:
    show.write_feed(site="true", alt="A lectern")
    show.publish()
    served = show.published()
    page = html.fromstring(served["episodes/c.html"])
    assert page.xpath("//audio/@src") == [f"{FAR}/c.mp3"]
    assert page.xpath("//audio/@preload") == ["none"]
    assert "media-src 'self' https:" in policy_of(page)
    assert "img-src 'self' https:" in policy_of(page)
    links = page.xpath("//ul[@class='files']//a/@href")
    for address in (f"{FAR}/c.mp3", *(f"https://old.example/c.{suffix}" for suffix in ("vtt", "srt", "json"))):
        assert address in links
    data = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    [audio, *texts] = data["associatedMedia"]
    assert (audio["contentUrl"], audio["contentSize"], audio["duration"]) == (f"{FAR}/c.mp3", "99", "PT1M1S")
    assert [one["contentUrl"] for one in texts] == ["https://old.example/c.vtt", "https://old.example/c.srt"]
    assert data["image"]["url"] == "https://old.example/c.jpg"
    ours = html.fromstring(served["episodes/a.html"])
    assert "https:" not in policy_of(ours)
    assert show.events()[-1]["event"] == "nothing-to-do"


def test_a_page_links_what_browsers_would_not_play_in_it(show: Show) -> None:
    show.write_feed(site="true", alt="A lectern")
    edit(show, "b", "https://old.example", "http://old.example")
    edit(show, "b", ", duration: 00:30:00", "")
    show.publish()
    page = html.fromstring(show.published()["episodes/b.html"])
    assert page.xpath("//audio") == []
    assert page.xpath("//a[@class='main']/@href") == ["http://old.example/audio/b.mp3"]
    assert "PT" not in "".join(page.xpath("//p[@class='facts']//@datetime"))
