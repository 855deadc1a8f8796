"""A web server in front of what was published, as listeners meet it; tests make it misbehave."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from scripted_store import Answer, Asked

Objects = Mapping[str, tuple[bytes, str]]
"""By path: the bytes and the content type."""


def served(objects: Objects, **special: Callable[[Asked], Answer | None]) -> Callable[[Asked], Answer]:
    """Serve these objects, also in parts. A special answer for a method (`GET`, `HEAD`, `POST`) comes first."""

    def answer(asked: Asked) -> Answer:
        chosen = special[asked.method](asked) if asked.method in special else None
        return chosen or plain(objects, asked)

    return answer


def plain(objects: Objects, asked: Asked) -> Answer:
    if asked.path not in objects:
        return Answer(404, b"not here", {"Content-Type": "text/plain"})
    body, content_type = objects[asked.path]
    headers = {"Content-Type": content_type}
    part = re.fullmatch(r"bytes=(\d+)-(\d*)", asked.headers.get("range", ""))
    if part:
        first, last = int(part[1]), min(int(part[2] or len(body)), len(body) - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
        return Answer(206, body[first : last + 1], headers)
    return Answer(200, body, headers)
