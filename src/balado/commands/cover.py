"""`balado cover`: a picture made into the cover of the show, or of an episode."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from balado.cli.kept_file import found_there, keep, tell_kept
from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.edit import chosen_folder
from balado.edition.open import scan_show
from balado.errors import UsageError, reason_of
from balado.events import Event
from balado.message import Joined, Message, command_line, mark, say, size_text

if TYPE_CHECKING:
    from balado.source.folder import Scan
    from balado.workshop.picture.place import CoverPlace
    from balado.workshop.picture.square import Focus, MadeCover, MadeWide


class FocusType(click.ParamType):  # type: ignore[type-arg] # older releases of click have no argument here
    """A point of a picture: two numbers of 0 to 100, from the left and from the top."""

    name = "x,y"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        """The point, in parts of the whole; fails for what is none."""
        parts = str(value).replace("%", "").split(",")
        try:
            x, y = (float(part) / 100 for part in parts)
        except ValueError:
            x, y = -1.0, -1.0
        if not (0 <= x <= 1 and 0 <= y <= 1):
            session = None if ctx is None else ctx.find_object(Session)
            said = say("“{text}” is no point of a picture: write two numbers of 0 to 100, such as 50,30.", text=value)
            self.fail(str(said) if session is None else said.translate(session.words), param, ctx)
        return x, y


@dataclass(frozen=True, slots=True)
class _Cover:
    """What was asked for: the picture, whose cover it becomes (None: the show's), what it shows, over the old one.

    `wide` says whether it is made in 16:9 too; None: where it is plainly wider than tall.
    """

    picture: Path
    episode: str | None
    alt: str | None
    replace: bool
    wide: bool | None


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the picture: the cover, and where it was wanted the same in 16:9."""

    cover: MadeCover
    wide: MadeWide | None


@click.command("cover")
@click.argument("picture", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("episode", required=False)
@show_option
@click.option(
    "--focus",
    type=FocusType(),
    metavar="X,Y",
    default="50,50",
    help=mark("What stays in the middle: 0 to 100 from the left and from the top. [default: 50,50]"),
)
@click.option("--alt", help=mark("What the cover shows, for those who do not see it; asked for on a terminal."))
@click.option(
    "--wide/--no-wide",
    default=None,
    help=mark("Whether it is made in 16:9 too, for links and wide screens. [default: where it is wider than tall]"),
)
@click.option("--replace", is_flag=True, help=mark("Put it in the place of the cover that is there, which is kept."))
@format_option
@click.pass_obj
def command(
    session: Session,
    *,
    root: Path,
    focus: tuple[float, float],
    picture: Path,
    episode: str | None,
    alt: str | None,
    wide: bool | None,
    replace: bool,
) -> None:
    """Make a FILE the cover of the show, or of an EPISODE: cropped to a square, upright, in the colours of screens.

    It becomes a JPEG of at most 3000 pixels and 512 kB, without the place and the camera; of a picture that is wider
    than tall one in 16:9 is made too. FILE stays as it is. EPISODE is the name of its folder, its number, or a part of
    its title.
    """
    from balado.workshop.picture.square import Focus, cover_of

    wanted = _Cover(picture, episode, alt, replace, wide)
    scan, _ = scan_show(root, {})
    place = _place(scan, wanted)
    _refuse_to_overwrite(wanted, root, place.old, place.path)
    cover = cover_of(picture, Focus(*focus))
    wider = _wide(cover, Focus(*focus), wanted)
    if wider is not None:
        _refuse_to_overwrite(wanted, root, place.wide)
    said = _alt(place, wanted, session)
    text = place.rewritten(said, wide=wider is not None)
    kept = _put(root, place.path, place.in_the_way, cover.body, session.token())
    if wider is not None:
        kept += _put(root, place.wide, (place.wide,), wider.body, session.token())
    if text is not None:
        from balado.source.fix import replace_text

        replace_text(root / place.text.path, place.text, text)
    _conclude(place, _Made(cover, wider), kept, said, session)


def _place(scan: Scan, wanted: _Cover) -> CoverPlace:
    from balado.workshop.picture.place import place_of_episode, place_of_show

    if wanted.episode is None:
        return place_of_show(scan)

    def asked(slug: str) -> str:
        return command_line("balado", "cover", "FILE", slug)

    return place_of_episode(scan, chosen_folder(wanted.episode, scan, asked))


def _wide(cover: MadeCover, focus: Focus, wanted: _Cover) -> MadeWide | None:
    """The picture in 16:9 where it is wanted. Raises UsageError where it was asked for and cannot be made."""
    from balado.workshop.picture.square import is_wide, wide_of

    if wanted.wide is False or (wanted.wide is None and not is_wide(cover.photo)):
        return None
    made = wide_of(cover.photo, focus)
    if made is None and wanted.wide:
        width, height = cover.photo.width_px, cover.photo.height_px
        raise UsageError(
            say(
                "No picture in 16:9 was made: {width} x {height} pixels hold none of 1280 x 720, the least that is not "
                "blurred across a screen. Leave out --wide, or take a larger picture.",
                width=width,
                height=height,
            )
        )
    return made


def _refuse_to_overwrite(wanted: _Cover, root: Path, *paths: str | None) -> None:
    there = found_there(root, *paths)
    if there is None or wanted.replace:
        return
    raise UsageError(
        say(
            "There is a cover already: {path}. To put this one in its place, add --replace: the old one is kept.",
            path=there,
        )
    )


def is_a_terminal() -> bool:
    """Whether somebody is there to ask."""
    return sys.stdin.isatty()


def _alt(place: CoverPlace, wanted: _Cover, session: Session) -> str | None:
    """What the cover shows, in one line: as it was given, or answered on a terminal; None: as the text says today."""
    given = wanted.alt
    if given is None and is_a_terminal():
        question = say("What it shows, in a few words, for those who do not see it (just Enter: later)")
        given = session.console.ask(question, place.alt or "")
    return " ".join(given.split()) or None if given else None


def _put(root: Path, name: str, in_the_way: Sequence[str], body: bytes, token: str) -> list[str]:
    """Write a picture, whole or not at all; gives the names under which what stood there is kept."""
    path = root / name
    aside = path.with_name(f".cover-{token}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        kept = [keep(root / old) for old in in_the_way if os.path.lexists(root / old)]
        aside.replace(path)
    except OSError as error:
        what = say("The cover {path} cannot be written: {reason}.", path=name, reason=reason_of(error))
        raise UsageError(what) from error
    finally:
        aside.unlink(missing_ok=True)
    return kept


def _conclude(place: CoverPlace, made: _Made, kept: list[str], alt: str | None, session: Session) -> None:
    cover, wider = made.cover, made.wide
    fields = {
        "path": place.path,
        "pixels": cover.side_px,
        "bytes": len(cover.body),
        "quality": cover.quality,
        "alt": alt or place.alt,
        "kept": kept,
        "wide": None if wider is None else place.wide,
    }
    message = say(
        "{path} written: {side} x {side} pixels, {size}; {changes}.",
        path=place.path,
        side=cover.side_px,
        size=size_text(len(cover.body)),
        changes=Joined(tuple(_changes(cover)), ", "),
    )
    session.console.announce(Event("cover", message, fields))
    if wider is not None:
        told = say(
            "{path} written: the same in 16:9, {width} x {height} pixels, {size}; `images` in {text} names it.",
            path=place.wide,
            width=wider.width_px,
            height=wider.height_px,
            size=size_text(len(wider.body)),
            text=place.text.path,
        )
        session.console.show(told)
    tell_kept(kept, session)
    if alt is None:
        session.console.show(_about_alt(place))


def _about_alt(place: CoverPlace) -> Message:
    if place.alt is not None:
        return say(
            "{path} says that it shows: “{alt}”. Look whether it still does.", path=place.text.path, alt=place.alt
        )
    return say("Say in {path} what it shows, for those who do not see it: `alt: …`", path=place.text.path)


def _changes(cover: MadeCover) -> list[Message]:
    photo = cover.photo
    cropped = say("cropped from {width} x {height}", width=photo.width_px, height=photo.height_px)
    scaled = say("made from {width} x {height}", width=photo.width_px, height=photo.height_px)
    found = [scaled if photo.width_px == photo.height_px else cropped]
    found += [say("turned upright")] if photo.was_turned else []
    found += [say("its colours made those of screens (sRGB)")] if photo.was_coloured else []
    found += [say("white where it was transparent")] if photo.was_transparent else []
    return [*found, say("without what the camera noted")]
