"""Files as a browser sends them when they are dropped on a page of the studio."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from studio_runs import Answered, ServedStudio

BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"

Sent = Sequence[tuple[str, bytes]]
"""Names and contents."""


def form_of(files: Sent) -> bytes:
    """The body of a form with these files."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n".encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def upload_headers(served: ServedStudio, **others: str) -> dict[str, str]:
    """What a browser sends before it."""
    own = {
        "Cookie": served.cookie,
        "Origin": served.doors.origin,
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    return {**own, **{name.replace("_", "-"): value for name, value in others.items()}}


def drop(served: ServedStudio, where: str, *files: tuple[str, bytes], **headers: str) -> Answered:
    """Drop files on a page whose form leads to `where`: `new`, `show`, `episodes/live`."""
    address = f"/upload/{served.doors.secrets.upload}/{where}"
    return served.ask("POST", address, form_of(files), upload_headers(served, **headers))


def dropped(served: ServedStudio, where: str, *files: tuple[str, bytes]) -> str:
    """The same, of files that are taken; gives where it leads to."""
    answer = drop(served, where, *files)
    assert answer.status == 303, answer.text
    return answer.headers["location"]


def proposed(page: str) -> dict[str, str]:
    """The form as it is shown: the roles that are proposed, and the title."""
    roles = dict(
        re.findall(r'name="(role-\d+)">\s*(?:<option value="\w+">[^<]*</option>\s*)*<option value="(\w+)" sel', page)
    )
    title = re.search(r'name="title" type="text" value="([^"]*)"', page)
    return {**roles, **({"title": title[1]} if title else {})}


def made(served: ServedStudio, address: str, **changes: str) -> tuple[tuple[str, str], ...]:
    """Have done what is proposed for files that came, or something else; gives what is told in the end."""
    batch = unquote(address.rpartition("/")[2])
    fields: Mapping[str, str] = {"batch": batch, "do": "make", **proposed(served.get(address).text), **changes}
    answer = served.post("/files", {name.replace("_", "-"): value for name, value in fields.items()})
    assert (answer.status, answer.headers.get("location")) == (303, "/work"), answer.text
    ended = served.studio.tasks.wait(120)
    assert ended is not None
    assert ended.has_ended
    return tuple((one.tone, one.text) for one in ended.told)
