"""A film in several qualities plays in Chromium by itself: on the page of its episode, and in a plain page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from chromium import Visits
from packaged_films import SECONDS, packaged_film
from playwright.sync_api import Page
from show_builder import Show
from site_server import SiteServer, files_in

PLAYED = """async video => {
    video.muted = true;
    const failed = new Promise(done => video.addEventListener('error', () => done(video.error.message)));
    const ended = new Promise(done => video.addEventListener('ended', () => done('ended')));
    const start = video.play().then(() => { video.playbackRate = 16; }, error => String(error));
    const how = await Promise.race([ended, failed, start.then(error => error ?? new Promise(() => {}))]);
    return {how, lasts: video.duration, sides: [video.videoWidth, video.videoHeight], source: video.currentSrc};
}"""
PLAIN = """<!DOCTYPE html><html lang="fr"><title>Film</title><video controls src="{address}"></video>"""


@pytest.fixture(scope="module")
def published(server: SiteServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a show whose episode has a film in three qualities."""
    show = Show(tmp_path_factory.mktemp("stream") / "show")
    show.write_feed(publish=f"{{to: public, url: '{server.url}/stream'}}", site=None)
    folder = show.add("a", seconds=SECONDS, video="{file: film.mp4, hls: true}")
    package = packaged_film()
    shutil.copy(package.parent / "film.mp4", folder)
    shutil.copytree(package, folder / "film.hls")
    show.publish()
    return server.put_all("/stream", files_in(Path(show.root / "public")))


def assert_played(page: Page, ends_with: str) -> None:
    played = page.locator("video").evaluate(PLAYED)
    assert (played["how"], played["source"].endswith(ends_with)) == ("ended", True), played
    assert played["lasts"] == pytest.approx(SECONDS, abs=0.1)
    assert played["sides"] in ([960, 540], [640, 360], [416, 234])


def test_the_page_of_an_episode_plays_it(visits: Visits, published: str) -> None:
    page = visits.open(f"{published}/episodes/a.html")
    sources = page.locator("video source").evaluate_all("all => all.map(one => one.type)")
    assert sources == ["application/vnd.apple.mpegurl", "video/mp4"]
    assert page.locator("a[href$='.m3u8']").count() == 0, "a list of pieces is nothing to download"
    assert_played(page, ".m3u8")


def test_a_plain_page_plays_it_from_any_second(visits: Visits, server: SiteServer, published: str) -> None:
    feed = visits.context().request.get(f"{published}/feed.xml").text()
    address = feed.partition('type="application/x-mpegURL"')[2].partition('uri="')[2].partition('"')[0]
    page = visits.open(server.put("/stream/plain.html", PLAIN.format(address=address)))
    sought = """async video => {
        await new Promise(done => video.readyState > 0 ? done() : video.addEventListener('loadedmetadata', done));
        const there = new Promise(done => video.addEventListener('seeked', done));
        video.currentTime = 9; await there; return video.currentTime;
    }"""
    assert page.locator("video").evaluate(sought) == 9
    assert_played(page, ".m3u8")


def test_a_browser_that_plays_no_streams_plays_the_film(visits: Visits, published: str) -> None:
    page = visits.open(f"{published}/episodes/a.html")
    page.locator("video source").first.evaluate("source => { source.type = 'application/x-nobody-plays-this'; }")
    page.locator("video").evaluate("video => video.load()")
    assert_played(page, ".mp4")
