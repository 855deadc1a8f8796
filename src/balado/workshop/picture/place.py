"""Where a cover goes, and what is written into the texts of the show with it: its name, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError

from balado.errors import UsageError
from balado.message import say
from balado.show.formats import PICTURES
from balado.show.values.file_path import relative_path
from balado.source.folder import EpisodeFolder, Scan, TextFile
from balado.source.show import show_document
from balado.source.yaml.document import Tree, YamlDocument
from balado.workshop.written_key import Value, readable, text_of_episode, with_key

_OF_SHOW = "episodes/cover.jpg"
_WIDE = "cover-16x9.jpg"
_SOCIAL = "social"
"""What podcast:image calls a picture in 16:9, for links and wide screens."""
_SUFFIX, *_OTHERS = PICTURES["image/jpeg"]


@dataclass(frozen=True, slots=True)
class CoverPlace:
    """A place for a cover.

    `path` is where it is written, `old` the picture that stands for it today, or None (both relative to the show's
    folder); `text` is the file that says so, `alt` what that says the picture shows. `wide` is where the same picture
    in 16:9 is written.
    """

    path: str
    old: str | None
    text: TextFile
    alt: str | None
    wide: str
    _written: str | None
    _images: Tree

    @property
    def in_the_way(self) -> tuple[str, ...]:
        """The pictures that cannot stay beside this one: of the same name, or called cover as well."""
        also = self.old if self._written is None else None
        return tuple(sorted({self.path, also or self.path}))

    def rewritten(self, alt: str | None, *, wide: bool = False) -> bytes | None:
        """The text with the name of the picture, and what it shows (None: as it says today); None: nothing changes.

        With `wide` it names the picture in 16:9 too. Raises UsageError with the line to write where it stands in a form
        that only a person can change.
        """
        wanted: dict[str, Value] = {} if self._written is None else {"artwork": self._written}
        if alt is not None and alt != self.alt:
            wanted["alt"] = alt
        if wide and not self._names_wide:
            wanted["images"] = [self._image(alt or self.alt)]
        raw = self.text.raw or b""
        for key, value in wanted.items():
            raw = with_key(self.text, raw, key, value)
        return raw if wanted else None

    @property
    def _names_wide(self) -> bool:
        """Whether the text names the picture in 16:9 already. Raises UsageError where it names others alone."""
        if self._images is None:
            return False
        named = self._images if isinstance(self._images, list) else [self._images]
        if any(isinstance(one, dict) and str(one.get("file")).rpartition("/")[2] == _WIDE for one in named):
            return True
        raise UsageError(
            say(
                "{path} names other pictures under `images` already: write {line} there too and run this again, or add "
                "--no-wide.",
                path=self.text.path,
                line="- {" + ", ".join(f"{key}: {value}" for key, value in self._image(None).items()) + "}",
            )
        )

    def _image(self, alt: str | None) -> dict[str, str]:
        named = _WIDE if self.text.path.endswith(".md") else self.wide
        return {"file": named, "purpose": _SOCIAL, **({} if alt is None else {"alt": alt})}


def place_of_show(scan: Scan) -> CoverPlace:
    """The place of the show's cover: what feed.yaml names, as a JPEG. Raises SourceError where that is unreadable."""
    if scan.show_file is None:
        raise UsageError(say("Here is no show: there is no feed.yaml in {folder}.", folder=scan.root))
    document = readable(show_document(scan.show_file))
    named = _named(document)
    old = None if named is None else scan.find(named)
    path = _as_jpeg(old or named or _OF_SHOW)
    written = None if path == (old or named) else path
    wide = str(PurePosixPath(path).with_name(_WIDE))
    return CoverPlace(path, old, scan.show_file, _alt(document), wide, written, _images(document))


def place_of_episode(scan: Scan, folder: EpisodeFolder) -> CoverPlace:
    """The place of an episode's cover: what its text names, or cover.jpg in its folder.

    Raises what `text_of_episode` raises.
    """
    text, document = text_of_episode(folder)
    named, wide, images = _named(document), f"{folder.path}/{_WIDE}", _images(document)
    if named is None:
        old = next(iter(folder.artwork), None)
        return CoverPlace(_as_jpeg(old or f"{folder.path}/cover.jpg"), old, text, _alt(document), wide, None, images)
    own = f"{folder.path}/{named}"
    old = scan.find(own) or scan.find(named)
    path = _as_jpeg(old or own)
    written = _as_jpeg(named) if _as_jpeg(named) != named else None
    return CoverPlace(path, old, text, _alt(document), wide, written, images)


def _named(document: YamlDocument) -> str | None:
    """The picture that a text names; what is no path is left to those who judge it."""
    try:
        return relative_path((document.tree or {}).get("artwork"))
    except PydanticCustomError:
        return None


def _images(document: YamlDocument) -> Tree:
    return (document.tree or {}).get("images")


def _alt(document: YamlDocument) -> str | None:
    alt = (document.tree or {}).get("alt")
    return alt if isinstance(alt, str) and alt.strip() else None


def _as_jpeg(path: str) -> str:
    suffix = PurePosixPath(path).suffix
    return path if suffix.lower() in (_SUFFIX, *_OTHERS) else f"{path.removesuffix(suffix)}{_SUFFIX}"
