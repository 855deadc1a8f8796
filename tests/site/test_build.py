"""The whole site: pages are sound, links lead somewhere, bytes are the same each time, an episode changes few."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

import html5lib
import pytest
from built_sites import BuiltSite
from depth import depth
from site_specimens import HEDON, HOST, conference, episode, full_episode, show, transcript

from balado.record.keys import is_of_site
from balado.site import marks
from balado.site.build import SiteOnDemand, build_site, files_of_site
from balado.site.model import GoneEpisode, SiteEpisode, SitePerson, SiteShow, UnreadTranscript
from balado.site.recipe import NothingKept
from balado.transcripts.transcript import Transcript

GONE = (GoneEpisode("guid-of-gone", "ancienne", date(2024, 3, 1)),)
MANY = depth(149, 999)
"""After the next one a list is full. By the README's command there are three lists, in CI twenty: they are alike."""
PEOPLE = [SitePerson(f"Personne {number}", f"personne-{number}") for number in range(40)]


def numbered(number: int) -> SiteEpisode:
    return episode(
        f"e{number:04}",
        season=1 + number // 120,
        number=number,
        people=(HOST, PEOPLE[number % 40]),
        transcripts=(transcript(f"Bonjour, ceci est le numéro {number}."),),
        published=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=number),
    )


def long_show(count: int) -> SiteShow:
    return show(*(numbered(number) for number in range(count, 0, -1)))


@cache
def several(language: str = "fr") -> BuiltSite:
    listed = (full_episode("c"), full_episode("b"), full_episode("a", season=None))
    return BuiltSite(show(*listed, conferences=(conference(),), gone=GONE, team=(HEDON,), page_language=language))


def kinds() -> list[str]:
    return [
        "index.html",
        "episodes/a.html",
        "embed/a.html",
        "seasons/1.html",
        "people/claire-hedon.html",
        "episodes/ancienne.html",
        "404.html",
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("key", kinds())
def test_a_page_is_html_without_a_fault(key: str, language: str) -> None:
    html5lib.HTMLParser(strict=True).parse(several(language).text(key))
    page = several(language).page(key)
    assert page.get("lang") == language
    assert len(list(page.iter("h1"))) == 1
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    identifiers = page.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert set(page.xpath("//@aria-labelledby|//@for")) <= set(identifiers)
    assert page.xpath("//img[not(@alt)]") == []
    assert len(list(page.iter("main"))) == 1


@pytest.mark.parametrize("key", kinds())
def test_no_page_has_script_or_style_inside(key: str) -> None:
    page = several().page(key)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';")
    assert "unsafe" not in policy
    assert page.xpath("//style|//@style|//script[not(@src) and not(@type='application/ld+json')]") == []
    assert [name for name in page.xpath("//@*") if name.attrname.startswith("on")] == []


def test_the_record_knows_every_key_of_the_pages_for_one() -> None:
    assert "search/1.json" in several().files
    assert [key for key in several().files if not is_of_site(key)] == []


def test_every_link_leads_to_a_page_or_a_file_of_the_show() -> None:
    built = several()
    published = ("audio/", "images/", "transcripts/", "feed.xml")
    for key in built.pages:
        for target, fragment in built.links(key):
            assert target in built.files or target.startswith(published), f"{key} leads to {target}"
            if fragment and target in built.pages:
                assert built.page(target).xpath(f"//*[@id='{fragment}']"), f"{key} leads to {target}#{fragment}"


def test_the_same_show_gives_the_same_bytes() -> None:
    first, second = build_site(long_show(70)), build_site(long_show(70))
    assert first == second


@pytest.mark.parametrize("count", [59, *(pytest.param(many, marks=pytest.mark.untraced) for many in (MANY, MANY + 10))])
def test_a_new_episode_changes_few_files(count: int) -> None:
    before = {file.key: file.body for file in build_site(long_show(count))}
    after = {file.key: file.body for file in build_site(long_show(count + 1))}
    assert set(before) <= set(after)
    assert len([key for key, body in after.items() if before.get(key) != body]) <= 12


def test_what_pages_of_several_tell_of_an_episode_can_be_taken_out() -> None:
    built, guid = several(), "guid-of-b"
    own = {"episodes/b.html", "embed/b.html", "oembed/b.json"}
    telling = {key for key, file in built.files.items() if guid in file.guids}
    assert own & set(built.files) <= telling
    for key, file in built.files.items():
        if key.endswith(".html") and key not in own:
            left = marks.without(file.body, guid)
            for trace in ("Titre de b", "b.html", guid, "audio/b-", marks.mark_of(guid)):
                assert trace.encode() not in left, f"{key} still tells {trace}"
            assert (left != file.body) == (key in telling), key


def test_every_file_says_its_type() -> None:
    assert {file.media_type for key, file in several().files.items() if key.endswith(".html")} == {
        "text/html; charset=utf-8"
    }
    assert {key.partition("/")[0] for key, file in several().files.items() if file.immutable} == {"assets"}


def test_a_transcript_is_read_for_its_page_and_for_the_search_and_for_nothing_else() -> None:
    told, read = full_episode("lu").transcripts[0], []

    def reading() -> Transcript:
        read.append("read")
        return told.transcript

    late = full_episode("lu", transcripts=(replace(told, source=UnreadTranscript("un.vtt", "0" * 64, reading)),))
    files = files_of_site(show(late), NothingKept())
    first = next(built.file for built in files if built.key == "episodes/lu.html")
    assert first == BuiltSite(show(full_episode("lu"))).files["episodes/lu.html"]
    assert read == ["read"]
    list(files)
    assert read == ["read", "read"]


def test_each_file_that_is_made_on_demand_is_the_one_of_the_whole_site() -> None:
    for one in (long_show(130), show(full_episode("b"), full_episode("a"), conferences=(conference(),), gone=GONE)):
        pages = SiteOnDemand(one)
        assert {file.key: pages.file(file.key) for file in build_site(one)} == {
            file.key: file for file in build_site(one)
        }
        assert pages.file("episodes/nothing.html") is None
