"""The guard: what subscribers already have cannot vanish or change by accident.

Refused are a live guid that is not in the new feed, whatever took it out (a folder removed or renamed without its guid,
a draft, a date moved to the future), a live date that moves, a guid used again for another episode, a further feed that
loses what it had, and another identity, address or place of the show. The author consents in the source (`withdrawn`,
`replaces`) or by name on the command line. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from balado.artifact import is_for_others
from balado.errors import Fault, Place, RefusedError, UsageError
from balado.message import Message, command_line, say, say_many
from balado.record.generation import AnnouncedRecord, EpisodeRecord, EpisodeState, Generation, GoneRecord, PageRecord
from balado.store.place import is_elsewhere


def guard(
    previous: Generation | None,
    new: Generation,
    consented: Collection[str],
    released: Collection[str] = (),
) -> None:
    """Nothing when publishing `new` over `previous` takes nothing from subscribers but what `consented` names.

    `consented` holds guids (of the show too) and old addresses, `released` the guids of episodes that may leave because
    the source says so. Raises RefusedError with one fault for each loss,
    UsageError for a consent that is not
    needed (so that it does not live on in a script).
    """
    found = losses(previous, new, released)
    unneeded = sorted(set(consented) - set(found))
    if unneeded:
        raise UsageError(_unneeded(unneeded[0], found))
    refused = [fault for guid, fault in found.items() if guid not in consented]
    if refused:
        raise RefusedError(say("Refused: subscribers would lose what they have. Nothing was published."), refused)


def _unneeded(name: str, losses: dict[str, Fault]) -> Message:
    for guid, fault in losses.items():
        if fault.slug == name:
            return say("`--consent` takes the guid of an episode, not its folder: {option}", option=_consent(guid))
    return say("`{option}` is not needed: nothing of that name would be lost. Remove it.", option=_consent(name))


def _consent(name: str) -> str:
    return command_line("--consent", name)


def losses(previous: Generation | None, new: Generation, released: Collection[str] = ()) -> dict[str, Fault]:
    """What subscribers would lose by `new`, under the names that a consent to it takes."""
    found: dict[str, Fault] = {}
    if previous is None:
        return found
    if previous.show_guid != new.show_guid:
        found[previous.show_guid] = _changed_identity(previous, new)
    if previous.url != new.url and _had_subscribers(previous):
        found[previous.url] = _moved(previous, new)
    if is_elsewhere(previous.place, new.place):
        found[previous.place] = _other_place(previous, new)
    after = {record.guid: record for record in new.episodes}
    for record in previous.episodes:
        if record.state is EpisodeState.LIVE and record.guid not in released:
            fault = _lost_episode(record, after.get(record.guid))
            if fault is not None:
                found[record.guid] = fault
    found |= {gone.guid: _used_again(gone, after[gone.guid]) for gone in _taken_over(previous, after)}
    shown: tuple[EpisodeRecord | AnnouncedRecord, ...] = (*new.announced, *new.episodes)
    found |= {one.guid: _taken_down(one) for one in shown if one.guid in previous.taken}
    live = {record.guid for record in new.episodes if record.state is EpisodeState.LIVE}
    pages = {page.key: page for page in new.pages}
    for page in previous.pages:
        is_archive = page.guid == previous.show_guid
        fault = None if is_archive else _lost_page(page, pages.get(page.key), live)
        if fault is not None:
            found[page.key] = fault
    return found


def _had_subscribers(previous: Generation) -> bool:
    """Whether anybody could have subscribed: a feed was published, under an address that leads others somewhere.

    An address that did is left by consent only, so the last one speaks for all before it.
    """
    return is_for_others(previous.url) and not (previous.feed is None and not previous.gone)


def _lost_page(before: PageRecord, now: PageRecord | None, live: Collection[str]) -> Fault | None:
    """What the subscribers of a further feed would lose. Episodes that leave the show are judged by themselves."""
    place = Place("feed.yaml", key=f"feeds.{before.key.removesuffix('.xml')}")
    remedy = say(
        "Write it again as it was. To take it from its subscribers on purpose: {option}", option=_consent(before.key)
    )
    if now is None:
        return Fault(place, say("The feed {key} would no longer be kept up.", key=before.key), remedy)
    if now.guid != before.guid:
        return Fault(place, say("The guid of the feed {key} would change.", key=before.key), remedy)
    gone = [guid for guid in before.guids if guid in live and guid not in now.guids]
    if before.shrinks or not gone:
        return None
    what = say_many(
        "{count} live episode would leave the feed {key}.",
        "{count} live episodes would leave the feed {key}.",
        len(gone),
        key=before.key,
    )
    return Fault(place, what, remedy)


def _changed_identity(previous: Generation, new: Generation) -> Fault:
    return Fault(
        Place("feed.yaml", key="guid"),
        say("The show's guid would change from {before} to {after}.", before=previous.show_guid, after=new.show_guid),
        say(
            "Write `guid: {before}` again. If this really is another show, publish it to another place; to change it "
            "all the same: {option}",
            before=previous.show_guid,
            option=_consent(previous.show_guid),
        ),
    )


def _moved(previous: Generation, new: Generation) -> Fault:
    return Fault(
        Place("feed.yaml", key="publish.url"),
        say("Every address of the feed would change, from {before} to {after}.", before=previous.url, after=new.url),
        say(
            "Write `url: {before}` again, or {url}. If the show really moves, and both addresses lead here: {option}",
            before=previous.url,
            url=command_line("--url", previous.url),
            option=_consent(previous.url),
        ),
    )


def _other_place(previous: Generation, new: Generation) -> Fault:
    return Fault(
        Place("feed.yaml", key="publish.to"),
        say("The show would move from {before} to {after}.", before=previous.place, after=new.place),
        say(
            "Write `to: {before}` again. If the public address leads to the new place: {option}",
            before=previous.place,
            option=_consent(previous.place),
        ),
    )


def _taken_over(previous: Generation, after: Mapping[str, EpisodeRecord]) -> Iterator[GoneRecord]:
    """Episodes that left the feed and whose guid another folder has now."""
    for gone in previous.gone:
        now = after.get(gone.guid)
        if now is not None and now.folder != gone.folder:
            yield gone


def _used_again(gone: GoneRecord, now: EpisodeRecord) -> Fault:
    return Fault(
        Place(f"{now.folder}/episode.md", key="guid"),
        say(
            "This guid was that of {slug}, which left the feed with publication {number}: apps would take this episode "
            "for that one.",
            slug=gone.slug,
            number=gone.number,
        ),
        say(
            "Delete the line (guid: {guid}); Balado then gives another one to paste. If it is the same episode, "
            "renamed: {option}",
            guid=gone.guid,
            option=_consent(gone.guid),
        ),
        slug=now.slug,
    )


def _taken_down(now: EpisodeRecord | AnnouncedRecord) -> Fault:
    return Fault(
        Place(f"{now.folder}/episode.md"),
        say("The episode {slug} was taken down.", slug=now.slug),
        say(
            "Delete its folder, or write `withdrawn: true` in its episode.md. To publish it again all the same: "
            "{option}",
            option=_consent(now.guid),
        ),
        slug=now.slug,
    )


def _lost_episode(record: EpisodeRecord, now: EpisodeRecord | None) -> Fault | None:
    place = Place(f"{record.folder}/episode.md")
    if now is not None and now.state is EpisodeState.LIVE:
        return _moved_date(record, now) if now.date != record.date else None
    remedy = say(
        "If the folder was renamed or the guid line was lost, write `guid: {guid}` in its episode.md; if it became a "
        "draft, delete that line; if it has no episode.md, write one (`balado new RECORDING`); if this checkout is "
        "old, update it. To take the episode from subscribers on purpose, write `withdrawn: true` in its episode.md, "
        "or: {option}",
        guid=record.guid,
        option=_consent(record.guid),
    )
    if now is not None:
        what = say("The live episode {slug} would leave the feed: its date is now in the future.", slug=record.slug)
    else:
        what = say("The live episode {slug} would leave the feed.", slug=record.slug)
    return Fault(place, what, remedy, slug=record.slug)


def _moved_date(record: EpisodeRecord, now: EpisodeRecord) -> Fault:
    form = "%Y-%m-%d %H:%M:%S" if record.date.second else "%Y-%m-%d %H:%M"
    before, after = (date.astimezone(now.date.tzinfo).strftime(form) for date in (record.date, now.date))
    what = say(
        "The date of the live episode {slug} would move from {before} to {after}.",
        slug=now.slug,
        before=before,
        after=after,
    )
    remedy = say(
        "Apps would show it in another place, some as new. Write `date: {before}` again; to move it on purpose: "
        "{option}",
        before=before,
        option=_consent(record.guid),
    )
    return Fault(Place(f"{now.folder}/episode.md", key="date"), what, remedy, slug=now.slug)
