"""`balado check`: what the platforms would say, before they say it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.check.doctor.address import is_web
from balado.check.run import Profile, profile_named
from balado.check.subject import Terms
from balado.checking import Checked, check_feed, check_show
from balado.errors import UsageError
from balado.events import Event
from balado.message import mark, say, say_many
from balado.options import now_option, overrides, show_option, to_option, url_option
from balado.pipeline import Request, open_run
from balado.reporting import FORMATS, show_report
from balado.session import Session

if TYPE_CHECKING:
    from balado.doctoring import Visit
    from balado.listening import Ears

_PROFILES = ("all", "apple", "spotify", "youtube", "amazon", "psp1", "podcast20", "rss")


@click.command("check")
@click.argument("feed", required=False)
@show_option
@to_option
@url_option
@now_option
@click.option("--against", metavar="FILE", help=mark("Judge also what FEED changes of this earlier one."))
@click.option(
    "--profile", type=click.Choice(_PROFILES), default="all", help=mark("Ask for the rules of one platform only.")
)
@click.option("--live", is_flag=True, help=mark("Ask the servers too: every recording, picture and text of the feed."))
@click.option("--allow-private", is_flag=True, help=mark("Let --live ask inside private networks, and this computer."))
@click.option(
    "--patience",
    type=click.FloatRange(0.1, 600),
    default=20,
    metavar="SECONDS",
    help=mark("Give up on an answer after this time. [default: 20]"),
)
@click.option(
    "--audio", is_flag=True, help=mark("Listen to the recordings that are here, with ffmpeg: loudness, silence.")
)
@click.option("--strict", is_flag=True, help=mark("Exit 1 for warnings too."))
@click.option("--explain", metavar="RULE", help=mark("Print the manual page of a rule, and do nothing else."))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", *FORMATS]),
    help=mark("How findings are told. [default: text; on GitHub Actions: github]"),
)
@click.pass_obj
def command(
    session: Session,
    *,
    feed: str | None,
    root: Path,
    to: str | None,
    url: str | None,
    now: datetime | None,
    against: str | None,
    profile: str,
    live: bool,
    allow_private: bool,
    patience: float,
    audio: bool,
    strict: bool,
    explain: str | None,
    form: str | None,
) -> int:
    """Judge the show in this folder, or any podcast's feed (a file or an address), by the rules of every platform."""
    if explain is not None:
        from balado.check.manual import page

        session.console.print(page(explain))
        return 0
    form = form or ("github" if session.is_on_github else "text")
    session.as_json = form == "json"
    moment = now or session.started
    chosen = profile_named(profile)
    terms = Terms(moment, allow_private=allow_private)
    visit = _visit(session, terms, chosen, patience, live=live) if live or (feed and is_web(feed)) else None
    try:
        if feed is not None:
            checked = _of_feed(feed, None if against is None else _body_of(against), visit, terms, chosen)
        else:
            request = Request(root, moment, "", session.cache_file(root), overrides(to, url), guarded=False)
            checked = _of_show(request, visit, _ears(session, chosen) if audio else None, terms, chosen)
    finally:
        session.console.stop_meter()
    show_report(checked.faults, session.console, form, root if feed is None else None)
    return _conclude(checked, session, strict=strict)


def _visit(session: Session, terms: Terms, profile: Profile, patience: float, *, live: bool) -> Visit:
    from balado.doctoring import Progress, Visit, client_of

    progress = Progress(session.console.start_count, session.console.advance_meter)
    return Visit(client_of(patience, allow_private=terms.allow_private), terms, profile, live, progress)


def _ears(session: Session, profile: Profile) -> Ears:
    from balado.listening import Ears

    return Ears(profile, session.console.start_count, session.console.advance_meter)


def _of_feed(feed: str, against: bytes | None, visit: Visit | None, terms: Terms, profile: Profile) -> Checked:
    if visit is None:
        return check_feed(_body_of(feed), feed, terms, profile, against)
    return visit.of_address(feed, against) if is_web(feed) else visit.of_body(_body_of(feed), feed, against)


def _body_of(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(say("`{name}` cannot be read: {reason}.", name=name, reason=reason)) from error


def _of_show(request: Request, visit: Visit | None, ears: Ears | None, terms: Terms, profile: Profile) -> Checked:
    opened = open_run(request)
    ask_servers = None if visit is None else visit.of_servers
    try:
        return check_show(opened, profile, ask_servers, ears, allow_private=terms.allow_private)
    finally:
        opened.inspector.save()


def _conclude(checked: Checked, session: Session, *, strict: bool) -> int:
    console = session.console
    for message in checked.skipped:
        console.announce(Event("skipped", message))
    count = {
        severity: sum(fault.severity == severity for fault in checked.faults)
        for severity in ("error", "warning", "info")
    }
    message = say(
        "{errors}, {warnings}, {advice}.",
        errors=say_many("{count} error", "{count} errors", count["error"]),
        warnings=say_many("{count} warning", "{count} warnings", count["warning"]),
        advice=say_many("{count} piece of advice", "{count} pieces of advice", count["info"]),
    )
    fields = {"errors": count["error"], "warnings": count["warning"], "advice": count["info"]}
    console.announce(Event("checked", message, {**fields, "ignored": checked.ignored}))
    return 1 if count["error"] or (strict and count["warning"]) else 0
