"""What is known of each episode: what the author wrote, what its recording is, what the last publication remembers.

It brings source and media together with all that is wrong in them, and refuses nothing: that is decided once, with
what the rules find in the feed besides (`decide.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from balado.edition.causes import Causes, Spot, episodes_without_texts, spot_of
from balado.edition.contents import Announcement, Attachment, Candidate, Picture, Placed, Recording
from balado.edition.episode import Inspected, further_artwork, inspect_all, show_artwork
from balado.edition.inputs import Inputs
from balado.edition.pictures import PictureOwner, other_pictures
from balado.edition.recording.file import is_unknown_recording, repeated_recordings
from balado.errors import Fault, UsageError
from balado.feed.document import AttachmentLinks
from balado.message import command_line, say
from balado.record.generation import EpisodeState
from balado.rules.ignore import IgnoredRules, ignored_rules_of
from balado.show.model import Episode, Show
from balado.show.podcasting import Image
from balado.show.values.nearest import nearest
from balado.source.folder import SHOW_FILE
from balado.source.read import Reading


@dataclass(frozen=True, slots=True)
class Gathered:
    """The show and its episodes, sorted by what can be done with them, and all that is wrong with them.

    `candidates` have a recording: they may be published unless they are faulty, and are judged in any case.
    `readable` are all episodes whose text is sound, `half_read` the others without what is faulty in them, `faulty`
    the guids of those by slug. `drafts` and `left_out`
    (not named by `--only`) stay home by the author's wish, `withdrawn` leave by it. `announcements` are of those with a
    stream and a time, and stand until they are live; `told` says by guid what the feed tells of the attachments. `show`
    is what can be made of a faulty one, `artwork` None where it cannot be used; `is_sound` says that neither is so.
    `further_artwork` are the pictures of further feeds that have their own, by name, `beside` the show's pictures of
    other shapes, and `images` how feeds tell those.
    `of_source` and `of_media` are the faults of texts and files, `causes` what keeps something from being judged.
    `presumed` are the slugs of candidates in which something stands in for what is faulty.
    """

    show: Show
    artwork: Picture | None
    candidates: tuple[Candidate, ...]
    drafts: tuple[Episode, ...] = ()
    left_out: tuple[Episode, ...] = ()
    withdrawn: tuple[Episode, ...] = ()
    readable: tuple[Episode, ...] = ()
    half_read: tuple[Episode, ...] = ()
    faulty: Mapping[str, str | None] = field(default_factory=dict)
    announcements: tuple[Announcement, ...] = ()
    told: Mapping[str, AttachmentLinks] = field(default_factory=dict)
    of_source: tuple[Fault, ...] = ()
    of_media: tuple[Fault, ...] = ()
    causes: Causes = field(default_factory=Causes)
    ignored_rules: IgnoredRules = field(default_factory=dict)
    presumed: frozenset[str] = frozenset()
    further_artwork: Mapping[str, Picture] = field(default_factory=dict)
    beside: tuple[Attachment, ...] = ()
    images: Mapping[str, Image] = field(default_factory=dict)
    is_sound: bool = True

    @property
    def guids(self) -> Mapping[str, str | None]:
        """The guid of each episode by slug; None where it could not be read."""
        return {**{episode.slug: episode.guid for episode in self.readable}, **self.faulty}

    @property
    def titles(self) -> Mapping[str, str]:
        """The title of each episode by guid, where there is one: as it is published, or else as it is written."""
        complete = [one.episode for one in self.announcements] + [one.episode for one in self.candidates]
        return {one.guid: one.title for one in (*self.readable, *self.half_read, *complete) if one.title}

    @property
    def drafted(self) -> frozenset[str]:
        """The guids of episodes with a transcript that a machine wrote first."""
        return frozenset(guid for guid, told in self.told.items() if told.drafted)

    @property
    def recorded(self) -> tuple[Candidate, ...]:
        """The candidates whose recording can be read."""
        return tuple(one for one in self.candidates if not is_unknown_recording(one.audio))

    def released(self, placed: Sequence[Placed]) -> frozenset[str]:
        """The guids that may leave the feed because the source says so: withdrawn, or replaced by one that is live."""
        replaced = (guid for one in placed if one.state is EpisodeState.LIVE for guid in one.episode.replaces)
        return frozenset((*(episode.guid for episode in self.withdrawn), *replaced))


def gather(inputs: Inputs) -> Gathered:
    """Everything that is known. Raises UsageError for an `--only` or `--reembed` that names no episode."""
    reading = inputs.reading
    _refuse_unknown(inputs.only, "--only", reading)
    _refuse_unknown(inputs.reembed, "--reembed", reading)
    wanted = [episode for episode in reading.episodes if not (episode.draft or episode.withdrawn)]
    left_out = tuple(episode for episode in wanted if _is_left_out(episode, inputs))
    chosen = [episode for episode in wanted if episode not in left_out] if left_out else wanted
    chosen += [episode for episode in reading.presumed_episodes if not _is_left_out(episode, inputs)]
    causes = _causes_in_source(reading)
    of_show: list[Fault] = []
    is_elsewhere = inputs.show.artwork_url is not None
    if not is_elsewhere and not causes.cover(inputs.place(None, "artwork")):
        inputs = replace(inputs, artwork=show_artwork(inputs, of_show))
    named = [name for name in inputs.show.feeds if not causes.cover(inputs.place(None, f"feeds.{name}.artwork"))]
    further = further_artwork(named, inputs, of_show)
    owner = PictureOwner(inputs.show.guid, None, "show-image")
    beside, images = other_pictures(inputs.show.images, owner, inputs, of_show)
    inspected = inspect_all(chosen, inputs)
    by_slug = list(zip((episode.slug for episode in chosen), inspected, strict=True))
    candidates = tuple(one.candidate for one in inspected if one.candidate is not None)
    of_episodes = (fault for one in inspected for fault in one.faults)
    found = causes.left([*of_show, *of_episodes, *repeated_recordings(candidates, inputs.memory)])
    return Gathered(
        show=reading.presumed,
        artwork=inputs.artwork,
        further_artwork=further,
        beside=beside,
        images=images,
        candidates=candidates,
        drafts=tuple(episode for episode in reading.episodes if episode.draft and not episode.withdrawn),
        withdrawn=tuple(episode for episode in reading.episodes if episode.withdrawn),
        left_out=left_out,
        readable=reading.episodes,
        half_read=reading.presumed_episodes,
        faulty=reading.faulty,
        announcements=tuple(one.announcement for one in inspected if one.announcement is not None),
        told={one.guid: one.told for one in inspected},
        of_source=reading.faults,
        of_media=found,
        causes=_with_media(causes, inputs, chosen, inspected),
        presumed=frozenset(
            (*(one.slug for one in reading.presumed_episodes), *(slug for slug, one in by_slug if one.presumed))
        ),
        ignored_rules=ignored_rules_of(reading.presumed, (*reading.episodes, *reading.presumed_episodes)),
        is_sound=reading.show is not None and (is_elsewhere or inputs.artwork is not None),
    )


def _is_left_out(episode: Episode, inputs: Inputs) -> bool:
    return bool(inputs.only) and episode.slug not in inputs.only and not inputs.memory.knows(episode)


def _causes_in_source(reading: Reading) -> Causes:
    return Causes(
        spots=frozenset(spot_of(fault.place) for fault in reading.faults if fault.severity == "error"),
        unread=frozenset(reading.place(slug, "").path for slug in reading.unread),
    )


def _with_media(causes: Causes, inputs: Inputs, chosen: Sequence[Episode], inspected: Sequence[Inspected]) -> Causes:
    """The causes in the source, and those in the files that it names."""
    reading = inputs.reading
    spots = set(causes.spots)
    if inputs.artwork is None and inputs.show.artwork_url is None:
        spots.add(spot_of(reading.place(None, "artwork")))
    for episode, one in zip(chosen, inspected, strict=True):
        spots |= {_spot(episode, key, reading) for key in one.presumed}
    faults = [*reading.faults, *(fault for one in inspected for fault in one.faults)]
    return replace(
        causes,
        spots=frozenset(spots),
        without_texts=episodes_without_texts(faults, _files_of_texts(chosen)),
        lacks_episodes=any(one.candidate is None for one in inspected) or None in reading.unread,
    )


def _spot(episode: Episode, key: str, reading: Reading) -> Spot:
    return (episode.audio or "", "") if key == "audio" else (reading.place(episode.slug, key).path, key)


def _files_of_texts(episodes: Sequence[Episode]) -> Iterator[tuple[str, str]]:
    for episode in episodes:
        yield from ((episode.slug, one) for one in episode.transcript_files)
        if episode.chapter_file is not None:
            yield episode.slug, episode.chapter_file


def _refuse_unknown(named: Sequence[str], option: str, reading: Reading) -> None:
    known = [*(episode.slug for episode in reading.episodes), *reading.faulty]
    for name in named:
        if name not in known:
            near = nearest(name.rstrip("/").rpartition("/")[2], known)
            meant = say("Did you mean {option} {slug}?", option=option, slug=near) if near else None
            hint = meant or say("See `balado status`.")
            raise UsageError(say("There is no episode `{name}`. {hint}", name=name, hint=hint))


def refuse_not_renewed(renewed: Sequence[str], candidates: Sequence[Candidate]) -> None:
    """Raise UsageError for an episode of `--reembed` whose tags were not made anew: it has no MP3 here."""
    made = {one.episode.slug for one in candidates if isinstance(one.audio, Recording) and one.audio.body is not None}
    for slug in renewed:
        if slug not in made:
            raise UsageError(
                say(
                    "`{option}` needs its recording here, as an MP3. `balado status` shows all.",
                    option=command_line("--reembed", slug),
                )
            )


def is_place_known(reading: Reading) -> bool:
    """Whether feed.yaml says where the show is published: else no publication could be asked for what is not here."""
    doubtful = {(SHOW_FILE, "publish"), (SHOW_FILE, "")}
    spots = {spot_of(fault.place) for fault in reading.faults if fault.severity == "error"}
    return None not in reading.unread and not spots & doubtful
