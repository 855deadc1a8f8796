"""Addresses as authors write them: of pages, of the show's public place, of a store. Nothing is fetched. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

from balado.errors import SignedAddress
from balado.message import say
from balado.show.values.plain import Instead, one_line, wrong

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""The hosts for which plain http is good enough: this machine, for trying out."""

_UNFIT = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
_BUCKET_SCHEME = "s3"
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}")
_HOST = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*\.?"
)
_PARAMETER = re.compile(r"[?&]([\w.-]{1,64})=")
_SIGNATURES = frozenset(
    {
        *("x-amz-signature", "x-amz-credential", "x-amz-security-token", "awsaccesskeyid", "key-pair-id"),
        *("x-goog-signature", "x-goog-credential", "googleaccessid", "ossaccesskeyid", "temp_url_sig"),
    }
)
"""What a store adds to the address of one file for whoever is to have it: S3, CloudFront, Google, Alibaba, Swift."""
_ENDING = ({"sig", "se"}, {"signature", "expires"}, {"token", "expires"})
"""A token may be anything; one with the time at which it ends is a signature: Azure, Bunny and other CDNs."""
_SIGNED_AT_ALL = re.compile(
    r"x-amz-|x-goog-|awsaccesskeyid|key-pair-id|googleaccessid|ossaccesskeyid|(?:sig|signature|token)=", re.IGNORECASE
)
_WITH_QUERY = re.compile(r"(https?://(?P<host>[^\s<>\"?/]+)[^\s<>\"?]*)(?P<query>\?[^\s<>\")\]]*)", re.IGNORECASE)
_OF_A_FILE = re.compile(r"\.(?:xml|rss|atom|rdf|json|html?|php[0-9]?|aspx?)$", re.IGNORECASE)
_LITERAL = "%/:=&?~#+!$,;'@()*[]"


def web_address(value: object) -> str:
    """An absolute https address in ASCII (http on this machine only); accents are percent-encoded."""
    return unsigned(_checked(one_line(value), {"https"}))


def link_address(value: object) -> str:
    """An absolute address of a page in ASCII, with https or, for pages that have none, http."""
    return unsigned(_checked(one_line(value), {"https", "http"}))


def unsigned(address: str) -> str:
    """The address, of any kind. Raises what `wrong` makes of one that a store has signed for whoever is to have it."""
    if not _is_signed(address):
        return address
    raise wrong(
        say(
            "The address of a file at {host} carries a signature: whoever reads it has the file, and it stops "
            "working soon.",
            host=address.partition("://")[2].partition("/")[0].rpartition("@")[2],
        ),
        say("Have the file made public, and write its address up to the “?”."),
        kind=SignedAddress,
    )


def without_signatures(text: str) -> tuple[str, list[tuple[int, str]]]:
    """A text whose signed addresses end before their “?”, and the line (from 0) and the host of each of them."""
    cut: list[tuple[int, str]] = []

    def shortened(found: re.Match[str]) -> str:
        if not _is_signed(found["query"].replace("&amp;", "&")):
            return found[0]
        cut.append((text.count("\n", 0, found.start()), found["host"].rpartition("@")[2]))
        return found[1]

    return (_WITH_QUERY.sub(shortened, text) if _SIGNED_AT_ALL.search(text) else text), cut


def _is_signed(address: str) -> bool:
    names = {name.lower() for name in _PARAMETER.findall(address)}
    return not names.isdisjoint(_SIGNATURES) or any(pair <= names for pair in _ENDING)


def service_address(value: object) -> str:
    """The address of a store: https, or http for one inside a private network."""
    return _checked(one_line(value), {"https", "http"}).rstrip("/")


def public_address(value: object) -> str:
    """The public address of a folder: https, in ASCII, without query, fragment or the slash at its end.

    It is the beginning of every address in the feed, and of what the show's guid is derived from: one that could be
    encoded in several ways is refused, with the encoded one to write.
    """
    written = one_line(value)
    address = _checked(written, {"https"})
    if "?" in address or "#" in address:
        raise wrong(
            say("“{text}” carries more than the address of a folder.", text=written),
            say("Write only the address of the folder: {address}", address=folder_of(re.split("[?#]", address)[0])),
        )
    if not written.isascii():
        raise wrong(
            say(
                "“{text}” has letters that addresses are not made of; apps encode them in different ways.", text=written
            ),
            say("Write it encoded: {address}", address=address),
            Instead(written, address),
        )
    return address.rstrip("/")


def file_at(address: str) -> str:
    """The file that an address ends in, most likely a feed or a page, as it is written there; empty for a folder."""
    try:
        name = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""
    return name if _OF_A_FILE.search(unquote(name)) else ""


def folder_of(address: str) -> str:
    """The address of the folder, also where that of a file in it was given; without the slash at its end."""
    plain = address.rstrip("/")
    return plain.removesuffix(file_at(plain)).rstrip("/")


def encoded(address: str) -> str:
    """An address as RFC 3986 has it, its letters beyond ASCII and its blanks encoded; unchanged where it is none."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (UnicodeError, ValueError):
        return address
    if not parts.scheme or not host or parts.username is not None:
        return address
    rest = quote(address.strip().split("://", 1)[1][len(parts.netloc) :], safe=_LITERAL)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest}"


def destination(value: object) -> str:
    """A folder, or `s3://bucket/prefix` without the slash at its end."""
    written = one_line(value)
    scheme, mark, rest = written.partition("://")
    if not mark:
        return _folder(written)
    bucket, _, prefix = rest.partition("/")
    prefix = prefix.strip("/")
    if (
        scheme.lower() != _BUCKET_SCHEME
        or not _BUCKET.fullmatch(bucket)
        or {"", ".", ".."} & set(prefix.split("/") if prefix else ())
    ):
        raise wrong(
            say("“{text}” is not a place to publish to.", text=written),
            say("Write a folder such as `public`, or a bucket such as s3://my-bucket/podcast."),
        )
    return f"{_BUCKET_SCHEME}{mark}{bucket}/{prefix}".rstrip("/")


def _folder(written: str) -> str:
    parts = [part for part in written.replace("\\", "/").split("/") if part not in ("", ".")]
    if not parts or parts[-1] == ".." or (parts[0] == "episodes" and written[0] != "/"):
        raise wrong(
            say("“{text}” holds the show's own files; publishing there would mix them.", text=written),
            say("Write another folder, for example `to: public`."),
        )
    return written


def _checked(written: str, schemes: set[str]) -> str:
    parts = _split(written)
    host = parts.hostname or ""
    if parts.scheme == "http" and "http" not in schemes and host not in LOOPBACK:
        rest = written.split("://", 1)[1]
        raise wrong(
            say("“{text}” begins with http://; podcast apps want https://.", text=written),
            say("Write https://{rest}", rest=rest),
            Instead(written, f"https://{rest}"),
        )
    if parts.username is not None or parts.password is not None:
        raise wrong(
            say("The address of {host} carries a user name or a password, which everybody would read.", host=host),
            say("Write it without what stands before the “@”."),
        )
    port = "" if parts.port is None else f":{parts.port}"
    rest = quote(written.split("://", 1)[1][len(parts.netloc) :], safe=_LITERAL)
    return f"{parts.scheme}://{_ascii_host(host, written)}{port}{rest}"


def _split(written: str) -> SplitResult:
    try:
        parts = urlsplit(written)
        fit = parts.scheme in ("https", "http") and parts.hostname and not _UNFIT.search(written) and parts.port != 0
    except ValueError:
        fit = False
    if not fit:
        raise wrong(
            say("“{text}” is not a full web address.", text=written),
            say("Write it as your browser shows it, from https:// on and without blanks."),
        )
    return parts


def _ascii_host(host: str, written: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        plain = ""
    if not _HOST.fullmatch(plain):
        raise wrong(
            say("“{text}” names no computer that can exist.", text=written),
            say("Write it as your browser shows it, from https:// on and without blanks."),
        )
    return plain
