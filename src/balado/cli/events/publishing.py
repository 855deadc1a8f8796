"""What a publication tells, and what follows it. Pure."""

from __future__ import annotations

from dataclasses import replace

from balado.cli.events.kind import (
    BYTES,
    FEED,
    KEY,
    NEXT_DUE,
    NUMBER,
    EventField,
    EventKind,
    many,
    number,
    text,
)
from balado.message import mark

OBJECT_KIND = text(mark("What it is: audio, artwork, transcript, chapters, document, film."))
SENT = {"key": KEY, "bytes": BYTES, "kind": OBJECT_KIND}
PUBLISHED = {
    "feed": FEED,
    "generation": number(mark("The number of the publication; missing: there is none."), optional=True),
    "live": many(mark("The episodes that are live."), optional=True),
    "scheduled": many(mark("The episodes that are stored: episode, date."), optional=True),
    "announced": many(mark("The conferences that are announced or on air."), optional=True),
    "held_back": many(mark("The episodes that are held back; one that is live stays as it was published.")),
    "site": text(mark("The address of the show's page; missing: it has none."), optional=True),
    "next_due": EventField("time", NEXT_DUE.meaning, null=True, optional=True),
}

PUBLISHING: tuple[EventKind, ...] = (
    EventKind(
        "fault",
        mark("all"),
        mark("Something is wrong: where, what, and what to do about it."),
        {
            "severity": text(mark("error, warning or info.")),
            "rule": text(mark("The rule of `balado check` that found it; empty: none.")),
            "path": text(mark("The file, from the folder of the show.")),
            "line": number(mark("The line, from 1; null: the file has none."), null=True),
            "key": text(mark("The key, dotted; empty: it is the file's.")),
            "episode": text(mark("The episode it belongs to; null: the show."), null=True),
            "remedy": text(mark("What to do.")),
            "fix": EventField(
                "object",
                mark("The change that does it: line, column, old, new; null: there is no one answer."),
                null=True,
            ),
        },
    ),
    EventKind(
        "error",
        mark("all"),
        mark("The run ended by an error: the last word."),
        {"kind": text(mark("Its kind: UsageError, SourceError, MediaError, RefusedError, RemoteError."))},
    ),
    EventKind(
        "plan",
        "publish",
        mark("What the publication will do."),
        {
            "bytes": number(mark("How many bytes will be sent.")),
            "uploads": many(mark("The files to send: key, bytes.")),
            "changes": many(mark("What happens to episodes: change, episode, date.")),
        },
    ),
    EventKind(
        "pages",
        "publish, publish --dry-run, diff",
        mark("What happens to the pages of the show."),
        {
            "new": many(mark("The keys of new ones.")),
            "changed": many(mark("The keys of those that change.")),
            "gone": many(mark("The keys of those that are taken away.")),
        },
    ),
    EventKind("uploaded", "publish", mark("A file was sent, and looked at in the store."), SENT),
    EventKind("already-there", "publish", mark("A file is in the store already."), SENT),
    EventKind(
        "lost",
        "publish, rollback",
        mark("Published files are gone, and are sent again."),
        {"count": number(mark("How many."))},
    ),
    EventKind(
        "repaired",
        "publish, rollback, prune",
        mark("The served feed was not that of the last publication: it is put right."),
        {"generation": NUMBER},
    ),
    EventKind(
        "rendered-anew",
        "publish",
        mark("The feed of a publication and its copy were lost: it is made anew from the source."),
        {"generation": NUMBER},
    ),
    EventKind(
        "audited",
        "publish --repair",
        mark("Every published file was looked at."),
        {
            "generation": NUMBER,
            "files": number(mark("How many were looked at.")),
            "damaged": number(mark("How many are not as they were published.")),
        },
    ),
    EventKind("overtaken", "publish", mark("Somebody else published meanwhile: it is planned again.")),
    EventKind(
        "weak-store",
        "publish, rollback, takedown",
        mark("The store lets two publishers commit at once."),
        {"place": text(mark("The place of the record."))},
    ),
    EventKind(
        "record",
        "publish",
        mark("The first publication began the record of publications."),
        {"place": text(mark("Where it is kept."))},
    ),
    EventKind("published", "publish", mark("A publication was made."), PUBLISHED),
    EventKind("nothing-to-do", "publish", mark("Everything is up to date, or nothing can go live yet."), PUBLISHED),
    EventKind(
        "damaged", "publish", mark("Everything is up to date, but published files are gone or others."), PUBLISHED
    ),
    EventKind(
        "dry-run",
        "publish --dry-run, recover",
        mark("Nothing was written; `recover` tells no fields."),
        {name: replace(one, optional=True) for name, one in PUBLISHED.items()},
    ),
    EventKind(
        "stopped", "publish", mark("The run was stopped."), {"uploaded": number(mark("How many files were sent."))}
    ),
    EventKind(
        "invalidated",
        "publish, rollback, takedown",
        mark("CloudFront forgets what changed."),
        {"distribution": text(mark("The distribution.")), "paths": many(mark("The paths."))},
    ),
    EventKind(
        "waiting",
        "publish, rollback, takedown",
        mark("The public address does not give the new feed yet."),
        {"url": FEED},
    ),
    EventKind(
        "verified",
        "publish, rollback, takedown",
        mark("The public address gives the new feed, and its new files."),
        {
            "feed": FEED,
            "files": number(mark("How many files were asked for.")),
            "episodes_left_out": number(mark("How many episodes were not looked at: there are too many.")),
        },
    ),
    EventKind(
        "in-folder",
        "publish, rollback, takedown",
        mark("The publication lies in a folder, and its public address was not seen to give it."),
        {
            "folder": text(mark("The folder.")),
            "feed": FEED,
            "seen": text(mark("What its address gives: `other`, `unreached`; `not-asked`: nobody looked.")),
        },
    ),
    EventKind(
        "notified",
        "publish, rollback, takedown",
        mark("Somebody was told of the new feed."),
        {"who": text(mark("Who."))},
    ),
)
"""Of every verb that publishes; faults and errors are of all verbs."""
