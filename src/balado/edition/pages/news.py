"""What happens to pages from one publication to the next, in words: how many of each kind are new, change and go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from balado.events import Event
from balado.message import Message, say
from balado.record.generation import Generation


@dataclass(frozen=True, slots=True)
class PageChanges:
    """The keys of files of the site that are new, that change, and that are taken away."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def page_changes(previous: Generation | None, planned: Generation) -> PageChanges:
    """What happens to the files of the site."""
    before = {file.key: file.sha256 for file in previous.site} if previous is not None else {}
    after = {file.key: file.sha256 for file in planned.site}
    return PageChanges(
        new=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(key for key in after.keys() & before.keys() if after[key] != before[key])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )


def tell_pages(previous: Generation | None, planned: Generation) -> Event | None:
    """The event of what happens to pages, told by their kinds; None where nothing does."""
    changes = page_changes(previous, planned)
    if changes == PageChanges():
        return None
    shown = [_kinds(keys) for keys in (changes.new, changes.changed, changes.gone)]
    message = say(
        "Pages: new: {new}; changed: {changed}; taken away: {gone}.", new=shown[0], changed=shown[1], gone=shown[2]
    )
    fields = {"new": list(changes.new), "changed": list(changes.changed), "gone": list(changes.gone)}
    return Event("pages", message, fields)


def _kinds(keys: Iterable[str]) -> Message:
    counted = Counter(f"{key.partition('/')[0]}/" if "/" in key else key for key in keys)
    names = [f"{count} × {kind}" if kind.endswith("/") else kind for kind, count in sorted(counted.items())]
    return say("{text}", text=", ".join(names) or "0")


def each_page(event: Event) -> Iterator[Message]:
    """What happens to each page that the event of `tell_pages` tells of."""
    words = {"new": say("{key} is new"), "changed": say("{key} changes"), "gone": say("{key} is taken away")}
    for kind, word in words.items():
        keys = event.fields[kind]
        for key in keys if isinstance(keys, list) else ():
            yield say(word.template, key=key)
