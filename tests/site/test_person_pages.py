"""Everybody has a page that tells what they took part in, as they were named there."""

from __future__ import annotations

from built_sites import BuiltSite, said
from site_specimens import HEDON, HOST, conference, episode, show

from balado.site.model import SitePerson

MAYOR = SitePerson(HEDON.name, HEDON.page, "author", "maire")


def test_a_page_tells_each_time_with_role_and_function() -> None:
    built = BuiltSite(show(episode("b", people=(HEDON,)), episode("a", people=(MAYOR, HOST))))
    page = built.page("people/claire-hedon.html")
    assert said(page.find(".//h1")) == "Claire Hédon"
    found = [[said(part) for part in entry.findall("p")][-1] for entry in page.xpath("//li[@class='entry']")]
    assert found == ["Intervention, Défenseure des droits", "Texte, maire"]
    assert page.xpath("//main//ul[@class='actions']//a/@href") == ["https://example.org/hedon"]
    assert built.files["people/claire-hedon.html"].guids == {"guid-of-a", "guid-of-b"}


def test_who_will_take_part_has_a_page_already() -> None:
    page = BuiltSite(show(conferences=(conference(),))).page("people/claire-hedon.html")
    assert [said(one) for one in page.iter("h2")] == ["Prendra part à"]


def test_who_makes_the_show_has_a_page_without_lists() -> None:
    page = BuiltSite(show(episode(), team=(HOST,))).page(f"people/{HOST.page}.html")
    assert (said(page.find(".//h1")), list(page.iter("h2"))) == (HOST.name, [])


def test_a_page_that_no_browser_should_open_is_no_link() -> None:
    odd = SitePerson("Odd", "odd", "guest", None, "javascript:alert(1)")
    page = BuiltSite(show(episode(people=(odd,)))).page("people/odd.html")
    assert [link for link in page.xpath("//@href") if "javascript" in link] == []


def test_a_host_of_many_episodes_has_lists_that_never_change() -> None:
    def made(count: int) -> BuiltSite:
        return BuiltSite(show(*(episode(f"e{number}", people=(HOST,)) for number in range(count, 0, -1))))

    before, after = made(81), made(95)
    key = f"people/{HOST.page}/1.html"
    assert before.text(key) == after.text(key)
    assert len(before.page(key).xpath("//li[@class='entry']")) == 50
    assert before.page(f"people/{HOST.page}.html").xpath("//main//nav//a/@href") == [f"../people/{HOST.page}/1.html"]
