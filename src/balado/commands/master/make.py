"""The recording of an episode made and told, and with it the film, where what was recorded is one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from balado.cli.session import Session
from balado.commands.film import put_film
from balado.commands.master.told import tell_mastered
from balado.edition.open import scan_show
from balado.errors import MediaError, UsageError
from balado.message import command_line, level_text, say

if TYPE_CHECKING:
    from balado.source.folder import EpisodeFolder, Scan
    from balado.workshop.film.make import FilmStreams
    from balado.workshop.film.place import FilmPlace
    from balado.workshop.sound.master import Mastered, Order


def make(order: Order, session: Session) -> Mastered:
    """Master what is ordered, and show how far it has come. Raises what `master` raises."""
    from balado.media.ffmpeg import need_ffmpeg
    from balado.media.heard import HeardSounds
    from balado.workshop.sound.master import Tools, master

    meter = session.console.meter_of_sound(say("Mastering"))
    return master(order, Tools(need_ffmpeg(), HeardSounds(session.cache_folder("sounds.json")), meter))


def conclude(films: tuple[Path, ...], mastered: Mastered, root: Path, session: Session, *, with_film: bool) -> None:
    """Tell what was mastered, once what it was taken of is the film of the episode, where that is wanted and it is one.

    Raises what `publish_film` raises.
    """
    try:
        if with_film:
            publish_film(films, mastered, root, session)
    finally:
        tell_mastered(mastered, session)


def publish_film(films: tuple[Path, ...], mastered: Mastered, root: Path, session: Session) -> None:
    """Make what was mastered the film of the episode too, where it is one and the episode has none.

    Only when the sound is made for the first time: whoever left the film out then is not given it by a new setting.
    Raises what `put_film` raises.
    """
    streams = [found for path in films if (found := _streams(path)) is not None]
    if not streams or not (root / "feed.yaml").is_file():
        return
    from balado.workshop.film.place import place_of_film

    scan, _ = scan_show(root, {})
    folder = _folder_of(mastered.path, scan)
    if folder is None:
        return
    if len(films) > 1:
        session.console.show(say("Several films are not the film of an episode: join them into one."))
        return
    try:
        place = place_of_film(scan, folder)
    except UsageError as error:  # a film elsewhere is the film of the episode: the sound is made all the same
        session.console.show(error.message)
        return
    is_first = mastered.treatment is not None and not mastered.changes
    is_itself = place.old is not None and films[0].samefile(root / place.old)
    if is_first and is_itself and streams[0].is_shown and streams[0].is_heard:
        _name(place, root, session)
    elif is_first and place.old is None:
        put_film(films[0], place, root, session)
    else:
        _tell_left_out(films[0], place, folder, session)
        return
    if mastered.recipe.begins:
        _tell_apart(mastered.recipe.begins, session)


def _streams(path: Path) -> FilmStreams | None:
    """What is in a film; None of what has no picture that moves, or no sound."""
    from balado.media.ffmpeg import need_ffmpeg
    from balado.workshop.film.make import streams_of

    try:
        return streams_of(need_ffmpeg(), path)
    except MediaError:
        return None


def _folder_of(made: Path, scan: Scan) -> EpisodeFolder | None:
    here = made.resolve().parent
    return next((one for one in scan.episodes if one.text and Path(scan.root, one.path).resolve() == here), None)


def _name(place: FilmPlace, root: Path, session: Session) -> None:
    """Have the film that lies in its place already published as it is. Raises UsageError where that is not written."""
    from balado.source.fix import replace_text

    text = place.rewritten(Path(place.path).name)
    if text is not None:
        replace_text(root / place.text.path, place.text, text)
        session.console.show(say("{path} is the film of the episode, as it is.", path=place.path))


def _tell_left_out(film: Path, place: FilmPlace, folder: EpisodeFolder, session: Session) -> None:
    if place.old is None:
        command = command_line("balado", "film", str(film), folder.slug)
        session.console.show(say("The film is not published. For that: `{command}`", command=command))
        return
    command = command_line("balado", "film", str(film), folder.slug, "--replace")
    what = say("The film {path} stays. To put this one in its place: `{command}`", path=place.old, command=command)
    session.console.show(what)


def _tell_apart(begins: float, session: Session) -> None:
    seconds = level_text(abs(begins))
    session.console.show(
        say("The film has no intro: what is said comes {seconds} seconds earlier in it.", seconds=seconds)
        if begins > 0
        else say("The film keeps its silence: what is said comes {seconds} seconds later in it.", seconds=seconds)
    )
