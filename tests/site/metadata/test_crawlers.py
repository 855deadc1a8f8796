from __future__ import annotations

from datetime import date

from lxml import etree
from site_specimens import episode, meeting, show

from balado.site.metadata.crawlers import robots_file, sitemap_file
from balado.site.model import GoneEpisode, SiteFile, SiteShow

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEW = episode("neuf", published=meeting(2026, 3, 29, 3, 30).start)
OLD = episode("ancien")
SHOW = show(NEW, OLD, gone=(GoneEpisode("gone", "parti", date(2026, 1, 2)),))
PAGES = (
    SiteFile("episodes/neuf.html", b"", "text/html", frozenset([NEW.guid, OLD.guid])),
    SiteFile("episodes/ancien.html", b"", "text/html", frozenset([NEW.guid, OLD.guid])),
    SiteFile("embed/neuf.html", b"", "text/html", frozenset([NEW.guid])),
    SiteFile("oembed/neuf.json", b"", "application/json", frozenset([NEW.guid])),
    SiteFile("people/a&b.html", b"", "text/html", frozenset([OLD.guid])),
    SiteFile("episodes/parti.html", b"", "text/html", frozenset(["gone"])),
    SiteFile("404.html", b"", "text/html"),
    SiteFile("index.html", b"", "text/html", frozenset([NEW.guid, OLD.guid, "to come"])),
    SiteFile("assets/site-0123456789abcdef.css", b"", "text/css"),
)


def listed(of: SiteShow, *pages: SiteFile) -> list[tuple[str | None, str | None]]:
    tree = etree.fromstring(sitemap_file(of, pages).body)
    assert tree.tag == f"{NAMESPACE}urlset"
    return [
        (url.findtext(f"{NAMESPACE}loc"), url.findtext(f"{NAMESPACE}lastmod")) for url in tree.iter(f"{NAMESPACE}url")
    ]


def test_every_page_that_is_worth_finding_is_listed_with_the_day_of_its_newest_episode() -> None:
    base = "https://pod.example/show"
    assert listed(SHOW, *PAGES) == [
        (f"{base}/index.html", "2026-03-29T01:30:00Z"),
        (f"{base}/episodes/ancien.html", "2022-10-19T15:30:00Z"),
        (f"{base}/episodes/neuf.html", "2026-03-29T01:30:00Z"),
        (f"{base}/people/a%26b.html", "2022-10-19T15:30:00Z"),
    ]


def test_a_page_that_tells_of_nothing_that_is_out_has_no_day() -> None:
    assert listed(show(), SiteFile("index.html", b"", "text/html")) == [("https://pod.example/show/index.html", None)]


def test_the_list_is_the_same_in_whatever_order_pages_were_made() -> None:
    assert sitemap_file(SHOW, PAGES) == sitemap_file(SHOW, PAGES[::-1])


def test_robots_may_read_everything_and_are_told_where_the_list_is() -> None:
    made = robots_file(SHOW.url)
    assert made.body == b"User-agent: *\nDisallow:\n\nSitemap: https://pod.example/show/sitemap.xml\n"
    assert made == robots_file(show().url)
