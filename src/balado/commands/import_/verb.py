"""`balado import`: a show that lives elsewhere becomes a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, judged_address
from balado.cli.session import Session
from balado.commands.import_.media import MediaRequest, fetch_media, newest_of, rate_of
from balado.commands.import_.proof import ProofOptions, prove_import, refuse_unwritable, would_be_feed
from balado.errors import Fault, Place
from balado.events import Event
from balado.message import Message, mark, say, say_many

if TYPE_CHECKING:
    from balado.importer.fetch_feed import FoundFeed
    from balado.importer.hosts.table import Host
    from balado.importer.media.file import FetchedFile
    from balado.importer.proof.prove import FeedProof
    from balado.importer.proof.publication import WouldBeFeed
    from balado.importer.run import Imported, ImportRequest

_PATIENCE_SECONDS = 60
_USUAL_MEDIA = "later"


@click.command("import")
@click.argument("feed")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False, metavar="[DIR]")
@click.option("--url", metavar="URL", help=mark("The public address that the show will be published under."))
@click.option(
    "--allow-private", is_flag=True, help=mark("Ask inside private networks too, and this computer, if FEED is there.")
)
@click.option(
    "--media",
    metavar="now|later|never|N",
    default=_USUAL_MEDIA,
    help=mark("Fetch recordings, pictures, transcripts: all now, none, or those of the N newest episodes."),
)
@click.option("--rate", metavar="BYTES", help=mark("Fetch at most so many bytes a second: 500k, 2M."))
@click.option("--verify", is_flag=True, help=mark("Write nothing: only compare FEED with the show in DIR."))
@click.option(
    "--proof",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=mark("Write the comparison as a page (HTML)."),
)
@click.option("-v", "--verbose", is_flag=True, help=mark("Show everything that is not equal, not only the first."))
@format_option
@click.pass_obj
def command(
    session: Session,
    *,
    feed: str,
    folder: Path | None,
    url: str | None,
    allow_private: bool,
    media: str,
    rate: str | None,
    verify: bool,
    page: Path | None,
    verbose: bool,
) -> int:
    """Make a show of any podcast's FEED (a file or an address): feed.yaml, and a folder for each episode.

    Of what `balado export` wrote it makes the very same show again.

    Guids and dates stay as they are, so that subscribers notice nothing. Recordings stay where they are, and are named
    by their addresses, until --media fetches them. Once more, it takes what is new; a file that somebody edited is left
    as it is. At the end the feed is compared with the one that Balado would publish: what is lost is an error.
    """
    from balado.importer.export.recognise import is_export

    if is_export(Path(feed)):
        from balado.commands.import_.from_export import take_in

        given = {"--url": url, "--rate": rate, "--verify": verify, "--proof": page, "--media": media != _USUAL_MEDIA}
        return take_in(session, Path(feed), folder, [option for option, value in given.items() if value])
    wanted = MediaRequest(newest_of(media), rate_of(rate), allow_private)
    place = _place(url)
    found = _found(feed, allow_private=allow_private)
    from balado.importer.made_notes import make_notes
    from balado.importer.one_run import IMPORT, only_run
    from balado.importer.run import ImportRequest, folder_of_show

    proving = ProofOptions(page, everything=verbose)
    root = folder_of_show(found.read.feed, folder)
    if page is not None:
        refuse_unwritable(page, None if verify else root)
    if verify:
        published = would_be_feed(session, root)
        proof = prove_import(session, found.read.feed, published, proving)
        return 0 if proof.is_whole else 1
    request = ImportRequest(root, place, session.guid(), session.words.gettext)
    with only_run(root, IMPORT):
        request = replace(request, notes=make_notes(found.read))
        return _import(session, found, request, (wanted, proving))


def _place(url: str | None) -> str | None:
    if url is None:
        return None
    from balado.source.begin.show import published_at

    return judged_address("--url", url, published_at)


def _found(feed: str, *, allow_private: bool) -> FoundFeed:
    """The feed; what the rest of an import needs is loaded meanwhile, and therefore not before."""
    from balado.importer.fetch_feed import find_feed
    from balado.importer.loading import load_rest
    from balado.web.client import client_of

    return find_feed(feed, client_of(_PATIENCE_SECONDS, allow_private=allow_private), load_rest)


def _import(
    session: Session, found: FoundFeed, request: ImportRequest, options: tuple[MediaRequest, ProofOptions]
) -> int:
    """Write what is new, fetch what is wanted, and prove that nothing is lost; gives the exit code."""
    from balado.importer.hosts.table import host_of
    from balado.importer.run import import_feed

    wanted, proving = options
    host = host_of(found.read)
    if host is not None:
        session.console.show(say("The feed is one of {host}.", host=host.name))
    imported = import_feed(found, request)
    session.console.faults((*imported.faults, *imported.texts.faults))
    _tell_files(session, imported)
    if request.url is not None and "" in imported.changes.kept:
        session.console.show(say("feed.yaml was edited: --url was not written. Write url: {url} below `publish`.",
                                 url=request.url))  # fmt: skip
    fetched = fetch_media(session, imported.folder, wanted)
    if fetched:
        _name_files(session, imported, found, request, fetched)
    published = _published(session, imported, found, request)
    proof = prove_import(session, found.read.feed, published, replace(proving, deleted=imported.changes.deleted))
    session.console.announce(_imported(imported, proof, host))
    session.console.show(say("Next: read {path}, then `balado check`.", path=imported.folder / "feed.yaml"))
    return 0 if proof.is_whole else 1


def _name_files(
    session: Session, imported: Imported, found: FoundFeed, request: ImportRequest, fetched: tuple[FetchedFile, ...]
) -> None:
    """Let the texts name what was fetched in place of addresses: ours are made anew, others lose these lines alone."""
    from balado.importer.media.settle import settle
    from balado.importer.run import import_feed

    import_feed(found, replace(request, folder=imported.folder))
    settled = list(settle(imported.folder, fetched))
    session.console.faults(tuple(one for one in settled if isinstance(one, Fault)))


def _published(session: Session, imported: Imported, found: FoundFeed, request: ImportRequest) -> WouldBeFeed:
    """The feed that would be published. A rule that what subscribers have would fail is not asked of it, which is told.

    Only of texts that are ours: what somebody edited is held back for it, and told as lost.
    """
    from balado.importer.run import import_feed

    published = would_be_feed(session, imported.folder, request.notes.rendered)
    if not published.rules:
        return published
    why = session.console.text(say("It was published so at the old host."))
    ignored = {guid: dict.fromkeys(rules, why) for guid, rules in published.rules.items()}
    again = import_feed(found, replace(request, folder=imported.folder, ignored=ignored))
    rules: dict[str, list[str]] = {}
    for guid in again.changes.updated:
        for rule in ignored.get(guid, ()):
            rules.setdefault(rule, []).append(again.changes.paths[guid])
    session.console.faults(tuple(_not_asked(rule, paths) for rule, paths in rules.items()))
    return would_be_feed(session, imported.folder, request.notes.rendered)


def _not_asked(rule: str, paths: list[str]) -> Fault:
    """That a rule is not asked of some episodes: one line for all of them."""
    what = say_many(
        "`{rule}` is not asked of it: subscribers have the episode as it is.",
        "`{rule}` is not asked of it, nor of others, {count} episodes in all: subscribers have them as they are.",
        len(paths),
        rule=rule,
    )
    remedy = say("Put it right when you can, and delete the line below `ignore`.")
    return Fault(Place(paths[0], None, "ignore"), what, remedy, severity="warning")


def _tell_files(session: Session, imported: Imported) -> None:
    """What became of each file: of new ones machines alone are told, for they are all of the show at first."""
    changes = imported.changes
    told = (
        ("added", changes.added, None),
        ("updated", changes.updated, say("{path} follows the feed.")),
        ("kept", changes.kept, say("{path} was edited here, and stays as it is.")),
        ("kept", changes.unread, say("{path} is there and cannot be read: it stays as it is.")),
        ("deleted", changes.deleted, say("{path} was deleted here, and is not made anew.")),
        ("gone", changes.gone, say("{path} is in the feed no more, and stays as it is.")),
    )
    for state, guids, sentence in told:
        for guid in guids:
            path = changes.paths[guid]
            event = Event("import-file", _named(sentence, path), {"state": state, "path": path, "guid": guid or None})
            if sentence is None or (state == "updated" and imported.is_new):
                session.console.record(event)
            else:
                session.console.announce(event)


def _named(sentence: Message | None, path: str) -> Message:
    template = "{path}" if sentence is None else sentence.template
    return Message(template, {"path": path})


def _imported(imported: Imported, proof: FeedProof, host: Host | None) -> Event:
    from balado.importer.proof.judged import Sameness

    count = len(imported.texts.episodes)
    message = say_many(
        "{folder}: a show of {count} episode.", "{folder}: a show of {count} episodes.", count, folder=imported.folder
    )
    changes = imported.changes
    fields = {
        "path": str(imported.folder),
        "episodes": count,
        "added": len([guid for guid in changes.added if guid]),
        "updated": len(changes.updated),
        "kept": len(changes.kept),
        "gone": len(changes.gone),
        "lost": proof.count(Sameness.LOST),
        "different": proof.count(Sameness.DIFFERENT),
        "improved": proof.count(Sameness.IMPROVED),
        "record": None,
        "host": host.name if host is not None else None,
    }
    return Event("imported", message, fields)
