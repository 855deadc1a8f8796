"""The verbs, each loaded only when it is called, and the one place where exceptions become exit codes.

Exit codes: 0 done or nothing to do; 1 problems found, something refused or held back; 2 wrong use or unreadable source;
3 the store or the network failed; 70 a defect of Balado itself; 130 ended by Ctrl-C.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import threading
import time
from importlib import import_module
from itertools import pairwise
from keyword import iskeyword

import click

from balado import __version__
from balado.cli.options import in_words, speak
from balado.cli.session import Session, defect_of
from balado.errors import BaladoError, UsageError, reason_of
from balado.message import mark, say

VERBS = {
    "bucket": mark("Check a bucket, set it up, print the policies and the rules for web players (CORS) it needs."),
    "check": mark("Judge the show, or any podcast's feed, by the rules of every platform."),
    "cover": mark("Make a picture the cover of the show or of an episode: square, upright, light, without a place."),
    "diff": mark("Say what publishing would change in the feed, item by item and field by field."),
    "edit": mark("Open feed.yaml or an episode's text in the editor, and check it when that is closed."),
    "export": mark("Write the whole show into a folder or an archive that is read without Balado."),
    "film": mark("Make a film that browsers and podcast apps play the film of an episode."),
    "help": mark("Show the manual: the list of its pages, one of them, or how a verb is called."),
    "history": mark("Say what was published when."),
    "import": mark("Make a show of any podcast's feed: nothing is lost, and subscribers notice nothing."),
    "init": mark("Begin a show: feed.yaml, a folder for episodes, the show's identity."),
    "master": mark("Make the MP3 of an episode from what the recorder gave: loudness, peaks, format."),
    "move": mark("Move the show to another host, or here, without losing a subscriber: each step, and until when."),
    "network": mark("Publish, check and look at all shows that network.yaml lists, or at some of them."),
    "new": mark("Begin an episode: a folder, an episode.md filled from the recording and the episode before."),
    "preview": mark("Show the podcast in a browser as listeners will get it, while you write; nothing is changed."),
    "prune": mark("Delete what no publication of the last weeks served; say first what that is."),
    "publish": mark("Inspect, build and publish the show; say what will happen with --dry-run."),
    "recover": mark("Make the record of publications anew, when it is lost, from what is served."),
    "rollback": mark("Publish an earlier publication again, byte for byte."),
    "pull": mark("Bring recordings, pictures and texts back from the store, verified."),
    "schema": mark("Print the JSON Schema of feed.yaml, episode.md or network.yaml, for editors."),
    "transcribe": mark("Write a draft of what is said in an episode, on this computer, for a person to read."),
    "transcript": mark("Accept the draft of a transcript once it has been read, or put names and terms in it right."),
    "studio": mark("Work on the podcast in a browser on this computer: see it as listeners will, and put it right."),
    "takedown": mark("Take an episode down for law or privacy: out of the store and of every record."),
    "status": mark("Say what is live, scheduled, a draft, held back or changed, and what is due next."),
    "stats": mark("Count downloads and listeners from the logs of the store or the CDN, without a tracker."),
}

_LANGUAGES = ("en", "fr")
_OTHER_NAMES = {
    "list": "status", "ls": "status", "show": "status", "episodes": "status", "info": "status", "st": "status",
    "validate": "check", "lint": "check", "test": "check", "verify": "check", "doctor": "check", "fix": "check --fix",
    "deploy": "publish", "push": "publish", "upload": "publish", "release": "publish", "sync": "publish",
    "build": "publish --dry-run", "plan": "publish --dry-run", "changes": "diff",
    "rm": "takedown", "remove": "takedown", "delete": "takedown", "undo": "rollback", "revert": "rollback",
    "log": "history", "add": "new", "create": "new", "episode": "new", "start": "init", "setup": "init",
    "open": "edit", "vi": "edit", "clean": "prune", "gc": "prune", "download": "pull", "fetch": "pull",
    "restore": "pull", "repair": "publish --repair", "man": "help", "docs": "help", "manual": "help",
    "migrate": "import", "mirror": "import",
    "statistics": "stats", "analytics": "stats", "downloads": "stats", "listeners": "stats", "audience": "stats",
    "backup": "export", "archive": "export", "dump": "export", "zip": "export",
    "convert": "master", "encode": "master", "normalize": "master", "normalise": "master", "loudness": "master",
    "serve": "preview", "server": "preview", "browser": "preview", "web": "studio", "gui": "studio", "ui": "studio",
}  # fmt: skip
"""What other programs call the same: nothing of it is run, it is only told."""

_HEADING = mark("Verbs")
_DEFECT = 70
_OF_THE_SYSTEM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)
_INTERRUPTED = 130
_GRACE_SECONDS = 1.5
_GARBAGE_OBJECTS = 200_000
"""How many objects more there are before Python looks for circles among them; by default 700, as many as one import
makes. A short run spends a tenth of its time on that, and a look at all of them once more as it ends. The libraries
make 50,000 by themselves; a record of 10,000 episodes is 150,000, and none of them is garbage."""


class Verbs(click.Group):
    """The group of all verbs. A verb is the object `command` of its module in `balado.commands`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name; None when there is none."""
        if cmd_name not in VERBS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"balado.commands.{module}").command
        if not isinstance(command, click.Command):
            return None
        return in_words(command, ctx.ensure_object(Session).words)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that is asked for; an unknown one is answered with the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from balado.show.values.nearest import nearest

            near = _OTHER_NAMES.get(args[0].lower()) or nearest(args[0], VERBS)
            hint = say("Did you mean `balado {near}`?", near=near) if near else say("See `balado --help`.")
            unknown = say("There is no verb `{verb}`. {hint}", verb=args[0], hint=hint)
            raise click.UsageError(unknown.translate(ctx.ensure_object(Session).words), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with what each does, without loading any."""
        words = ctx.ensure_object(Session).words
        with formatter.section(words.gettext(_HEADING)):
            formatter.write_dl([(verb, words.gettext(help_text)) for verb, help_text in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="balado", help=mark("Show the version and exit."))
@click.option("--lang", type=click.Choice(_LANGUAGES), help=mark("The language of messages. [default: the locale's]"))
@click.option("--debug", is_flag=True, help=mark("Show the traceback of an error."))
@click.pass_context
def balado(ctx: click.Context, *, lang: str | None, debug: bool) -> None:
    """Balado publishes a podcast from a folder: feed.yaml, and one folder per episode."""
    session = ctx.ensure_object(Session)
    session.debug, session.language = debug, lang or session.language


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code; within two seconds of Ctrl-C or SIGTERM, whatever is going on."""
    from balado.cli.streams import prepare

    gc.set_threshold(_GARBAGE_OBJECTS)
    session = Session()
    _end_soon_after_signal(session)
    _heed_signals(session)
    prepare()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments, session)
    except KeyboardInterrupt:  # outside of any verb
        code = _INTERRUPTED
    gc.freeze()
    sys.exit(code)


def _end_soon_after_signal(session: Session) -> None:
    """See to it that the process ends after a signal, also when the main thread cannot notice it or waits for others.

    A verb ends by itself: it stops its threads, takes away what is half done and says so. What may hold it up is a
    library that decodes, a server that does not answer, a thread that waits for one: nothing of that is worth waiting
    for, since a run may be killed at any moment without harm.
    """
    if sys.platform == "win32":  # where Python tells of signals to sockets only
        return
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    signal.set_wakeup_fd(tell, warn_on_full_buffer=False)
    threading.Thread(target=_end_after_signal, args=(told, session), name="signals", daemon=True).start()


def _end_after_signal(told: int, session: Session) -> None:
    while os.read(told, 1) not in (bytes([signal.SIGINT]), bytes([signal.SIGTERM])):
        pass
    time.sleep(_GRACE_SECONDS)
    # In a thread of its own, for whoever reads the other end of a pipe may not be reading.
    last_words = threading.Thread(target=_say_stopped, args=(session,), daemon=True)
    last_words.start()
    last_words.join(0.2)
    os._exit(_INTERRUPTED)


def _say_stopped(session: Session) -> None:
    if not session.told:
        session.told = True
        session.console.show(say("Stopped."))
    session.console.flush()


def _asks_for_json(arguments: list[str]) -> bool:
    return "--format=json" in arguments or ("--format", "json") in pairwise(arguments)


def _language_in(arguments: list[str]) -> tuple[list[str], str | None]:
    """The arguments without `--lang fr`, which may stand anywhere, and the language it names."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for place, argument in enumerate(arguments[:end]):
        name, equals, value = argument.partition("=")
        length = 1 if equals else 2
        language = value if equals else "".join(arguments[place + 1 : place + 2])
        if name == "--lang" and language in _LANGUAGES:
            return arguments[:place] + arguments[place + length :], language
    return arguments, None


def _heed_signals(session: Session) -> None:
    """A polite end from outside is Ctrl-C: nothing half-written is left. Who runs it deaf to Ctrl-C keeps it so."""

    def stop(_signal: int, _frame: object) -> None:
        session.stopped = True
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)


def _stopped(session: Session) -> int:
    if not session.told:
        session.told = True
        session.console.show(say("Stopped."))
    return _INTERRUPTED


def _refused_by_system(error: Exception) -> UsageError | None:
    """What the system would not do, which is no defect of ours: the disk is full, or may not be written; else None."""
    if not isinstance(error, OSError) or error.errno not in _OF_THE_SYSTEM:
        return None
    again = say("Put that right, then run the command again; what is done stays done.")
    if error.filename is None:
        return UsageError(say("Nothing more can be written: {reason}. {again}", reason=reason_of(error), again=again))
    what = say(
        "{path} cannot be read or written: {reason}. {again}", path=error.filename, reason=reason_of(error), again=again
    )
    return UsageError(what)


def _usage_of(error: click.ClickException) -> str:
    """How the verb that was called in a wrong way is called, and where its help is; empty for other errors."""
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return ""
    more = say("Try `{command} --help`.", command=error.ctx.command_path)
    return f"{error.ctx.get_usage()}\n{more.translate(error.ctx.ensure_object(Session).words)}\n"


def run_verb(arguments: list[str], session: Session) -> int:
    """Run a verb as the command line does, within a program; the exit code. The session's console tells its errors."""
    return _run(arguments, session)


def _run(arguments: list[str], session: Session | None = None) -> int:
    session = session or Session()
    arguments, session.language = _language_in(arguments)
    try:
        speak(session.languages)
        in_words(balado, session.words)
        result = balado.main(arguments, prog_name="balado", standalone_mode=False, obj=session)
    except BaladoError as error:
        if session.debug:
            session.console.traceback(error)
        session.console.error(error)
        return error.exit_code
    except click.exceptions.Abort:
        return _stopped(session)
    except click.ClickException as error:
        session.as_json = _asks_for_json(arguments)
        session.console.usage(_usage_of(error), error.format_message())
        session.console.report(UsageError(say("{text}", text=error.format_message())))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 # the outermost edge: a defect of ours is said in a sentence too
        if session.stopped:  # libraries make an error of their own of what interrupts them
            return _stopped(session)
        if session.debug:
            session.console.traceback(error)
        told = _refused_by_system(error) or defect_of(error)
        session.console.error(told)
        return told.exit_code if isinstance(told, UsageError) else _DEFECT
    return result if isinstance(result, int) else 0
