"""What the verbs tell that make the author's files ready. Pure."""

from __future__ import annotations

from balado.cli.events.kind import EPISODE, EventKind, many, number, text
from balado.message import mark

WORKSHOP: tuple[EventKind, ...] = (
    EventKind(
        "drafts",
        "check, status",
        mark("Drafts of transcripts wait for a reader; nothing of them is published."),
        {"count": number(mark("How many.")), "episodes": many(mark("Their episodes, by the names of their folders."))},
    ),
    EventKind(
        "draft",
        "transcript accept",
        mark("A draft, and what in it asks for a reader."),
        {
            "path": text(mark("The file.")),
            "words": number(mark("How many words are said in it.")),
            "unsure": number(mark("How many of them are marked as unsure.")),
            "unnamed": number(mark("How many captions name no speaker.")),
        },
    ),
    EventKind(
        "hearing",
        "transcribe",
        mark("How far a recording is heard."),
        {
            "episode": EPISODE,
            "heard": number(mark("How many seconds of it are heard.")),
            "of": number(mark("How many there are.")),
        },
    ),
    EventKind(
        "drafted",
        "transcribe",
        mark("A draft is written."),
        {
            "episode": EPISODE,
            "path": text(mark("The file.")),
            "words": number(mark("How many words are said in it.")),
            "uncertain": number(mark("How many of them are marked as unsure.")),
            "seconds": number(mark("How long the recording is.")),
        },
    ),
    EventKind("fetched", "transcribe", mark("A model is here."), {"model": text(mark("Its name."))}),
    EventKind(
        "accepted",
        "transcript accept",
        mark("A draft is the transcript of its episode now."),
        {"path": text(mark("The file.")), "episode": EPISODE},
    ),
)
"""Of verbs that work on what the author has."""
