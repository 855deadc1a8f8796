"""The judgement of a whole show, as its author has it, and of any podcast's feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from balado.artifact import public_url
from balado.check.remember import Checked
from balado.edition.arrange import Arrangement, arrange, inputs_of
from balado.edition.chapters import lines_in_order
from balado.edition.contents import Candidate
from balado.edition.gather import Gathered, gather, is_place_known
from balado.edition.inputs import Inputs
from balado.edition.judge import OwnFeed
from balado.edition.memory import Memory
from balado.edition.news import not_served, tell_damages
from balado.edition.open import Opened
from balado.edition.render import AssembledFeed, assemble_all
from balado.edition.source_lines import placed_in_source
from balado.errors import BaladoError, Fault, Place
from balado.message import Message, say
from balado.record.copies import read_feed_copy
from balado.record.generation import Generation
from balado.record.history import find_newest
from balado.record.integrity import Damage, audit_all
from balado.record.keys import MediaFolder
from balado.rules.catalogue import RULES
from balado.rules.ignore import pointless, without_ignored
from balado.rules.run import ALL, Placing, Profile, document_of, judge, lifted_by, placed_in, subjects_of
from balado.rules.subject import FeedDocument, Replacement, Terms
from balado.show.sound import SoundSettings


def check_feed(body: bytes, name: str, terms: Terms, profile: Profile = ALL, against: bytes | None = None) -> Checked:
    """What the rules find in anybody's feed; `name` is what its places are called by.

    `against` is the feed it takes the place of.
    """
    return check_document(document_of(body, terms), name, profile, against)


def check_document(document: FeedDocument, name: str, profile: Profile = ALL, against: bytes | None = None) -> Checked:
    """What the rules find in a document that was read; as `check_feed`."""
    subjects = [*subjects_of(document), *_differences(document, against, document.terms)]
    return Checked(judge(subjects, placed_in(name), profile, lifted_by(document.terms)))


def _differences(document: FeedDocument, against: bytes | None, terms: Terms) -> Iterator[Replacement]:
    before = document_of(against, terms).channel if against is not None else None
    now = document.channel
    if before is not None and now is not None:
        yield Replacement(before, now)


AskServers = Callable[[str, Placing], Checked]
"""Given the address of a feed: what its servers do wrong, at these places."""

Listen = Callable[[Sequence[Candidate], SoundSettings], Checked]
"""Given episodes, and how the show wants them to sound: how their recordings do."""


def check_show(
    opened: Opened,
    profile: Profile = ALL,
    ask_servers: AskServers | None = None,
    listen: Listen | None = None,
    *,
    allow_private: bool = False,
) -> Checked:
    """Everything that can be found wrong with a show before it is published. Nothing is written but inspections.

    With `ask_servers`, also what the servers of the published one do wrong; with `listen`, how its recordings sound.
    """
    store, skipped = _look_at_store(opened)
    newest = store.newest
    inputs = inputs_of(opened, Memory(newest), is_record_known=not skipped)
    gathered = gather(inputs)
    lines_of = partial(lines_in_order, inspector=inputs.inspector)
    placing = placed_in_source(inputs.reading, lines_of)
    arrangement = arrange(gathered, inputs)
    assembled = assemble_all(arrangement, inputs.now)
    own = OwnFeed(assembled, inputs.reading, inputs.now, allow_private, gathered.drafted, lines_of)
    judged = _of_feed(own, gathered, opened, store, profile)
    faults = [*gathered.of_source, *gathered.of_media, *_store_faults(opened, store), *judged]
    faults += _theme_faults(arrangement, assembled, inputs, opened)
    if ask_servers is not None and not skipped and (newest is None or newest.feed is None):
        skipped.append(say("No server was asked: nothing is published yet."))
    elif ask_servers is not None:
        asked = ask_servers(opened.feed_url, placing)
        faults += asked.faults
        skipped += asked.skipped
    if listen is not None:
        heard = listen(gathered.recorded, inputs.show.sound)
        faults += heard.faults
        skipped += heard.skipped
    told = [*faults, *_pointless(faults, gathered, placing, is_live=ask_servers is not None)]
    told = [fault for fault in told if fault not in judged or not gathered.causes.explain(fault)]
    left = without_ignored(told, gathered.ignored_rules)
    return Checked(tuple(sorted(left, key=lambda fault: fault.order)), tuple(skipped), len(told) - len(left))


def _theme_faults(
    arrangement: Arrangement, assembled: AssembledFeed, inputs: Inputs, opened: Opened
) -> tuple[Fault, ...]:
    site = arrangement.show.site
    if site is None or site.theme is None:
        return ()
    from balado.edition.pages.theme import theme_faults  # the templates, and the libraries that fill them

    return theme_faults(site, arrangement, assembled, inputs, opened.scan)


def _pointless(faults: Sequence[Fault], gathered: Gathered, placing: Placing, *, is_live: bool) -> tuple[Fault, ...]:
    """Rules ignored for which nothing was found: of the show and the episodes that were judged as they are."""
    if not gathered.is_sound:
        return ()
    faulty = {fault.slug for fault in (*gathered.of_source, *gathered.of_media) if fault.severity == "error"}
    ignored_rules = {
        owner: rules for owner, rules in gathered.ignored_rules.items() if owner is None or owner not in faulty
    }
    return tuple(pointless(faults, ignored_rules, placing, is_live=is_live))


@dataclass(frozen=True, slots=True)
class _Store:
    """What stands where the show is published: the newest publication, and what of it is not as it was published."""

    newest: Generation | None = None
    is_served: bool = True
    damages: tuple[Damage, ...] = ()


def _look_at_store(opened: Opened) -> tuple[_Store, list[Message]]:
    """What stands there; when that cannot be seen, why."""
    try:
        there = find_newest(opened.target)
        newest = there.generation
        damages = audit_all(newest, opened.target.public) if newest is not None else ()
        return _Store(newest, there.projected, damages), []
    except BaladoError as error:  # whatever keeps us from looking there, the rest can be judged
        names = ", ".join(rule.name for rule in RULES if rule.stage == "difference")
        what = say("Not compared with what is published ({rules}). {reason}", rules=names, reason=error.message)
        return _Store(), [what]


_JUDGED_BY_RULES = (MediaFolder.AUDIO, MediaFolder.ARTWORK)


def _store_faults(opened: Opened, store: _Store) -> tuple[Fault, ...]:
    """What is wrong there, but for what rules on recordings and pictures tell: those of other sizes."""
    faults = tell_damages([one for one in store.damages if not _is_for_rules(one)], opened)
    if store.newest is None or store.is_served:
        return faults
    what, remedy = not_served(store.newest.number), say("`balado publish` does that.")
    return (Fault(Place("feed.yaml", key="publish"), what, remedy), *faults)


def _is_for_rules(damage: Damage) -> bool:
    is_other_size = damage.found is not None and damage.found.byte_size != damage.published.byte_size
    return is_other_size and damage.published.is_public and any(folder.holds(damage.key) for folder in _JUDGED_BY_RULES)


def _of_feed(own: OwnFeed, gathered: Gathered, opened: Opened, store: _Store, profile: Profile) -> tuple[Fault, ...]:
    newest = store.newest
    document = own.document()
    is_compared = newest is not None and newest.feed is not None and is_place_known(own.reading)
    before = read_feed_copy(opened.target, newest) if newest is not None and is_compared else None
    further = [
        replace(
            difference,
            released=_released(gathered),
            replaced=_replaced(opened, store),
        )
        for difference in _differences(document, before, document.terms)
    ]
    return own.judge(document, profile, further)


def _released(gathered: Gathered) -> frozenset[str]:
    """Guids whose absence says nothing: episodes that are withdrawn, and those whose own faults are told already."""
    known = {one.episode.guid for one in gathered.candidates} | {episode.guid for episode in gathered.drafts}
    unfit = {episode.guid for episode in gathered.readable if episode.guid not in known}
    return frozenset(unfit | {guid for guid in gathered.faulty.values() if guid is not None})


def _replaced(opened: Opened, store: _Store) -> dict[str, tuple[int, int]]:
    """Published addresses whose object has another size now."""
    return {
        public_url(opened.url, one.key): (one.published.byte_size, one.found.byte_size)
        for one in store.damages
        if one.found is not None and one.found.byte_size != one.published.byte_size
    }


def together(*parts: Checked) -> Checked:
    """What several looks found, in the order of places."""
    faults = sorted((fault for part in parts for fault in part.faults), key=lambda fault: fault.order)
    skipped = tuple(message for part in parts for message in part.skipped)
    return Checked(tuple(faults), skipped, sum(part.ignored for part in parts))
