"""`balado transcribe`: a draft of what is said, made on this computer, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.advance import told_meter
from balado.cli.options import download_option, format_option, model_option, offline_option, show_option
from balado.cli.session import Session
from balado.commands.edit import editable_episodes
from balado.commands.edit_choice import chosen
from balado.edition.open import scan_show
from balado.errors import UsageError
from balado.events import Event, Meter
from balado.message import command_line, duration_text, mark, say, say_many
from balado.source.folder import EpisodeFolder, Scan, drafts_in

if TYPE_CHECKING:
    from balado.media.cache import Inspector
    from balado.show.model import Episode, Show
    from balado.source.read import Reading
    from balado.transcripts.transcript import Cue
    from balado.workshop.speech.engine import Engine, Hearing
    from balado.workshop.speech.listen import HeardSound, Recorded
    from balado.workshop.speech.models import Model
    from balado.workshop.speech.work import KeptWork


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model listens (a name, or a folder), and whether it may be fetched."""

    named: str
    download: bool
    offline: bool


@dataclass(frozen=True, slots=True)
class SpokenEpisode:
    """An episode whose recording is here, and what is known of both; `seconds` is how long it is."""

    folder: EpisodeFolder
    episode: Episode
    show: Show
    recorded: Recorded
    sha256: str
    seconds: float

    @property
    def draft(self) -> str:
        """The path of the draft in the show."""
        return f"{self.folder.path}/transcript.draft.vtt"


@click.command("transcribe")
@click.argument("episodes", nargs=-1)
@show_option
@click.option("--missing", is_flag=True, help=mark("Every episode that has neither a transcript nor a draft."))
@model_option
@download_option
@offline_option
@click.option(
    "--text",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=mark("The speech as it was written: its words, in the time of the recording."),
)
@click.option("--again", is_flag=True, help=mark("Write a draft anew that is there already."))
@format_option
@click.pass_obj
def command(
    session: Session,
    *,
    root: Path,
    episodes: tuple[str, ...],
    missing: bool,
    model: str,
    download: bool,
    offline: bool,
    text: Path | None,
    again: bool,
) -> int:
    """Write a draft of what is said in each of EPISODES: transcript.draft.vtt, which is never published.

    Without EPISODES it is the one that has no transcript. The sound stays on this computer. Words that may be wrong are
    marked, and nobody is named: a person listens, corrects, and accepts the draft by `balado transcript accept`. A run
    that was cut goes on where it was.
    """
    if download and offline:
        raise UsageError(say("`--download` asks the network, which `--offline` refuses."))
    if text is not None and len(episodes) != 1:
        raise UsageError(say("`--text` goes with one episode."))
    choice = ModelChoice(model, download, offline)
    if download and not (episodes or missing):
        _ready_model(choice, session)
        return 0
    scan, _ = scan_show(root, {})
    spoken = list(_spoken(root, scan, _wanted(scan, episodes, missing=missing, again=again), session))
    if not spoken:
        session.console.show(say("No episode lacks a transcript."))
        return 0
    from balado.workshop.speech.engines import engine_of
    from balado.workshop.speech.written import read_written

    engine = engine_of(_ready_model(choice, session))
    written = None if text is None else read_written(text)
    for one in spoken:
        _draft(root, one, engine, written, session)
    return 0


def _wanted(scan: Scan, named: tuple[str, ...], *, missing: bool, again: bool) -> list[EpisodeFolder]:
    """The episodes that are named; else those without a transcript, where it is one or all of them are wanted."""
    from balado.workshop.speech.lacking import only_one, without_words

    if named and missing:
        raise UsageError(say("Name the episodes, or say `--missing` for all that have no transcript."))
    if not named:
        lacking = without_words(scan.episodes)
        return lacking if missing else only_one(lacking)
    editable = list(editable_episodes(scan))
    slugs = dict.fromkeys(chosen(word, editable, _asked).slug for word in named)
    found = [folder for slug in slugs for folder in scan.episodes if folder.slug == slug]
    for folder in found:
        if (drafts := drafts_in(folder)) and not again:
            raise UsageError(
                say(
                    "There is a draft already: {path}. To write it anew, without what was corrected in it: `{command}`",
                    path=drafts[0],
                    command=command_line("balado", "transcribe", folder.slug, "--again"),
                )
            )
    return found


def _asked(slug: str) -> str:
    return command_line("balado", "transcribe", slug)


def _spoken(root: Path, scan: Scan, folders: list[EpisodeFolder], session: Session) -> Iterator[SpokenEpisode]:
    """What is to be heard. Raises UsageError for an episode that cannot be."""
    from balado.media.cache import Inspector
    from balado.source.read import read

    reading = read(scan)
    inspector = Inspector(root, session.cache_file(root))
    try:
        yield from (_of_folder(folder, reading, inspector) for folder in folders)
    finally:
        inspector.save()


def _of_folder(folder: EpisodeFolder, reading: Reading, inspector: Inspector) -> SpokenEpisode:
    from balado.media.cache import InspectedRecording
    from balado.media.ffmpeg import need_ffmpeg
    from balado.workshop.speech.listen import Recorded

    found = {one.slug: one for one in (*reading.presumed_episodes, *reading.episodes)}.get(folder.slug)
    here = inspector.recording(found.audio) if found is not None and found.audio is not None else None
    if found is None or found.audio is None or not isinstance(here, InspectedRecording):
        raise UsageError(say("The recording of {episode} is not here. See `balado check`.", episode=folder.slug))
    recorded = Recorded(inspector.path(found.audio), found.audio, need_ffmpeg())
    seconds = here.facts.duration.total_seconds()
    return SpokenEpisode(folder, found, reading.presumed, recorded, inspector.sha256(found.audio), seconds)


def _ready_model(choice: ModelChoice, session: Session) -> Model:
    """The model, which is fetched only where that was asked for. Raises UsageError, or RemoteError."""
    from balado.workshop.speech.library import need_library
    from balado.workshop.speech.models import fetch_model, find_model, missing_model, named_model
    from balado.workshop.speech.pinned_models import MODELS

    if choice.named not in MODELS:
        return named_model(choice.named)
    need_library(MODELS[choice.named].library)  # before a model is fetched for nothing
    folder = session.cache_folder("models")
    if folder is None:
        raise UsageError(say("There is no home folder to keep a model in: name the folder of one, with `--model`."))
    pinned = MODELS[choice.named]
    if (found := find_model(pinned, folder)) is not None:
        return found
    if not choice.download:
        raise missing_model(pinned, folder, is_offline=choice.offline)
    from balado.web.piece import fetch_piece

    console, doing = session.console, say("Fetching the model")
    bar = Meter(partial(console.start_meter, doing=doing), console.advance_meter, console.stop_meter)
    meter = told_meter(bar, doing, console.record)
    meter.begin(pinned.byte_size)
    try:
        model = fetch_model(pinned, folder, fetch_piece, meter.advance)
    finally:
        meter.end()
    told = say("The model {name} is in {folder}.", name=pinned.name, folder=model.folder)
    session.console.announce(Event("fetched", told, {"model": pinned.name}))
    return model


def _draft(
    root: Path, spoken: SpokenEpisode, engine: Engine, written: tuple[Cue, ...] | None, session: Session
) -> None:
    from balado.media.cache import write_whole
    from balado.workshop.speech.align import align
    from balado.workshop.speech.draft import draft_of, of_nobody
    from balado.workshop.speech.work import kept_work

    hearing = _hearing(spoken)
    work = kept_work(session.cache_folder("transcribe"), spoken.sha256, engine.identity, hearing)
    sound = _heard(spoken, engine, hearing, work, session)
    accept = command_line("balado", "transcript", "accept", spoken.folder.slug)
    advice = say(
        "Read this while you listen. What is within <c.unsure> may be wrong; a name goes in the place of the numbered "
        "voice. Then: {command}",
        command=accept,
    )
    speeches = of_nobody(sound.words, hearing.language)
    if written is not None:
        aligned = align(written, sound.words)
        if aligned.is_other:
            raise UsageError(say("This text is not what is said in {episode}.", episode=spoken.folder.slug))
        speeches = aligned.speeches
    maker = f"{engine.identity}, {hearing.language}"
    drafted = draft_of(speeches, hearing.language, maker, session.console.text(advice))
    write_whole(root / spoken.draft, [drafted.text.rstrip("\n")])
    work.drop()
    told = say(
        "{path}: {words}, {count} of them marked as unsure. Read it while you listen; then: `{command}`",
        path=spoken.draft,
        words=say_many("{count} word", "{count} words", drafted.words),
        count=drafted.unsure,
        command=accept,
    )
    fields = {
        "episode": spoken.folder.slug,
        "path": spoken.draft,
        "words": drafted.words,
        "uncertain": drafted.unsure,
        "seconds": round(sound.seconds),
    }
    session.console.announce(Event("drafted", told, fields))


def _hearing(spoken: SpokenEpisode) -> Hearing:
    from balado.workshop.speech.engine import Hearing
    from balado.workshop.speech.prompt import prompt_of

    language = (spoken.episode.language or spoken.show.language).partition("-")[0].lower()
    return Hearing(language, prompt_of(spoken.show, spoken.episode))


def _heard(spoken: SpokenEpisode, engine: Engine, hearing: Hearing, work: KeptWork, session: Session) -> HeardSound:
    from balado.workshop.speech.listen import listen

    shown: list[float] = []

    def advance(heard: float, before: float) -> None:
        if not shown:
            doing = say("Listening to {episode} (seconds)", episode=spoken.folder.slug)
            session.console.start_count(max(round(spoken.seconds - before), 1), doing)
        else:
            session.console.advance_meter(round(heard) - round(shown[-1]))
        shown.append(heard)
        fields = {"episode": spoken.folder.slug, "heard": round(heard), "of": round(spoken.seconds)}
        told = say("{episode}: {heard} of {all} seconds heard.", episode=spoken.folder.slug, heard=round(heard),
                   all=round(spoken.seconds))  # fmt: skip
        session.console.record(Event("hearing", told, fields))

    begins = say(
        "Listening to {episode}, {duration} of sound. If it is stopped, the same command goes on from there.",
        episode=spoken.folder.slug,
        duration=duration_text(timedelta(seconds=spoken.seconds)),
    )
    session.console.show(begins)
    try:
        return listen(spoken.recorded, engine, hearing, work, advance)
    finally:
        session.console.stop_meter()
