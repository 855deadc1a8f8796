"""What the verbs tell with which a show leaves, or comes. Pure."""

from __future__ import annotations

from balado.cli.events.kind import NUMBER_OR_NONE, EventField, EventKind, number, text, time
from balado.message import mark

MOVING: tuple[EventKind, ...] = (
    EventKind(
        "exported",
        "export",
        mark("The show is written into a folder or an archive of its own."),
        {
            "path": text(mark("The folder or the archive.")),
            "files": number(mark("How many files it holds.")),
            "bytes": number(mark("Their size in bytes.")),
            "number": NUMBER_OR_NONE,
        },
    ),
    EventKind(
        "key",
        "move",
        mark("A line of feed.yaml was written."),
        {"line": text(mark("The line."))},
    ),
    EventKind(
        "step",
        "move",
        mark("A step of the move."),
        {
            "name": text(mark("unlocked, imported, published, redirect, directories or kept.")),
            "state": text(mark("done, next, later, wrong, or unknown: nobody looked, or nobody can.")),
        },
    ),
    EventKind(
        "redirect-rule",
        "move",
        mark("The rule by which a server sends everybody on to the new address."),
        {"server": text(mark("Which kind of server.")), "rule": text(mark("The rule, as it is written there."))},
    ),
    EventKind(
        "moving",
        "move",
        mark("How far the move is."),
        {
            "old": text(mark("The address that subscribers have.")),
            "new": text(mark("The address that they are to get.")),
            "leaving": EventField("true or false", mark("Whether the show leaves this place.")),
            "done": number(mark("How many steps are done.")),
            "steps": number(mark("How many steps there are.")),
            "next": text(mark("The name of the step that is next; null: none that can be seen from here."), null=True),
            "until": time(mark("Until when the old address must stay; null: the new one is not published yet."),
                          null=True),
        },
    ),
)  # fmt: skip
"""Of verbs that move a show."""
