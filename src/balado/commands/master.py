"""`balado master`: of what the recorder gave, the recording that is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.master_film import conclude
from balado.commands.master_which import Wanted, wanted_in
from balado.message import mark, say

if TYPE_CHECKING:
    from balado.workshop.sound.master import Mastered, Order


@click.command("master")
@click.argument("recordings", nargs=-1, required=True, metavar="RECORDING…")
@show_option
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help=mark("The .mp3 or .m4a to write."))
@click.option("--pair", is_flag=True, help=mark("Lay two microphones of one talk together: two files, or channels."))
@click.option("--replace", is_flag=True, help=mark("Write over a recording that Balado did not make."))
@click.option("--keep-times", is_flag=True, help=mark("Leave chapters, captions and soundbites timed as they are."))
@click.option("--sound-only", is_flag=True, help=mark("Of a film, make the recording alone."))
@format_option
@click.pass_obj
def command(
    session: Session, /, *, recordings: tuple[str, ...], root: Path, output: Path | None, **given: bool
) -> None:
    """Make the MP3 of an episode from a RECORDING: its loudness and peaks as podcast apps want them.

    Several are joined in their order. The name of an episode's folder among them says where the MP3 goes; alone, it
    means the recording that lies there. What was recorded stays as it is.

    Chapters, captions and soundbites of the episode are moved by as much as an intro or the end of silence moves what
    is said. A film becomes the film of the episode besides, as `balado film` makes it.
    """
    wanted = Wanted(recordings, output, given["pair"], given["replace"], given["keep_times"])
    order = wanted_in(root, wanted, session.token())
    conclude(order.masters, make(order, session), root, session, with_film=not given["sound_only"])


def make(order: Order, session: Session) -> Mastered:
    """Master what is ordered, and show how far it has come. Raises what `master` raises."""
    from balado.media.ffmpeg import need_ffmpeg
    from balado.media.heard import HeardSounds
    from balado.workshop.sound.master import Tools, master

    meter = session.console.meter_of_sound(say("Mastering"))
    return master(order, Tools(need_ffmpeg(), HeardSounds(session.cache_folder("sounds.json")), meter))
