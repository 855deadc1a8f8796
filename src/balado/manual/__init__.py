"""The manual: one page for each task, in Markdown, English under `en/` and French under `fr/`.

The pages are read where they lie in the package, so that an installed Balado explains itself without the network. Their
links to one another are those of a code host.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

TOPICS = (
    "install",
    "first-episode",
    "recordings",
    "conferences",
    "transcripts",
    "pictures",
    "texts",
    "films",
    "hls",
    "pages",
    "preview",
    "studio",
    "import",
    "leaving",
    "checking",
    "stores",
    "store-aws",
    "store-ovhcloud",
    "store-scaleway",
    "store-cloudflare",
    "store-minio-ceph",
    "store-folder",
    "after-publishing",
    "nightly",
    "networks",
    "statistics",
    "data-protection",
    "scale",
    "trouble",
    "verbs",
    "keys",
    "tags",
    "rules",
    "programs",
    "events",
    "accessibility",
    "library",
    "how-it-works",
    "developing",
    "measuring",
    "changelog",
)
"""Every page, in the order in which a newcomer needs them."""

ENGLISH = "en"

_MARK = re.compile(r"^<!-- .* -->\n", re.MULTILINE)
"""Where the tests find what is made from the code."""
_LINK = re.compile(r"\[([^\]]*)\]\((?:\.\./en/)?([a-z0-9-]+)\.md(?:#[^)]*)?\)")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its topic, the language it is in, and its Markdown."""

    topic: str
    language: str
    markdown: str

    @property
    def title(self) -> str:
        """The first line, without the mark of a heading."""
        return self.markdown.partition("\n")[0].removeprefix("# ")

    @property
    def for_terminals(self) -> str:
        """The same Markdown, its links to other pages turned into what shows them in a terminal."""
        return _LINK.sub(r"\1 (`balado help \2`)", self.markdown)


def page(topic: str, language: str) -> Page:
    """The page of one of TOPICS in that language; in English where it is not translated."""
    for spoken in (language, ENGLISH):
        file = _file(topic, spoken)
        if file.is_file():
            return Page(topic, spoken, _MARK.sub("", file.read_text(encoding="utf-8")))
    raise FileNotFoundError(topic)


def pages(language: str) -> Iterable[Page]:
    """All pages, in order."""
    return (page(topic, language) for topic in TOPICS)


def _file(topic: str, language: str) -> Traversable:
    return files(__name__) / language / f"{topic}.md"
