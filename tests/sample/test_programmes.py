"""The documents of the first show can be read by everybody."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "programmes"
EPISODES = Path(__file__).parents[2] / "episodes"
SLUGS = sorted(path.stem for path in PAGES.glob("*.html"))


def programme(slug: str) -> bytes:
    return (EPISODES / slug / "programme.pdf").read_bytes()


def unpacked(slug: str) -> bytes:
    """The document, and behind it what its compressed streams hold."""
    document = programme(slug)
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", document, re.DOTALL)
    return b"\n".join([document, *map(zlib.decompress, streams)])


def test_the_first_two_conferences_have_a_programme() -> None:
    assert SLUGS == ["01-quelles-attentes", "02-dans-les-territoires"]


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_one_small_page(slug: str) -> None:
    document = unpacked(slug)
    assert document.startswith(b"%PDF-1.7")
    assert len(programme(slug)) < 100_000
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == 1


@pytest.mark.parametrize("slug", SLUGS)
def test_it_is_accessible(slug: str) -> None:
    document = unpacked(slug)
    assert re.search(rb"/Lang\s*\(fr\)", document)
    assert re.search(rb"/Marked\s+true", document)
    assert b"/StructTreeRoot" in document
    assert b'pdfuaid:part="1"' in document


@pytest.mark.parametrize("slug", SLUGS)
def test_it_says_its_title(slug: str) -> None:
    title = re.search(r"<title>(.+)</title>", (PAGES / f"{slug}.html").read_text("utf-8"))
    assert title is not None
    assert f">{title[1]}<".encode() in unpacked(slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_its_fonts_are_inside(slug: str) -> None:
    document = unpacked(slug)
    described = re.findall(rb"/Type\s*/FontDescriptor", document)
    assert len(described) == len(re.findall(rb"/FontFile[23]?\b", document)) >= 2


@pytest.mark.parametrize("slug", SLUGS)
def test_it_tells_nothing_of_the_machine_that_made_it(slug: str) -> None:
    document = unpacked(slug)
    assert not re.search(rb"file:|/home/|/root/|/tmp/|/work/|/Users/", document)
    assert b"/CreationDate" not in document


@pytest.mark.parametrize("slug", SLUGS)
def test_its_page_says_that_it_is_a_demonstration(slug: str) -> None:
    page = (PAGES / f"{slug}.html").read_text("utf-8")
    assert "Document de démonstration." in page
    assert "n’est pas le programme officiel" in page
    assert "<img" not in page
