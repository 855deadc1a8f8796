"""A web server with a sound podcast on it, which misbehaves at the paths it is told to, each in a way of its own."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import socket
import ssl
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from types import TracebackType
from typing import Self

from audio_samples import whole_mp3
from check_examples import SOUND
from PIL import Image
from raw_server import has_left

FRAMES = 600
RECORDING = whole_mp3(FRAMES)
SECONDS = round(FRAMES * 1152 / 44100)
TRANSCRIPT = b"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n<v Claire>Who opens the gates at night?\n"
CHAPTERS = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Lock"}, {"startTime": 6, "title": "Gate"}]}'
PAGE = b"<!DOCTYPE html>\n<html><title>Please log in</title></html>"
_PAUSE_SECONDS = 0.05
_CHAPTERS_TAG = '<podcast:chapters url="{}/chapters/1.json" type="application/json+chapters"/>'


@cache
def picture(width: int = 1400, height: int = 1400, mode: str = "RGB", form: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new(mode, (width, height)).save(data, form)
    return data.getvalue()


@dataclass
class File:
    """What the server has at a path. With `way` it misbehaves."""

    body: bytes
    media_type: str
    way: Callable[[Handler, File], None] | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    """Answers as a good server does: HEAD, ranges, validators, CORS."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.command, self.path))
        file = self.server.files.get(self.path)
        if file is None:
            self.say(404, {})
        elif file.way is not None:
            file.way(self, file)
        else:
            self.behave(file)

    do_HEAD = do_GET  # noqa: N815 (http.server's name)

    def behave(self, file: File, *, most: int | None = None, **changed: str | None) -> None:
        """The right answer; headers may be changed, `_` standing for `-`, or left out with None.

        After `most` bytes of the body the connection ends.
        """
        tag = f'"{hashlib.sha256(file.body).hexdigest()[:16]}"'
        headers = {"Content-Type": file.media_type, "ETag": tag, "Accept-Ranges": "bytes", **file.headers}
        headers |= {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}
        body, status = file.body, 200
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if self.headers.get("If-Range") not in (None, changed.get("ETag", tag), file.headers.get("Last-Modified")):
            wanted = None
        first = 0
        if self.headers.get("If-None-Match") == tag and changed.get("ETag", tag):
            body, status = b"", 304
        elif wanted and int(wanted[1]) >= len(body):
            self.say(416, {"Content-Range": f"bytes */{len(body)}"})
            return
        elif wanted:
            first, last = int(wanted[1]), min(int(wanted[2] or len(body)), len(body) - 1)
            headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
            body, status = body[first : last + 1], 206
        given = {name.replace("_", "-"): value for name, value in changed.items()}
        merged: dict[str, str | None] = {**headers, "Content-Length": str(len(body)), **given}
        if self.command == "GET" and status in (200, 206):
            self.server.sent[self.path].append((first, first + len(body[:most])))
        self.say(status, {name: value for name, value in merged.items() if value is not None}, body[:most])

    def say(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "Connection": "close", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        if self.command != "HEAD":
            self.wfile.write(body)
            self.wfile.flush()

    def log_message(self, *_arguments: object) -> None:
        return


class Server(ThreadingHTTPServer):
    """A sound podcast at `url`; with `tls`, behind https."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.server_address[1]}"
        self.files: dict[str, File] = {}
        self.asked: list[tuple[str, str]] = []
        self.sent: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.released = threading.Event()
        self._pauses: list[list[None]] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    def reset(self) -> None:
        """Behave again."""
        self.asked.clear()
        self.sent.clear()
        self.files = {
            "/feed.xml": File(self.feed(), "application/rss+xml; charset=utf-8"),
            "/cover.jpg": File(picture(), "image/jpeg"),
            "/chapters/1.json": File(CHAPTERS, "application/json+chapters"),
        }
        for number in (1, 2):
            self.files[f"/audio/{number}.mp3"] = File(RECORDING, "audio/mpeg")
            self.files[f"/text/{number}.vtt"] = File(TRANSCRIPT, "text/vtt; charset=utf-8")

    def feed(self, *edits: tuple[str, str]) -> bytes:
        text = SOUND.replace("https://podcast.example.org", self.url)
        text = re.sub(r'length="\d+"', f'length="{len(RECORDING)}"', text)
        text = re.sub(r"<itunes:duration>\d+", f"<itunes:duration>{SECONDS}", text)
        last = f'{self.url}/text/1.vtt" type="text/vtt"/>'
        text = text.replace(last, last + _CHAPTERS_TAG.format(self.url))
        for old, new in edits:
            if old not in text:
                raise ValueError(f"the feed has no {old!r}")
            text = text.replace(old, new)
        return text.encode()

    def handle_error(self, request: object, client_address: object) -> None:
        return  # those who hang up are part of the game

    def __enter__(self) -> Self:
        self.reset()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def pausing(self, line: socket.socket) -> Iterator[None]:
        """The steps of an answer that does not end, with a pause after each, until its client has left."""
        pauses: list[None] = []
        self._pauses.append(pauses)
        while not self.released.is_set() and not has_left(line):
            yield
            pauses.append(None)
            self.released.wait(_PAUSE_SECONDS)

    @property
    def paused_seconds(self) -> float:
        """How long the pauses were in the longest of these answers, until its client had left.

        Time as it goes where all are slow, by which limits of time are tested.
        """
        return _PAUSE_SECONDS * max(map(len, self._pauses), default=0)

    def most_sent(self, path: str) -> int:
        """How often the byte of a file was sent that was sent most often."""
        ends = sorted({place for span in self.sent[path] for place in span})
        return max((sum(first <= place < last for first, last in self.sent[path]) for place in ends), default=0)


Way = Callable[[Handler, File], None]


def cut_after(*counts: int) -> Way:
    """The connection ends after so many bytes of the body: of the first answer, of the second …; then no more."""
    left = list(counts)
    return lambda handler, file: handler.behave(file, most=left.pop(0) if left else None)


def in_turn(*ways: Way) -> Way:
    """The first answer in this way, the second in that; the last one stays."""
    left = list(ways)

    def answer(handler: Handler, file: File) -> None:
        way = left.pop(0) if len(left) > 1 else left[0]
        way(handler, file)

    return answer


def status(number: int, **headers: str) -> Way:
    return lambda handler, _file: handler.say(number, {name.replace("_", "-"): v for name, v in headers.items()})


def with_headers(**changed: str | None) -> Way:
    return lambda handler, file: handler.behave(file, **changed)


def redirect(target: str, number: int = 301) -> Way:
    return lambda handler, _file: handler.say(number, {"Location": target})


def chain(path: str, steps: int) -> dict[str, File]:
    """Paths that redirect one after the other; the first is `path`, the last answers as a recording."""
    names = [path, *(f"{path}?{step}" for step in range(1, steps + 1))]
    found = {name: File(b"", "", redirect(following)) for name, following in pairwise(names)}
    return {**found, names[-1]: File(RECORDING, "audio/mpeg")}


def head_is(number: int) -> Way:
    """HEAD is answered with this status; GET is well."""
    return lambda handler, file: handler.say(number, {}) if handler.command == "HEAD" else handler.behave(file)


def head_says(**changed: str | None) -> Way:
    return lambda handler, file: handler.behave(file, **(changed if handler.command == "HEAD" else {}))


def whole_only(handler: Handler, file: File) -> None:
    """Ranges are not understood."""
    del handler.headers["Range"]
    handler.behave(file, Accept_Ranges=None)


def without_length(handler: Handler, file: File) -> None:
    """Its end is the end of the connection."""
    handler.send_response(200)
    handler.send_header("Content-Type", file.media_type)
    handler.end_headers()
    handler.close_connection = True
    if handler.command != "HEAD":
        handler.wfile.write(file.body)


def chunked(handler: Handler, file: File) -> None:
    """In pieces, the length of each before it, and 0 at the end."""
    _chunks(handler, file, b"0\r\n\r\n")


def chunked_cut_short(handler: Handler, file: File) -> None:
    """In pieces, without an end."""
    _chunks(handler, file, b"")


def _chunks(handler: Handler, file: File, end: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.close_connection = True
    half = file.body[: len(file.body) // 2]
    for piece in (half, file.body[len(half) :] if end else b""):
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if piece else b"")
    handler.wfile.write(end)


def login_page(handler: Handler, _file: File) -> None:
    handler.say(200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)


def page_called_audio(handler: Handler, _file: File) -> None:
    handler.say(200, {"Content-Type": "audio/mpeg"}, PAGE)


def packed(handler: Handler, file: File) -> None:
    body = gzip.compress(file.body)
    handler.say(200, {"Content-Type": file.media_type, "Content-Encoding": "gzip"}, body)


def cut_short(handler: Handler, file: File) -> None:
    """The connection ends in the middle of the body."""
    handler.send_response(200)
    handler.send_header("Content-Type", file.media_type)
    handler.send_header("Content-Length", str(len(file.body)))
    handler.end_headers()
    handler.close_connection = True
    if handler.command != "HEAD":
        handler.wfile.write(file.body[: min(2000, len(file.body) // 2)])


def reset(handler: Handler, _file: File) -> None:
    """The connection is cut before an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def stall(handler: Handler, _file: File) -> None:
    """Nothing is ever said."""
    handler.close_connection = True
    for _ in handler.server.pausing(handler.connection):
        pass


def drip_headers(handler: Handler, _file: File) -> None:
    """The status at once, a byte of a header now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _drip(handler, b"X-Long: " + b"x" * 4000)


def drip_body(handler: Handler, file: File) -> None:
    """The headers at once, a byte of the body now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", file.media_type)
    handler.send_header("Content-Length", str(len(file.body)))
    handler.end_headers()
    _drip(handler, file.body)


def _drip(handler: Handler, body: bytes) -> None:
    handler.close_connection = True
    for place, _ in zip(range(len(body)), handler.server.pausing(handler.connection), strict=False):
        handler.wfile.write(body[place : place + 1])
        handler.wfile.flush()


def garbage(handler: Handler, _file: File) -> None:
    """What is said is no HTTP."""
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    handler.close_connection = True


def after(seconds: float, way: Way) -> Way:
    def late(handler: Handler, file: File) -> None:
        if handler.command == "GET" and "If-None-Match" not in handler.headers:
            time.sleep(seconds)
        way(handler, file)

    return late
