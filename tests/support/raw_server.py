"""A server that writes bytes, right or wrong, as fast or as slowly as a test wants: what no library would send."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import BinaryIO, Self

Script = Callable[[str], Iterable[bytes]]
"""The pieces of an answer to a request, given as its first line. A pause is made after each."""


class RawServer:
    """Answers each request of each connection by the script, then hangs up."""

    def __init__(self, script: Script, pause_seconds: float = 0.02) -> None:
        self.asked: list[str] = []
        self.script = script
        self.reads = True
        self._pause_seconds = pause_seconds
        self._pauses: list[list[None]] = []
        self._waits: list[list[None]] = []
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._listener.close()

    def paused_seconds(self, since: int = 0) -> float:
        """How long the pauses were in the longest of its answers, without the first so many, until its client had left.

        It is less than the clock says wherever the machine has more to do. Limits of time are tested by it.
        """
        return self._pause_seconds * max(map(len, self._pauses[since:]), default=0)

    def unread_seconds(self) -> float:
        """How long the connection waited, in such pauses, that waited longest for the server to read from it."""
        return self._pause_seconds * max(map(len, self._waits), default=0)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        try:
            with line, line.makefile("rb") as received:
                waits: list[None] = []
                self._waits.append(waits)
                while not self.reads:
                    waits.append(None)
                    if self._over.wait(self._pause_seconds):
                        return
                first = _request(line, received)
                pauses: list[None] = []
                self._pauses.append(pauses)
                self.asked.append(first)
                for piece in self.script(first):
                    line.sendall(piece)
                    pauses.append(None)
                    if self._over.wait(self._pause_seconds) or has_left(line):
                        return
        except (OSError, ValueError):
            return  # those who hang up are part of the game


def has_left(line: socket.socket) -> bool:
    """Whether the other side has closed its connection, known without sending it anything."""
    patience = line.gettimeout()
    line.settimeout(0)
    try:
        return line.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False  # it waits
    except OSError:
        return True  # it hung up before it had read everything
    finally:
        line.settimeout(patience)


def _request(line: socket.socket, received: BinaryIO) -> str:
    """The first line of a request that was read to its end."""
    first, length = received.readline().decode("latin-1").strip(), 0
    while (header := received.readline().decode("latin-1").strip().lower()) != "":
        if header.startswith("content-length:"):
            length = int(header.partition(":")[2])
        if header.startswith("expect:"):
            line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    received.read(length)
    return first


def answer(*headers: str, body: bytes = b"", status: int = 200, typed: str = "text/plain") -> bytes:
    """An answer with these headers and no others but its type and an ETag."""
    lines = (f"HTTP/1.1 {status} Well", f"Content-Type: {typed}", 'ETag: "1"', "Connection: close", *headers)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode() + body


def forever(piece: bytes, first: bytes = b"") -> Iterable[bytes]:
    """The first bytes, then a piece again and again."""
    yield first
    while True:
        yield piece


HEAD = b"HTTP/1.1 200 Well\r\n"
ENDLESS: dict[str, Callable[[], Iterable[bytes]]] = {
    "drips its status": lambda: forever(b"H"),
    "drips a header": lambda: forever(b"a", HEAD + b"X-A: "),
    "drips its body": lambda: forever(b"a", answer("Content-Length: 4000")),
    "drips a body without a length": lambda: forever(b"a", answer()),
    "drips chunks": lambda: forever(b"1\r\na\r\n", answer("Transfer-Encoding: chunked")),
    "drips trailers": lambda: forever(b"X-A: a\r\n", answer("Transfer-Encoding: chunked", body=b"0\r\n")),
    "says 100 again and again": lambda: forever(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "stalls": lambda: forever(b""),
    "stalls within the body": lambda: forever(b"", answer("Content-Length: 4000", body=b"a")),
}
"""Answers that come piece by piece and never end."""

FLOODS: dict[str, Callable[[], Iterable[bytes]]] = {
    "headers": lambda: forever(b"X-A: a\r\n" * 5000, HEAD),
    "one header": lambda: forever(b"a" * 50_000, HEAD + b"X-A: "),
    "100": lambda: forever(b"HTTP/1.1 100 Continue\r\n\r\n" * 5000),
    "trailers": lambda: forever(b"X-A: a\r\n" * 5000, answer("Transfer-Encoding: chunked", body=b"0\r\n")),
    "negative chunk": lambda: forever(b"a" * 50_000, answer("Transfer-Encoding: chunked", body=b"-1\r\n")),
    "huge chunk": lambda: forever(b"a" * 50_000, answer("Transfer-Encoding: chunked", body=b"F" * 40 + b"\r\n")),
    "body": lambda: forever(b"a" * 50_000, answer()),
}
"""Answers that come as fast as they can and never end."""

NINES = "9" * 5000
ABSURD: dict[str, list[bytes]] = {
    "nothing": [],
    "a line": [b"\r\n"],
    "half a status": [b"HTTP/1."],
    "no HTTP": [b"SSH-2.0-OpenSSH_9.2\r\n"],
    "status that is none": [b"HTTP/1.1 abc Well\r\n\r\n"],
    "status of 5,000 digits": [b"HTTP/1.1 " + NINES.encode() + b" Well\r\n\r\n"],
    "status 99": [b"HTTP/1.1 99 Well\r\n\r\n"],
    "status 102": [b"HTTP/1.1 102 Processing\r\n\r\n"],
    "100 and an end": [b"HTTP/1.1 100 Continue\r\n"],
    "end within the headers": [HEAD + b"X-A: a"],
    "header without a colon": [HEAD + b"no colon\r\n\r\nxx"],
    "header that is no text": [HEAD + b"X-A: \xff\xfe\x00\r\n\x00\xff: a\r\n\r\n"],
    "length that is none": [answer("Content-Length: abc", body=b"xx")],
    "length of 5,000 digits": [answer(f"Content-Length: {NINES}", body=b"xx")],
    "negative length": [answer("Content-Length: -5", body=b"xx")],
    "two lengths": [answer("Content-Length: 1", "Content-Length: 2", body=b"xx")],
    "length too large": [answer("Content-Length: 20", body=b"xx")],
    "length too small": [answer("Content-Length: 1", body=b"xx")],
    "chunk size that is none": [answer("Transfer-Encoding: chunked", body=b"zz\r\nxx\r\n0\r\n\r\n")],
    "chunk size of 5,000 digits": [answer("Transfer-Encoding: chunked", body=NINES.encode() + b"\r\nxx")],
    "negative chunk": [answer("Transfer-Encoding: chunked", body=b"-5\r\nxx\r\n0\r\n\r\n")],
    "chunk of minus one": [answer("Transfer-Encoding: chunked", body=b"-1\r\nxx\r\n0\r\n\r\n")],
    "chunks without an end": [answer("Transfer-Encoding: chunked", body=b"2\r\nxx\r\n")],
    "packed with what nobody knows": [answer("Content-Encoding: zz", "Content-Length: 2", body=b"xx")],
    "packed, and it is not": [answer("Content-Encoding: gzip", "Content-Length: 2", body=b"xx")],
    "range of 5,000 digits": [answer(f"Content-Range: bytes 0-1/{NINES}", "Content-Length: 2", body=b"xx", status=206)],
    "dates that are none": [answer("Last-Modified: yesterday", "Expires: never", "Content-Length: 2", body=b"xx")],
    "date of the year 99999": [
        answer("Last-Modified: Mon, 01 Jan 99999 00:00:00 GMT", "Content-Length: 2", body=b"xx")
    ],
    "redirect to nowhere": [answer("Content-Length: 0", status=301)],
    "redirect to itself": [answer("Location: ", "Content-Length: 0", status=302)],
    **{
        f"redirect {number}": [answer(f"Location: {target}", status=307)]
        for number, target in enumerate(
            (
                *("http://[::1", "//", "http://", "http://\u2100.example/", "http://a\x00b/", "ftp://127.0.0.1/"),
                *("file:///etc/passwd", "data:text/plain,a", "http://a:99999/", f"http://a:{NINES}/", "http://[v1.a]/"),
                *(
                    "http://" + "a" * 300 + "/",
                    "http://xn--a/",
                    "\x7f",
                    "http://me:secret@127.0.0.1:1/",
                    "?",
                    "http:feed",
                ),
            )
        )
    },
}
"""Answers that end, and in which something cannot be right."""
