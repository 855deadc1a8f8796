from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from site_specimens import episode, full_episode, picture, show

from balado.site.metadata.oembed import embed_code, oembed_recipe
from balado.site.model import SiteEpisode, SiteFile, SitePicture, SiteShow
from balado.site.render import renderer


def oembed_file(of: SiteShow, one: SiteEpisode) -> SiteFile:
    return oembed_recipe(one).made(renderer(of))


def test_the_answer_for_an_episode_is_whole() -> None:
    made = oembed_file(show(), full_episode())
    assert (made.key, made.media_type) == ("oembed/quelles-attentes.json", "application/json")
    assert made.guids == {"guid-of-quelles-attentes"}
    answer = json.loads(made.body)
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert (answer["title"], answer["author_name"]) == (full_episode().title, "Une institution")
    assert answer["provider_url"] == "https://pod.example/show/index.html"
    assert (answer["thumbnail_url"], answer["thumbnail_width"]) == (
        "https://pod.example/show/images/quelles-attentes-640.jpg",
        640,
    )
    assert (answer["width"], answer["height"]) == (600, 220)


def test_a_picture_that_not_every_site_reads_is_left_alone() -> None:
    webp_first = SitePicture(picture().forms[::-1])
    answer = json.loads(oembed_file(show(picture=webp_first), episode()).body)
    assert answer["thumbnail_url"] == "https://pod.example/show/images/cover-640.jpg"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_the_code_to_take_over_is_one_frame_whatever_the_title(title: str) -> None:
    made = episode(title=f'"><script>{title}')
    [frame] = html.fragments_fromstring(embed_code(show(), made))
    assert (frame.tag, len(frame)) == ("iframe", 0)
    assert frame.get("src") == "https://pod.example/show/embed/quelles-attentes.html"
    assert frame.get("title") == made.title
    assert json.loads(oembed_file(show(), made).body)["html"] == embed_code(show(), made)
