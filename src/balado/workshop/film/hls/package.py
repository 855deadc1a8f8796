"""A film packaged: each quality made and put aside when it is whole, the folder given its name when all of it is.

Whoever interrupts it loses the quality that was being made; the next run goes on from there.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from balado.errors import UsageError, reason_of
from balado.events import Meter
from balado.media.digest import sha256_of
from balado.media.hls.fragments import FragmentedTrack, read_fragments
from balado.media.hls.playlist import PLAYLIST_SUFFIX
from balado.media.reading import reader_of_file
from balado.message import say
from balado.workshop.film.hls.playlists import (
    PackedTrack,
    key_frame_playlist,
    media_playlist,
    multivariant_playlist,
)
from balado.workshop.film.hls.qualities import (
    Quality,
    picture_arguments,
    qualities_of,
    sound_arguments,
    steady_rate,
)
from balado.workshop.film.hls.recipe import (
    PackagedFilm,
    PackageOrder,
    PackageRecipe,
    read_order,
    read_package_recipe,
    recipe_path,
)
from balado.workshop.film.make import FilmStreams, encode, streams_of, version_of

_ORDER = "order.json"
_SOUND = "audio"
_SOUND_FILE = f"{_SOUND}.m4a"


@dataclass(frozen=True, slots=True)
class StreamPackage:
    """A package: its folder, its recipe, and whether this run made it."""

    folder: Path
    recipe: PackageRecipe
    is_new: bool

    @property
    def byte_size(self) -> int:
        """How large its files are together."""
        return sum((self.folder / name).stat().st_size for name in self.recipe.made)


def package_film(program: str, film: Path, folder: Path, language: str, meter: Meter) -> StreamPackage:
    """StreamPackage the film into `folder`, which is called after it: `film.hls`.

    A folder that was made after the same order stays as it is; one that was made after another is replaced. Raises
    UsageError where somebody else made the folder or nothing can be written, MediaError for a film that ffmpeg cannot
    read.
    """
    order = PackageOrder(film=PackagedFilm(file=film.name, sha256=sha256_of(film, film.name)), language=language)
    name = f"{folder.stem}{PLAYLIST_SUFFIX}"
    there = read_package_recipe(recipe_path(folder, name))
    if there is not None and there.fits(order) and all((folder / one).is_file() for one in there.made):
        return StreamPackage(folder, there, is_new=False)
    if there is None and folder.exists():
        raise UsageError(
            say("{path} is there already, and Balado did not make it: move it away first.", path=folder.name)
        )
    try:
        return StreamPackage(folder, _Making(program, film, folder, order, meter).make(name), is_new=True)
    except OSError as error:
        raise UsageError(
            say("{path} cannot be written: {reason}.", path=folder.name, reason=reason_of(error))
        ) from error


class _Making:
    """One package in the making, in a hidden folder beside the one that it will be."""

    def __init__(self, program: str, film: Path, folder: Path, order: PackageOrder, meter: Meter) -> None:
        self._program = program
        self._film = film
        self._folder = folder
        self._order = order
        self._meter = meter
        self._work = folder.with_name(f".{folder.name}.part")
        self._old = folder.with_name(f".{folder.name}.old")

    def make(self, name: str) -> PackageRecipe:
        streams = streams_of(self._program, self._film)
        qualities = qualities_of(streams.width_px, streams.height_px)
        rate = steady_rate(streams.frames_per_second)
        self._begin()
        runs = len(qualities) + 1
        self._meter.begin(round(streams.duration.total_seconds() * 1000) * runs)
        try:
            pictures = [self._picture(one, streams, rate) for one in qualities]
            sound = self._sound(streams, pictures[0].track.seconds)
        finally:
            self._meter.end()
        ordered = [one.name for one in qualities]
        texts = {f"{one.name}{PLAYLIST_SUFFIX}": media_playlist(one) for one in (*pictures, sound)}
        texts |= {f"{one.name}-iframes{PLAYLIST_SUFFIX}": key_frame_playlist(one) for one in pictures}
        texts[name] = multivariant_playlist(pictures, sound, rate, self._order.language)
        for file, text in texts.items():
            (self._work / file).write_text(text, encoding="utf-8", newline="\n")
        files = sorted([*texts, *(one.file for one in pictures), sound.file])
        recipe = PackageRecipe(
            **self._order.model_dump(by_alias=True),
            qualities=tuple(ordered),
            made={file: sha256_of(self._work / file, file) for file in files},
            seconds=round(float(pictures[0].track.seconds), 3),
            ffmpeg=version_of(self._program),
        )
        self._conclude(name, recipe)
        return recipe

    def _begin(self) -> None:
        """A folder to work in: the one that was left behind, where it was left by the same order."""
        shutil.rmtree(self._old, ignore_errors=True)
        if read_order(self._work / _ORDER) != self._order:
            shutil.rmtree(self._work, ignore_errors=True)
        self._work.mkdir(exist_ok=True)
        for left in self._work.glob("*.part"):
            left.unlink()
        (self._work / _ORDER).write_text(self._order.model_dump_json(by_alias=True), encoding="utf-8")

    def _picture(self, quality: Quality, streams: FilmStreams, rate: Fraction) -> PackedTrack:
        file = self._work / f"{quality.name}.mp4"
        aside = file.with_name(f"{file.name}.part")
        arguments = picture_arguments(quality, streams.video, rate, str(aside))
        return PackedTrack(file.name, quality.name, self._made(file, aside, arguments, streams))

    def _sound(self, streams: FilmStreams, seconds: Fraction) -> PackedTrack:
        file = self._work / _SOUND_FILE
        aside = file.with_name(f"{file.name}.part")
        unused = file.with_name(f"{_SOUND}{PLAYLIST_SUFFIX}.part")
        arguments = sound_arguments(streams.audio, seconds, str(aside), str(unused))
        made = self._made(file, aside, arguments, streams)
        unused.unlink(missing_ok=True)
        return PackedTrack(file.name, _SOUND, made)

    def _made(self, file: Path, aside: Path, arguments: Sequence[str], streams: FilmStreams) -> FragmentedTrack:
        """What is in a file of the package, made now where it was not made before."""
        if file.exists():
            self._meter.advance(round(streams.duration.total_seconds() * 1000))
            return _fragments(file)
        encode(self._program, self._film, arguments, self._meter)
        found = _fragments(aside)
        aside.replace(file)
        return found

    def _conclude(self, name: str, recipe: PackageRecipe) -> None:
        """Give the folder its name, with nothing in it but the package."""
        text = f"{recipe.model_dump_json(by_alias=True, indent=2)}\n"
        own = recipe_path(self._work, name)
        own.write_text(text, encoding="utf-8", newline="\n")
        for left in self._others({own.name, *recipe.made}):
            left.unlink()
        if self._folder.exists():
            self._folder.replace(self._old)
        self._work.replace(self._folder)
        shutil.rmtree(self._old, ignore_errors=True)

    def _others(self, names: set[str]) -> Iterator[Path]:
        return (one for one in list(self._work.iterdir()) if one.name not in names)


def _fragments(path: Path) -> FragmentedTrack:
    with path.open("rb") as file:
        size = path.stat().st_size
        return read_fragments(reader_of_file(file, size), size)
