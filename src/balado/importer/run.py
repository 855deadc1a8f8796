"""A feed imported into a folder: looked at, made into texts, written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from balado.errors import Fault, UsageError
from balado.feed.document import Feed
from balado.importer.cores import on_all_cores
from balado.importer.fetch_feed import FoundFeed
from balado.importer.known import KnownShow, look_at
from balado.importer.made_notes import MadeNotes
from balado.importer.media.file import IGNORED_PARTS
from balado.importer.portable_names import is_device
from balado.importer.show import ImportTerms, ShowTexts, guid_of, texts_of
from balado.importer.write import FileChanges, changes_of, write_changes, write_new
from balado.message import say
from balado.source.begin.show import NO_ADDRESS, schema_files
from balado.source.begin.write import ignored_lines
from balado.source.folder import EPISODES_FOLDER
from balado.source.identity import slug_of

_USUAL_FOLDER = "podcast"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Into which folder a feed is imported (None: one that is called like the show), and what it will be called.

    `url` is the public address it gets, `minted` its guid where the feed gives none.
    `ignored` are rules that are not asked of an episode, by guid, with the reasons. `notes` are those of the feed that
    were made before.
    """

    folder: Path | None
    url: str | None
    minted: str
    translate: Callable[[str], str] = str
    ignored: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    notes: MadeNotes = field(default_factory=MadeNotes)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of it: where, the texts that the feed was made into, and which of them were written.

    `faults` are those of the folder: what of it could not be read.
    """

    folder: Path
    texts: ShowTexts
    changes: FileChanges
    is_new: bool
    faults: tuple[Fault, ...] = ()


def import_feed(found: FoundFeed, request: ImportRequest) -> Imported:
    """Import a feed. Raises UsageError where the folder holds another show, or cannot be written."""
    feed = found.read.feed
    root = folder_of_show(feed, request.folder)
    _refuse_way_out(root)
    known = look_at(root)
    _refuse_another(root, known, found)
    terms = ImportTerms(
        url=request.url or known.url or NO_ADDRESS,
        minted=request.minted,
        guid=known.guid,
        folders=known.folders,
        taken=known.taken,
        people=known.people,
        may_add_people=not known.is_edited(""),
        here=known.here,
        ignored={**known.ignored, **request.ignored},
        translate=request.translate,
        notes=request.notes.of,
        sharing=on_all_cores,
    )
    texts = texts_of(found.read, found.source, terms)
    changes = changes_of(texts, known)
    if known.is_new:
        further = {**schema_files(), ".gitignore": "\n".join((*ignored_lines(), *IGNORED_PARTS)) + "\n"}
        write_new(root, texts, further)
    else:
        write_changes(root, changes, texts, known)
    return Imported(root, texts, changes, known.is_new, known.faults)


_LONGEST_NAME = 60


def folder_of_show(feed: Feed, folder: Path | None) -> Path:
    """The folder that was named, or else one that is called like the show."""
    if folder is not None:
        return folder
    name = slug_of(feed.title)[:_LONGEST_NAME].strip("-")
    return Path(f"{name}-{_USUAL_FOLDER}" if is_device(name) else name or _USUAL_FOLDER)


def _refuse_way_out(root: Path) -> None:
    """Nothing is written outside the folder of the show, where a link in the place of its episodes would lead."""
    episodes = root / EPISODES_FOLDER
    if episodes.is_symlink() and not episodes.resolve().is_relative_to(root.resolve()):
        what = say("{path} is a link that leads out of the show's folder: nothing is imported there.", path=episodes)
        raise UsageError(what)


def _refuse_another(root: Path, known: KnownShow, found: FoundFeed) -> None:
    """Refuse a folder with a show that this feed does not tell of: by its guid, or by those of its episodes."""
    guids = {item.guid for item in found.read.feed.items}
    is_same = guid_of(found.read.feed) in (known.guid, known.before.guid) or not guids.isdisjoint(known.before.digests)
    if not known.is_new and not is_same:
        raise UsageError(
            say("In {path} there is another show. Import into another folder: balado import FEED DIR", path=root)
        )
