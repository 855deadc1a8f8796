"""Files come in from our own pages only, bounded, and nothing is left of what was cut: attacks and accidents."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from awaited import awaited
from dropped_files import BOUNDARY, drop, dropped, form_of, upload_headers
from show_builder import Show
from starlette.requests import Request
from studio_runs import ServedStudio, options_for, served_studio

from balado.studio.uploads import route
from balado.studio.uploads.receive import MOST_BYTES, FilesBody
from balado.studio.uploads.route import received_files

PDF = b"%PDF-1.7"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStudio]:
    folder = tmp_path_factory.mktemp("uploads")
    show = Show(folder / "show")
    show.write_feed()
    show.add("live")
    with served_studio(options_for(show, folder / "cache" / "i.json"), show) as served:
        served.settled()
        yield served


@pytest.fixture(autouse=True)
def nothing_is_left(served: ServedStudio) -> Iterator[None]:
    """Each of these leaves nothing but what it took, and touches nothing of the show."""
    before = sorted(served.show.root.rglob("*"))
    kept = set(kept_of(served))
    yield
    assert sorted(served.show.root.rglob("*")) == before
    until = time.monotonic() + 10
    while left := {one for one in set(kept_of(served)) - kept if served.studio.uploads.get(one) is None}:
        assert time.monotonic() < until, left
        time.sleep(0.02)


def kept_of(served: ServedStudio) -> list[str]:
    folder = served.studio.uploads.folder
    return [one.name for one in folder.iterdir()] if folder.exists() else []


def test_files_come_aside_and_lead_to_a_page_without_the_token(served: ServedStudio) -> None:
    address = dropped(served, "new", ("../../../étrange.exe", PDF))
    assert served.doors.secrets.upload not in address
    batch = served.studio.uploads.get(address.rpartition("/")[2])
    assert batch is not None
    assert batch.files[0].path.read_bytes() == PDF
    assert batch.files[0].path.name == "etrange.pdf"
    assert batch.files[0].path.is_relative_to(served.studio.uploads.folder)
    assert served.studio.uploads.folder.stat().st_mode & 0o077 == 0
    assert "étrange.exe" in served.get(address).text


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site"}, {"Cookie": "x=y"}],
)
def test_pages_of_others_send_nothing(served: ServedStudio, headers: dict[str, str]) -> None:
    assert drop(served, "new", ("a.pdf", PDF), **headers).status == 403


@pytest.mark.parametrize("token", ["x", "{csrf}", "{cookie}", "{token}", "{upload}x"])
def test_the_token_is_judged_before_the_body_is_read(served: ServedStudio, token: str) -> None:
    """The answer is here although of the body, which is said to be long, nothing was ever sent."""
    known = served.doors.secrets
    given = token.format(csrf=known.csrf, cookie=known.cookie, token=known.token, upload=known.upload)
    headers = upload_headers(served, Content_Length="1000000")
    assert served.ask("POST", f"/upload/{given}/new", headers=headers).status == 403


def test_the_other_forms_do_not_take_its_token(served: ServedStudio) -> None:
    assert served.post("/files", {"csrf": served.doors.secrets.upload, "batch": "x"}).status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Length": "10000000000"}, 413),
        ({"Content_Length": str(MOST_BYTES + 1)}, 413),
        ({"Content_Length": "9" * 20}, 413),
        ({"Transfer_Encoding": "chunked", "Content_Length": "0"}, 411),
        ({"Content_Type": "application/x-www-form-urlencoded", "Content_Length": "3"}, 415),
        ({"Content_Type": "multipart/form-data", "Content_Length": "3"}, 415),
    ],
)
def test_what_is_too_much_or_no_form_is_refused_before_it_is_read(
    served: ServedStudio, headers: dict[str, str], status: int
) -> None:
    address = f"/upload/{served.doors.secrets.upload}/new"
    sent = upload_headers(served, **headers)
    if "Transfer-Encoding" in sent:
        del sent["Content-Length"]
    assert served.ask("POST", address, headers=sent).status == status


def test_a_full_disk_is_said_before_anything_is_sent(served: ServedStudio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route.shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 1000})())
    answer = drop(served, "new", ("a.pdf", PDF))
    assert (answer.status, answer.text) == (
        507,
        "There is not enough room on the disk of this computer for these files.\n",
    )


@pytest.mark.parametrize("body", [form_of([("a.pdf", PDF * 100)])[:-30], b"nonsense", form_of([("a", PDF)] * 21)])
def test_of_what_is_not_whole_nothing_is_kept(served: ServedStudio, body: bytes) -> None:
    address = f"/upload/{served.doors.secrets.upload}/new"
    assert served.ask("POST", address, body, upload_headers(served)).status in (400, 413)


def test_without_a_file_there_is_nothing_to_take(served: ServedStudio) -> None:
    assert drop(served, "new").status == 422
    assert drop(served, "new", ("", b"")).status == 422


def test_an_upload_that_is_cut_leaves_nothing(served: ServedStudio) -> None:
    head = "".join(f"{name}: {value}\r\n" for name, value in upload_headers(served).items())
    with socket.create_connection(("127.0.0.1", served.doors.port), timeout=10) as connection:
        connection.sendall(
            f"POST /upload/{served.doors.secrets.upload}/new HTTP/1.1\r\nHost: 127.0.0.1:{served.doors.port}\r\n"
            f"Content-Length: 500000\r\n{head}\r\n".encode()
            + form_of([("a.pdf", PDF * 1000)])[:7000]
        )
        until = time.monotonic() + 10
        while not any(path.is_file() for path in served.studio.uploads.folder.rglob("*")):
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_body_that_is_longer_than_it_says_is_ended(tmp_path: Path) -> None:
    sent = 0

    async def receive() -> dict[str, object]:
        nonlocal sent
        sent += 1
        piece = form_of([("a.pdf", PDF * 1000)])[:1000] if sent == 1 else b"x" * 1000
        return {"type": "http.request", "body": piece, "more_body": True}

    request = Request({"type": "http", "headers": []}, receive)  # type: ignore[arg-type] # as it is told
    with pytest.raises(EOFError):
        awaited(received_files(request, FilesBody(BOUNDARY.encode(), tmp_path, 20), 3500))
    assert sent == 4
    assert (tmp_path / "1.part").stat().st_size < 3500


def test_a_body_that_is_shorter_than_it_says_is_refused(tmp_path: Path) -> None:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": form_of([("a.pdf", PDF)]), "more_body": False}

    request = Request({"type": "http", "headers": []}, receive)  # type: ignore[arg-type] # as it is told
    with pytest.raises(EOFError):
        awaited(received_files(request, FilesBody(BOUNDARY.encode(), tmp_path, 20), 100_000))


def test_two_of_the_same_name_at_once_are_two(served: ServedStudio) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: drop(served, "new", ("a.pdf", PDF + b"%d" % one)), range(4)))
    batches = [served.studio.uploads.get(one.headers["location"].rpartition("/")[2]) for one in answers]
    assert sorted(one.files[0].path.read_bytes() for one in batches if one) == [PDF + b"%d" % one for one in range(4)]
    twice = dropped(served, "new", ("a.pdf", PDF), ("a.pdf", b"%PDF-2"))
    batch = served.studio.uploads.get(twice.rpartition("/")[2])
    assert batch is not None
    assert [one.path.read_bytes() for one in batch.files] == [PDF, b"%PDF-2"]


def test_of_many_uploads_the_oldest_go_and_not_what_is_in_use(served: ServedStudio) -> None:
    uploads = served.studio.uploads
    first = dropped(served, "new", ("a.pdf", PDF)).rpartition("/")[2]
    second = dropped(served, "new", ("a.pdf", PDF)).rpartition("/")[2]
    uploads.busy.add(first)
    for _ in range(9):
        dropped(served, "new", ("a.pdf", PDF))
    assert uploads.get(first) is not None
    assert uploads.get(second) is None
    assert second not in kept_of(served)
    uploads.busy.clear()


@pytest.mark.parametrize("slug", ["nothing", "..%2f..", "%2e%2e", "live%00", "live%2f..", ""])
def test_files_for_an_episode_that_is_none_are_not_taken(served: ServedStudio, slug: str) -> None:
    assert drop(served, f"episodes/{slug}", ("a.pdf", PDF)).status in (400, 404)


def test_a_preview_takes_nothing_and_leaves_what_came_to_the_studio_beside_it(served: ServedStudio) -> None:
    address = dropped(served, "new", ("a.pdf", PDF))
    cache = served.studio.uploads.folder.parent / "i.json"
    with served_studio(options_for(served.show, cache, may_change=False), served.show) as preview:
        assert preview.studio.uploads.folder == served.studio.uploads.folder
        assert drop(preview, "new", ("a.pdf", PDF)).status == 404
    assert served.get(address).status == 200
