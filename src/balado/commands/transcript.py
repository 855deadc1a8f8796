"""`balado transcript`: what a person does with a transcript: accept a draft, put names and terms right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, show_option
from balado.cli.report import toned_difference
from balado.cli.session import Session
from balado.commands.edit import chosen_folder
from balado.edition.open import scan_show
from balado.errors import UsageError
from balado.events import Event
from balado.message import Joined, Message, command_line, mark, say, say_many

if TYPE_CHECKING:
    from balado.source.folder import EpisodeFolder, Scan
    from balado.workshop.speech.accept import WaitingDraft
    from balado.workshop.speech.correct import Vocabulary


@click.group("transcript")
def command() -> None:
    """Accept the draft of a transcript once it has been read, or put names and terms in it right."""


@command.command("accept")
@click.argument("episode")
@show_option
@click.option("--replace", is_flag=True, help=mark("Put it in the place of the transcript that is there already."))
@click.option("--yes", is_flag=True, help=mark("Accept it although something in it is still marked for its reader."))
@format_option
@click.pass_obj
def accept(session: Session, *, root: Path, episode: str, replace: bool, yes: bool) -> int:
    """Make the draft of EPISODE its transcript: from the next publication on, it is published.

    First it is said how many words are still marked as unsure, and where; with any left, `--yes` is asked for. The
    marks, and speakers who are only a number, are not part of what is published.
    """
    from balado.workshop.speech.accept import accept as make_transcript
    from balado.workshop.speech.accept import find_drafts, refuse_taken

    scan, _ = scan_show(root, {})
    folder = chosen_folder(episode, scan, _to_accept)
    drafts = find_drafts(root, folder)
    for draft in drafts:
        session.console.row(_shown(draft))
        if not replace:
            refuse_taken(draft, folder.slug)
    if not yes and any(draft.marks.unsure for draft in drafts):
        what = say(
            "Listen to what is marked, correct it, and take the marks away. To accept it as it is: `{command}`",
            command=command_line("balado", "transcript", "accept", folder.slug, "--yes"),
        )
        raise UsageError(what)
    for draft in drafts:
        make_transcript(root, draft)
        message = say("{path} is the transcript now: the next publication has it.", path=draft.target)
        session.console.announce(Event("accepted", message, {"path": draft.target, "episode": folder.slug}))
    return 0


@command.command("fix")
@click.argument("episode")
@show_option
@click.option("--yes", is_flag=True, help=mark("Write it. Without this, only the difference is shown."))
@format_option
@click.pass_obj
def fix(session: Session, *, root: Path, episode: str, yes: bool) -> int:
    """Put right, in the transcript of EPISODE or its draft, the `words` of feed.yaml and the names of people.

    Whole words only, whatever their capitals and accents. Times are not touched.
    """
    from balado.source.fix import replace_text
    from balado.source.folder import TextFile
    from balado.workshop.speech.correct import corrections

    scan, _ = scan_show(root, {})
    folder = chosen_folder(episode, scan, _to_fix)
    count = 0
    for one in corrections(root, folder, _vocabulary(scan, folder)):
        count += 1
        shown = say("{text}", text=toned_difference(one.difference))
        session.console.row(Event("fixed", shown, {"path": one.path}))
        if yes:
            replace_text(root / one.path, TextFile(one.path, one.raw), one.new)
    message = say_many("{count} file put right.", "{count} files put right.", count)
    if count and not yes:
        asked = command_line("balado", "transcript", "fix", folder.slug, "--yes")
        session.console.show(say("Nothing is written yet. To write it: `{command}`", command=asked))
    else:
        session.console.announce(Event("fixes", message, {"count": count}))
    return 0


def _vocabulary(scan: Scan, folder: EpisodeFolder) -> Vocabulary:
    from balado.source.read import read
    from balado.workshop.speech.correct import vocabulary_of

    reading = read(scan)
    episodes = [one for one in (*reading.episodes, *reading.presumed_episodes) if one.slug == folder.slug]
    return vocabulary_of(reading.presumed, episodes[0] if episodes else None)


def _shown(draft: WaitingDraft) -> Event:
    from balado.workshop.speech.accept import told

    fields = {"path": draft.path, "words": draft.words, "unsure": draft.marks.unsure, "unnamed": draft.marks.unnamed}
    return Event("draft", Message("{told}", {"told": Joined(tuple(told(draft)), " ")}), fields)


def _to_accept(slug: str) -> str:
    return command_line("balado", "transcript", "accept", slug)


def _to_fix(slug: str) -> str:
    return command_line("balado", "transcript", "fix", slug)
