"""`balado preview`: the show in a browser, as listeners will get it."""

from __future__ import annotations

import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import Decorator, format_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session, defect_of
from balado.errors import BaladoError
from balado.events import Event
from balado.message import mark, say

if TYPE_CHECKING:
    from balado.studio.run import StudioOptions

port_option: Decorator = click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=0,
    metavar="N",
    help=mark("The port of this computer to answer at. [default: a free one]"),
)
browser_option: Decorator = click.option(
    "--no-browser", is_flag=True, help=mark("Say the address, and open no browser.")
)


@click.command("preview")
@show_option
@to_option
@url_option
@port_option
@browser_option
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, url: str | None, port: int, no_browser: bool) -> int:
    """Show the podcast in a browser as listeners will get it, drafts too. Nothing is changed, nothing published.

    It follows the files while you edit them. Ctrl-C ends it.
    """
    from balado.edition.open import scan_show
    from balado.studio.extra import need_extra

    overriding = overrides(to, url)
    need_extra()
    scan_show(root, overriding)  # says where there is no show
    run(session, options_of(session, root, overriding), port, opens_browser=not (no_browser or session.as_json))
    return 0


def options_of(session: Session, root: Path, overriding: dict[str, str], *, may_change: bool = False) -> StudioOptions:
    """What a run of the studio takes from this session."""
    from balado.edition.open import Request
    from balado.studio.run import StudioOptions

    def defect(error: Exception) -> BaladoError:
        session.trace(error)
        return defect_of(error)

    return StudioOptions(
        request=Request(
            root=root,
            now=session.started,
            owner="",
            cache_file=session.cache_file(root),
            overrides=overriding,
            guarded=False,
        ),
        now=lambda: datetime.now(UTC),
        words=session.words,
        language=session.reads,
        defect=defect,
        may_change=may_change,
        kept=session.studio_folder(root) if may_change else None,
        podping_token=session.podping_token() if may_change else None,
        models=session.cache_folder("models") if may_change else None,
        environment=session.environment() if may_change else {},
    )


def run(session: Session, options: StudioOptions, port: int, *, opens_browser: bool) -> None:
    """Serve the show until it is ended, say where it is, and open a browser there.

    Raises UsageError where the port cannot be had, or another studio has the show open.
    """
    from balado.studio.guard import Doors
    from balado.studio.lock import locked
    from balado.studio.run import serve
    from balado.studio.serve import listening

    listener = listening(port)
    doors = Doors(listener.getsockname()[1])

    def ready() -> None:
        session.console.announce(_told(doors.first_address, may_change=options.may_change))
        session.console.flush()
        if opens_browser:
            webbrowser.open(doors.first_address)

    file = session.studio_file(options.root) if options.may_change else None
    with listener, locked(file, doors.first_address):
        serve(options, doors, listener, ready)


def _told(url: str, *, may_change: bool) -> Event:
    what = say("The studio is at {url}", url=url) if may_change else say("The preview is at {url}", url=url)
    message = say("{what} (Ctrl-C ends it)", what=what)
    return Event("studio", message, {"url": url, "changes": may_change})
