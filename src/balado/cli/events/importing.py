"""What is told where a show of another host comes here. Pure."""

from __future__ import annotations

from balado.cli.events.kind import EventKind, number, text
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
        },
    ),
)
"""Of `balado import`."""
