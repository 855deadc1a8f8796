"""`balado publish`: the main job."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, is_to_come, now_option, overrides, show_option, to_option, url_option
from balado.cli.session import Session
from balado.edition.open import Request, is_addressed
from balado.edition.outcome import Outcome
from balado.errors import Fault, UsageError
from balado.events import Event, Watch
from balado.message import Tone, mark, say, say_many
from balado.publish.publish import publish

if TYPE_CHECKING:
    from balado.edition.compare import Comparison

_READ_MOST = 3
_TONES: dict[str, Tone] = {"published": "good", "damaged": "error", "dry-run": "changed"}
_OF_A_FILE = ("uploaded", "already-there")


@click.command("publish")
@show_option
@to_option
@url_option
@click.option("--strict", is_flag=True, help=mark("Refuse for warnings too."))
@click.option("--dry-run", is_flag=True, help=mark("Show the plan, write nothing."))
@now_option
@click.option(
    "--only", metavar="SLUG", multiple=True, help=mark("Of episodes not published yet, publish only this one.")
)
@click.option("--consent", metavar="GUID", multiple=True, help=mark("Allow that this guid leaves the feed, this time."))
@click.option(
    "--reembed", metavar="SLUG", multiple=True, help=mark("Write the tags of this episode's published MP3 anew.")
)
@click.option("--no-verify", is_flag=True, help=mark("Do not look at what was published through its public address."))
@click.option("--repair", is_flag=True, help=mark("Look at every published file, send again what is gone or replaced."))
@click.option("-v", "--verbose", is_flag=True, help=mark("Name each file that is sent."))
@format_option
@click.pass_obj
def command(
    session: Session,
    *,
    root: Path,
    to: str | None,
    url: str | None,
    strict: bool,
    dry_run: bool,
    now: datetime | None,
    only: tuple[str, ...],
    consent: tuple[str, ...],
    reembed: tuple[str, ...],
    no_verify: bool,
    repair: bool,
    verbose: bool,
) -> int:
    """Inspect the recordings, build the feed, publish both.

    Nothing that subscribers have is lost, and nothing is written when nothing changed.
    """
    if repair and dry_run:
        raise UsageError(say("`--repair` writes. What it would look at, `balado status --deep` shows."))
    if not dry_run and is_to_come(now, session.started):
        raise UsageError(say("A time to come is for rehearsals: add --dry-run, or leave --now out to publish."))
    request = Request(
        root=root,
        now=now or session.started,
        clock=session.started,
        owner=session.token(),
        cache_file=session.cache_file(root),
        connections=session.connections,
        meter=session.console.meter_of_reading(),
        overrides=overrides(to, url),
        only=only,
        consent=consent,
        reembed=reembed,
        strict=strict,
        repair=repair,
        temporary=session.is_in_ci and not dry_run,
        samples=session.streams is None,  # of many shows at once: `network status` and `network check` look
    )
    outcome = _rehearsed(request, session) if dry_run else _published(request, session, verbose=verbose)
    code = _conclude(outcome, session, dry_run=dry_run)
    return max(code, _followed_up(outcome, session, verify=not no_verify)) if outcome.is_news else code


# What tells of changes and what follows them is loaded where there are any: a run with nothing to do is a short one.


def _followed_up(outcome: Outcome, session: Session, *, verify: bool) -> int:
    from balado.publish.follow_up import FollowUpOptions, after_publication

    options = FollowUpOptions(Watch(session.console.announce), session.podping_token(), verify, session.trace)
    faults = after_publication(outcome, options)
    session.console.faults(faults)
    return int(any(fault.severity == "error" for fault in faults))


def _rehearsed(request: Request, session: Session) -> Outcome:
    from balado.edition.compare import compare
    from balado.edition.differences import events
    from balado.edition.news import announce_plan, tell_upload
    from balado.publish.exposure import foretold_exposure, refuse_exposed

    comparison = compare(request)
    announce_plan(comparison.draft.plan, session.console.row)
    for upload in comparison.draft.plan.uploads:
        session.console.answer(tell_upload(upload))
    for event in events(comparison):
        session.console.row(event)
    _show_notes(comparison, session)
    if comparison.refusal is not None:
        raise comparison.refusal
    opened = comparison.opened
    if comparison.draft.plan.changed and is_addressed(request.overrides):
        verify = opened.settings.get("verify", "")
        refuse_exposed(opened.target, opened.url, verify, writing=False)
        foretold = foretold_exposure(opened.target, opened.url, verify)
        if foretold is not None:
            session.console.show(foretold)
    return comparison.outcome


def _show_notes(comparison: Comparison, session: Session) -> None:
    """The notes of new episodes as listeners get them; to people, who read them, of the first few only."""
    from balado.edition.differences import notes_of_new

    new = list(notes_of_new(comparison))
    for event in new if session.as_json else new[:_READ_MOST]:
        session.console.row(event)
    if len(new) > _READ_MOST:
        more = say_many(
            "The notes of {count} more new episode are shown with `--only SLUG`.",
            "The notes of {count} more new episodes are shown with `--only SLUG`.",
            len(new) - _READ_MOST,
        )
        session.console.show(more)


def _published(request: Request, session: Session, *, verbose: bool) -> Outcome:
    console = session.console
    sent: list[str] = []

    def announce(event: Event) -> None:
        if event.name == "plan":
            console.start_meter(_bytes_of(event), say("Sending"))
        if event.name == "uploaded":
            sent.append(event.name)
        if event.name in _OF_A_FILE and not verbose:
            console.record(event)
        else:
            console.announce(event)
        if verbose and event.name == "pages":
            from balado.edition.pages.news import each_page

            for message in each_page(event):
                console.show(message)

    try:
        outcome = publish(request, Watch(announce, console.advance_meter))
    except KeyboardInterrupt:
        console.stop_meter()
        console.announce(_stopped(len(sent)))
        session.told = True
        raise
    finally:
        console.stop_meter()
    if sent and not verbose:
        console.show(say_many("{count} file sent.", "{count} files sent.", len(sent)))
    return outcome


def _bytes_of(plan_event: Event) -> int:
    size = plan_event.fields["bytes"]
    return size if isinstance(size, int) else 0


def _stopped(sent: int) -> Event:
    message = say_many(
        "Stopped. {count} file was sent and stays; no half file is left. Run the command again to go on.",
        "Stopped. {count} files were sent and stay; no half file is left. Run the command again to go on.",
        sent,
    )
    return Event("stopped", message, {"uploaded": sent})


def _conclude(outcome: Outcome, session: Session, *, dry_run: bool) -> int:
    console = session.console
    held: tuple[Fault, ...] = ()
    if outcome.draft is not None:
        held = outcome.draft.decision.held_faults
        console.faults((*outcome.draft.decision.warnings, *held))
        from balado.edition.news import tell_draft

        for message in tell_draft(outcome.draft):
            (console.answer if dry_run else console.show)(message)
    damages = _damages(outcome)
    console.faults(damages)
    console.announce(_verdict(outcome, dry_run=dry_run))
    if outcome.published and outcome.site_url is not None:
        console.show(say("The show's page: {url}", url=outcome.site_url))
    return 1 if held or damages else 0


def _damages(outcome: Outcome) -> tuple[Fault, ...]:
    if not (outcome.damages or outcome.copies):
        return ()
    from balado.edition.news import tell_altered

    return tell_altered(outcome.opened, outcome.damages, outcome.copies)


def _verdict(outcome: Outcome, *, dry_run: bool) -> Event:
    standing = outcome.standing(planned=dry_run)
    fields: dict[str, object] = {"feed": outcome.feed_url}
    if standing.number is not None:
        scheduled = [{"episode": slug, "date": date} for slug, date in standing.scheduled.items()]
        fields |= {
            "generation": standing.number,
            "live": list(standing.live),
            "scheduled": scheduled,
            "announced": list(standing.announced),
            "next_due": standing.next_due,
        }
    fields["held_back"] = list(outcome.held_back)
    if outcome.site_url is not None:
        fields["site"] = outcome.site_url
    name, message = outcome.verdict(dry_run=dry_run)
    return Event(name, message.toned(_TONES[name]) if name in _TONES else message, fields)
