"""Addresses as authors write them: of pages, of the show's public place, of a store. Nothing is fetched. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

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
_SIGNED = re.compile(
    r"[?&](?:x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential)|awsaccesskeyid|key-pair-id"
    r"|sig(?==[^#]*&se=)|se=[^#]*&sig)=",
    re.IGNORECASE,
)
"""What a store adds to the address of one file for whoever is to have it: S3, Google, CloudFront, Azure."""
_LITERAL = "%/:=&?~#+!$,;'@()*[]"


def web_address(value: object) -> str:
    """An absolute https address in ASCII (http on this machine only); accents are percent-encoded."""
    return unsigned(_checked(one_line(value), {"https"}))


def link_address(value: object) -> str:
    """An absolute address of a page in ASCII, with https or, for pages that have none, http."""
    return unsigned(_checked(one_line(value), {"https", "http"}))


def unsigned(address: str) -> str:
    """The address, of any kind. Raises what `wrong` makes of one that a store has signed for whoever is to have it."""
    if not _SIGNED.search(address):
        return address
    raise wrong(
        say(
            "The address of a file at {host} carries a signature: whoever reads it has the file, and it stops "
            "working soon.",
            host=address.partition("://")[2].partition("/")[0].rpartition("@")[2],
        ),
        say("Have the file made public, and write its address up to the “?”."),
    )


def service_address(value: object) -> str:
    """The address of a store: https, or http for one inside a private network."""
    return _checked(one_line(value), {"https", "http"}).rstrip("/")


def public_address(value: object) -> str:
    """The public address of a folder: https, without query, fragment or the slash at its end."""
    written = one_line(value)
    address = _checked(written, {"https"})
    parts = urlsplit(address)
    if "?" in address or "#" in address:
        plain = f"{parts.scheme}://{parts.netloc}{parts.path}"
        raise wrong(
            say("“{text}” carries more than the address of a folder.", text=written),
            say("Write it up to the “?” or “#”: {address}", address=plain),
        )
    return address.rstrip("/")


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
