"""The proof as a page of its own: no script, no address that is asked, readable with the keyboard and by ear. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from balado.importer.proof.judged import Sameness
from balado.importer.proof.prove import FeedProof, ProofRow
from balado.importer.proof.told import TITLES, counts_told, field_told, values_told
from balado.message import Message, say
from balado.show.characters import shortened
from balado.site.assets import SHARED_STYLE, asset_text
from balado.site.environment import plain_environment

_HEADINGS = {
    Sameness.LOST: say("Lost"),
    Sameness.DIFFERENT: say("Different"),
    Sameness.IMPROVED: say("Improved"),
}
_WORDS = {
    "fields": say("What was compared"),
    "field": say("Field"),
    "of_show": say("The show"),
    "of_items": say("The episodes"),
    "episode": say("Episode"),
    "before": say("In the old feed"),
    "after": say("In the new feed"),
    "whole": say("Nothing is lost."),
    "nothing": say("(nothing)"),
    "show": say("The show itself"),
}


def proof_page(proof: FeedProof, title: str, language: str, translate: Callable[[Message], str]) -> str:
    """The page, in the language of `translate`. `title` and `language` are those of the show."""
    context: dict[str, Any] = {
        "title": translate(say("Proof of the import of {title}", title=title)),
        "counts": translate(counts_told(proof)),
        "is_whole": proof.is_whole,
        "words": {name: translate(words) for name, words in _WORDS.items()},
        "verdicts": [translate(TITLES[one]) for one in Sameness],
        "tables": [
            (name, _counted(counts, translate))
            for name, counts in (("of_show", proof.of_show), ("of_items", proof.of_items))
        ],
        "sections": [
            (translate(heading), list(_groups(proof, sameness, translate))) for sameness, heading in _HEADINGS.items()
        ],
        "show_language": language,
        "page_language": translate(say("en")),
        "style": asset_text(SHARED_STYLE),
    }
    return plain_environment("balado.importer.proof").get_template("proof.html").render(context)


def _counted(
    counts: Mapping[str, Mapping[Sameness, int]], translate: Callable[[Message], str]
) -> list[tuple[str, list[int]]]:
    return [
        (translate(field_told(field)).strip("`"), [found.get(one, 0) for one in Sameness])
        for field, found in counts.items()
    ]


def _groups(
    proof: FeedProof, sameness: Sameness, translate: Callable[[Message], str]
) -> Iterator[tuple[str, str, list[dict[str, str]]]]:
    """The rows of a verdict, by field and reason."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in proof.rows:
        if row.sameness is sameness:
            reason = "" if row.reason is None else translate(row.reason)
            found.setdefault((translate(field_told(row.field)).strip("`"), reason), []).append(_row(row))
    yield from ((field, reason, rows) for (field, reason), rows in found.items())


def _row(row: ProofRow) -> dict[str, str]:
    before, after = values_told(row)
    return {"title": shortened(row.title or row.guid), "before": before, "after": after}
