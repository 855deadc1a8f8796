"""A server in front of a bucket, as a CDN that reads it with rights of its own."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from store_servers import Store


class LocalCdn:
    """Serves what lies below a prefix of the bucket. `refuses` are beginnings of keys, `headers` go with every answer.

    With `page` it gives that page, and 200, for whatever is not there: as sites of one page do.
    """

    def __init__(
        self,
        store: Store,
        prefix: str,
        refuses: tuple[str, ...] = (".balado/",),
        headers: dict[str, str] | None = None,
        page: bytes | None = None,
    ) -> None:
        client = store.endpoint.client()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                key = unquote(urlsplit(self.path).path).lstrip("/")
                body = None if key.startswith(refuses) or not key else read(f"{prefix}/{key}")
                self.send_response(403 if body is None and page is None else 200)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page or b"" if body is None else body)

            def log_message(self, *_arguments: object) -> None:
                pass

        def read(key: str) -> bytes | None:
            try:
                return bytes(client.get_object(Bucket=store.bucket, Key=key)["Body"].read())
            except client.exceptions.NoSuchKey:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
