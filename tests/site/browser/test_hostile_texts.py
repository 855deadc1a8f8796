"""Texts of authors that try to run a script: Chromium judges that none does, on the pages and in what feeds hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from chromium import Visits
from depth import depth
from hostile_texts import HOSTILE, PAYLOADS
from hypothesis import HealthCheck, given, settings
from lxml import html
from playwright.sync_api import Browser, Page
from site_server import SiteServer
from site_shows import FRENCH, KINDS, PublishedSite, publish_site, rich_show

from balado.feed.notes.render import render_notes
from balado.site.model import SiteShow

# A browser for each example would take seconds: they are shown one after the other by the same one.
one_page = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=depth(10, 25, 500))
STIR = """() => {
    for (const element of document.querySelectorAll('body *')) {
        for (const kind of ['mouseover', 'focus', 'toggle', 'error']) element.dispatchEvent(new Event(kind));
        if (element.href?.startsWith?.('javascript:')) element.click();
    }
    return 'ran' in window;
}"""


@pytest.fixture
def page(unjudged: Visits) -> Iterator[Page]:
    return unjudged.tab()


@pytest.mark.parametrize("payload", ["<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>"])
def test_the_browser_would_run_what_is_tried(page: Page, payload: str) -> None:
    page.set_content(payload)
    page.wait_for_timeout(50)
    assert page.evaluate(STIR)


@given(HOSTILE)
@one_page
def test_notes_run_no_script_where_an_app_shows_them(page: Page, written: str) -> None:
    page.set_content(f"<div>{render_notes(written).html}</div>")
    assert not page.evaluate(STIR)


@given(HOSTILE)
@one_page
def test_a_page_runs_no_script_of_an_author(page: Page, server: SiteServer, written: str) -> None:
    show = hostile_show(server, written)
    site = publish_site(server, show)
    for kind in ("show", "episode"):
        page.goto(site.address(kind))
        assert not page.evaluate(STIR)
        assert page.url == site.address(kind)
        assert page.locator("body > main").count() == 1


def hostile_show(server: SiteServer, written: str) -> SiteShow:
    """A show whose every text is this one."""
    show = rich_show(f"{server.url}/hostile", FRENCH, older=1)
    rich, plain = show.episodes
    words = {"title": written, "summary": written, "author": written}
    rich = replace(
        rich,
        **words,
        notes_html=render_notes(written).html,
        chapters=tuple(replace(one, title=written) for one in rich.chapters),
        people=tuple(replace(one, name=written, function=written) for one in rich.people),
        documents=tuple(replace(one, title=written) for one in rich.documents),
        picture=None,
    )
    episodes = (rich, replace(plain, **words))
    return replace(
        show,
        title=written,
        description=written,
        author=written,
        copyright=written,
        episodes=episodes,
        seasons={1: written, 2: written},
        conferences=tuple(replace(one, title=written, summary=written) for one in show.conferences),
        picture=replace(show.picture, alt=written),
    )


@pytest.fixture(scope="module")
def let_through(server: SiteServer) -> PublishedSite:
    """Pages of which each has the notes of one payload as they are."""
    show = rich_show(f"{server.url}/let-through", FRENCH, older=1)
    rich, plain = show.episodes
    hostile = [
        replace(rich, guid=f"guid-{number}", page=f"e{number}", notes_html=payload)
        for number, payload in enumerate(PAYLOADS)
    ]
    return publish_site(server, replace(show, episodes=(*hostile, plain)))


@pytest.fixture(scope="module")
def one_after_the_other(chromium: Browser) -> Iterator[Page]:
    """One page for all payloads: what a document has run is gone with the document."""
    visits = Visits(chromium)
    yield visits.tab()
    visits.close()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_even_markup_that_was_let_through_runs_no_script(
    one_after_the_other: Page, let_through: PublishedSite, number: int
) -> None:
    key, page = f"episodes/e{number}.html", one_after_the_other
    assert PAYLOADS[number] in let_through.pages[key].decode()
    page.goto(let_through.address(key))
    page.wait_for_timeout(20)
    assert not page.evaluate(STIR)
    assert page.url == let_through.address(key)


def test_the_policy_of_every_page_allows_its_own_place_and_nothing_unsafe(french: PublishedSite) -> None:
    policies = {kind: policy_of(french.page(kind)) for kind in KINDS}
    [policy] = {tuple(one.items()) for one in policies.values()}
    told = dict(policy)
    assert told["default-src"] == told["form-action"] == told["base-uri"] == "'none'"
    assert set(told.values()) == {"'none'", "'self'"}


def policy_of(page: bytes) -> dict[str, str]:
    """The directives of a page's policy, which stands before whatever it judges."""
    metas = html.fromstring(page).xpath("//head/meta[@http-equiv='Content-Security-Policy']")
    [meta] = metas
    before = [element.tag for element in meta.itersiblings(preceding=True)]
    assert set(before) <= {"meta"}
    return dict(re.split(r"\s+", part.strip(), maxsplit=1) for part in meta.get("content").split(";"))


def test_no_page_has_a_style_or_a_script_within_it(french: PublishedSite) -> None:
    for kind in KINDS:
        tree = html.fromstring(french.page(kind))
        assert tree.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == [], kind
        assert {one.get("type") for one in tree.xpath("//script[not(@src)]")} <= {"application/ld+json"}, kind
