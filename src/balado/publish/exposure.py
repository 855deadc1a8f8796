"""Whether everybody can read the record of publications, where a web server shows the folder that holds it.

A show published to `/srv/www/podcast` has its record beside it, in `/srv/www/.podcast.balado`; where the address of the
one is https://example.org/podcast, the other may be at https://example.org/.podcast.balado. The record names recordings
that are not public yet, and where they are. Its folder is for its owner's eyes only, but a web server may run under the
same account: so it is asked.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlsplit

from balado.artifact import NEVER, Artifact, Kind
from balado.errors import RefusedError
from balado.message import Message, command_line, say
from balado.store.target import Target
from balado.web.client import client_of_author
from balado.web.wire import Ask

_SECONDS = 10.0
_ELSEWHERE = "/srv/balado"
_KEY = "exposure/probe.txt"
_BODY = b"Who reads this through a web server can read the record of publications.\n"


def refuse_exposed(target: Target, url: str, verify: str, *, writing: bool = True) -> None:
    """Ask for a file of the record at the public address `url`; nothing is asked where it cannot be there.

    Without `writing`, for a rehearsal, only for one that is there already: the newest record, if there is any.

    `verify` is what `publish.verify` says: without a word there, the address is asked where it tells by its name that
    more than the public folder is shown. Raises RefusedError when the file is given. A server that cannot be reached
    says nothing.
    """
    address = _doubtful_address(target, url, verify)
    if address is None:
        return
    key = _KEY
    if writing and target.state.head(_KEY) is None:
        target.state.put(Artifact.of_bytes(_KEY, Kind.GENERATION, _BODY, "text/plain", NEVER))
    elif not writing:
        key = next((stored.key for stored in target.state.list("generations/")), _KEY)
    found = target.state.get(key)
    if found is None:
        return
    client = client_of_author([url], _SECONDS, _SECONDS)
    reply = client.ask(Ask("GET", f"{address}/{key}", most_bytes=len(found[0])))
    if reply.status != 200 or reply.body != found[0]:
        return
    raise RefusedError(
        say(
            "Everybody can read the record of publications at {address}. It names recordings that are not public yet, "
            "and where they are. Nothing was published. Keep it where no web server looks: write `state: {folder}` "
            "under `publish` in feed.yaml, and move {state} there if it holds a record (`{command}`); or have the "
            "server refuse whatever begins with a dot.",
            address=address,
            folder=_ELSEWHERE,
            state=target.state.address,
            command=command_line("mv", target.state.address, _ELSEWHERE),
        )
    )


def foretold_exposure(target: Target, url: str, verify: str) -> Message | None:
    """What a rehearsal says where there is no record yet, and everybody might read the one that will be made.

    None where there is no reason to think so, and where there is a record: that one is asked for.
    """
    address = _doubtful_address(target, url, verify)
    if address is None or next(iter(target.state.list("generations/")), None) is not None:
        return None
    return say(
        "The record of publications will be in {state}. If a web server shows that folder, everybody can read it at "
        "{address}; the first publication asks for it there, and is refused if it is given. To be sure, keep it "
        "elsewhere: write `state: {folder}` under `publish` in feed.yaml.",
        state=target.state.address,
        address=address,
        folder=_ELSEWHERE,
    )


def _doubtful_address(target: Target, url: str, verify: str) -> str | None:
    if verify.lower() in ("false", "no") or not (verify or is_likely_shown(target, url)):
        return None
    return exposed_address(target, url)


def is_likely_shown(target: Target, url: str) -> bool:
    """Whether the address says that the folder above the public one is shown too: both end in the same name."""
    return Path(target.public.address).name == urlsplit(url).path.rpartition("/")[2]


def exposed_address(target: Target, url: str) -> str | None:
    """Where the folder of the record would be, if the folders above the public one are what is above its address.

    None when one of the two is in a bucket, or when no folder above the public one that has an address holds both.
    """
    public, state = Path(target.public.address), Path(target.state.address)
    if not (public.is_absolute() and state.is_absolute()):
        return None
    parts = urlsplit(url)
    above = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    for folder in public.parents[: len(above)]:
        above = above[:-1]
        if state.is_relative_to(folder):
            path = "/".join([*above, *(quote(part) for part in state.relative_to(folder).parts)])
            return f"{parts.scheme}://{parts.netloc}/{path}"
    return None
