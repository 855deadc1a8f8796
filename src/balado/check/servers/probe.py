"""The questions to the servers of a feed: for each address a HEAD, a GET of a part or of the whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

from balado.check.servers.targets import LinkedFile
from balado.errors import Fault
from balado.facts import ImageFacts
from balado.rules.subject import FeedAnswer, ServerAnswer
from balado.rules.tree import MOST_BYTES, Element
from balado.web.client import Client
from balado.web.remote_file import RemoteFile, part_of
from balado.web.reply import Reply, Trouble
from balado.web.wire import Ask

ReadAt = Callable[[int, int], bytes]
"""`read_at(offset, size)`: the bytes there, fewer at the end of the file."""

ORIGIN = "https://example.org"
"""Where a web player could be, for servers that answer its question only (CORS)."""

_HEADERS = {"Origin": ORIGIN}

_AT_ONCE = 8
_PART_BYTES = 4096
_LARGEST_PICTURE_BYTES = 20_000_000
_LARGEST_TEXT_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class ContentReaders:
    """Who looks into what came; each gives None or nothing where it cannot tell."""

    picture: Callable[[bytes], ImageFacts | None]
    duration: Callable[[ReadAt, int], timedelta | None]
    transcript: Callable[[bytes, str, timedelta | None], tuple[Fault, ...]]
    chapters: Callable[[bytes, timedelta | None], tuple[Fault, ...]]


def fetch_feed(client: Client, url: str) -> Reply:
    """The feed, at most as much of it as is judged; its body unpacked."""
    headers = {"Accept-Encoding": "gzip", "Origin": ORIGIN}
    return _unpacked(client.ask(Ask("GET", url, headers, MOST_BYTES + 1)))


def ask_again(client: Client, reply: Reply) -> Reply | None:
    """The answer to the question whether the feed changed; None where its server gives nothing to ask with."""
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    headers = {question: reply.headers[name] for name, question in names.items() if reply.headers.get(name)}
    if not headers or not reply.is_good:
        return None
    return client.ask(Ask("GET", reply.url, {"Accept-Encoding": "gzip", "Origin": ORIGIN, **headers}))


def served(client: Client, element: Element, url: str, reply: Reply) -> tuple[ServerAnswer, FeedAnswer]:
    """What is to be judged of the feed's own server."""
    head = client.ask(Ask("HEAD", url, {"Origin": ORIGIN})) if reply.is_good else None
    answer = ServerAnswer(element, "feed", url, head=head, whole=reply)
    return answer, FeedAnswer(element, reply, ask_again(client, reply))


def probe_all(
    client: Client, targets: Iterable[LinkedFile], readers: ContentReaders, advance: Callable[[int], None]
) -> tuple[ServerAnswer, ...]:
    """The answers of all, in their order; eight are asked at a time. `advance` is told of each that is done."""

    def one(target: LinkedFile) -> ServerAnswer:
        answer = _probe(client, target, readers)
        advance(1)
        return answer

    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="servers")
    try:
        answers = tuple(pool.map(one, targets))
    except BaseException as error:
        client.stop()
        # After Ctrl-C a server that does not answer is not waited for.
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()
    return answers


def _probe(client: Client, target: LinkedFile, readers: ContentReaders) -> ServerAnswer:
    answer = ServerAnswer(
        target.element,
        target.kind,
        target.url,
        target.declared_type,
        target.declared_bytes,
        target.declared_duration,
        target.of_item,
    )
    if target.kind in ("recording", "alternative"):
        return _of_recording(client, answer, readers)
    most = _LARGEST_PICTURE_BYTES if target.kind == "artwork" else _LARGEST_TEXT_BYTES
    whole = client.ask(Ask("GET", target.url, {"Origin": ORIGIN}, most, whole=True))
    head = client.ask(Ask("HEAD", target.url, {"Origin": ORIGIN})) if whole.is_good else None
    answer = replace(answer, whole=whole, head=head)
    return _inspected(answer, whole, readers) if whole.is_good and not whole.is_page and not whole.encoding else answer


def _of_recording(client: Client, answer: ServerAnswer, readers: ContentReaders) -> ServerAnswer:
    part = client.ask(part_of(answer.url, 0, _PART_BYTES, _HEADERS))
    if not part.is_good:
        # A server that cannot do ranges at all may still have the file.
        plain = client.ask(Ask("GET", answer.url, {"Origin": ORIGIN}, _PART_BYTES)) if part.status == 416 else part
        return replace(answer, part=part if not plain.is_good else replace(plain, status=200))
    answer = replace(answer, part=part, head=client.ask(Ask("HEAD", answer.url, {"Origin": ORIGIN})))
    size = part.file_bytes
    if answer.kind != "recording" or part.status != 206 or part.is_page or not size:
        return answer
    return replace(answer, duration=readers.duration(RemoteFile(client, part, size, _HEADERS).read_at, size))


def _inspected(answer: ServerAnswer, whole: Reply, readers: ContentReaders) -> ServerAnswer:
    if answer.kind == "artwork":
        return replace(answer, picture=readers.picture(whole.body))
    if answer.kind == "chapters":
        return replace(answer, flaws=readers.chapters(whole.body, answer.declared_duration))
    flaws = readers.transcript(whole.body, answer.declared_type or whole.media_type, answer.declared_duration)
    return replace(answer, flaws=flaws)


def _unpacked(reply: Reply) -> Reply:
    if reply.encoding != "gzip" or not reply.is_good:
        return reply
    unpacking = zlib.decompressobj(wbits=31)
    try:
        body = unpacking.decompress(reply.body, MOST_BYTES + 1)
    except zlib.error:
        return replace(reply, trouble=Trouble.GARBLED)
    headers: Mapping[str, str] = {name: value for name, value in reply.headers.items() if name != "content-length"}
    return replace(reply, body=body, headers=headers)
