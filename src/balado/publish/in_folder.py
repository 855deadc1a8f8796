"""A publication in a folder: whether its address gives it to listeners, and what is next where it does not.

Nobody is asked for the sake of these sentences, and nothing is waited for: what the proof has seen is told, or that
nobody has looked.
"""

from __future__ import annotations

from balado.artifact import is_for_others
from balado.events import Event
from balado.message import Message, say
from balado.publish.proof import Verdict


def tell_in_folder(folder: str, feed_url: str, verdict: Verdict | None) -> Event | None:
    """What is next for the publication in `folder`; `verdict` None where nobody looked. None: the address gives it."""
    if verdict is Verdict.PROVEN:
        return None
    seen = "not-asked" if verdict is None else verdict.value
    return Event("in-folder", _next_step(folder, feed_url, verdict), {"folder": folder, "feed": feed_url, "seen": seen})


def _next_step(folder: str, feed_url: str, verdict: Verdict | None) -> Message:
    if not is_for_others(feed_url):
        return say(
            "Nobody can subscribe yet: {url} leads to this computer at most. Next: copy what is in {folder} to a web "
            "server, or publish to a store (`balado help stores`), and write its address at `url` under `publish`.",
            url=feed_url,
            folder=folder,
        )
    if verdict is None:
        return say(
            "Nobody has looked whether {url} gives it. Next: copy what is in {folder} to the web server there, or have "
            "that show the folder itself; then `balado check --live`. With `verify: true` under `publish`, each "
            "publication looks.",
            url=feed_url,
            folder=folder,
        )
    if verdict is Verdict.UNREACHED:
        return say(
            "{url} could not be asked from here. Next: see to it that the web server there shows what is in {folder}; "
            "then open the address, or `balado check --live`, elsewhere.",
            url=feed_url,
            folder=folder,
        )
    return say(
        "{url} does not give it yet. Next: copy what is in {folder} to the web server there, or have that show the "
        "folder itself; then `balado check --live`.",
        url=feed_url,
        folder=folder,
    )
