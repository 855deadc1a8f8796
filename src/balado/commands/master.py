"""`balado master`: of what the recorder gave, the recording that is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.master_told import tell_mastered
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
@format_option
@click.pass_obj
def command(
    session: Session, *, recordings: tuple[str, ...], root: Path, output: Path | None, pair: bool, replace: bool
) -> None:
    """Make the MP3 of an episode from a RECORDING: its loudness and peaks as podcast apps want them.

    Several are joined in their order. The name of an episode's folder among them says where the MP3 goes; alone, it
    means the recording that lies there. What was recorded stays as it is.
    """
    order = wanted_in(root, Wanted(recordings, output, is_pair=pair, may_replace=replace), session.token())
    tell_mastered(make(order, session), session)


def make(order: Order, session: Session) -> Mastered:
    """Master what is ordered, and show how far it has come. Raises what `master` raises."""
    from balado.media.ffmpeg import need_ffmpeg
    from balado.media.heard import HeardSounds
    from balado.workshop.sound.master import Tools, master

    meter = session.console.meter_of_sound(say("Mastering"))
    return master(order, Tools(need_ffmpeg(), HeardSounds(session.cache_folder("sounds.json")), meter))
