"""Whether readers get a page as it was published: its very bytes, as HTML in UTF-8."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from balado.errors import Fault, Place
from balado.message import Message, say
from balado.publish.claims import ClaimedPage
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.reply import Trouble, shown
from balado.web.wire import Ask

_MOST_SHOWN = 60


def prove_page(page: ClaimedPage, client: Client) -> Iterator[Fault]:
    """What is wrong with a page. That a cache still gives the one before is no fault: it does so for five minutes."""
    reply = client.ask(Ask("GET", page.url, most_bytes=page.byte_size + 1))
    if reply.trouble is Trouble.NOT_ASKED:
        return
    if reply.trouble is not None:
        remedy = say("Open the address in a browser; ask who runs that server.")
        yield _warning(page, say("Readers cannot open this page: {why}.", why=reason(reply)), remedy)
        return
    if reply.status != 200:
        what = say("Readers cannot open this page: the server answers {status}.", status=reply.status)
        yield _warning(page, what, say("Let everybody read it: `balado bucket setup` says how."))
        return
    given = reply.headers.get("content-type", "")
    if given.replace(" ", "").lower() != page.content_type.replace(" ", ""):
        what = say("The server calls this page “{found}”, it is {type}.", found=shown(given, _MOST_SHOWN),
                   type=page.content_type)  # fmt: skip
        yield _warning(page, what, say("Have the server or the CDN pass on the type that the store gives."))
    if hashlib.sha256(reply.body).hexdigest() != page.sha256:
        what = say("The address still gives another page than the new one.")
        remedy = say("If a cache (CDN) stands there, let it keep pages for five minutes at most.")
        yield Fault(Place(page.url), what, remedy, severity="info")


def _warning(page: ClaimedPage, what: Message, remedy: Message) -> Fault:
    return Fault(Place(page.url), what, remedy, severity="warning")
