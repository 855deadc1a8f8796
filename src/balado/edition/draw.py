"""The whole line without its last step: read, gather, arrange, assemble, judge, decide, render, plan, guard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from balado.edition.open import Opened
from balado.edition.outcome import Draft, DrawnFeed, Outcome
from balado.edition.unchanged import digest_of
from balado.errors import Fault, RefusedError, SourceError, UsageError
from balado.record.generation import Generation
from balado.record.history import Newest, find_newest

if TYPE_CHECKING:
    from balado.edition.arrange import Arrangement
    from balado.edition.decide import Decision, ShowFaults
    from balado.edition.gather import Gathered
    from balado.edition.inputs import Inputs
    from balado.edition.judge import OwnFeed
    from balado.edition.pages.kept import KeptPages
    from balado.edition.pages.rendered import PageNames, RenderedSite
    from balado.edition.published_items import PublishedItem
    from balado.edition.render import AssembledFeed
    from balado.feed.document import Feed
    from balado.feed.notes.render import RenderedNotes
    from balado.source.folder import Scan
    from balado.source.read import ReadEach


def rehearse(opened: Opened, newest: Newest | None = None) -> Outcome:
    """What `publish` would do, from the same code, without writing anything but the cache of inspections.

    `newest` is what the target holds, where that was looked for already.
    """
    try:
        refuse_misplaced(opened)
        newest = newest or find_newest(opened.target)
        draft = draw_up(opened, newest.generation)
    finally:
        opened.inspector.save()
    return Outcome(newest.generation, draft, published=False, feed_url=opened.feed_url, projected=newest.projected)


def refuse_misplaced(opened: Opened) -> None:
    """Where the place of the show is none, raise that with all else that is wrong with the show. Asks no store."""
    if not isinstance(opened.placed, UsageError):
        return
    from balado.edition.arrange import arrange, inputs_of
    from balado.edition.gather import gather
    from balado.edition.memory import Memory
    from balado.edition.render import assemble_all

    inputs = inputs_of(opened, Memory(None), is_record_known=False)
    gathered = gather(inputs)
    _decided(_judged(assemble_all(arrange(gathered, inputs), inputs.now), gathered, inputs), gathered, inputs)
    raise opened.placed


def draw_up(
    opened: Opened, newest: Generation | None, lost: frozenset[str] = frozenset(), *, anew: bool = False
) -> Draft:
    """Read, gather, arrange, assemble, judge, decide, render, plan, guard: the whole line without its last step.

    `anew` makes every page, also those that are kept and were made of the same.

    Raises SourceError or RefusedError for faults of the show and of live episodes, RefusedError for what the guard
    does not let pass, UsageError for an `--only` or `--reembed` that cannot be.
    """
    from balado.edition.arrange import arrange, inputs_of, without_held
    from balado.edition.contents import Contents
    from balado.edition.gather import gather
    from balado.edition.memory import Memory
    from balado.edition.pages.kept import KeptPages
    from balado.edition.pages.pictures import with_forms
    from balado.edition.plan import Run, make_plan
    from balado.edition.published_items import published_items
    from balado.edition.render import assemble_all, render_live
    from balado.record.foreign_pages import refuse_foreign_pages
    from balado.record.guard import guard

    request, memory = opened.request, Memory(newest)
    inputs = inputs_of(opened, memory, lost)
    gathered = gather(inputs)
    arrangement = arrange(gathered, inputs)
    assembled = assemble_all(arrangement, inputs.now)
    found = _judged(assembled, gathered, inputs)
    items = published_items(found.signed(memory), gathered, inputs, opened.target, newest)
    decision = _decided(found, gathered, inputs, items.keys(), strict=request.strict)
    if decision.held:
        gathered = without_held(gathered, decision)
        unchanged = tuple(items[slug] for slug in sorted(decision.unchanged))
        arrangement = _with_unchanged(arrange(gathered, inputs), unchanged, memory.pages)
        assembled = assemble_all(arrangement, inputs.now)
    arrangement = with_forms(arrangement, inputs)
    rendered, pages = render_live(assembled.feed, arrangement, newest, inputs.now)
    known = KeptPages(request.pages_file, newest, anew=anew)
    site, names = _site(arrangement, None if rendered is None else assembled, inputs, opened.scan, known)
    digest = None if decision.held or gathered.left_out else digest_of(opened)
    placed = {one.episode.guid for one in arrangement.placed}
    kept = tuple(one for one in memory.kept(decision.guids) if one.guid not in placed)
    contents = Contents(
        arrangement.placed_show,
        arrangement.placed,
        rendered,
        kept,
        pages,
        arrangement.announced,
        site,
        names,
        arrangement.forms,
    )
    plan = make_plan(contents, newest, Run(inputs.now, request.owner, digest, opened.place, request.clock), lost)
    released = gathered.released(arrangement.placed)
    if request.guarded:
        guard(newest, plan.generation, request.consent, released)
        refuse_foreign_pages(opened.target, newest, plan.generation)
    return Draft(gathered, decision, plan, assembled.feed, released, inputs.spool)


@dataclass(frozen=True, slots=True)
class UndecidedFeed:
    """The feed of all that is there, faults and all: nothing was judged yet."""

    assembled: AssembledFeed
    gathered: Gathered
    inputs: Inputs
    notes: Mapping[str, RenderedNotes]

    @property
    def feed(self) -> Feed:
        """The feed as it will be if nothing is held back."""
        return self.assembled.feed

    def judges(self, body: bytes) -> tuple[Callable[[], tuple[Fault, ...]], ...]:
        """Works that judge a part of it each, and need nothing of each other; `body` is its document.

        Nothing of an import but the notes takes longer.
        """
        own = _own_feed(self.assembled, self.gathered, self.inputs)
        document = cache(lambda: own.document(body))  # read once, or by each process
        return lambda: own.judge_show(document()), lambda: own.judge_episodes(document())

    def decide(self, judged: Iterable[Fault]) -> DrawnFeed:
        """The feed without what is held back for what its judges found: the very same one where nothing is."""
        from balado.edition.arrange import without_held

        try:
            decision = _decided(_faults(judged, self.gathered), self.gathered, self.inputs)
        except (SourceError, RefusedError) as error:
            return DrawnFeed(self.feed, self.gathered, refusal=error)
        if not decision.held:
            return DrawnFeed(self.feed, self.gathered, decision)
        gathered = without_held(self.gathered, decision)
        return DrawnFeed(_assembled(gathered, self.inputs, self.notes).feed, gathered, decision)


def begin_feed(opened: Opened, notes: Mapping[str, RenderedNotes], each: ReadEach) -> UndecidedFeed:
    """The feed alone, as it would be published for the first time: without pages and plan, and no store is asked.

    `notes` are those that were rendered before, by their text; `each` is how the texts of episodes are read.
    """
    from balado.edition.arrange import inputs_of
    from balado.edition.gather import gather
    from balado.edition.memory import Memory

    inputs = inputs_of(opened, Memory(None), each=each)
    gathered = gather(inputs)
    return UndecidedFeed(_assembled(gathered, inputs, notes), gathered, inputs, notes)


def _assembled(gathered: Gathered, inputs: Inputs, notes: Mapping[str, RenderedNotes]) -> AssembledFeed:
    from balado.edition.arrange import arrange
    from balado.edition.render import assemble_all

    return assemble_all(arrange(gathered, inputs), inputs.now, notes)


def _with_unchanged(arrangement: Arrangement, unchanged: tuple[PublishedItem, ...], pages: PageNames) -> Arrangement:
    """With items that are published once more as they are. Pages stay as they are then, and new ones are not linked."""
    if not unchanged:
        return arrangement
    names = {guid: name for guid, name in arrangement.names.items() if guid in pages.names}
    return replace(arrangement, unchanged=unchanged, names=names)


def _site(
    arrangement: Arrangement,
    assembled: AssembledFeed | None,
    inputs: Inputs,
    scan: Scan,
    known: KeptPages,
) -> tuple[RenderedSite, PageNames]:
    """The pages of what the feed tells (None: there is none yet), and the names in their addresses.

    Nothing tells what stands on the page of an unchanged item.
    """
    from balado.edition.pages.rendered import RenderedSite

    names, settings = _pinned(arrangement, inputs), arrangement.show.site
    if settings is None or assembled is None:
        return RenderedSite(), names
    if arrangement.unchanged and known.files:
        return RenderedSite(known.files), inputs.memory.pages
    from balado.edition.pages.render import render_site  # the templates, and the libraries that fill them
    from balado.edition.pages.show import SiteSources

    return render_site(SiteSources(arrangement, assembled, names, inputs, scan, known), settings), names


def _pinned(arrangement: Arrangement, inputs: Inputs) -> PageNames:
    """The names of pages as the record keeps them; who went today by the show's own calendar is known by that day."""
    from balado.edition.pages.names import pin_names
    from balado.record.generation import EpisodeState

    live = {one.episode.guid for one in arrangement.placed if one.state is EpisodeState.LIVE}
    live |= {one.item.guid for one in arrangement.unchanged}
    today = inputs.now.astimezone(ZoneInfo(arrangement.show.timezone)).date()
    return pin_names(arrangement.names, live, inputs.memory.pages, today)


def _own_feed(assembled: AssembledFeed, gathered: Gathered, inputs: Inputs) -> OwnFeed:
    from balado.edition.chapters import lines_in_order
    from balado.edition.judge import OwnFeed

    lines_of = partial(lines_in_order, inspector=inputs.inspector)
    return OwnFeed(assembled, inputs.reading, inputs.now, drafted=gathered.drafted, lines_of=lines_of)


def _judged(assembled: AssembledFeed, gathered: Gathered, inputs: Inputs) -> ShowFaults:
    """All that is wrong, in texts, files and the feed."""
    own = _own_feed(assembled, gathered, inputs)
    document = own.document()
    return _faults((*own.judge_show(document), *own.judge_episodes(document)), gathered)


def _faults(judged: Iterable[Fault], gathered: Gathered) -> ShowFaults:
    """What is wrong in texts and files, and what was found in the feed, but for what the author ignores."""
    from balado.edition.decide import ShowFaults
    from balado.rules.ignore import without_ignored

    every = gathered.of_source, gathered.of_media, gathered.causes.left(judged)
    source, media, of_feed = (without_ignored(faults, gathered.ignored_rules) for faults in every)
    return ShowFaults(source, media, of_feed, gathered.guids)


def _decided(
    found: ShowFaults,
    gathered: Gathered,
    inputs: Inputs,
    can_stay: Collection[str] = frozenset(),
    *,
    strict: bool = False,
) -> Decision:
    """The one decision on all that is wrong. Raises as `decide` does, and UsageError."""
    from balado.edition.decide import decide
    from balado.edition.gather import refuse_not_renewed

    decision = decide(found, inputs.memory, can_stay, strict=strict)
    if not gathered.is_sound or gathered.presumed - decision.held.keys():
        raise ValueError("what stands in for something faulty would be published")  # its fault is missing: our defect
    refuse_not_renewed([slug for slug in inputs.reembed if slug not in decision.held], gathered.candidates)
    return decision
