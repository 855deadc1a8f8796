"""Published files as a browser meets them, at two origins: that of the show, and that of a site which shows it too."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from public_server import served
from scripted_store import Answer, Asked, ScriptedStore

_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".vtt": "text/vtt",
    ".m4a": "audio/mp4",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
}


class SiteServer:
    """Serves what it is given, in parts too."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, str]] = {}
        self._server = ScriptedStore(lambda asked: _answer(self._objects, asked))

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.__exit__(kind, problem, trace)

    @property
    def url(self) -> str:
        """The origin of the show."""
        return self._server.url

    @property
    def elsewhere(self) -> str:
        """Another site, by the same server: the browser knows no more than the name."""
        return self._server.url.replace("127.0.0.1", "localhost")

    @property
    def origins(self) -> tuple[str, str]:
        return self.url, self.elsewhere

    def put(self, path: str, body: bytes | str, media_type: str = "text/html; charset=utf-8") -> str:
        """Serve this under a path that begins with a slash; gives its address."""
        self._objects[path] = (body.encode() if isinstance(body, str) else body, media_type)
        return f"{self.url}{path}"

    def put_all(self, prefix: str, files: Mapping[str, tuple[bytes, str]]) -> str:
        """Serve files by key below a prefix; gives the address of the place, without a slash at its end."""
        for key, (body, media_type) in files.items():
            self.put(f"{prefix}/{key}", body, media_type)
        return f"{self.url}{prefix}"


def files_in(folder: Path) -> dict[str, tuple[bytes, str]]:
    """A published folder: each file by key, with the type that its name tells."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), _type_of(path)) for path in found}


def _type_of(path: Path) -> str:
    kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else kind


def _answer(objects: Mapping[str, tuple[bytes, str]], asked: Asked) -> Answer:
    return served(objects)(Asked(asked.method, asked.path.partition("?")[0], asked.headers, asked.body))
