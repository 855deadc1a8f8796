r"""What a text must not do to those who show it: drive a terminal, command a CI server, break a document. Pure.

A value is made one harmless line by `one_line`. What is written as a whole passes `lines` or `json_text` once more,
which leave our own ends of lines alone: nothing that was forgotten gets through.
"""

from __future__ import annotations

import html
import json
import re

# C0, DEL and C1 (ECMA-48), ends of lines that editors do not show, directions (UTR 36, "Trojan source"), interlinear
# marks, tags, halves of surrogate pairs (a file's name that is no text), and what is no character.
_UNSAFE = (
    "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\ud800-\\udfff\\U000e0000-\\U000e007f"
)
_NOT_OF_LINES = re.compile(f"(?![\\n])[{_UNSAFE}]")
_NOT_OF_A_VALUE = re.compile(f"[{_UNSAFE}\\u180e\\u200b\\u2060-\\u2065]")
_BLANKS = re.compile("\\r\\n|[\\n\\r\\t]")

# GitHub's runner takes a line for a command that begins with "::", blanks before it left out, and one that has "##["
# anywhere (actions/runner, ActionCommand.cs); Azure Pipelines wants "##vso[", TeamCity "##teamcity[".
_COMMAND_FIRST = re.compile(r"^([^\S\n]*):(?=:)", re.MULTILINE)
_COMMAND_WITHIN = re.compile(r"#(?=#\w{0,20}\[)")

_MARKDOWN = re.compile(r"([\\`*_\[\]()#!|~@$]|^[-+=]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_CALLS = re.compile(r"(\\?@|\\#(?=\d)|\bGH-(?=\d))", re.IGNORECASE)
_NOBODY = "\u200b"
"""Behind an at sign or a number sign: what follows is nobody's name and no issue's number."""


def one_line(value: str) -> str:
    r"""A value as one line: its ends of lines as blanks, what nobody sees or a terminal obeys as `\x1b`, `\u2028`."""
    return _NOT_OF_A_VALUE.sub(_named, _BLANKS.sub(" ", value))


def lines(text: str) -> str:
    """Lines of text, without what drives a terminal or is a command to a CI server."""
    return _COMMAND_FIRST.sub(r"\1: ", within_lines(text))


def within_lines(text: str) -> str:
    """The same where lines may begin with a command, since it is ours."""
    return _COMMAND_WITHIN.sub("# ", _NOT_OF_LINES.sub(_named, text))


def json_text(document: str) -> str:
    """A JSON document with escapes for the same characters: it says the same to who parses it (RFC 8259).

    Half of a surrogate pair, which many parsers refuse, becomes U+FFFD.
    """
    return _COMMAND_WITHIN.sub(r"\\u0023", _NOT_OF_LINES.sub(_as_json, document))


def markdown_text(value: str) -> str:
    """A value that is text in a Markdown document, and nothing else: no link, picture, HTML, table, name, formula."""
    plain = _MARKDOWN.sub(r"\\\1", html.escape(one_line(" ".join(value.split())), quote=False))
    return _CALLS.sub(lambda found: found[0].lstrip("\\") + _NOBODY if "@" in found[0] else found[0] + _NOBODY, plain)


def html_text(value: str) -> str:
    """A value that is text within a line of HTML in a Markdown document."""
    return re.sub(r"[@#]|\bGH-", rf"\g<0>{_NOBODY}", html.escape(one_line(value), quote=False))


def _named(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _as_json(found: re.Match[str]) -> str:
    return "\\ufffd" if "\ud800" <= found[0] <= "\udfff" else json.dumps(found[0])[1:-1]
