"""The proof at the end of `balado import`: the old feed beside the one that would be published."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.errors import UsageError, reason_of
from balado.events import Event
from balado.message import say
from balado.show.characters import shortened

if TYPE_CHECKING:
    from balado.feed.document import Feed
    from balado.feed.notes.render import RenderedNotes
    from balado.importer.proof.prove import FeedProof
    from balado.importer.proof.publication import WouldBeFeed


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """What is wanted of the proof: a page (None: none), everything that is not equal and not only the first.

    `deleted` are the guids of episodes that somebody took out of the show.
    """

    page: Path | None = None
    everything: bool = False
    deleted: tuple[str, ...] = ()


def refuse_unwritable(page: Path, root: Path | None) -> None:
    """Raise UsageError where the page could not be written in the end: before anything else is.

    `root` is the folder of a show that may be made meanwhile.
    """
    home = page.parent
    if root is not None and not root.exists() and home.resolve() == root.resolve():
        return
    if not home.is_dir():
        what = say("The proof cannot be written to {path}: there is no folder {folder}.", path=page, folder=home)
        raise UsageError(what)
    if not os.access(page if page.exists() else home, os.W_OK):
        raise UsageError(say("The proof cannot be written to {path}: it is not yours to write there.", path=page))


def would_be_feed(session: Session, root: Path, notes: Mapping[str, RenderedNotes] | None = None) -> WouldBeFeed:
    """The feed that would be published of the show in this folder. Raises UsageError where there is none.

    `notes` are those that were rendered before, by their text.
    """
    from balado.importer.proof.publication import ProofRequest, would_publish

    meter = session.console.meter_of_reading()
    return would_publish(ProofRequest(root, session.started, session.cache_file(root), meter, notes or {}))


def prove_import(session: Session, old: Feed, found: WouldBeFeed, options: ProofOptions) -> FeedProof:
    """Compare the old feed with the one that would be published, tell it, and write the page.

    Raises UsageError where the page cannot be written.
    """
    from balado.importer.cores import on_all_cores
    from balado.importer.proof.prove import ProofFacts, prove
    from balado.importer.proof.told import lines_told

    console = session.console
    if found.refusal is not None:
        console.faults(found.refusal.faults)
        console.show(say("As it is, the show would not be published: {why}", why=found.refusal.message))
    console.faults(found.faults)
    proof = prove(old, found.feed, ProofFacts(found.measured, found.held, deleted=options.deleted), on_all_cores)
    for event in _events(proof):
        console.record(event)
    for line in lines_told(proof, everything=options.everything):
        console.answer(line)
    if options.page is not None:
        _write_page(session, proof, old, options.page)
    return proof


def _events(proof: FeedProof) -> Iterator[Event]:
    """One for each thing that is not equal, then the counts."""
    from balado.importer.proof.judged import Sameness
    from balado.importer.proof.told import counts_told, row_told

    for row in proof.rows:
        fields = {
            "field": row.field,
            "verdict": row.sameness.value,
            "guid": row.guid or None,
            "title": shortened(row.title) or None,
            "before": row.before,
            "after": row.after,
        }
        yield Event("compared", row_told(row), fields)
    counts = {
        "episodes": proof.episodes,
        "equal": proof.count(Sameness.EQUAL),
        "improved": proof.count(Sameness.IMPROVED),
        "different": proof.count(Sameness.DIFFERENT),
        "lost": proof.count(Sameness.LOST),
    }
    yield Event("proved", counts_told(proof), counts)


def _write_page(session: Session, proof: FeedProof, old: Feed, page: Path) -> None:
    from balado.importer.proof.page import proof_page

    console = session.console
    text = proof_page(proof, console.value(old.title), old.language, console.text)
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(say("{path} cannot be written: {reason}.", path=page, reason=reason_of(error))) from error
    console.show(say("The proof stands in {path}.", path=page))
