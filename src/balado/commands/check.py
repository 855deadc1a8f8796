"""`balado check`: what the platforms would say, before they say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.check.library import PROFILES
from balado.check.remember import Checked, key_of, recall, remember
from balado.cli.options import now_option, overrides, show_option, to_option, url_option
from balado.cli.report import FORMATS, show_report, toned_difference
from balado.cli.session import Session
from balado.edition.open import Opened, Request, open_run
from balado.errors import UsageError
from balado.events import Event
from balado.message import Message, Tone, mark, say, say_many
from balado.source.folder import Scan, waiting

if TYPE_CHECKING:
    from balado.check.listen import Listener
    from balado.check.servers.visit import Visit
    from balado.rules.run import Profile
    from balado.rules.subject import Terms
    from balado.source.fix import Fixed


@click.command("check")
@click.argument("feed", required=False)
@show_option
@to_option
@url_option
@now_option
@click.option("--against", metavar="FILE", help=mark("Judge also what FEED changes of this earlier one."))
@click.option(
    "--profile", type=click.Choice(PROFILES), default="all", help=mark("Ask for the rules of one platform only.")
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
@click.option(
    "--fix",
    is_flag=True,
    help=mark(
        "First put right, in the files of the show, what has one answer; with --live also ask what is not known."
    ),
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
    fix: bool,
    strict: bool,
    explain: str | None,
    form: str | None,
) -> int:
    """Judge the show in this folder, or any podcast's feed (a file or an address), by the rules of every platform."""
    if explain is not None:
        _explain(explain, session, as_json=form == "json")
        return 0
    if feed is not None:
        session.found, session.show = None, Path()  # what is judged is no show of ours
    form = form or ("github" if session.is_on_github else "text")
    session.as_json = form == "json"
    options = CheckOptions(profile, patience, live=live, allow_private=allow_private, audio=audio)
    if fix:
        _fix(root, feed, options, session)
    request = Request(
        root=root,
        now=now or session.started,
        owner="",
        cache_file=session.cache_file(root),
        connections=session.connections,
        overrides=overrides(to, url),
        guarded=False,
        meter=session.console.meter_of_reading(),
    )
    try:
        checked = (
            checked_show(request, options, session)
            if feed is None
            else _of_feed(feed, against, request, options, session)
        )
    finally:
        session.console.stop_meter()
    show_report(checked.faults, session.console, form, root if feed is None else None)
    return conclude(checked, session, strict=strict)


def _explain(name: str, session: Session, *, as_json: bool) -> None:
    from balado.rules.manual import asking, page, paragraphs, rule_named

    rule, session.as_json = rule_named(name), as_json
    if not as_json:
        session.console.print(page(rule, session.words.gettext))
        return
    found, *manual = paragraphs(rule)
    fields = {
        "rule": rule.name,
        "severity": rule.severity,
        "platforms": list(asking(rule)),
        "numbers": list(rule.numbers),
        "manual": [session.words.gettext(paragraph) for paragraph in manual],
    }
    session.console.announce(Event("rule", Message(found), fields))


def _fix(root: Path, feed: str | None, options: CheckOptions, session: Session) -> None:
    if feed is not None:
        raise UsageError(say("`--fix` puts right the files of a show, not a feed."))
    count = 0
    for one in _put_right(root, options):
        if isinstance(one, Message):
            session.console.announce(Event("skipped", one))
            continue
        count += 1
        shown = say("{text}", text=toned_difference(one.difference))
        session.console.row(Event("fixed", shown, {"path": one.path}))
    message = say_many("{count} file put right.", "{count} files put right.", count)
    session.console.announce(Event("fixes", message, {"count": count}))


def _put_right(root: Path, options: CheckOptions) -> Iterator[Fixed | Message]:
    """What has one answer, and with `--live` also what only the servers of recordings elsewhere can tell."""
    from balado.source.fix import fix

    yield from fix(root)
    if options.live:
        from balado.importer.remote.fill import fill_remote
        from balado.web.client import client_of

        yield from fill_remote(root, client_of(options.patience, allow_private=options.allow_private))


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check is asked to look at. `patience` is in seconds."""

    profile: str
    patience: float
    live: bool
    allow_private: bool
    audio: bool


def _visit(session: Session, terms: Terms, profile: Profile, options: CheckOptions) -> Visit:
    from balado.check.servers.visit import Progress, Visit
    from balado.web.client import client_of

    progress = Progress(session.console.start_count, session.console.advance_meter)
    client = client_of(options.patience, allow_private=options.allow_private)
    return Visit(client, terms, profile, options.live, progress)


def _of_feed(feed: str, against: str | None, request: Request, options: CheckOptions, session: Session) -> Checked:
    from balado.check.show import check_feed
    from balado.feed.file import read_document
    from balado.rules.run import profile_named
    from balado.rules.subject import Terms
    from balado.web.address import is_web

    terms, profile = Terms(request.now, allow_private=options.allow_private), profile_named(options.profile)
    before = None if against is None else read_document(against)
    if not (options.live or is_web(feed)):
        return check_feed(read_document(feed), feed, terms, profile, before)
    visit = _visit(session, terms, profile, options)
    return visit.of_address(feed, before) if is_web(feed) else visit.of_body(read_document(feed), feed, before)


def checked_show(request: Request, options: CheckOptions, session: Session) -> Checked:
    """What is wrong with the show; where nothing changed since the last check, what that one found."""
    opened = open_run(request)
    drafts, outdated = waiting(opened.scan.episodes), outdated_in(opened.scan)
    kept = session.checks_file(request.root)
    looks_further = options.live or options.audio
    key = None if looks_further else key_of(opened, options.profile, options.allow_private, *drafts)
    try:
        known = recall(kept, key) if key is not None else None
        if known is not None:
            return replace(known, waiting=drafts, outdated=outdated)
        checked = _judged(opened, options, session)
    finally:
        opened.inspector.save()
    if key is not None:
        remember(kept, key, checked)
    return replace(checked, waiting=drafts, outdated=outdated)


def outdated_in(scan: Scan) -> tuple[str, ...]:
    """The slugs of episodes whose recording is older than what it was made of."""
    if not any(folder.masters for folder in scan.episodes):
        return ()
    from balado.workshop.sound.changed import changed_masters

    return changed_masters(Path(scan.root), scan.episodes)


def _judged(opened: Opened, options: CheckOptions, session: Session) -> Checked:
    from balado.check.servers.asked_in_vain import asking
    from balado.check.show import check_show
    from balado.rules.run import profile_named
    from balado.rules.subject import Terms

    terms, profile = Terms(opened.request.now, allow_private=options.allow_private), profile_named(options.profile)
    ask_servers = asking(_visit(session, terms, profile, options), opened) if options.live else None
    listener = _listener(session, profile) if options.audio else None
    return check_show(opened, profile, ask_servers, listener, allow_private=options.allow_private)


def _listener(session: Session, profile: Profile) -> Listener:
    from balado.check.listen import Listener
    from balado.media.heard import HeardSounds

    return Listener(
        HeardSounds(session.cache_folder("sounds.json")),
        profile,
        session.console.start_count,
        session.console.advance_meter,
    )


def conclude(checked: Checked, session: Session, *, strict: bool) -> int:
    """Say what was found in all; the exit code."""
    console = session.console
    for message in checked.skipped:
        console.announce(Event("skipped", message))
    if checked.waiting:
        from balado.edition.news import tell_waiting

        console.announce(tell_waiting(checked.waiting))
    if checked.outdated:
        from balado.edition.news import tell_outdated

        console.announce(tell_outdated(checked.outdated))
    count = {
        severity: sum(fault.severity == severity for fault in checked.faults)
        for severity in ("error", "warning", "info")
    }
    message = say(
        "{errors}, {warnings}, {advice}.",
        errors=_toned(say_many("{count} error", "{count} errors", count["error"]), "error"),
        warnings=_toned(say_many("{count} warning", "{count} warnings", count["warning"]), "warning"),
        advice=_toned(say_many("{count} piece of advice", "{count} pieces of advice", count["info"]), "advice"),
    )
    fields = {"errors": count["error"], "warnings": count["warning"], "advice": count["info"]}
    console.announce(Event("checked", message, {**fields, "ignored": checked.ignored}))
    return 1 if count["error"] or (strict and count["warning"]) else 0


def _toned(counted: Message, tone: Tone) -> Message:
    return counted.toned(tone) if counted.values["count"] else counted
