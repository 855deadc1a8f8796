"""What `balado master` is to make of the words it is given: which recordings, of which episode, where to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from balado.commands.edit_choice import Editable, chosen, editable
from balado.errors import SourceError, UsageError
from balado.message import command_line, say
from balado.show.formats import PLAYED_SUFFIXES, RECORDING_SUFFIXES
from balado.show.sound import SoundSettings

if TYPE_CHECKING:
    from balado.show.model import Episode
    from balado.source.folder import EpisodeFolder
    from balado.workshop.sound.master import Order
    from balado.workshop.times.files import TimedText

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line: files, and at most one episode's folder."""

    words: tuple[str, ...]
    output: Path | None = None
    is_pair: bool = False
    may_replace: bool = False
    keeps_times: bool = False


@dataclass(frozen=True, slots=True)
class ShowAround:
    """The show in whose folder the command was given. `films` are the paths of files that are no recordings.

    `read` are the episodes whose texts could be read, by slug.
    """

    root: Path
    settings: SoundSettings
    folders: tuple[EpisodeFolder, ...] = ()
    episodes: tuple[Editable, ...] = ()
    films: frozenset[str] = frozenset()
    read: Mapping[str, Episode] = field(default_factory=dict)
    is_show: bool = False

    @property
    def around(self) -> Mapping[str, Path]:
        """What comes before and after each recording. Raises UsageError where one of them is not there."""
        named = {"intro": self.settings.intro, "outro": self.settings.outro}
        found = {name: self.root / path for name, path in named.items() if path is not None}
        for name, path in found.items():
            if not path.is_file():
                raise UsageError(
                    say("There is no {path}, which `sound.{name}` of feed.yaml names.", path=path, name=name)
                )
        return found

    def texts_beside(self, target: Path) -> tuple[TimedText, ...]:
        """The texts of the episode in whose folder a recording is written, which count from its beginning."""
        from balado.workshop.times.files import timed_texts

        folder = _folder_of(target, self)
        return () if folder is None else timed_texts(self.root, folder, self.read.get(folder.slug))


def wanted_in(root: Path, wanted: Wanted, token: str) -> Order:
    """What is to be made. Raises UsageError where the words do not say it, SourceError for settings at fault."""
    from balado.workshop.sound.master import Order

    show = show_in(root)
    files = [Path(word) for word in wanted.words if Path(word).is_file()]
    names = [word for word in wanted.words if not Path(word).is_file()]
    if len(names) > 1 or any(not show.is_show or _is_of_recording(name) for name in names):
        raise UsageError(say("There is no recording {names} here.", names=", ".join(f"“{name}”" for name in names)))
    folder = _named(names[0], show) if names else _folder_of(files[0], show)
    masters, is_pair = (tuple(files), wanted.is_pair) if files or folder is None else _recorded(folder, show, wanted)
    if is_pair and len(masters) > _PAIR:
        raise UsageError(say("A pair of microphones is two recordings, or one with two channels."))
    around = show.around
    target = _output(wanted.output, masters[0], show) if wanted.output else _target(masters[0], folder, show)
    texts = () if wanted.keeps_times else show.texts_beside(target)
    return Order(masters, target, show.settings, token, is_pair, around, wanted.may_replace, texts)


def show_in(root: Path) -> ShowAround:
    """The show in this folder, if there is one. Raises SourceError where its `sound` is at fault."""
    if not (root / "feed.yaml").is_file():
        return ShowAround(root, SoundSettings())
    from balado.source.files import scan
    from balado.source.read import read

    found = scan(root)
    reading = read(found)
    if faults := [fault for fault in reading.faults if fault.place.key.partition(".")[0] == "sound"]:
        raise SourceError.of(faults)
    episodes = (*reading.presumed_episodes, *reading.episodes)
    known = {one.slug: one for one in episodes}
    every = tuple(editable(folder, known.get(folder.slug)) for folder in found.episodes)
    renditions = (one for episode in episodes for one in (episode.video, *episode.alternates) if one is not None)
    films = frozenset(one.file for one in renditions if one.file is not None)
    return ShowAround(root, reading.presumed.sound, found.episodes, every, films, known, is_show=True)


def _is_of_recording(name: str) -> bool:
    return Path(name).suffix.lower() in RECORDING_SUFFIXES


def _named(word: str, show: ShowAround) -> EpisodeFolder:
    """The episode that is meant. Raises UsageError where it is not one."""
    slug = chosen(word, show.episodes, lambda near: command_line("balado", "master", near)).slug
    return next(folder for folder in show.folders if folder.slug == slug)


def _folder_of(file: Path, show: ShowAround) -> EpisodeFolder | None:
    """The episode whose folder a recording lies in."""
    here = file.resolve().parent
    return next((one for one in show.folders if Path(show.root, one.path).resolve() == here), None)


def _recorded(folder: EpisodeFolder, show: ShowAround, wanted: Wanted) -> tuple[tuple[Path, ...], bool]:
    """The recordings that lie in an episode's folder, and whether they are a pair: as they were last time."""
    made = _made(folder, show)
    others = [path for path in folder.audio if path != made and path not in show.films]
    if made is not None and not others:
        return _given_before(show.root / made, wanted)
    # What no app plays, beside an MP3 of the same name that somebody else made of it.
    found = [*folder.masters] if folder.masters and made is None else [*folder.masters, *others] or [*folder.audio]
    if not found:
        raise UsageError(say("There is no recording in {folder}.", folder=folder.path))
    if len(found) > 1:
        command = command_line("balado", "master", *found)
        raise UsageError(
            say("Several recordings lie there. Name those that count, in order: `{command}`", command=command)
        )
    return (show.root / found[0],), wanted.is_pair


def _given_before(made: Path, wanted: Wanted) -> tuple[tuple[Path, ...], bool]:
    """What a recording was made of, and whether as a pair. Raises UsageError where that is not beside it."""
    from balado.workshop.sound.recipe import read_recipe

    recipe = read_recipe(made)
    masters = tuple(made.with_name(one.file) for one in recipe.given) if recipe is not None else ()
    absent = [one.name for one in masters if not one.is_file()]
    if recipe is None or absent:
        names = ", ".join(absent) or made.name
        what = say("What {name} was made of is not beside it ({names}): say where it is.", name=made.name, names=names)
        raise UsageError(what)
    return masters, wanted.is_pair or bool(recipe.settings.get("pair"))


def _made(folder: EpisodeFolder, show: ShowAround) -> str | None:
    """The recording of an episode that Balado made."""
    from balado.workshop.sound.recipe import recipe_path

    found = [path for path in folder.audio if recipe_path(show.root / path).is_file()]
    return found[0] if len(found) == 1 else None


def _target(master: Path, folder: EpisodeFolder | None, show: ShowAround) -> Path:
    """Where the recording goes: into its episode's folder, or else beside what it is made of.

    Raises UsageError in a show, for what belongs to no episode.
    """
    if folder is None and show.is_show:
        command, other = (
            command_line("balado", "master", str(master), "SLUG"),
            command_line("balado", "new", str(master)),
        )
        raise UsageError(
            say(
                "{name} lies in no episode's folder. Say which episode it is of (`{command}`), begin one with it "
                "(`{other}`), or name the file to write with --output.",
                name=master.name,
                command=command,
                other=other,
            )
        )
    place = master.parent if folder is None else show.root / folder.path
    before = _published(folder, master, show) if folder is not None else None
    if before is None:
        return name_in(place, master, show.settings)
    if before.suffix.lower() != f".{show.settings.format}":
        what = say("{path} is there, in another format: delete it first, or name the file with --output.", path=before)
        raise UsageError(what)
    return before


def _published(folder: EpisodeFolder, master: Path, show: ShowAround) -> Path | None:
    """The one recording of an episode whose place another one takes; None where there is none, or it is the master."""
    played = [path for path in folder.audio if path not in show.films and Path(path).suffix.lower() in PLAYED_SUFFIXES]
    paths = [show.root / path for path in played if not (show.root / path).samefile(master)]
    return paths[0] if len(paths) == 1 else None


def name_in(place: Path, master: Path, settings: SoundSettings) -> Path:
    """The file in a folder that has the name of what it is made of; never that itself."""
    target = place / f"{master.stem}.{settings.format}"
    is_itself = target.exists() and target.samefile(master)
    return target.with_stem(f"{master.stem}-mastered") if is_itself else target


def _output(output: Path, master: Path, show: ShowAround) -> Path:
    from balado.workshop.sound.encoder import SUFFIXES

    if output.is_dir():
        return name_in(output, master, show.settings)
    if output.suffix.lower() not in SUFFIXES:
        raise UsageError(say("What is made is an .mp3 or an .m4a: {path} is named as neither.", path=output))
    if not output.parent.is_dir():
        raise UsageError(say("There is no folder {folder}.", folder=output.parent))
    return output
