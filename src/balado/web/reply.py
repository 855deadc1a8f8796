"""What a server answered, as it was heard. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from balado.message import Message, say

HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OF_CERTIFICATES = (
    ("has expired", say("the certificate has expired")),
    ("not yet valid", say("the certificate is not valid yet")),
    ("mismatch", say("the certificate is made out to another name")),
    ("in certificate chain|unable to (get|verify)", say("nobody who is known here has issued the certificate")),
    ("self.signed", say("the certificate is signed by nobody but itself")),
    ("WRONG_VERSION_NUMBER|HTTP_REQUEST|RECORD_LAYER|^$", say("the other side does not speak https")),
)
"""What OpenSSL says of a certificate (X509_verify_cert_error_string) and of a handshake, and what that means."""
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.IGNORECASE)


class Trouble(StrEnum):
    """Why there is no whole answer."""

    ADDRESS = "address"
    """It is no address of the web."""
    PRIVATE = "private"
    """It leads into a private network."""
    UNKNOWN_HOST = "unknown host"
    REFUSED = "refused"
    """Nobody takes the connection, or it was cut."""
    CERTIFICATE = "certificate"
    SILENT = "silent"
    """Nothing came, for as long as we waited."""
    SLOW = "slow"
    """Something came, too slowly to be waited for."""
    GARBLED = "garbled"
    """What came is not HTTP."""
    CUT_SHORT = "cut short"
    """Fewer bytes came than were promised."""
    TOO_LARGE = "too large"
    NOT_ASKED = "not asked"
    """There was no time left."""
    LOOP = "loop"
    TOO_MANY_REDIRECTS = "too many redirects"


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: who sent us where, and with which status."""

    url: str
    status: int
    target: str


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes that a `Content-Range` announces, and of how many; `total` is None where the server does not say."""

    first: int
    last: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request, after its redirects.

    `url` is the address that answered; `status` is 0 when none did. Names of headers are in small letters. `body` holds
    as much as was asked for; `words` are those of the operating system or of the certificate's judge.
    """

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    trouble: Trouble | None = None
    words: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether a file came, whole or the part that was asked for."""
        return self.trouble is None and self.status in (200, 206)

    @property
    def media_type(self) -> str:
        """The type it says it is, in small letters and without parameters; empty when it says none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_page(self) -> bool:
        """Whether it is a web page, by its type and its first bytes."""
        return "html" in self.media_type or HTML.match(self.body[:4096]) is not None

    @property
    def encoding(self) -> str:
        """How its bytes are packed (`gzip`); empty when they are not."""
        found = self.headers.get("content-encoding", "").strip().lower()
        return "" if found == "identity" else found

    @property
    def length(self) -> int | None:
        """The Content-Length, where it is a number."""
        text = self.headers.get("content-length", "").strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None

    @property
    def span(self) -> ByteRange | None:
        """The Content-Range, where it can be read."""
        return span_of(self.headers.get("content-range", ""))

    @property
    def file_bytes(self) -> int | None:
        """How many bytes the whole file has, by this answer; None when it does not tell, or packs them."""
        if self.status not in (200, 206) or self.encoding:
            return None
        if self.status == 206:
            return self.span.total if self.span is not None else None
        return self.length


def span_of(header: str) -> ByteRange | None:
    """What a Content-Range says, where it can be read."""
    found = _RANGE.fullmatch(header.strip())
    if found is None:
        return None
    first, last, total = found.groups()
    return ByteRange(int(first), int(last), None if total == "*" else int(total))


def shown(text: str, most: int = 120) -> str:
    """An address or a name as a message quotes it: as much as helps."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def reason_of_certificate(words: str) -> Message:
    """Why no secure connection can be made, of the words of a reply in that trouble; others than usual are quoted."""
    known = (told for form, told in _OF_CERTIFICATES if re.search(form, words))
    return next(known, say("“{words}”", words=words))
