"""`balado edit`: the right file in the editor, checked when it is closed."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import click

from balado.cli.options import format_option, show_option
from balado.cli.report import show_report
from balado.cli.session import Session
from balado.commands.check import CheckOptions, checked_show, conclude
from balado.commands.edit_choice import Editable, chosen, editable
from balado.edition.open import Request, scan_show
from balado.errors import UsageError, reason_of
from balado.message import command_line, mark, say
from balado.source.folder import EpisodeFolder, Scan

_NO_SERVERS = CheckOptions("all", 0, live=False, allow_private=False, audio=False)


@click.command("edit")
@click.argument("episode", required=False)
@show_option
@click.option("--strict", is_flag=True, help=mark("Exit 1 for warnings too."))
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, episode: str | None, strict: bool) -> int:
    """Open the text of an EPISODE in the editor, or feed.yaml, and check it when the editor is closed.

    EPISODE is the name of its folder, its number, or a part of its title. The editor is the one that VISUAL or EDITOR
    names, or else the system's. Exit codes are those of `balado check`.
    """
    scan, _ = scan_show(root, {})
    path = "feed.yaml" if episode is None else chosen(episode, editable_episodes(scan), _asked).path
    _open(session.editor(), root / path)
    request = Request(root, session.started, "", session.cache_file(root), guarded=False)
    checked = checked_show(request, _NO_SERVERS, session)
    ours = replace(checked, faults=tuple(fault for fault in checked.faults if fault.place.path == path), waiting=())
    show_report(ours.faults, session.console, "json" if session.as_json else "text", root)
    return conclude(ours, session, strict=strict)


def _asked(slug: str) -> str:
    return command_line("balado", "edit", slug)


def editable_episodes(scan: Scan) -> Iterable[Editable]:
    """The episodes that have a text, with what is known of each, also of those that have a fault."""
    from balado.source.read import read

    reading = read(scan)
    known = {one.slug: one for one in (*reading.presumed_episodes, *reading.episodes)}
    return (editable(folder, known.get(folder.slug)) for folder in scan.episodes if folder.text is not None)


def chosen_folder(word: str, scan: Scan, asked: Callable[[str], str]) -> EpisodeFolder:
    """The folder of the one episode with a text that is meant. Raises what `chosen` raises."""
    slug = chosen(word, editable_episodes(scan), asked).slug
    return next(folder for folder in scan.episodes if folder.slug == slug)


def _open(editor: str, path: Path) -> None:
    """Wait until the editor is closed. Raises UsageError where it cannot be started, or says that it failed."""
    words = [editor] if Path(editor).exists() else shlex.split(editor)
    try:
        ended = subprocess.run([*words, str(path)], check=False)  # noqa: S603 (the user's own editor)
    except OSError as error:
        what = say(
            "The editor `{editor}` cannot be started: {reason}. Name another one in the environment, as EDITOR.",
            editor=editor,
            reason=reason_of(error),
        )
        raise UsageError(what) from error
    if ended.returncode:
        what = say("The editor `{editor}` ended with {code}: {path} was not checked.", editor=editor,
                   code=ended.returncode, path=path)  # fmt: skip
        raise UsageError(what)
