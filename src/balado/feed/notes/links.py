"""Addresses in show notes: which of them apps follow, and what becomes of the others. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from balado.show.notes import ChangeKind

FOLLOWED = re.compile(r"https?://[^/\s]|mailto:[^\s]", re.IGNORECASE)
"""How an address begins that apps follow."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):[^\s]", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(r"(?://|www\.)[^\s/]|(?:[a-z0-9-]+\.)+([a-z]{2,24})(/|\Z)", re.IGNORECASE)
_RUN = frozenset({"javascript", "vbscript", "data", "file", "blob", "about", "http", "https"})
"""Schemes that lead nowhere from an app, and those of which only a broken address comes as far as here."""
_SUFFIXES = frozenset(
    ["html", "htm", "php", "asp", "aspx", "pdf", "md", "txt", "doc", "docx", "odt", "xlsx", "jpg", "png", "mp3", "vtt"]
)
_NUMBER_LEAST = 6
_BARE = ("tel:", "sms:")


@dataclass(frozen=True, slots=True)
class LinkForm:
    """What becomes of a link. `change` is None where it stays as it is; `text` is shown behind its words."""

    change: ChangeKind | None = None
    text: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it stays a link."""
        return self.change in (None, ChangeKind.LINK_INSECURE)

    def behind(self, words: str, address: str) -> str:
        """What is written behind the words of a link: its address, where that is not kept and not said already."""
        shown = address if self.is_kept and not words else "" if self.is_kept else self.text
        if not shown or words in (shown, address) or _is_number(words, shown):
            return ""
        return f" ({shown})" if words else shown


def _is_number(words: str, shown: str) -> bool:
    """Whether both are one telephone number: `01 40 20 80 00` is `+33140208000`."""
    said, number = ("".join(filter(str.isdigit, text)) for text in (words, shown))
    return len(said) >= _NUMBER_LEAST and number.endswith(said.lstrip("0"))


def form_of(address: str) -> LinkForm:
    """What becomes of a link to this address: an app follows https, http and mailto, and has no page to start from."""
    address = address.strip()
    if FOLLOWED.match(address):
        return LinkForm(ChangeKind.LINK_INSECURE if address[:5].lower() == "http:" else None)
    scheme, bare = _SCHEME.match(address), _WITHOUT_SCHEME.match(address)
    is_shown = scheme[1].lower() not in _RUN if scheme else bare is not None and (bare[2] or not _is_file(bare[1]))
    if not is_shown:
        return LinkForm(ChangeKind.LINK_LEFT_OUT)
    return LinkForm(ChangeKind.LINK_AS_TEXT, address[4:] if address[:4].lower() in _BARE else address)


def _is_file(suffix: str | None) -> bool:
    return suffix is not None and suffix.lower() in _SUFFIXES
