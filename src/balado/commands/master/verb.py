"""`balado master`: of what the recorder gave, the recording that is published."""

from __future__ import annotations

from pathlib import Path

import click

from balado.cli.options import format_option, show_option
from balado.cli.session import Session
from balado.commands.master.make import conclude, make
from balado.commands.master.which import Wanted, wanted_in
from balado.errors import UsageError
from balado.message import mark, say


@click.command("master")
@click.argument("recordings", nargs=-1, metavar="RECORDING…")
@show_option
@click.option("--missing", is_flag=True, help=mark("Every episode whose recording is not made, or outdated."))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help=mark("The .mp3 or .m4a to write."))
@click.option("--pair", is_flag=True, help=mark("Lay two microphones of one talk together: two files, or channels."))
@click.option("--replace", is_flag=True, help=mark("Write over a recording that Balado did not make."))
@click.option("--keep-times", is_flag=True, help=mark("Leave chapters, captions and soundbites timed as they are."))
@click.option("--sound-only", is_flag=True, help=mark("Of a film, make the recording alone."))
@format_option
@click.pass_obj
def command(session: Session, /, *, recordings: tuple[str, ...], root: Path, output: Path | None, **given: bool) -> int:
    """Make the MP3 of an episode from a RECORDING: its loudness and peaks as podcast apps want them.

    Several are joined in their order. The name of an episode's folder among them says where the MP3 goes; alone, it
    means the recording that lies there. What was recorded stays as it is.

    Chapters, captions and soundbites of the episode are moved by as much as an intro or the end of silence moves what
    is said. A film becomes the film of the episode besides.
    """
    if bool(recordings) == given["missing"]:
        raise UsageError(say("Name recordings or an episode, or say `--missing` for all that have none yet."))
    if given["missing"]:
        if output is not None or given["pair"] or given["replace"] or given["keep_times"]:
            raise UsageError(say("`--missing` makes each recording as usual: leave out the other options."))
        from balado.commands.master.missing import master_missing

        return master_missing(root, session, with_film=not given["sound_only"])
    wanted = Wanted(recordings, output, given["pair"], given["replace"], given["keep_times"])
    order = wanted_in(root, wanted, session.token())
    conclude(order.masters, make(order, session), root, session, with_film=not given["sound_only"])
    return 0
