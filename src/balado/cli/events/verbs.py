"""What the verbs tell that look, fetch and set up. Pure."""

from __future__ import annotations

from balado.cli.events.kind import (
    BYTES,
    EPISODE,
    FEED,
    GUID,
    KEY,
    NEXT_DUE,
    NUMBER,
    NUMBER_OR_NONE,
    EventField,
    EventKind,
    many,
    number,
    text,
    time,
)
from balado.message import mark

CHANGE = text(mark("goes-live, scheduled, new-audio, updated, leaves, announced, on-air or over."))
PRUNED = {
    "media": number(mark("How many published files no publication of the last weeks served.")),
    "copies": number(mark("How many copies of feeds.")),
    "probes": number(mark("How many files that trials and killed runs left.")),
    "bytes": number(mark("Their size in bytes.")),
}
FOUND = {"errors": number(mark("How many errors.")), "warnings": number(mark("How many warnings."))}

VERBS: tuple[EventKind, ...] = (
    EventKind(
        "cover",
        "cover",
        mark("A picture was made the cover of the show or of an episode."),
        {
            "path": text(mark("The file, from the folder of the show.")),
            "pixels": number(mark("The pixels of each side.")),
            "bytes": BYTES,
            "quality": number(mark("The quality of the JPEG, to 100.")),
            "alt": text(mark("What it shows; null: nobody said it yet."), null=True),
            "kept": many(mark("The names under which what stood there is kept, beside it.")),
            "wide": text(mark("The same in 16:9, from the folder of the show; null: none was made."), null=True),
        },
    ),
    EventKind(
        "film",
        "film",
        mark("A film was made the film of an episode."),
        {
            "path": text(mark("The file, from the folder of the show.")),
            "bytes": BYTES,
            "milliseconds": number(mark("How long it plays.")),
            "encoded": many(mark("What was encoded anew: video, audio.")),
            "kept": text(
                mark("The name under which what stood there is kept, beside it; null: nothing was."), null=True
            ),
        },
    ),
    EventKind(
        "packaged",
        "film",
        mark("A film was packaged in several qualities (HLS)."),
        {
            "path": text(mark("Its first playlist, from the folder of the show.")),
            "bytes": BYTES,
            "milliseconds": number(mark("How long it plays.")),
            "qualities": many(mark("The qualities, that with which players begin first: 540p.")),
            "made": EventField("true or false", mark("Whether this run made it; false: it was as it should be.")),
        },
    ),
    EventKind("first", "diff, publish --dry-run", mark("Nothing is published there yet.")),
    EventKind(
        "change",
        "diff",
        mark("Something happens to an episode."),
        {"change": CHANGE, "episode": EPISODE, "date": time(mark("Its date."))},
    ),
    EventKind(
        "difference",
        "diff, publish --dry-run",
        mark("The feed changes: an item, or what it says of the show."),
        {
            "episode": text(mark("null: it is the show that changes."), null=True, optional=True),
            "change": text(mark("added, removed or changed."), optional=True),
            "guid": text(mark("The guid of the item."), optional=True),
            "title": text(mark("Its title."), optional=True),
            "announced": EventField("true or false", mark("Whether it is a conference with a stream."), optional=True),
            "fields": many(mark("What changes in it: field, before, after.")),
        },
    ),
    EventKind(
        "notes",
        "publish --dry-run",
        mark("The notes of a new episode, as listeners get them."),
        {"episode": EPISODE, "guid": text(mark("Its guid.")), "html": text(mark("The HTML that is published."))},
    ),
    EventKind(
        "page",
        "diff, publish --dry-run",
        mark("A further feed changes."),
        {"page": text(mark("Its name under the public address."))},
    ),
    EventKind("upload", "diff", mark("A file would be sent."), {"key": KEY, "bytes": BYTES}),
    EventKind("same", "diff", mark("Publishing would change nothing.")),
    EventKind("fixed", "check --fix, transcript fix", mark("A file was put right."), {"path": text(mark("The file."))}),
    EventKind(
        "fixes",
        "check --fix, transcript fix",
        mark("What was put right, in all."),
        {"count": number(mark("How many files."))},
    ),
    EventKind("skipped", "check", mark("Something could not be looked at, and why.")),
    EventKind(
        "checked",
        "check",
        mark("What was found, in all."),
        {
            **FOUND,
            "advice": number(mark("How many pieces of advice.")),
            "ignored": number(mark("How many the author wants ignored.")),
        },
    ),
    EventKind(
        "episode",
        "status",
        mark("How an episode stands."),
        {
            "episode": EPISODE,
            "title": text(mark("Its title.")),
            "state": text(mark("live, scheduled, draft, held-back … or what publishing would change.")),
            "date": time(mark("Its date; null: it has none."), null=True),
        },
    ),
    EventKind(
        "status",
        "status",
        mark("How the show stands."),
        {
            "feed": FEED,
            "generation": NUMBER_OR_NONE,
            "next_due": NEXT_DUE,
            "projected": EventField(
                "true or false", mark("Whether the feed that is served is the last publication's.")
            ),
        },
    ),
    EventKind("overdue", "status --overdue", mark("An episode is due and not live."), {"episode": EPISODE}),
    EventKind("history", "history", mark("Nothing is published yet.")),
    EventKind(
        "publication",
        "history",
        mark("A publication that was made."),
        {
            "generation": NUMBER,
            "created": time(mark("When.")),
            "restores": number(mark("The publication it brings back; null: none."), null=True),
            "live": number(mark("How many episodes were live.")),
            "scheduled": number(mark("How many were stored.")),
            "feed_sha256": text(mark("The SHA-256 of its feed; null: it had none."), null=True),
            "changes": many(mark("What happened to episodes: change, episode.")),
        },
    ),
    EventKind(
        "cut-short",
        "history",
        mark("The feed that is served is not that of the last publication."),
        {"generation": NUMBER},
    ),
    EventKind(
        "created",
        "init, new",
        mark("A show or an episode was begun."),
        {
            "path": text(mark("The file or the folder.")),
            "guid": GUID,
            "slug": text(mark("The name of the episode's folder."), optional=True),
            "episode": number(mark("The episode's number."), null=True, optional=True),
            "draft": EventField("true or false", mark("Whether it is a draft."), optional=True),
        },
    ),
    EventKind(
        "unneeded",
        "prune",
        mark("A file that no publication of the last weeks served."),
        {"key": KEY, "bytes": BYTES},
    ),
    EventKind("prune-plan", "prune, network", mark("What could be deleted."), PRUNED),
    EventKind("pruned", "prune, network", mark("What was deleted."), PRUNED),
    EventKind("pulled", "pull", mark("A file was brought back."), {"file": text(mark("The file.")), "bytes": BYTES}),
    EventKind(
        "done",
        "pull",
        mark("What was brought back, in all."),
        {
            "brought": number(mark("How many files.")),
            "already_here": number(mark("How many were here.")),
            "left": number(mark("How many could not be had.")),
        },
    ),
    EventKind(
        "recovered",
        "recover",
        mark("The record of publications is whole again."),
        {"generation": NUMBER_OR_NONE, "feed": FEED},
    ),
    EventKind(
        "rolled-back",
        "rollback",
        mark("An earlier publication is served again."),
        {
            "feed": FEED,
            "generation": NUMBER,
            "restores": number(mark("The publication it brings back; null: none."), null=True),
        },
    ),
    EventKind(
        "taken-down",
        "takedown",
        mark("An episode is out of the store and of every record."),
        {
            "feed": FEED,
            "guid": GUID,
            "generation": NUMBER_OR_NONE,
            "deleted": number(mark("How many files were deleted.")),
            "records": number(mark("How many records were rewritten.")),
            "documents": number(mark("How many kept feeds were rewritten.")),
        },
    ),
    EventKind(
        "bucket-change",
        "bucket setup",
        mark("Something to change in a bucket."),
        {
            "what": text(mark("bucket, policy, cors or lifecycle.")),
            "bucket": text(mark("The bucket.")),
            "document": EventField("object", mark("The document that will be there then; empty: a new bucket.")),
        },
    ),
    EventKind("bucket-unchanged", "bucket setup", mark("Something that stays as it is, and why.")),
    EventKind(
        "bucket-setup",
        "bucket setup",
        mark("What was changed, or would be."),
        {"changes": number(mark("How many changes."))},
    ),
    EventKind("unseen", "bucket check, setup", mark("Something that could not be seen, and why.")),
    EventKind(
        "bucket-checked",
        "bucket check, setup",
        mark("What was found, in all."),
        {
            **FOUND,
            "unseen": number(mark("How many things could not be seen.")),
            "race": text(mark("What a race of writers showed: atomic, weak; empty: none was run.")),
        },
    ),
    EventKind(
        "rule",
        "check",
        mark("What a rule finds."),
        {
            "rule": text(mark("Its name.")),
            "severity": text(mark("How severe what it finds is: error, warning, info.")),
            "platforms": many(mark("Who asks for it; in brackets how severe it is there, where that is less.")),
            "numbers": many(mark("The numbers of what it rests on.")),
            "manual": many(mark("Why, an example, the remedy and the source: a sentence or several each.")),
        },
    ),
    EventKind(
        "topic",
        "help",
        mark("A page of the manual."),
        {
            "topic": text(mark("Its name.")),
            "title": text(mark("Its title.")),
            "language": text(mark("The language it is in.")),
            "markdown": text(mark("The page, where one was asked for."), optional=True),
        },
    ),
    EventKind(
        "studio",
        "preview, studio",
        mark("The show can be seen in a browser on this computer: the server answers, until it is ended by SIGTERM."),
        {
            "url": text(mark("Where a browser begins; who knows it is let in.")),
            "changes": EventField("true or false", mark("Whether something can be changed there.")),
        },
    ),
)
"""Of verbs that look, fetch and set up."""
