"""What is told of downloads. Pure."""

from __future__ import annotations

from balado.cli.events.kind import GUID, EventField, EventKind, number, text
from balado.message import mark

DAY = text(mark("The day (UTC), as 2026-11-01."))

COUNTING: tuple[EventKind, ...] = (
    EventKind(
        "unknown-log",
        "stats",
        mark("A log in no format that is read, or one that is damaged: nothing in it was counted."),
        {"name": text(mark("Its path or key, from the place on."))},
    ),
    EventKind(
        "late",
        "stats",
        mark(
            "Requests of a day that could not be counted again, since logs of it are gone, or an episode was taken "
            "down: they count for nothing."
        ),
        {"day": DAY, "requests": number(mark("How many."))},
    ),
    EventKind(
        "downloads",
        "stats",
        mark("Downloads of an episode on a day."),
        {
            "day": DAY,
            "guid": GUID,
            "downloads": number(mark("How many downloads, after IAB 2.3 (not certified).")),
            "listeners": number(mark("By how many listeners: internet address and application.")),
        },
    ),
    EventKind(
        "report",
        "stats --html",
        mark("The report was written."),
        {"path": text(mark("The page."))},
    ),
    EventKind(
        "tables",
        "stats --tables",
        mark("What Athena or Trino counts with was written."),
        {"path": text(mark("The folder."))},
    ),
    EventKind(
        "statistics",
        "stats",
        mark("What was counted, in all."),
        {
            "requests": number(mark("How many requests the logs hold.")),
            "counted": number(mark("How many of them make the downloads, or other files that were had.")),
            "bots": number(mark("How many are of robots.")),
            "downloads": number(mark("How many downloads of recordings, on all days told.")),
            "listeners": number(mark("By how many listeners: those of each day, added up.")),
            "rejected": EventField("object", mark("How many count for nothing, by reason.")),
        },
    ),
)
"""Of the verb that counts."""
