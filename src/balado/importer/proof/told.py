"""The proof in words: its counts, and what is not equal. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from balado.feed.difference import FieldChange, shortened
from balado.importer.proof.judged import Sameness
from balado.importer.proof.prove import FeedProof, ProofRow
from balado.message import Message, Tone, mark, say, say_many
from balado.show.characters import shortened as shortened_text

MOST_SHOWN = 20
"""So many of what is lost, and of what is different, are shown where nobody asked for everything."""

TITLES = {
    Sameness.EQUAL: say("equal"),
    Sameness.IMPROVED: say("improved"),
    Sameness.DIFFERENT: say("different"),
    Sameness.LOST: say("lost"),
}
_TONES: dict[Sameness, Tone] = {
    Sameness.LOST: "error",
    Sameness.DIFFERENT: "warning",
    Sameness.IMPROVED: "good",
    Sameness.EQUAL: "quiet",
}


def counts_told(proof: FeedProof) -> Message:
    """How much was compared, and what came of it."""
    return say_many(
        "{count} episode compared with the old feed: {values}.",
        "{count} episodes compared with the old feed: {values}.",
        proof.episodes,
        values=say(
            "{equal} values equal, {improved} improved, {different} different, {lost} lost",
            **{one.value: proof.count(one) for one in Sameness},
        ),
    )


def lines_told(proof: FeedProof, *, everything: bool = False) -> Iterator[Message]:
    """The counts, then what is lost and different, line by line, and why things are improved; bounded if wanted."""
    yield counts_told(proof).toned("heading")
    for sameness in (Sameness.LOST, Sameness.DIFFERENT):
        rows = [row for row in proof.rows if row.sameness is sameness]
        shown = rows if everything else rows[:MOST_SHOWN]
        yield from map(row_told, shown)
        if left := len(rows) - len(shown):
            yield say_many(
                "… and {count} more that is {verdict}.", "… and {count} more that are {verdict}.", left,
                verdict=TITLES[sameness],
            )  # fmt: skip
    improved = [row for row in proof.rows if row.sameness is Sameness.IMPROVED]
    yield from map(row_told, improved) if everything else _grouped(improved)


def values_told(row: ProofRow) -> tuple[str, str]:
    """Both values, of long texts the stretch that differs."""
    change = shortened(FieldChange(row.field, row.before, row.after))
    return change.before, change.after


_IN_WORDS = frozenset(
    {
        mark("artwork"), mark("author"), mark("categories"), mark("chapter file"), mark("chapters"), mark("date"),
        mark("description"), mark("duration"), mark("episode"), mark("images"), mark("language"), mark("length"),
        mark("link"), mark("links in the notes"), mark("media type"), mark("notes"), mark("order"), mark("owner"),
        mark("people"), mark("pictures in the notes"), mark("recording"), mark("scripts in the notes"), mark("season"),
        mark("season's name"), mark("summary"), mark("title"), mark("transcripts"), mark("type of the chapter file"),
    }
)  # fmt: skip
"""Fields that have a word in each language; others are told by the key that their author knows."""


def field_told(name: str) -> Message:
    """What a field is called."""
    return Message(name) if name in _IN_WORDS else say("`{key}`", key=name)


def row_told(row: ProofRow) -> Message:
    """What became of one value, with both and the reason."""
    before, after = values_told(row)
    values = say("{before} → {after}", before=before or "-", after=after or "-")
    told = values if row.reason is None else say("{values}. {reason}", values=values, reason=row.reason)
    verdict = TITLES[row.sameness].toned(_TONES[row.sameness])
    if not row.guid:
        return say("{verdict}: {field} of the show: {told}", verdict=verdict, field=field_told(row.field), told=told)
    title = shortened_text(row.title or row.guid)
    return say(
        "{verdict}: {field} of “{title}”: {told}", verdict=verdict, field=field_told(row.field), title=title, told=told
    )


def _grouped(rows: list[ProofRow]) -> Iterator[Message]:
    """One line for all that is improved for the same reason."""
    counts = Counter((row.field, str(row.reason)) for row in rows)
    reasons = {str(row.reason): row.reason for row in rows}
    verdict = TITLES[Sameness.IMPROVED].toned(_TONES[Sameness.IMPROVED])
    for (field, text), count in counts.items():
        yield say_many(
            "{verdict}: {field}, {count} time: {reason}",
            "{verdict}: {field}, {count} times: {reason}",
            count,
            verdict=verdict,
            field=field_told(field),
            reason=reasons[text] or "",
        )
