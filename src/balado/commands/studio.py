"""`balado studio`: the show in a browser, to look and to do."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session
from balado.commands.preview import browser_option, options_of, port_option, run


@click.command("studio")
@show_option
@to_option
@url_option
@port_option
@browser_option
@format_option
@click.pass_obj
def command(session: Session, *, root: Path, to: str | None, url: str | None, port: int, no_browser: bool) -> int:
    """Work on the podcast in a browser on this computer: see it as listeners will, and put right what is wrong.

    It follows the files while you edit them. Ctrl-C ends it.
    """
    from balado.studio.extra import need_extra

    need_extra()
    options = options_of(session, root, overrides(to, url), may_change=True)
    run(session, options, port, opens_browser=not (no_browser or session.as_json))
    return 0
