"""What is told where a show of another host comes here. Pure."""

from __future__ import annotations

from balado.cli.events.kind import BYTES, EventKind, number, text
from balado.message import mark

IMPORTING: tuple[EventKind, ...] = (
    EventKind(
        "import-file",
        "import",
        mark("What became of a file of the show."),
        {
            "state": text(
                mark("added, updated, kept (somebody edited it), deleted (by somebody), or gone from the feed.")
            ),
            "path": text(mark("The file, from the folder of the show.")),
            "guid": text(mark("The guid of the episode; null: it is feed.yaml."), null=True),
        },
    ),
    EventKind(
        "imported",
        "import",
        mark("A feed was imported."),
        {
            "path": text(mark("The folder of the show.")),
            "episodes": number(mark("How many episodes the feed tells of.")),
            "added": number(mark("How many of them are new.")),
            "updated": number(mark("How many files follow the feed.")),
            "kept": number(mark("How many files stay as somebody edited them, though the feed says something else.")),
            "gone": number(mark("How many episodes are in the feed no more.")),
            "lost": number(mark("How many values of the old feed are not in the new one; more than 0 is an error.")),
            "different": number(mark("How many are another way in the new one.")),
            "improved": number(mark("How many are better in the new one, for a reason that is told.")),
            "host": text(mark("The host, or the program, that made the feed; null: none that is known."), null=True),
            "record": text(
                mark(
                    "Of an export: where its record of publications is. back (put back), there (still where it was), "
                    "outside (to be copied), broken (not whole), none (never published); null: a feed was imported."
                ),
                null=True,
            ),
        },
    ),
    EventKind(
        "file-fetched",
        "import",
        mark("A file of the other host came."),
        {
            "path": text(mark("The file, from the folder of the show.")),
            "kind": text(mark("recording, picture, transcript or chapters.")),
            "bytes": BYTES,
            "declared_bytes": number(mark("The size that the feed gives; null: it gives none."), null=True),
            "type": text(mark("The type that it is of.")),
            "declared_type": text(mark("The type that the feed gives; null: it gives none."), null=True),
        },
    ),
    EventKind(
        "compared",
        "import",
        mark("Something of the old feed is not the same in the one that Balado would publish."),
        {
            "field": text(mark("Which key; episode: the episode as a whole, order: that of all of them.")),
            "verdict": text(mark("improved, different or lost.")),
            "guid": text(mark("The episode, by its guid in the old feed; null: it is the show itself."), null=True),
            "title": text(mark("Its title; null: it is the show itself."), null=True),
            "before": text(mark("The value in the old feed; empty: there was none.")),
            "after": text(mark("The value in the new one; empty: there is none.")),
        },
    ),
    EventKind(
        "proved",
        "import",
        mark("The old feed was compared with the one that Balado would publish."),
        {
            "episodes": number(mark("How many episodes the old feed has.")),
            "equal": number(mark("How many values are equal.")),
            "improved": number(mark("How many are better, for a reason that is told.")),
            "different": number(mark("How many are another way.")),
            "lost": number(mark("How many are lost.")),
        },
    ),
)
"""Of `balado import`."""
