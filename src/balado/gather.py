"""What is known of each episode: what the author wrote, what its recording is, what the last publication remembers.

Beside `pipeline.py` the only module that sees several stages: it brings source and media together and says, of every
fault, whether it refuses the publication or holds back one episode.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TypeVar

from balado.errors import BaladoError, Fault, MediaError, Place, RefusedError, SourceError, UsageError
from balado.media import judge
from balado.media.cache import Inspector
from balado.media.cache import Picture as InspectedPicture
from balado.media.cache import Recording as InspectedRecording
from balado.message import say
from balado.model import Episode, Show
from balado.publish.contents import Candidate, LocalFile, Picture, Recording
from balado.publish.generation import Generation
from balado.publish.memory import Memory
from balado.source.complete import complete
from balado.source.read import Reading

_READERS = 2

Found = TypeVar("Found")


class MissingRecording(Fault):
    """The fault of an episode that has no recording, here or in any publication."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The show and its episodes, sorted by what can be done with them.

    `readable` are all episodes whose text could be read, `faulty` the guids of the others by slug. `candidates` may be
    published; `drafts` and `left_out` (not
    named by `--only`) stay home by the author's wish; `held` holds the faults of episodes that are held back, by slug.
    `warnings` hold nothing back.
    """

    show: Show
    artwork: Picture
    candidates: tuple[Candidate, ...]
    drafts: tuple[Episode, ...] = ()
    left_out: tuple[Episode, ...] = ()
    readable: tuple[Episode, ...] = ()
    faulty: Mapping[str, str | None] = field(default_factory=dict)
    held: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    warnings: tuple[Fault, ...] = ()

    @property
    def held_guids(self) -> Mapping[str, str | None]:
        """The guid of each episode that is held back, by slug; None where it could not be read."""
        known = {episode.slug: episode.guid for episode in self.readable}
        return {slug: known.get(slug) or self.faulty.get(slug) for slug in self.held}

    @property
    def complete(self) -> bool:
        """Whether everything that the author wants published is among the candidates."""
        return not self.held and not self.left_out


def gather(reading: Reading, previous: Generation | None, inspector: Inspector, only: Sequence[str] = ()) -> Gathered:
    """Everything that is known, sorted.

    Raises UsageError for an `--only` that names no episode, SourceError for a fault of the show or of a live episode in
    what the author wrote, RefusedError for one in their media, each with all the faults there are.
    """
    memory = Memory(previous)
    _refuse_unknown(only, reading)
    drafts = tuple(episode for episode in reading.episodes if episode.draft)
    wanted = [episode for episode in reading.episodes if not episode.draft]
    left_out = tuple(episode for episode in wanted if only and episode.slug not in only and not memory.knows(episode))
    chosen = [episode for episode in wanted if episode not in left_out] if left_out else wanted
    faults = list(reading.faults)
    candidates = _candidates(chosen, _Desk(reading, memory, inspector), faults)
    artwork = _show_artwork(reading, memory, inspector, faults)
    warnings, errors = _by_severity(faults)
    guids = {**{episode.slug: episode.guid for episode in reading.episodes}, **reading.faulty}
    held = _held(errors, guids, memory, reading.faults)
    if reading.show is None or artwork is None:
        raise SourceError.of(errors)
    return Gathered(
        show=reading.show,
        artwork=artwork,
        candidates=tuple(candidates),
        drafts=drafts,
        left_out=left_out,
        readable=reading.episodes,
        faulty=reading.faulty,
        held=held,
        warnings=warnings,
    )


def hold_back(gathered: Gathered, faults: Sequence[Fault], previous: Generation | None) -> Gathered:
    """The same with the faults of the resolved feed: faulty episodes that are not live yet are held back.

    Raises RefusedError when a live episode or the show is faulty.
    """
    warnings, errors = _by_severity([*gathered.warnings, *faults])
    guids = {one.episode.slug: one.episode.guid for one in gathered.candidates}
    held = {**gathered.held, **_held(errors, guids, Memory(previous), ())}
    return replace(
        gathered,
        candidates=tuple(one for one in gathered.candidates if one.episode.slug not in held),
        held=held,
        warnings=warnings,
    )


def _refuse_unknown(only: Sequence[str], reading: Reading) -> None:
    known = [*(episode.slug for episode in reading.episodes), *reading.faulty]
    for name in only:
        if name not in known:
            near = get_close_matches(name.lower().rstrip("/").rpartition("/")[2], known, n=1)
            hint = say("Did you mean --only {slug}?", slug=near[0]) if near else say("See `balado status`.")
            raise UsageError(say("There is no episode `{name}`. {hint}", name=name, hint=hint))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the pieces about one episode come together."""

    reading: Reading
    memory: Memory
    inspector: Inspector


def _candidates(episodes: Sequence[Episode], desk: _Desk, faults: list[Fault]) -> list[Candidate]:
    candidates = []
    with ThreadPoolExecutor(_READERS, thread_name_prefix="inspect") as pool:
        try:
            for candidate, found in pool.map(lambda episode: _candidate(episode, desk), episodes):
                faults.extend(found)
                if candidate is not None:
                    candidates.append(candidate)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return candidates


def _candidate(episode: Episode, desk: _Desk) -> tuple[Candidate | None, list[Fault]]:
    faults: list[Fault] = []
    audio = _attempt(lambda: _recording(episode, desk, faults), episode.slug, faults)
    artwork = _attempt(lambda: _episode_artwork(episode, desk, faults), episode.slug, faults)
    if audio is not None and desk.reading.show is not None:
        episode, missing = complete(episode, audio.facts.tags, desk.reading.completion)
        faults.extend(missing)
    sound = audio is not None and not any(fault.severity == "error" for fault in faults)
    return (Candidate(episode, audio, artwork) if sound and audio is not None else None), faults


def _attempt(find: Callable[[], Found | None], slug: str | None, faults: list[Fault]) -> Found | None:
    try:
        return find()
    except MediaError as error:
        faults.extend(replace(fault, slug=slug) for fault in error.faults)
        return None


def _recording(episode: Episode, desk: _Desk, faults: list[Fault]) -> Recording | None:
    sha256 = None
    if episode.audio is not None:
        found = desk.inspector.recording(episode.audio)
        if isinstance(found, InspectedRecording):
            faults.extend(judge.judge_recording(found.facts, episode.audio, episode.slug))
            return Recording(
                episode.audio, found.facts, LocalFile(desk.inspector.path(episode.audio), found.fingerprint)
            )
        sha256 = found.sha256
    remembered = desk.memory.recording(episode.guid, sha256)
    if remembered is None:
        faults.append(_no_audio(episode))
    return remembered


def _no_audio(episode: Episode) -> Fault:
    if episode.audio is not None:
        return MissingRecording(
            Place(episode.audio),
            say("The recording is not here, only its Git LFS pointer, and no publication knows it."),
            say("Fetch it with `git lfs pull`, then publish again."),
            slug=episode.slug,
        )
    return MissingRecording(
        Place(episode.folder),
        say("There is no recording in this folder, and no publication knows one."),
        say("Put one audio file (.mp3 or .m4a) beside episode.md, or write `draft: true` there until it is recorded."),
        slug=episode.slug,
    )


def _episode_artwork(episode: Episode, desk: _Desk, faults: list[Fault]) -> Picture | None:
    return None if episode.artwork is None else _picture(episode.artwork, episode.slug, desk, faults)


def _show_artwork(reading: Reading, memory: Memory, inspector: Inspector, faults: list[Fault]) -> Picture | None:
    if reading.show is None:
        return None
    artwork, desk = reading.show.artwork, _Desk(reading, memory, inspector)
    return _attempt(lambda: _picture(artwork, None, desk, faults), None, faults)


def _picture(name: str, slug: str | None, desk: _Desk, faults: list[Fault]) -> Picture | None:
    found = desk.inspector.artwork(name)
    if isinstance(found, InspectedPicture):
        faults.extend(judge.judge_artwork(found.facts, name, slug))
        return Picture(name, found.facts, LocalFile(desk.inspector.path(name), found.fingerprint))
    remembered = desk.memory.picture(found.sha256, name)
    if remembered is None:
        faults.append(
            Fault(
                Place(name),
                say("The picture is not here, only its Git LFS pointer, and no publication knows it."),
                say("Fetch it with `git lfs pull`, then publish again."),
                slug=slug,
            )
        )
    return remembered


def _by_severity(faults: list[Fault]) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    ordered = sorted(faults, key=lambda fault: fault.order)
    warnings = tuple(fault for fault in ordered if fault.severity == "warning")
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
