"""Which episodes wait for their words: a recording is here, and neither a transcript nor the draft of one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from balado.errors import UsageError
from balado.message import say_many
from balado.source.folder import EpisodeFolder, drafts_in, transcripts_in

_MOST_NAMED = 5


def without_words(folders: Iterable[EpisodeFolder]) -> list[EpisodeFolder]:
    """The episodes that have a recording, and neither a transcript nor a draft."""
    return [one for one in folders if one.audio and not (transcripts_in(one) or drafts_in(one))]


def only_one(lacking: list[EpisodeFolder]) -> list[EpisodeFolder]:
    """The same, where they are no more than one. Raises UsageError, with their names, where there are several."""
    if len(lacking) <= 1:
        return lacking
    names = ", ".join(one.slug for one in lacking[:_MOST_NAMED]) + (" …" if len(lacking) > _MOST_NAMED else "")
    what = say_many(
        "{count} episode has no transcript: {names}. Name those to listen to, or say `--missing` for all.",
        "{count} episodes have no transcript: {names}. Name those to listen to, or say `--missing` for all.",
        len(lacking),
        names=names,
    )
    raise UsageError(what)
