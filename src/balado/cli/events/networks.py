"""What is told of all shows of a network. Pure."""

from __future__ import annotations

from balado.cli.events.kind import EventField, EventKind, decimal, number, text, time
from balado.message import mark

_VERB = text(mark("What was done with each show: publish, check, status, diff, master or transcribe."))

NETWORKS: tuple[EventKind, ...] = (
    EventKind(
        "network-show",
        "network",
        mark("A show of a network is done; every event of a show stands before it, with the name of the show."),
        {
            "show": text(mark("The show, by its name in the network.")),
            "verb": _VERB,
            "state": text(
                mark(
                    "published (something was done, or with --dry-run would be), unchanged, refused (exit 1) or failed "
                    "(exit 2 and higher)."
                )
            ),
            "exit": number(mark("The exit code that the verb would end with for this show alone.")),
            "rehearsed": EventField("true or false", mark("Whether it would be done, but for --dry-run.")),
            "seconds": decimal(mark("How long it took.")),
        },
    ),
    EventKind(
        "network-page",
        "network",
        mark("The network's own page was looked after."),
        {
            "site": text(mark("The address of the page.")),
            "feed": text(mark("The address of the network's own feed.")),
            "generation": number(mark("The number of its publication.")),
            "listed": number(mark("How many shows have been read for it.")),
            "changed": EventField("true or false", mark("Whether this run published it, or with --dry-run would.")),
            "next_due": time(mark("When a conference on it will be over; null: none."), null=True),
        },
    ),
    EventKind(
        "network",
        "network",
        mark("All shows of a network are done."),
        {
            "verb": _VERB,
            "shows": number(mark("How many shows there were.")),
            "published": number(
                mark("For how many something was done, or with --dry-run would be: published, mastered, drafted.")
            ),
            "unchanged": number(mark("For how many nothing was to do, or nothing is wrong.")),
            "refused": number(mark("How many were refused, or have problems: exit 1.")),
            "failed": number(mark("How many failed, by their source, their store or a process: exit 2 and higher.")),
        },
    ),
)
"""Of `balado network`."""
