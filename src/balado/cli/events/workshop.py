"""What the verbs tell that make the author's files ready. Pure."""

from __future__ import annotations

from balado.cli.events.kind import EPISODE, EventField, EventKind, decimal, many, number, text
from balado.message import mark

WORKSHOP: tuple[EventKind, ...] = (
    EventKind(
        "mastered",
        "master, new",
        mark("A recording was made of what the recorder gave, or was made of it already."),
        {
            "path": text(mark("The recording that is published.")),
            "loudness": decimal(mark("Its loudness in LUFS, measured after encoding.")),
            "true_peak": decimal(mark("Its true peak in dB, measured after encoding.")),
            "duration": decimal(mark("How long it plays, in seconds.")),
            "channels": number(mark("1: mono, 2: stereo.")),
            "mode": text(
                mark("linear: all of it was raised or lowered alike; limited: its highest peaks were held back.")
            ),
            "made": EventField(
                "true or false", mark("Whether it was made now; false: it was there, made of the same.")
            ),
        },
    ),
    EventKind(
        "moved",
        "master, new",
        mark("Times in a text of the episode were moved with the beginning of what is said."),
        {
            "path": text(mark("The file.")),
            "seconds": decimal(mark("By how much they are later; negative: earlier.")),
            "times": number(mark("How many times became others.")),
            "cut": number(mark("How many of them lay in what was cut off.")),
        },
    ),
    EventKind(
        "drafts",
        "check, status",
        mark("Drafts of transcripts wait for a reader; nothing of them is published."),
        {"count": number(mark("How many.")), "episodes": many(mark("Their episodes, by the names of their folders."))},
    ),
    EventKind(
        "outdated",
        "check, status",
        mark("Recordings are older than what they were made of: `balado master` makes them anew."),
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
        "advanced",
        "master, new, film, transcribe",
        mark("How far a long work is: each second at most."),
        {
            "done": number(mark("How much of it is done: milliseconds of sound, or bytes of a model.")),
            "of": number(mark("How much there is.")),
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
