"""What looks like a credential, and must never be repeated.

`is_secret_key` and `is_secret` say what has no place in the files of a show. `masked` and `masked_lines` are wider:
they decide what is shown, where hiding a word too many costs little and showing one too many cannot be taken back.
Pure.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from balado.errors import Fault
from balado.message import say

MASK = "***"

_KEY = re.compile(
    r"access[ _-]?key|secret(?!air|ar)|passw(?:or)?d|passphrase|token|credential|api[ _-]?key|private[ _-]?key|^\s*aws_"
    r"|mots?[ _-]de[ _-]passe|^\s*pwd$|^\s*authorization$",
    re.IGNORECASE,
)
_TYPED = ("password", "passphrase", "secret", "token", "credentials", "apikey", "accesskey", "motdepasse")
"""Names that are recognised with a slip of the finger in them."""
_VALUE = re.compile(
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\b(?:ghp|gho|ghu|ghs|ghr)_[0-9A-Za-z]{30,}|\bgithub_pat_\w{30,}|\bglpat-[\w-]{20,}|\bxox[abeprs]-[\w-]{10,}"
    r"|\beyJ[\w-]{8,1000}\.eyJ[\w-]{8,1000}\.[\w-]+"
)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
# The user may be the secret; a password may hold "/" and "@", and its end may have been cut off. Neither is longer than
# this. What stands behind a colon is a port, where it is a number.
_IN_ADDRESS = re.compile(
    r"(?<=://)(?![\[/])(?:[^\s/:@\"<>]{0,256}:[^\s\"<>]{0,512}@|[^\s/@\"<>]{1,256}@"
    r"|[^\s/:@\"<>]{1,256}:(?![/\\]|\d{1,5}(?:\W|$))[^\s\"<>]{1,512})"
)
_PARAMETER = re.compile(r"(?P<before>[?&;#](?:amp;)?(?P<name>[\w.%-]{1,64})=)(?P<value>[^&\s\"'<>#]+)")
_SIGNED = frozenset(
    {
        "sig",
        "signature",
        "x-amz-signature",
        "x-amz-credential",
        "policy",
        "key-pair-id",
        "hmac",
        "x-goog-signature",
        "x-goog-credential",
        "auth",
        "key",
    }
)
"""Parameters of signed addresses: whoever has them has the file."""

_NAMED = (
    r"access[ _-]?key(?:[ _-]?id)?|secret[ _-]?(?:access[ _-]?)?key|api[ _-]?key|private[ _-]?key|passw(?:or)?d"
    r"|passphrase|mots?[ _-]de[ _-]passe|pwd|authorization|aws_\w{1,64}|\w{1,32}[_-](?:token|secret)"
)
# A text may be about secrets, a title about tokens: after these names only what has the form of a credential is one.
_SPOKEN = r"tokens?|secrets?|credentials?|password|passwd|mots?[ _-]de[ _-]passe"
_AFTER = r"[\"'”»`\]\\]{0,3}\s{0,4}"
_ANNOUNCING = re.compile(
    r"key|passw|passphrase|mots?[ _-]de|pwd|authorization|aws_|token|secret|credential", re.IGNORECASE
)
"""Without any of these words nothing is announced; nearly every text is such a one."""


# Compiling these takes longer than all else that is compiled for a run with nothing to do, which has no use for them.
@cache
def _assigned() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>(?<![^\W_])(?:{_NAMED}){_AFTER}[:=]\s{{0,8}}[\"'“«`]?)(?P<value>[^\n]+)", re.IGNORECASE
    )


@cache
def _mentioned() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<before>(?<![^\W_])(?:{_SPOKEN}){_AFTER}[:=,]\s{{0,8}}(?:[&*!]\w{{0,64}} +)?[\"'“«`]?)"
        r"(?P<value>(?!\*{3}(?:[&\s\"'”»`]|$))(?P<first>[^\s\"'”»`]+)[^\n]*)",
        re.IGNORECASE,
    )


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        r"(?P<head>(?P<indent>[\s#>-]{0,200}+)[\"']?(?P<key>[^:=#\"'\n]{1,64}?)[\"']?\s{0,8}[:=](?=\s|$|[^/\s]))"
        r"(?P<value>.*)"
    )


def is_secret_key(name: str) -> bool:
    """Whether a key of this name would hold a credential."""
    return _KEY.search(name) is not None


def is_secret(value: str) -> bool:
    """Whether this text holds a credential, by its form."""
    return _VALUE.search(value) is not None


def masked(text: str) -> str:
    """The text with `***` for each credential: by its form, in an address, behind a word that announces one."""
    if _VALUE.search(text):
        text = _VALUE.sub(MASK, _PRIVATE_KEY.sub(lambda found: _covered(found[0]), text))
    if "://" in text:
        text = _IN_ADDRESS.sub(lambda found: MASK + "@" * found[0].endswith("@"), text)
    if "=" in text:
        text = _PARAMETER.sub(_parameter, text)
    if not _ANNOUNCING.search(text):
        return text
    return _mentioned().sub(_behind_mention, _assigned().sub(_behind, text))


def masked_lines(text: str) -> list[str]:
    """The lines of a file of the show (YAML), masked: also all that belongs to a key whose name says what it holds."""
    lines, pattern = masked(text).split("\n"), _line()
    deeper_than: int | None = None
    for index, line in enumerate(lines):
        found = pattern.match(line)
        indent = len(line) - len(line.lstrip())
        if deeper_than is not None and line.strip():
            if indent > deeper_than:
                lines[index] = f"{line[:indent]}{MASK}"
                continue
            deeper_than = None
        if found is not None and _announces(found["key"]):
            deeper_than = indent
            lines[index] = found["head"] + (f" {MASK}" if found["value"].strip() else found["value"])
    return lines


def discreet(faults: list[Fault], text: str, first_line: int = 1) -> list[Fault]:
    """The faults of a text, where those of a line with a credential no longer quote it."""
    if not faults or not _may_hold_secret(text):
        return faults
    last = max(fault.place.line or first_line for fault in faults) - first_line
    lines = text.split("\n")[: last + 1]  # what stands below decides nothing, and may be thousands of lines
    shown = masked_lines("\n".join(lines))
    return [_silenced(fault) if _is_about_secret(fault, (lines, shown), first_line) else fault for fault in faults]


def _may_hold_secret(text: str) -> bool:
    """Whether there is anything in a text that `masked` looks for; in nearly none there is."""
    return "://" in text or "=" in text or any(signs.search(text) for signs in (_ANNOUNCING, _KEY, _VALUE))


def _parameter(found: re.Match[str]) -> str:
    name = found["name"].lower()
    return found["before"] + MASK if name in _SIGNED or is_secret_key(name) else found[0]


def _behind(found: re.Match[str]) -> str:
    return found["before"] + MASK


def _behind_mention(found: re.Match[str]) -> str:
    return found["before"] + MASK if _has_form_of_secret(found["first"]) else found[0]


def _has_form_of_secret(word: str) -> bool:
    """Whether a word mixes what words of a language do not: a digit, a sign, a capital within."""
    kinds = (r"[a-z]", r"(?<=.)[A-Z]", r"\d", r"[/+=_$%^~!&*]")
    return len(word) >= 6 and sum(re.search(kind, word) is not None for kind in kinds) >= 2


def _covered(block: str) -> str:
    """The same number of lines, each masked."""
    return "\n".join([MASK] * (block.count("\n") + 1))


def _announces(key: str) -> bool:
    """Whether the key of a line says that a secret follows, with a slip of the finger too."""
    if is_secret_key(key.strip()):
        return True
    from difflib import get_close_matches  # not where no line of the show is shown

    name = re.sub(r"[\s_-]", "", key).lower()
    return len(name) >= 4 and bool(get_close_matches(name, _TYPED, 1, 0.8))


def _is_about_secret(fault: Fault, texts: tuple[list[str], list[str]], first_line: int) -> bool:
    lines, shown = texts
    index = (fault.place.line or first_line) - first_line
    return 0 <= index < len(lines) and lines[index] != shown[index]


def _silenced(fault: Fault) -> Fault:
    return replace(
        fault,
        what=say("This line cannot be read; it seems to hold a password or an access key, so it is not repeated here."),
        remedy=say("Delete the line, and have the key replaced if others have seen the file."),
        fix=None,
    )
