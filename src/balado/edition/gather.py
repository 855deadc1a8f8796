"""What is known of each episode: what the author wrote, what its recording is, what the last publication remembers.

It brings source and media together and says, of every fault, whether it refuses the publication or holds back one
episode.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from balado.edition.contents import Announceable, Candidate, Picture, Placed
from balado.edition.episode import Aim, Desk, look_at_all, show_artwork
from balado.edition.memory import Memory
from balado.errors import BaladoError, Fault, RefusedError, SourceError, UsageError
from balado.feed.document import Beside
from balado.media.cache import Inspector
from balado.message import say
from balado.record.generation import EpisodeState, Generation
from balado.rules.ignore import wishes_of, without_ignored
from balado.show.model import Episode, Show
from balado.source.read import Reading


@dataclass(frozen=True, slots=True)
class Gathered:
    """The show and its episodes, sorted by what can be done with them.

    `readable` are all episodes whose text could be read, `faulty` the guids of the others by slug. `candidates` may be
    published; `drafts` and `left_out` (not named by `--only`) stay home by the author's wish, `withdrawn` leave by it;
    `held` holds the faults of episodes that are held back, by slug. `warnings` hold nothing back. `announceable` have a
    stream and a time, and are announced until they are live episodes; `beside` tells by guid what lies beside a
    recording.
    """

    show: Show
    artwork: Picture
    candidates: tuple[Candidate, ...]
    drafts: tuple[Episode, ...] = ()
    left_out: tuple[Episode, ...] = ()
    withdrawn: tuple[Episode, ...] = ()
    readable: tuple[Episode, ...] = ()
    faulty: Mapping[str, str | None] = field(default_factory=dict)
    held: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()
    announceable: tuple[Announceable, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @property
    def held_faults(self) -> tuple[Fault, ...]:
        """The faults of all episodes that are held back."""
        return tuple(fault for faults in self.held.values() for fault in faults)

    @property
    def held_guids(self) -> Mapping[str, str | None]:
        """The guid of each episode that is held back, by slug; None where it could not be read."""
        known = {episode.slug: episode.guid for episode in self.readable}
        return {slug: known.get(slug) or self.faulty.get(slug) for slug in self.held}

    def released(self, placed: Sequence[Placed]) -> frozenset[str]:
        """The guids that may leave the feed because the source says so: withdrawn, or replaced by one that is live."""
        replaced = (guid for one in placed if one.state is EpisodeState.LIVE for guid in one.episode.replaces)
        return frozenset((*(episode.guid for episode in self.withdrawn), *replaced))

    @property
    def complete(self) -> bool:
        """Whether everything that the author wants published is among the candidates."""
        return not self.held and not self.left_out


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that is known, and all that is wrong with it. `gathered` is None when the show itself is faulty."""

    gathered: Gathered | None
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    advice: tuple[Fault, ...] = ()


def gather(reading: Reading, previous: Generation | None, inspector: Inspector, aim: Aim) -> Gathered:
    """Everything that is known, sorted.

    Raises UsageError for an `--only` or `--reembed` that names no episode (of `--reembed` also one without an MP3
    here), SourceError for a fault of the show or of a live episode in what the author wrote, RefusedError for one in
    their media, each with all the faults there are.
    """
    _refuse_unknown(aim.only, "--only", reading)
    _refuse_unknown(aim.renewed, "--reembed", reading)
    found = survey(reading, previous, inspector, aim)
    wishes = wishes_of(reading.show, reading.episodes)
    errors = without_ignored(found.errors, wishes)
    guids = {**{episode.slug: episode.guid for episode in reading.episodes}, **reading.faulty}
    held = _held(errors, guids, Memory(previous), reading.faults)
    if found.gathered is None:
        raise SourceError.of(found.errors)
    _refuse_not_renewed([slug for slug in aim.renewed if slug not in held], found.gathered.candidates)
    return replace(found.gathered, held=held, warnings=without_ignored(found.warnings, wishes))


def survey(reading: Reading, previous: Generation | None, inspector: Inspector, aim: Aim) -> Survey:
    """Look at everything, and refuse nothing."""
    memory, only = Memory(previous), aim.only
    withdrawn = tuple(episode for episode in reading.episodes if episode.withdrawn)
    drafts = tuple(episode for episode in reading.episodes if episode.draft and not episode.withdrawn)
    wanted = [episode for episode in reading.episodes if not (episode.draft or episode.withdrawn)]
    left_out = tuple(episode for episode in wanted if only and episode.slug not in only and not memory.knows(episode))
    chosen = [episode for episode in wanted if episode not in left_out] if left_out else wanted
    faults = list(reading.faults)
    desk = Desk(reading, memory, inspector, aim)
    artwork = show_artwork(desk, faults)
    looked = look_at_all(chosen, replace(desk, artwork=artwork), faults)
    warnings, errors = _by_severity(faults)
    advice = tuple(fault for fault in faults if fault.severity == "info")
    if reading.show is None or artwork is None:
        return Survey(None, errors, warnings, advice)
    gathered = Gathered(
        show=reading.show,
        artwork=artwork,
        candidates=tuple(one.candidate for one in looked if one.candidate is not None),
        drafts=drafts,
        withdrawn=withdrawn,
        left_out=left_out,
        readable=reading.episodes,
        faulty=reading.faulty,
        warnings=warnings,
        announceable=tuple(one.announceable for one in looked if one.announceable is not None),
        beside={one.guid: one.beside for one in looked},
    )
    return Survey(gathered, errors, warnings, advice)


def hold_back(gathered: Gathered, faults: Sequence[Fault], previous: Generation | None) -> Gathered:
    """The same with the faults of the resolved feed: faulty episodes that are not live yet are held back.

    Raises RefusedError when a live episode or the show is faulty.
    """
    warnings, errors = _by_severity([*gathered.warnings, *faults])
    guids = {one.episode.slug: one.episode.guid for one in gathered.candidates}
    judged = _held(errors, guids, Memory(previous), ())
    held = {**gathered.held, **judged}
    return replace(
        gathered,
        candidates=tuple(one for one in gathered.candidates if one.episode.slug not in held),
        held=held,
        warnings=warnings,
        announceable=tuple(one for one in gathered.announceable if one.episode.slug not in judged),
    )


def _refuse_unknown(named: Sequence[str], option: str, reading: Reading) -> None:
    known = [*(episode.slug for episode in reading.episodes), *reading.faulty]
    for name in named:
        if name not in known:
            near = get_close_matches(name.lower().rstrip("/").rpartition("/")[2], known, n=1)
            meant = say("Did you mean {option} {slug}?", option=option, slug=near[0]) if near else None
            hint = meant or say("See `balado status`.")
            raise UsageError(say("There is no episode `{name}`. {hint}", name=name, hint=hint))


def _refuse_not_renewed(renewed: Sequence[str], candidates: Sequence[Candidate]) -> None:
    made = {one.episode.slug for one in candidates if one.audio.spliced is not None}
    for slug in renewed:
        if slug not in made:
            raise UsageError(
                say("`--reembed {slug}` needs its recording here, as an MP3. `balado status` shows all.", slug=slug)
            )


def refuse_warnings(gathered: Gathered) -> None:
    """Raise RefusedError where anything is advised against."""
    if gathered.warnings:
        raise RefusedError(say("Refused: --strict, and there are warnings. Nothing was published."), gathered.warnings)


def _by_severity(faults: list[Fault]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    ordered = sorted(faults, key=lambda fault: fault.order)
    warnings = tuple(fault for fault in ordered if fault.severity == "warning")  # advice is for `balado check`
    return warnings, tuple(fault for fault in ordered if fault.severity == "error")


def _held(
    errors: Sequence[Fault], guids: Mapping[str, str | None], memory: Memory, source_faults: Sequence[Fault]
) -> Mapping[str, tuple[Fault, ...]]:
    """The faults that hold back one episode each; raises when one of them is the show's or a live episode's."""
    held: dict[str, list[Fault]] = {}
    fatal = False
    for fault in errors:
        if fault.slug is None or memory.is_live(fault.slug, guids.get(fault.slug)):
            fatal = True
        else:
            held.setdefault(fault.slug, []).append(fault)
    if fatal:
        raise _refusal(errors, source_faults)
    return {slug: tuple(found) for slug, found in held.items()}


def _refusal(errors: Sequence[Fault], source_faults: Sequence[Fault]) -> BaladoError:
    if any(fault in source_faults for fault in errors):
        return SourceError.of(errors)
    return RefusedError(say("Refused: the show or an episode that is live is faulty. Nothing was published."), errors)
