from __future__ import annotations

import re

import pytest
import zxingcpp
from lxml import etree
from PIL import Image, ImageDraw
from site_specimens import show

from balado.site.model import SiteLink
from balado.site.subscribe import qr_svg, service_name, subscription

SVG = "{http://www.w3.org/2000/svg}"
PIXELS = 6
"""To a module."""


def rasterised(svg: str, page: str = "black") -> Image.Image:
    """The drawing as it stands in a page of that colour: a filled rectangle, and lines of one module's height."""
    tree = etree.fromstring(svg)
    width, height = (int(number) for number in tree.get("viewBox", "").split()[2:])
    made = Image.new("RGB", ((width + 8) * PIXELS, (height + 8) * PIXELS), page)
    pen = ImageDraw.Draw(made)
    ground, modules = tree.findall("path")
    assert ground.get("d") == f"M0 0h{width}v{height}h-{width}z"
    _fill(pen, (0, 0, width, height), ground.get("fill", ""))
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", modules.get("d", "")):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            _fill(pen, (x, y - 0.5, x + values[0], y + 0.5), modules.get("stroke", ""))
            x += values[0]
        else:
            x, y = (x + values[0], y + values[1]) if command == "m" else (values[0], values[1])
    return made


def _fill(pen: ImageDraw.ImageDraw, modules: tuple[float, float, float, float], colour: str) -> None:
    left, top, right, bottom = (round((4 + number) * PIXELS) for number in modules)
    pen.rectangle((left, top, right - 1, bottom - 1), fill=colour)


@pytest.mark.parametrize("address", ["https://pod.example/show/feed.xml", f"https://pod.example/{'a' * 300}/feed.xml"])
@pytest.mark.parametrize("page", ["black", "white"])
def test_the_code_leads_to_the_feed_on_dark_pages_and_light_ones(address: str, page: str) -> None:
    [read] = zxingcpp.read_barcodes(rasterised(qr_svg(address, "Le flux"), page))
    assert (read.text, read.format) == (address, zxingcpp.BarcodeFormat.QRCode)


def test_the_code_says_what_it_is_and_needs_no_style() -> None:
    svg = qr_svg("https://pod.example/feed.xml", 'S’abonner à « <Tout> & "rien" »')
    tree = etree.fromstring(svg)
    assert tree.findtext("title") == 'S’abonner à « <Tout> & "rien" »'
    assert tree.get("role") == "img"
    assert not [element for element in tree.iter() if element.get("style")]
    assert svg is qr_svg("https://pod.example/feed.xml", 'S’abonner à « <Tout> & "rien" »'), "it is drawn once"


def test_the_feed_is_given_in_each_form_that_apps_take() -> None:
    made = subscription(show(services=(SiteLink("apple", "https://podcasts.apple.com/1"),)))
    assert made.feed == "https://pod.example/show/feed.xml"
    assert (made.app, made.older_app) == ("podcast://pod.example/show/feed.xml", "pcast://pod.example/show/feed.xml")
    assert made.services == (SiteLink("Apple Podcasts", "https://podcasts.apple.com/1"),)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("apple", "Apple Podcasts"),
        ("Pocket Casts", "Pocket Casts"),
        ("pocket-casts", "Pocket Casts"),
        ("YOUTUBE", "YouTube"),
        ("podcast_addict", "Podcast Addict"),
        ("Notre radio", "Notre radio"),
    ],
)
def test_apps_are_called_as_they_call_themselves(written: str, name: str) -> None:
    assert service_name(written) == name
