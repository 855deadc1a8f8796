"""`balado master`: of what the recorder gave, the recording that is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.film import put_film
from balado.commands.master.told import tell_mastered
from balado.commands.master.which import Wanted, wanted_in
from balado.edition.open import scan_show
from balado.errors import MediaError, UsageError
from balado.message import command_line, level_text, mark, say

if TYPE_CHECKING:
    from balado.source.folder import EpisodeFolder, Scan
    from balado.workshop.film.make import FilmStreams
    from balado.workshop.film.place import FilmPlace
    from balado.workshop.sound.master import Mastered, Order


@click.command("master")
@click.argument("recordings", nargs=-1, required=True, metavar="RECORDING…")
@show_option
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help=mark("The .mp3 or .m4a to write."))
@click.option("--pair", is_flag=True, help=mark("Lay two microphones of one talk together: two files, or channels."))
@click.option("--replace", is_flag=True, help=mark("Write over a recording that Balado did not make."))
@click.option("--keep-times", is_flag=True, help=mark("Leave chapters, captions and soundbites timed as they are."))
@click.option("--sound-only", is_flag=True, help=mark("Of a film, make the recording alone."))
@format_option
@click.pass_obj
def command(
    session: Session, /, *, recordings: tuple[str, ...], root: Path, output: Path | None, **given: bool
) -> None:
    """Make the MP3 of an episode from a RECORDING: its loudness and peaks as podcast apps want them.

    Several are joined in their order. The name of an episode's folder among them says where the MP3 goes; alone, it
    means the recording that lies there. What was recorded stays as it is.

    Chapters, captions and soundbites of the episode are moved by as much as an intro or the end of silence moves what
    is said. A film becomes the film of the episode besides.
    """
    wanted = Wanted(recordings, output, given["pair"], given["replace"], given["keep_times"])
    order = wanted_in(root, wanted, session.token())
    conclude(order.masters, make(order, session), root, session, with_film=not given["sound_only"])


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
