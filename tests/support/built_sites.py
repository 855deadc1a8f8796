"""The pages of a show as tests read them: each file by its key, parsed as browsers parse them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from lxml import html

from balado.site.build import build_site
from balado.site.model import SiteFile, SiteShow

_ADDRESSES = ("href", "src")


@dataclass
class BuiltSite:
    """Every file of a show's site."""

    show: SiteShow

    @cached_property
    def files(self) -> dict[str, SiteFile]:
        made = build_site(self.show)
        found = {file.key: file for file in made}
        assert len(found) == len(made), "two files have one key"
        return found

    @property
    def pages(self) -> list[str]:
        return [key for key in self.files if key.endswith(".html")]

    def text(self, key: str) -> str:
        return self.files[key].body.decode()

    def page(self, key: str) -> html.HtmlElement:
        return html.document_fromstring(self.files[key].body, parser=html.HTMLParser(encoding="utf-8"))

    def links(self, key: str) -> Iterator[tuple[str, str]]:
        """Each relative link of a page: the key that it leads to, and the part of that page."""
        for element in self.page(key).iter():
            for name in _ADDRESSES:
                address = urlsplit(element.get(name) or "")
                if not address.scheme and (address.path or address.fragment):
                    path = normpath(join(key, "..", unquote(address.path))) if address.path else key
                    yield path, address.fragment


def said(element: html.HtmlElement) -> str:
    """The words of an element, one blank between them, as they are read."""
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def sections(page: html.HtmlElement) -> list[str]:
    """The headings of the parts of a page."""
    return [said(heading) for heading in page.iter("h2")]
