"""What a show's folder holds, as it was found in one look, and the digest of what its author wrote.

Which files beside a recording are known by their names, transcripts, drafts of them and chapters, is decided here too.
Pure: `files.py` does the looking. Pure.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from balado.artifact import CHAPTER_SUFFIXES, TRANSCRIPT_SUFFIXES
from balado.errors import Fault

SHOW_FILE = "feed.yaml"
SHARED_FILE = "network.yaml"
LISTS_SHOWS = re.compile(rb"^shows[ \t]*:", re.MULTILINE)
"""Of a network.yaml of ours: other programs have a file of this name too."""
EPISODES_FOLDER = "episodes"
EPISODE_FILE = "episode.md"
RECIPE_SUFFIX = ".recipe.json"
"""How the name of a file ends that says what a recording beside it was made of: `talk.mp3.recipe.json`."""

_TRANSCRIPT = re.compile(r"transcript(?:ion)?(?:[._-](?P<language>[a-z]{2}(?:-[a-z]{2})?))?(?P<suffix>\.[a-z]+)")
_DRAFT = re.compile(r"(?<![^\W\d_])(?:draft|brouillon)s?(?![^\W\d_])")
_CAPTIONS = (".vtt", ".srt")
_CHAPTERS = re.compile(r"(?:chapters|chapitres)(?P<suffix>\.[a-z]+)")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file an author writes: its path in the show (`/` between parts) and its bytes.

    `raw` is None when it was not read, and `fault`, which the scan lists too, says why. `shared` is the network.yaml
    that feed.yaml has values from, its path as seen from the show.
    """

    path: str
    raw: bytes | None
    fault: Fault | None = None
    shared: TextFile | None = None


@dataclass(frozen=True, slots=True)
class EpisodeFolder:
    """One folder under `episodes/`. `name` is as on disk; the others are paths in the show, sorted.

    `slug` names the episode in addresses and in faults (`identity.episode_slugs`). `text` is None when there is no
    `episode.md`. `audio` are the recordings by suffix, but for `masters`, of which one of them was made; `artwork` are
    the files named cover.jpg, cover.jpeg or cover.png.
    """

    name: str
    slug: str
    path: str
    text: TextFile | None = None
    audio: tuple[str, ...] = ()
    artwork: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    masters: tuple[str, ...] = ()

    @property
    def text_path(self) -> str:
        """The path of its `episode.md`, whether there is one or not."""
        return self.text.path if self.text else f"{self.path}/{EPISODE_FILE}"


def _finds_nothing(_path: str) -> None:
    return None


def _holds_nothing(_path: str) -> None:
    return None


def _at_no_time(_path: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Scan:
    """A show's folder. `show_file` is None when there is no `feed.yaml`; `near_show_file` is then a name like it.

    `loose` are the recordings and texts that lie beside the episodes' folders.
    `find` gives the path on disk of a file named in the show's texts, in the very letters of the disk, or None when
    no such file is inside the folder, `texts_in` the texts of a folder named there, None when there is no such folder.
    `modified` gives when a file was written last, in seconds since 1970, 0 where nobody knows.
    """

    root: str
    show_file: TextFile | None = None
    episodes: tuple[EpisodeFolder, ...] = ()
    faults: tuple[Fault, ...] = ()
    near_show_file: str | None = None
    loose: tuple[str, ...] = ()
    find: Callable[[str], str | None] = field(default=_finds_nothing, compare=False, repr=False)
    texts_in: Callable[[str], tuple[TextFile, ...] | None] = field(default=_holds_nothing, compare=False, repr=False)
    modified: Callable[[str], float] = field(default=_at_no_time, compare=False, repr=False)

    def episode(self, slug: str) -> EpisodeFolder | None:
        """The folder of an episode; None where there is none of this name."""
        return next((one for one in self.episodes if one.slug == slug), None)

    def with_only(self, *folders: EpisodeFolder) -> Scan:
        """The show with these episodes alone, and nothing of what is wrong elsewhere: to read one of a thousand."""
        return replace(self, episodes=folders, faults=(), loose=())


def transcripts_in(folder: EpisodeFolder) -> Mapping[str, list[str]]:
    """The transcripts by language ("" where the name says none), in each the best form first."""
    found: dict[str, list[tuple[int, str]]] = {}
    for path in folder.others:
        name = _TRANSCRIPT.fullmatch(_name(path))
        if name and name["suffix"] in TRANSCRIPT_SUFFIXES:
            language = name["language"] or ""
            if not language or _is_language(language[:2]):
                found.setdefault(language, []).append((TRANSCRIPT_SUFFIXES.index(name["suffix"]), path))
    return {language: [path for _, path in sorted(paths)] for language, paths in found.items()}


def is_draft_name(path: str) -> bool:
    """Whether the file calls itself a draft, a word on its own, in any letters: full width, with marks nobody sees."""
    return _DRAFT.search(_plain(path)) is not None


def is_draft_transcript(path: str) -> bool:
    """The same for a file of which nobody says that it is a transcript: it must look like one, too.

    A transcript that nobody has read yet is never published: `transcript.draft.vtt`, `Talk-DRAFT (1).srt`.
    """
    plain = _plain(path)
    looks_so = plain.endswith(_CAPTIONS) or (plain.startswith("transcri") and plain.endswith(TRANSCRIPT_SUFFIXES))
    return looks_so and is_draft_name(path)


def drafts_in(folder: EpisodeFolder) -> tuple[str, ...]:
    """The drafts of transcripts that lie beside a recording."""
    return tuple(path for path in folder.others if is_draft_transcript(path))


def waiting(folders: Iterable[EpisodeFolder]) -> tuple[str, ...]:
    """The slugs of the episodes with a draft that waits for a reader."""
    return tuple(folder.slug for folder in folders if folder.others and drafts_in(folder))


def _plain(path: str) -> str:
    name = path.rpartition("/")[2].casefold()
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")


def chapters_in(folder: EpisodeFolder) -> list[str]:
    """The files that hold chapters."""
    names = ((path, _CHAPTERS.fullmatch(_name(path))) for path in folder.others)
    return [path for path, name in names if name and name["suffix"] in CHAPTER_SUFFIXES]


def misnamed_transcripts(folder: EpisodeFolder) -> list[str]:
    """Files whose names begin like that of a transcript and are none that is known."""
    known = [path for paths in transcripts_in(folder).values() for path in paths]
    return _beginning(folder, ("transcri",), TRANSCRIPT_SUFFIXES, known)


def misnamed_chapters(folder: EpisodeFolder) -> list[str]:
    """The same for chapters."""
    return _beginning(folder, ("chapter", "chapitre"), CHAPTER_SUFFIXES, chapters_in(folder))


def named_sides(folder: EpisodeFolder) -> list[str]:
    """The files that are published without being named in the episode's text."""
    if not folder.others:
        return []
    return [paths[0] for paths in transcripts_in(folder).values()] + chapters_in(folder)


def _beginning(
    folder: EpisodeFolder, starts: tuple[str, ...], suffixes: tuple[str, ...], known: Sequence[str]
) -> list[str]:
    likely = (path for path in folder.others if _name(path).startswith(starts) and _name(path).endswith(suffixes))
    return [path for path in likely if path not in known]


def _is_language(code: str) -> bool:
    from balado.show.vocabulary import LANGUAGES  # the lists of all that a show may name

    return code in LANGUAGES


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()


def source_digest(scan: Scan, settings: Mapping[str, str], theme: str | None = None) -> str:
    """64 hex digits over the paths and bytes of all text files, those of the `theme` too, and the settings of the run.

    Media do not count: a checkout without them has the same digest. Neither does how a system stores accents. A folder
    with a recording and no text is an episode too, and counts by its path.
    """
    digest = hashlib.sha256()
    if scan.show_file is not None:
        _add_text(digest, scan.show_file)
        shared = scan.show_file.shared
        if shared is not None:
            from balado.source.shared.merge import shared_bytes  # most shows are alone

            _add(digest, shared_bytes(shared.raw or b"", shared.path))
    for folder in scan.episodes:
        if folder.text is not None:
            _add_text(digest, folder.text)
        elif folder.audio:
            _add_text(digest, TextFile(folder.path, None))
    for text in (scan.texts_in(theme) if theme is not None else None) or ():
        _add_text(digest, text)
    digest.update(b"settings")
    for name, value in sorted(settings.items()):
        _add(digest, name.encode())
        _add(digest, value.encode())
    return digest.hexdigest()


def composed(path: str) -> str:
    """The path, however a system stores accents."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _add_text(digest: hashlib._Hash, text: TextFile) -> None:
    _add(digest, composed(text.path).encode("utf-8", "surrogateescape"))
    _add(digest, text.raw if text.raw is not None else b"")


def _add(digest: hashlib._Hash, part: bytes) -> None:
    """One part with its length before it, so that no two lists of parts run together alike."""
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)
