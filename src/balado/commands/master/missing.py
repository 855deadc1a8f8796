"""`balado master --missing`: every recording of a show that is not made yet, or older than what it was made of."""

from __future__ import annotations

from pathlib import Path

from balado.cli.session import Session
from balado.commands.master.make import conclude, make
from balado.commands.master.which import ShowAround, Wanted, show_in, wanted_in
from balado.errors import BaladoError, UsageError
from balado.message import say
from balado.show.formats import PLAYED_SUFFIXES
from balado.source.folder import EpisodeFolder
from balado.workshop.sound.changed import changed_masters


def master_missing(root: Path, session: Session, *, with_film: bool) -> int:
    """Master them one after the other; one that cannot be mastered stops no other. The worst exit code.

    Raises UsageError where there is no show.
    """
    show = show_in(root)
    if not show.is_show:
        raise UsageError(say("There is no show here, and so none of its episodes lacks a recording."))
    slugs = unmade_in(show)
    if not slugs:
        session.console.show(say("Every recording is made."))
    codes = [_mastered(slug, root, session, with_film=with_film) for slug in slugs]
    return max(codes, default=0)


def unmade_in(show: ShowAround) -> tuple[str, ...]:
    """The slugs of the episodes that have what the recorder gave, and no recording made of what that is now."""
    outdated = changed_masters(show.root, show.folders)
    return tuple(one.slug for one in show.folders if one.slug in outdated or _is_unmade(one, show))


def _is_unmade(folder: EpisodeFolder, show: ShowAround) -> bool:
    """Whether nothing there is played by apps: what is, somebody made, and it is left alone."""
    found = [path for path in folder.audio if path not in show.films]
    return bool(found) and all(Path(path).suffix.lower() not in PLAYED_SUFFIXES for path in found)


def _mastered(slug: str, root: Path, session: Session, *, with_film: bool) -> int:
    try:
        order = wanted_in(root, Wanted((slug,)), session.token())
        conclude(order.masters, make(order, session), root, session, with_film=with_film)
    except BaladoError as error:
        session.console.error(error)
        return error.exit_code
    return 0
