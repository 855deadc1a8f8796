"""Whatever stands in a field is shown as text: it opens no element, no attribute and no script."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from built_sites import BuiltSite
from hypothesis import given, settings
from hypothesis import strategies as st
from site_specimens import conference, full_episode, show

from balado.site.model import SiteEpisode, SiteFilm, SiteLink, SiteShow

NAMES = frozenset(
    {
        "guid",
        "page",
        "key",
        "url",
        "timezone",
        "media_type",
        "notes_html",
        "status",
        "episode_type",
        "page_language",
        "language",
    }
)
"""What no text of an author is in, or what the house makes itself."""
PIECES = [
    "<script>alert(1)</script>",
    '" onload="x',
    "' onload='x",
    "</title>",
    "<!--",
    "-->",
    "&lt;",
    "]]>",
    "{{ 7*7 }}",
    "javascript:alert(1)",
    "é :",
    "\u202e",
    "<img src=x onerror=y>",
    "</textarea>",
    "</script>",
]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)


def with_text(value: Any, text: str) -> Any:
    """The same with this text in every field of an author, down to the last part."""
    if isinstance(value, tuple):
        return tuple(with_text(one, text) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, str) and field.name not in NAMES:
            is_key = field.name == "href" and not old.startswith("https:")
            changes[field.name] = old if is_key else text
        elif field.name not in NAMES:
            changes[field.name] = with_text(old, text)
    return replace(value, **changes)


def whole(film: str = "https://video.example/a.mp4") -> SiteShow:
    one: SiteEpisode = full_episode(
        film=SiteFilm(SiteLink("Film", film, "video/mp4", 5)),
        replay=SiteLink("Revoir", "https://example.org/revoir"),
        documents=(SiteLink("Programme", "documents/a.pdf", "application/pdf", 5),),
        links=(SiteLink("Étude", "https://example.org/etude"),),
        own_page="https://example.org/page",
    )
    link = SiteLink("Lien", "https://example.org/lien")
    made: SiteShow = show(
        one,
        full_episode("autre"),
        conferences=(conference(),),
        services=(link,),
        team=one.people,
        funding=(link,),
        license=link,
        copyright="Une institution",
        feeds=(link,),
    )
    return made


HARMLESS = (BuiltSite(whole()), BuiltSite(whole("video/a.mp4")))


def elements(built: BuiltSite, key: str) -> set[tuple[str, tuple[str, ...]]]:
    """Every kind of element of a page, with the names of its attributes."""
    return {(str(one.tag), tuple(sorted(one.keys()))) for one in built.page(key).iter() if isinstance(one.tag, str)}


@settings(max_examples=25)
@given(text=TEXTS)
def test_a_hostile_text_adds_nothing_to_any_page(text: str) -> None:
    built = BuiltSite(with_text(whole(), text))
    for key in built.pages:
        usual = set().union(*(elements(one, key) for one in HARMLESS))
        assert elements(built, key) <= usual, key
        page = built.page(key)
        assert [link for link in page.xpath("//@href|//@src") if link.lower().lstrip().startswith("javascript:")] == []
        assert page.xpath("//script[not(@src) and not(@type='application/ld+json')]") == []
        assert len(page.xpath("//head/title")) == 1


def test_the_text_itself_is_shown() -> None:
    text = "<b>&amp;\"'"
    built = BuiltSite(with_text(whole(), text))
    assert built.page("index.html").find(".//h1").text == text
    assert built.page("episodes/quelles-attentes.html").find(".//h1").text == text
    assert built.page("embed/quelles-attentes.html").find(".//h1/a").text == text
