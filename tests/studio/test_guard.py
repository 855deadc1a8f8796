"""The wall: everything that another page, another server or another program of this computer may try."""

from __future__ import annotations

import socket

import pytest
from studio_runs import ServedStudio

PAGES = ("/", "/findings", "/difference", "/feed", "/history", "/episodes/live", "/text/feed.yaml", "/events",
         "/assets/studio.css")  # fmt: skip


def cookie_of(headers: str) -> str:
    return headers.partition(";")[0]


def test_the_first_address_lets_a_browser_in_and_leaves_the_address(english: ServedStudio) -> None:
    first = english.doors.first_address.removeprefix(english.doors.origin)
    answer = english.ask("GET", first)
    assert (answer.status, answer.headers["location"], answer.body) == (303, "/", b"")
    name = english.doors.cookie_name
    assert answer.headers["set-cookie"] == f"{name}={english.doors.secrets.cookie}; Path=/; HttpOnly; SameSite=Strict"
    assert english.ask("GET", "/", headers={"Cookie": cookie_of(answer.headers["set-cookie"])}).status == 200


@pytest.mark.parametrize("path", [*PAGES, "/nothing"])
def test_without_the_cookie_there_is_nothing_to_see(english: ServedStudio, path: str) -> None:
    answer = english.ask("GET", path)
    assert (answer.status, "set-cookie" in answer.headers) == (403, False)
    assert answer.text == "Open the address that the terminal shows: it lets this browser in.\n"


@pytest.mark.parametrize(
    "query",
    ["entry=", "entry=x", "Entry={token}", "token={token}", "entry={token}&entry={token}", "entry={token}%00",
     "x={token}", "entry={cookie}", "entry={csrf}", "entry={public}"],
)  # fmt: skip
def test_what_is_not_the_token_lets_nobody_in(english: ServedStudio, query: str) -> None:
    known = english.doors.secrets
    asked = query.format(token=known.token, cookie=known.cookie, csrf=known.csrf, public=known.public)
    assert english.ask("GET", f"/?{asked}").status == 403


def test_the_token_lets_in_at_the_first_address_only(english: ServedStudio) -> None:
    token = english.doors.secrets.token
    assert english.ask("GET", f"/findings?entry={token}").status == 403
    assert english.ask("POST", f"/?entry={token}", headers={"Content-Length": "0"}).status == 403


@pytest.mark.parametrize(
    "cookie",
    [
        "balado-1={value}",
        "balado={value}",
        "{name}=x",
        "{name}={token}",
        "{name}={value}x",
        "{name}",
        "",
        "a={name}={value}",
    ],
)
def test_a_cookie_of_another_port_or_run_lets_nobody_in(english: ServedStudio, cookie: str) -> None:
    known = english.doors
    sent = cookie.format(name=known.cookie_name, value=known.secrets.cookie, token=known.secrets.token)
    assert english.ask("GET", "/", headers={"Cookie": sent}).status == 403


def test_a_cookie_that_another_server_adds_keeps_nobody_out(english: ServedStudio) -> None:
    """Every server of this computer can set a cookie of this name: cookies know no ports."""
    sent = f"{english.doors.cookie_name}=forged; other=1; {english.cookie}"
    assert english.ask("GET", "/", headers={"Cookie": sent}).status == 200


@pytest.mark.parametrize(
    "host",
    ["", "example.org", "127.0.0.1", "127.0.0.1:1", "127.0.0.1:{port}.example.org", "example.org:{port}",
     "[::1]:{port}", "127.0.0.2:{port}", "0.0.0.0:{port}", "127.1:{port}", "2130706433:{port}", "localhost",
     "localhost.:{port}", "127.0.0.1.nip.io:{port}", "user@127.0.0.1:{port}", "127.0.0.1:{port}, example.org",
     "localhost:{port}@example.org"],
)  # fmt: skip
def test_another_name_for_this_computer_is_refused(english: ServedStudio, host: str) -> None:
    """A page of an attacker's domain whose name leads here (DNS rebinding) sends that name, with the cookie or not."""
    sent = {"Host": host.format(port=english.doors.port), "Cookie": english.cookie}
    for path in ("/", f"{english.doors.public_path}/feed.xml", f"/?entry={english.doors.secrets.token}"):
        answer = english.ask("GET", path, headers=sent)
        assert answer.status in (400, 421), path
        assert "set-cookie" not in answer.headers


def test_both_of_its_own_names_are_answered(english: ServedStudio) -> None:
    for host in (f"127.0.0.1:{english.doors.port}", f"LOCALHOST:{english.doors.port}"):
        assert english.ask("GET", "/", headers={"Host": host, "Cookie": english.cookie}).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:{port}"},  # another name than that of the request
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:{port}.example.org"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_change_comes_from_our_own_pages(english: ServedStudio, headers: dict[str, str]) -> None:
    sent = {name.replace("-", "_"): value.format(port=english.doors.port) for name, value in headers.items()}
    answer = english.post("/findings/fix", {"fault": "0" * 16}, **sent)
    assert (answer.status, answer.text) == (403, "Only the pages of this server change something here.\n")


def test_a_change_says_where_it_comes_from(english: ServedStudio) -> None:
    headers = {"Cookie": english.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    body = f"csrf={english.doors.secrets.csrf}&fault=x".encode()
    assert english.ask("POST", "/findings/fix", body, headers).status == 403
    twice: dict[str, str | list[str]] = {**headers, "Origin": [english.doors.origin, english.doors.origin]}
    assert english.ask("POST", "/findings/fix", body, twice).status == 403


@pytest.mark.parametrize("csrf", ["", "x", "{cookie}", "{token}", "{csrf}x"])
def test_a_change_has_the_token_of_our_forms(english: ServedStudio, csrf: str) -> None:
    known = english.doors.secrets
    sent = csrf.format(csrf=known.csrf, cookie=known.cookie, token=known.token)
    answer = english.post("/findings/fix", {"csrf": sent, "fault": "0" * 16})
    assert (answer.status, answer.text) == (403, "This form is of an earlier run: load its page.\n")


def test_what_others_embed_of_ours_is_refused(english: ServedStudio) -> None:
    """A page of another server of this computer is `same-site`: the browser sends it our cookie."""
    for site in ("same-site", "cross-site"):
        for mode in ("no-cors", "cors", "same-origin", "websocket"):
            sent = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode}
            assert english.get("/", **sent).status == 403
        assert english.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_no_other_methods(english: ServedStudio, method: str) -> None:
    sent = {"Cookie": english.cookie, "Origin": english.doors.origin}
    for path in ("/", f"{english.doors.public_path}/feed.xml"):
        assert english.ask(method, path, headers=sent).status in (400, 404, 405)


def test_every_answer_tells_the_browser_what_to_refuse(english: ServedStudio) -> None:
    for path in (*PAGES[:-2], "/assets/studio.css", "/nothing"):
        headers = english.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
        assert (headers["referrer-policy"], headers["x-frame-options"]) == ("same-origin", "DENY")
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_what_listeners_get_can_be_read_by_who_knows_its_address_and_nothing_else(english: ServedStudio) -> None:
    path = english.doors.public_path
    for key in ("feed.xml", "index.html", ""):
        answer = english.ask("GET", f"{path}/{key}")
        assert answer.status == 200
        assert answer.headers["content-security-policy"].startswith("sandbox allow-scripts;")
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert "allow-same-origin" not in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert english.ask("POST", f"{path}/{key}", headers={"Content-Length": "0"}).status == 405
    for wrong in ("/p/", "/p/x/feed.xml", f"/p/{english.doors.secrets.cookie}/feed.xml", f"{path}x/feed.xml"):
        assert english.ask("GET", wrong).status == 403


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: 127.0.0.1:%d\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1:%d\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        b"POST /findings/fix HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"POST /findings/fix HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_smuggled_headers_reach_nothing(english: ServedStudio, raw: bytes) -> None:
    port, cookie = english.doors.port, f"Cookie: {english.cookie}"
    sent = raw.replace(b"%d", str(port).encode()).replace(b"\r\nHost", b"\r\n%s\r\nHost" % cookie.encode(), 1)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        said = b""
        while piece := connection.recv(65536):
            said += piece
    answers = [line for line in said.split(b"\r\n") if line.startswith(b"HTTP/1.")]
    assert all(line.split()[1] in (b"400", b"403", b"405", b"411", b"421") for line in answers), answers
    assert english.get("/").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/text/../../etc/passwd", "/text/..%2f..%2fetc%2fpasswd", "/text/%2e%2e/%2e%2e/etc/passwd", "/text//etc/passwd",
        "/text/%2fetc%2fpasswd", "/text/episodes/../feed.yaml", "/text/episodes/live/../../feed.yaml",
        "/text/.git/config", "/text/episodes/live/talk.mp3",
        "/text/public/feed.xml", "/text/feed.yaml%00.md", "/text/..\\..\\feed.yaml",
        "/text/..%5c..%5cfeed.yaml", "/text/%252e%252e/feed.yaml", "/text/./feed.yaml", "/text/feed.yaml/", "/text/",
        "/episodes/..%2f..%2ffeed.yaml", "/episodes/%2e%2e", "/episodes/live%00", "/episodes/nothing", "/episodes/",
        "/assets/..%2fviews%2fboard.py", "/assets/../app.py", "/assets/studio.css%00", "/assets/%2e%2e%2fguard.py",
        "/history/-1", "/history/0", "/history/999999999999999999999", "/history/1%2f..", "/history/１",
        "{public}/../../etc/passwd", "{public}/..%2f..%2ffeed.yaml", "{public}/%2e%2e/%2e%2e/feed.yaml",
        "{public}/episodes/live/episode.md", "{public}/feed.yaml", "{public}//etc/passwd", "{public}/audio/../feed.xml",
        "{public}/audio/%00", "{public}/index.html%00", "{public}/.public.balado",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_what_is_shown(english: ServedStudio, path: str) -> None:
    answer = english.get(path.format(public=english.doors.public_path).replace("１", "%EF%BC%91"))
    assert answer.status in (400, 404), path
    assert b"root:" not in answer.body
    assert "guid:" not in answer.text
