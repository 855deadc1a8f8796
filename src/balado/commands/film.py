"""`balado film`: a film made one that browsers and podcast apps play, and the film of an episode."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.kept_file import found_there, keep, tell_kept
from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.edit import chosen_folder
from balado.edition.open import scan_show
from balado.errors import UsageError, reason_of
from balado.events import Event
from balado.message import Message, command_line, mark, say, size_text

if TYPE_CHECKING:
    from balado.source.folder import EpisodeFolder, Scan
    from balado.workshop.film.make import MadeFilm
    from balado.workshop.film.place import FilmPlace


@click.command("film")
@click.argument("film", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("episode")
@show_option
@click.option("--hls", is_flag=True, help=mark("Package it in several qualities besides, for players that adapt."))
@click.option("--replace", is_flag=True, help=mark("Put it in the place of the film that is there, which is kept."))
@format_option
@click.pass_obj
def command(session: Session, *, film: Path, episode: str, root: Path, hls: bool, replace: bool) -> None:
    """Make a FILE the film of an EPISODE: what browsers and podcast apps play, beside its recording.

    Pictures in H.264 and sound in AAC are copied as they are, others are made anew. What the camera noted is left out,
    and players can begin before they have all of it. FILE stays as it is. EPISODE is the name of its folder, its
    number, or a part of its title. Several qualities are made in a folder beside the film (HLS): where that was
    interrupted, name the film of the episode itself to go on.
    """
    from balado.workshop.film.place import place_of_film

    scan, _ = scan_show(root, {})
    folder = chosen_folder(episode, scan, _asked)
    place = place_of_film(scan, folder)
    packages = hls or place.wants_package
    is_itself = packages and not replace and os.path.lexists(root / place.path) and film.samefile(root / place.path)
    place.rewritten(Path(place.path).name, packaged=packages)  # a text that cannot be changed is told before the work
    if not is_itself:
        _refuse_to_overwrite(place, root, may_replace=replace, packages=packages)
        put_film(film, place, root, session)
    if packages:
        from balado.commands.film_package import package

        package(*_again(root, folder.slug), root, session)


def _again(root: Path, slug: str) -> tuple[Scan, EpisodeFolder]:
    """The folder of the show and of the episode as they are now, with the film."""
    scan, _ = scan_show(root, {})
    return scan, next(one for one in scan.episodes if one.slug == slug)


def put_film(film: Path, place: FilmPlace, root: Path, session: Session) -> None:
    """Make a film what is played, put it in its place, and name it in the text of its episode.

    Raises MediaError for what is no film, UsageError where it cannot be written.
    """
    from balado.media.ffmpeg import need_ffmpeg
    from balado.workshop.film.make import make_film, streams_of

    text = place.rewritten(Path(place.path).name)
    program = need_ffmpeg()
    streams = streams_of(program, film)
    path = root / place.path
    aside = path.with_name(f".film-{session.token()}.part")
    try:
        made = make_film(program, film, aside, streams, session.console.meter_of_sound(say("Writing the film")))
        kept = _put(aside, path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    if text is not None:
        from balado.source.fix import replace_text

        replace_text(root / place.text.path, place.text, text)
    _conclude(place, made, kept, session)


def _asked(slug: str) -> str:
    return command_line("balado", "film", "FILE", slug)


def _refuse_to_overwrite(place: FilmPlace, root: Path, *, may_replace: bool, packages: bool) -> None:
    there = found_there(root, place.old, place.path)
    if there is not None and not may_replace and packages:
        raise UsageError(
            say(
                "There is a film already: {path}. To package that one, name it in place of this FILE. To put this one "
                "in its place, add --replace: the old one is kept.",
                path=there,
            )
        )
    if there is not None and not may_replace:
        raise UsageError(
            say(
                "There is a film already: {path}. To put this one in its place, add --replace: the old one is kept.",
                path=there,
            )
        )


def _put(aside: Path, path: Path) -> str | None:
    """Give the film its name; gives the name under which what stood there is kept, hidden; None: there was nothing."""
    try:
        kept = keep(path) if os.path.lexists(path) else None
        aside.replace(path)
    except OSError as error:
        raise UsageError(say("{path} cannot be written: {reason}.", path=path, reason=reason_of(error))) from error
    return kept


def _conclude(place: FilmPlace, made: MadeFilm, kept: str | None, session: Session) -> None:
    streams = made.streams
    fields = {
        "path": place.path,
        "bytes": made.byte_size,
        "milliseconds": round(streams.duration.total_seconds() * 1000),
        "encoded": [name for name, is_played in (("video", streams.is_shown), ("audio", streams.is_heard))
                    if not is_played],
        "kept": kept,
    }  # fmt: skip
    session.console.announce(Event("film", _result(place, made), fields))
    tell_kept([kept] if kept is not None else [], session)


def _result(place: FilmPlace, made: MadeFilm) -> Message:
    what = {"path": place.path, "size": size_text(made.byte_size)}
    streams = made.streams
    if streams.is_shown and streams.is_heard:
        return say("{path} written: {size}; pictures and sound are as they were.", **what)
    if streams.is_shown:
        return say("{path} written: {size}; the sound was made AAC, the pictures are as they were.", **what)
    if streams.is_heard:
        return say("{path} written: {size}; the pictures were made H.264, the sound is as it was.", **what)
    return say("{path} written: {size}; pictures and sound were made H.264 and AAC.", **what)
