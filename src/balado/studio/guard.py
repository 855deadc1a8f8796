"""The wall around the server: who may ask what, before anything is looked at; and what browsers are told to refuse.

Local does not mean safe: every page that is open in the browser can send requests to this computer, also under a name
of its own that leads here (DNS rebinding), and every other server of this computer shares its cookies with this one.

- `Host` is this server's, once; a request that says otherwise was meant for another name.
- The token of the first address becomes a cookie that is sent from our own pages only, and leaves the address.
- What changes something comes from a page of ours (`Origin`, `Sec-Fetch-Site`) and has a token in its form (`change`).
- Feed and pages as listeners get them have no cookie: their address cannot be guessed, and they can only be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from balado import message
from balado.message import Catalogue, say
from balado.studio.secrets import Secrets, is_same

Refusal = tuple[int, message.Message]
"""A status of HTTP, and why."""

PARAMETER = "entry"
"""What the token of the first address is called there."""

_SAFE = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PUBLIC_POLICY = "sandbox allow-scripts; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""A page as listeners get it may hold whatever its author or a theme wrote: it has an origin of its own, which is none,
so that its scripts reach nothing of the studio."""

_EVERYWHERE = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
)
_OURS = (
    *_EVERYWHERE,
    # Nothing to others. Under `no-referrer` browsers would hide the origin of our own forms too (Fetch, "Origin").
    (b"referrer-policy", b"same-origin"),
    (b"content-security-policy", _POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_PUBLIC = (
    *_EVERYWHERE,
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", PUBLIC_POLICY.encode()),
    # A sandboxed page, an app and a player in a page ask as strangers; who knows the address may read.
    (b"access-control-allow-origin", b"*"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the server is, and what it lets in by. `port` is that of 127.0.0.1."""

    port: int
    secrets: Secrets = field(default_factory=Secrets)

    @property
    def origin(self) -> str:
        """The origin that the browser is sent to."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which it answers."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of its own pages."""
        return tuple(f"http://{host}" for host in self.hosts)

    @property
    def first_address(self) -> str:
        """Where a browser begins."""
        return f"{self.origin}/?{PARAMETER}={self.secrets.token}"

    @property
    def public_path(self) -> str:
        """Where feed and pages are as listeners get them; without a slash at its end."""
        return f"/p/{self.secrets.public}"

    @property
    def public_url(self) -> str:
        """Their address, without a slash at its end."""
        return f"{self.origin}{self.public_path}"

    @property
    def cookie_name(self) -> str:
        """With the port in it: cookies are shared by all servers of a computer."""
        return f"balado-{self.port}"


class Guard:
    """Asks everything of a request that can be asked before it is answered. `words` are those of its refusals."""

    def __init__(self, app: ASGIApp, doors: Doors, words: Catalogue) -> None:
        self._app, self._doors, self._words = app, doors, words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] != "http":
            return  # nothing else is spoken here: neither sockets nor the messages of a life span
        is_public = self._is_public(scope["path"])
        sending = _Headed(send, _PUBLIC if is_public else _OURS)
        refusal = self._refusal_of_all(scope) or (_read_only(scope) if is_public else None)
        if refusal is None and not is_public:
            if self._has_token(scope):
                await _redirect(sending, self._cookie())
                return
            refusal = self._refusal(scope)
        if refusal is not None:
            status, reason = refusal
            await _refuse(sending, status, reason.translate(self._words))
            return
        await self._app(scope, receive, sending)

    def _is_public(self, path: str) -> bool:
        parts = path.split("/", 3)
        return len(parts) > 2 and parts[1] == "p" and is_same(parts[2], self._doors.secrets.public)

    def _refusal_of_all(self, scope: Scope) -> Refusal | None:
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or hosts[0].lower() not in self._doors.hosts:
            return 421, say("This server is asked for by its own address only.")
        path = scope["path"]
        if "\\" in path or "\0" in path or {"..", "."} & set(path.split("/")):
            return 400, say("There is no such address.")
        return None

    def _refusal(self, scope: Scope) -> Refusal | None:
        if not self._has_cookie(scope):
            return 403, say("Open the address that the terminal shows: it lets this browser in.")
        method, sites = scope["method"], _values(scope, b"sec-fetch-site")
        if method in _SAFE:
            is_page = _values(scope, b"sec-fetch-mode") == ["navigate"]
            own = ("same-origin", "none", "same-site", "cross-site") if is_page else ("same-origin", "none")
            return None if all(site in own for site in sites) else (403, say("Pages of others read nothing here."))
        if method != "POST":
            return 405, say("Nothing here is done in this way.")
        origins = _values(scope, b"origin")
        if len(origins) != 1 or origins[0] not in self._doors.origins or urlsplit(origins[0]).netloc != _host(scope):
            return 403, say("Only the pages of this server change something here.")
        if any(site != "same-origin" for site in sites):
            return 403, say("Only the pages of this server change something here.")
        return None

    def _has_token(self, scope: Scope) -> bool:
        if scope["method"] != "GET" or scope["path"] != "/":
            return False
        given = parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [])
        return len(given) == 1 and is_same(given[0], self._doors.secrets.token)

    def _has_cookie(self, scope: Scope) -> bool:
        found = []
        for header in _values(scope, b"cookie"):
            for pair in header.split(";"):
                name, _, value = pair.strip().partition("=")
                found += [value] if name == self._doors.cookie_name else []
        # A server of another port can add one of the same name: ours is among them all the same.
        return any(is_same(value, self._doors.secrets.cookie) for value in found)

    def _cookie(self) -> str:
        name, value = self._doors.cookie_name, self._doors.secrets.cookie
        return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict"


class _Headed:
    """Sends answers with the headers that all of them have; what the answer says of the same is left out."""

    def __init__(self, send: Send, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._send, self._headers = send, tuple(headers)

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in self._headers}
            others = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in ours]
            message = {**message, "headers": [*others, *self._headers]}
        await self._send(message)


def _read_only(scope: Scope) -> Refusal | None:
    return None if scope["method"] in _SAFE else (405, say("This can only be read."))


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def _host(scope: Scope) -> str:
    return _values(scope, b"host")[0].lower()


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = f"{reason}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _redirect(send: Send, cookie: str) -> None:
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
