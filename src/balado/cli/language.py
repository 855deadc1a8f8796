"""The language of a run: who asks for it, and the command line itself in it.

Texts of click are looked up by gettext in a catalogue of ours, `click.po`: a text that a later click has and that
catalogue has not is shown in English.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from collections.abc import Callable, Mapping
from inspect import cleandoc
from locale import windows_locale
from pathlib import Path

import click

from balado.message import Catalogue, mark

LOCALE = Path(__file__).parent / "locale"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""In the order of gettext: the first that is set decides."""
_CLICK = "click"
_METAVARS = (
    mark("[OPTIONS]"),
    mark("COMMAND"),
    mark("[ARGS]"),
    mark("DAYS"),
    mark("DIR"),
    mark("FEED"),
    mark("FILE"),
    mark("FLOAT RANGE"),
    mark("HOURS"),
    mark("INTEGER RANGE"),
    mark("NUMBER"),
    mark("PLACE"),
    mark("RECORDING"),
    mark("RULE"),
    mark("SECONDS"),
    mark("TEXT"),
    mark("TIME"),
    mark("TOPIC"),
)
"""What stands for a value in usage lines. What is missing here is the same in every language: GUID, URL, N."""
_STANDS_FOR = re.compile(r"\[OPTIONS\]|\[ARGS\]|[A-Z]{2,}(?: [A-Z]{2,})*")


def languages(environment: Mapping[str, str], system: Callable[[], str | None] | None = None) -> list[str]:
    """The languages that are asked for, best first: by the environment, or else by the system; none: not asked for."""
    asked = next((value for name in _VARIABLES if (value := environment.get(name))), None)
    chosen = asked if asked is not None else (system or system_language)()
    return chosen.split(":") if chosen else []


def system_language() -> str | None:
    """The language that Windows shows itself in, such as `fr_FR`; None on other systems, which say it by variables."""
    if sys.platform != "win32":
        return None
    import ctypes

    return language_of_windows(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def language_of_windows(identifier: int) -> str | None:
    """The language of a Windows language identifier (LANGID): `0x040c` is `fr_FR`; None for one without a name.

    The lower ten bits are the language, the others the country: a country that has no name leaves the language.
    """
    language = identifier & 0x3FF
    return windows_locale.get(identifier) or windows_locale.get(0x0400 | language)


def speak(chosen: list[str]) -> None:
    """Have click speak this language. Its texts are translated by gettext, by the process's domain and environment."""
    os.environ["LANGUAGE"] = ":".join(chosen) or "C"
    gettext.bindtextdomain(_CLICK, LOCALE)
    gettext.textdomain(_CLICK)


def in_words(command: click.Command, words: Catalogue) -> click.Command:
    """The same command with its help in the language of these words."""
    command.help = words.gettext(cleandoc(command.help)) if command.help else command.help
    command.options_metavar = _placeholder(command.options_metavar, words)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = words.gettext(parameter.help)
        if takes_words(parameter):
            parameter.metavar = _placeholder(parameter.make_metavar(click.Context(command)), words)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _placeholder(command.subcommand_metavar, words) or ""
        for below in command.commands.values():
            in_words(below, words)
    return command


def takes_words(parameter: click.Parameter) -> bool:
    """Whether a word stands for the parameter's value: not where its values are listed, nor where it has none."""
    is_flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
    return not is_flag and not isinstance(parameter.type, click.Choice)


def _placeholder(metavar: str | None, words: Catalogue) -> str | None:
    return metavar and _STANDS_FOR.sub(lambda found: words.gettext(found[0]), metavar)
