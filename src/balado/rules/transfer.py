"""How a server hands over files: HEAD, ranges, types, permissions. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from balado.errors import Severity
from balado.message import Message, say
from balado.rules.rule import Finding, rule
from balado.rules.subject import ServerAnswer
from balado.show.formats import MEDIA_TYPES
from balado.web.reply import Reply, shown

_ORIGINS = ("*", "https://example.org")
_SOUND = ("recording", "artwork")

_FITTING: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(right.split()), frozenset(doubtful.split()))
    for right, doubtful in (
        ("audio/mpeg", "audio/mp3 audio/x-mp3 audio/x-mpeg audio/mpeg3 audio/x-mpeg-3 audio/mpg"),
        ("audio/x-m4a audio/mp4 audio/m4a", "audio/aac audio/x-aac audio/aacp video/mp4 audio/mpeg4-generic"),
        ("video/mp4 video/x-m4v video/m4v", "audio/mp4"),
        ("video/quicktime", "video/mp4"),
        ("image/jpeg", "image/jpg image/pjpeg"),
        ("image/png", "image/x-png"),
        ("text/vtt", "text/plain"),
        ("application/x-subrip application/srt", "text/plain text/srt application/octet-stream binary/octet-stream"),
        ("text/html application/xhtml+xml", "text/plain"),
        ("application/json+chapters application/json", "text/json text/plain application/octet-stream"),
        (
            "application/vnd.apple.mpegurl application/x-mpegurl audio/mpegurl",
            "audio/x-mpegurl text/plain application/octet-stream binary/octet-stream",
        ),
        ("application/rss+xml application/xml text/xml", "application/x-rss+xml application/atom+xml text/plain"),
    )
)
"""Types that stand for each other, by kind of file: those that platforms document, and those that apps put up with."""


@rule("NET-001", "error", "apple", say("Let the server answer HEAD as it answers GET."))
def head_not_answered(answer: ServerAnswer) -> Iterator[Finding]:
    """The server gives the file, but does not answer the question about it (HEAD).

    Why: Apple asks with HEAD whether a file is there, how long it is and of what type, before it fetches it.
    Example: a server that answers HEAD with 405 (not allowed) or 403.
    Remedy: let the server, or the network in front of it, answer HEAD as it answers GET.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements (HEAD requests).
    """
    head = answer.head
    if head is None or not answer.got.is_good or head.is_good:
        return
    severity: Severity | None = None if answer.kind in _SOUND else "warning"
    status: object = head.status if head.status and head.trouble is None else say("nothing")
    what = say(
        "HEAD of {url} is answered with {status}, though GET brings the file.", url=shown(answer.url), status=status
    )
    yield Finding(answer.element, what, severity=severity)


@rule("NET-001", "error", "apple", say("Let the server answer HEAD with the headers of GET."))
def head_differs_from_get(answer: ServerAnswer) -> Iterator[Finding]:
    """The server says one thing of a file before (HEAD) and another when it gives it (GET).

    Why: an app that plans its download by the first answer gets a file cut short, or takes it for another kind.
    Example: HEAD says 0 bytes, and GET brings 4,800,000.
    Remedy: correct the server, or the rules of the network in front of it.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements (HEAD requests); RFC 9110, section 9.3.2.
    """
    head, got = answer.head, answer.got
    if head is None or not head.is_good or not got.is_good:
        return
    # Behind a redirect the file may be put together at each request, with its advertisements.
    severity: Severity | None = None if answer.kind in _SOUND and not got.hops else "warning"
    for name, before, after in _differences(answer, head, got):
        what = say(
            "{url}: HEAD says {name} {before}, GET says {after}.",
            url=shown(answer.url),
            name=name,
            before=before,
            after=after,
        )
        yield Finding(answer.element, what, severity=severity)


def _differences(answer: ServerAnswer, head: Reply, got: Reply) -> Iterator[tuple[str, object, object]]:
    if head.media_type and head.media_type != got.media_type:
        yield "Content-Type", head.media_type, got.media_type or say("nothing")
    length = got.file_bytes
    if answer.kind == "feed" or _is_of_another_file(answer) or head.encoding:
        return
    if head.length is not None and length is not None and head.length != length:
        yield "Content-Length", head.length, length


def _is_of_another_file(answer: ServerAnswer) -> bool:
    """Whether the part is said to belong to a file of another length than HEAD and the feed agree on."""
    head, part = answer.head, answer.part
    if head is None or part is None or part.span is None or not head.is_good or head.encoding:
        return False
    return part.span.total not in (None, head.length) and head.length == answer.declared_bytes


@rule("NET-001", "warning", "apple", say("Let the server send Content-Length with the file."))
def length_not_told(answer: ServerAnswer) -> Iterator[Finding]:
    """The server does not say how long a recording is.

    Why: apps show no progress, cannot tell a whole download from one that broke off, and do not jump.
    Example: a script that passes the file on in pieces (Transfer-Encoding: chunked), without its length.
    Remedy: serve the file as a file, or let the script send Content-Length.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements; RFC 9110, section 8.6.
    """
    replies = [reply for reply in (answer.head, answer.got) if reply is not None and reply.is_good]
    if answer.kind != "recording" or not replies or answer.got.is_page or not answer.got.is_good:
        return
    if not any(reply.file_bytes is not None or reply.encoding for reply in replies):
        yield Finding(answer.element, say("The server does not say how long {url} is.", url=shown(answer.url)))


@rule("NET-002", "error", "apple", say("Turn on byte ranges on the server."))
def ranges_not_supported(answer: ServerAnswer) -> Iterator[Finding]:
    """The server gives a recording only as a whole, not in parts.

    Why: players ask for parts, to begin at once and to jump; Apple accepts no episodes from a server that cannot.
    Example: the question for the first 4,096 bytes is answered with 200 and the whole file, instead of 206 and a part.
    Remedy: turn on byte ranges; static servers and object stores have them, scripts that pass files on often do not.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements (byte-range requests).
    """
    part = answer.part
    if answer.kind != "recording" or part is None or not part.is_good or part.is_page or part.encoding:
        return
    if part.status == 200:
        yield Finding(
            answer.element, say("{url} is only given as a whole: byte ranges are not supported.", url=shown(answer.url))
        )


@rule("NET-002", "error", "apple", say("Correct the server, or the network in front of it."))
def range_wrong(answer: ServerAnswer) -> Iterator[Finding]:
    """The server gives another part of a recording than it was asked for, or does not say which.

    Why: players put the parts together by what the server says of them; what is heard then stutters or stops.
    Example: asked for bytes 0-4095, it answers with `Content-Range: bytes 0-4095/4096` for a file of 4,800,000 bytes.
    Remedy: correct the server, or the rules of the network in front of it.
    Source: Apple, A Podcaster's Guide to RSS, hosting requirements; RFC 9110, section 14.4.
    """
    part = answer.part
    if answer.kind != "recording" or part is None or not part.is_good or part.status != 206:
        return
    reason = _wrong_range(answer, part)
    if reason is not None:
        yield Finding(answer.element, say("{url}: {reason}.", url=shown(answer.url), reason=reason))


def _wrong_range(answer: ServerAnswer, part: Reply) -> Message | None:
    span, text = part.span, shown(part.headers.get("content-range", ""))
    if span is None:
        return say("the part comes without a Content-Range that can be read (“{text}”)", text=text)
    if span.first != 0 or (span.last != len(part.body) - 1 and part.encoding == ""):
        return say(
            "the part has {count} bytes from the first on, but is called “{text}”", count=len(part.body), text=text
        )
    if _is_of_another_file(answer):
        return say(
            "the part belongs to a file of {total} bytes (“{text}”), and the file has {known}",
            total=span.total,
            text=text,
            known=answer.declared_bytes,
        )
    return None


@rule("NET-004", "error", "apple web", say("Upload it again with the right Content-Type."))
def type_as_served_wrong(answer: ServerAnswer) -> Iterator[Finding]:
    """The server calls a file something else than what it is.

    Why: apps and browsers decide by this whether to play, show or save it.
    Example: a recording served as `binary/octet-stream`, which is what a bucket says when nobody told it better.
    Remedy: upload the file again with its Content-Type: audio/mpeg for mp3, audio/x-m4a for m4a, image/jpeg for jpg.
    Source: Apple, A Podcaster's Guide to RSS, enclosure; Podlove and podcast namespace for transcripts and chapters.
    """
    got = answer.got
    if not got.is_good or got.is_page:
        return
    wanted = _wanted(answer)
    right, doubtful = next(
        ((right, doubtful) for right, doubtful in _FITTING if wanted in right), (frozenset(), frozenset())
    )
    if not right or got.media_type in right:
        return
    lenient = got.media_type in doubtful or answer.kind in ("feed", "alternative")
    what = say(
        "{url} is served as {served}; it should be {wanted}.",
        url=shown(answer.url),
        served=got.media_type or say("nothing in particular"),
        wanted=wanted,
    )
    yield Finding(answer.element, what, severity="warning" if lenient else None)


def _wanted(answer: ServerAnswer) -> str:
    """The type that fits the file: by its kind, by what the feed declares, or by the end of its name."""
    if answer.kind == "feed":
        return "application/rss+xml"
    if answer.kind == "chapters":
        return "application/json+chapters"
    if answer.kind == "artwork":
        return answer.picture.media_type if answer.picture is not None else ""
    declared = answer.declared_type.lower()
    if any(declared in right for right, _ in _FITTING):
        return declared
    suffix = PurePosixPath(urlsplit(answer.url).path).suffix.lower() if "[" not in answer.url else ""
    return MEDIA_TYPES.get(suffix, "").partition(";")[0].lower()


@rule("NET-004", "error", "own", say("Store the file as it is, without gzip."))
def recording_served_packed(answer: ServerAnswer) -> Iterator[Finding]:
    """A recording or a picture comes packed (gzip), though nobody asked for that.

    Why: apps that did not ask do not unpack it: they play noise, and jumping in it is impossible.
    Example: an upload tool that compresses all it sends and marks it with Content-Encoding: gzip.
    Remedy: upload the file as it is; audio and pictures are compressed already.
    Source: RFC 9110, section 12.5.3; our own safety.
    """
    if answer.kind in ("recording", "artwork", "alternative") and answer.got.is_good and answer.got.encoding:
        what = say(
            "{url} comes packed as {encoding}, which nobody asked for.",
            url=shown(answer.url),
            encoding=answer.got.encoding,
        )
        yield Finding(answer.element, what)


@rule("NET-006", "warning", "web podcast20", say("Let the server send Access-Control-Allow-Origin: *"))
def web_players_locked_out(answer: ServerAnswer) -> Iterator[Finding]:
    """Players on other websites may not read a file: the server does not allow it (CORS).

    Why: browsers keep a page from reading transcripts, chapters and films in several qualities (HLS) of another site
    unless that site says that all may.
    Example: transcripts in a bucket that has no CORS rule.
    Remedy: let the server send `Access-Control-Allow-Origin: *`; `balado bucket` prints the rule for a bucket.
    Source: WHATWG, Fetch (CORS protocol); podcast namespace, transcript.
    """
    got = answer.got
    is_stream = answer.kind == "alternative" and "mpegurl" in answer.declared_type.lower()
    if not (answer.kind in ("transcript", "chapters", "recording") or is_stream) or not got.is_good or got.is_page:
        return
    if got.headers.get("access-control-allow-origin", "").strip() in _ORIGINS:
        return
    severity: Severity | None = "info" if answer.kind == "recording" else None
    yield Finding(
        answer.element, say("Players on other websites may not read {url}.", url=shown(answer.url)), severity=severity
    )
