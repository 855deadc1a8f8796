"""What passes the console on every stream, and what of the environment never does."""

from __future__ import annotations

import io
import json
import re
import sys
import warnings

import pytest

from balado.cli.console import Console
from balado.cli.session import catalogue, known_secrets
from balado.cli.streams import Look, prepare
from balado.errors import Fault, Place
from balado.events import Event
from balado.message import Joined, say

TEXT = "Déjà vu – “\u2028😀” \x1b[31m \x9b \udce9 \ufffe"


ENCODINGS = pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp1252", "cp437"])


class Streams:
    """Standard streams of an encoding, as strict as streams can be, and what was written to them."""

    def __init__(self, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.out, self.err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in "12")
        monkeypatch.setattr(sys, "stdout", self.out)
        monkeypatch.setattr(sys, "stderr", self.err)
        monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
        prepare()

    def written(self) -> bytes:
        return b"".join(stream.buffer.getvalue() for stream in (self.out, self.err))  # type: ignore[attr-defined]


@ENCODINGS
def test_no_stream_is_too_narrow(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    streams = Streams(encoding, monkeypatch)
    fault = Fault(Place(TEXT, 1, TEXT), say("{text}", text=TEXT), say("{text}", text=Joined((TEXT, TEXT))))
    console = Console(catalogue(["fr"]))
    console.row(Event("x", say("{text}", text=TEXT)))
    console.faults((fault,))
    console.traceback(ValueError(TEXT))
    console.usage(TEXT, TEXT)
    said = streams.written().decode(encoding)
    assert "vu" in said
    assert "\\x1b[31m" in said
    assert "\x1b" not in said


@ENCODINGS
def test_documents_for_machines_are_utf8_on_every_stream(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    streams = Streams(encoding, monkeypatch)
    console = Console(catalogue(["en"]), as_json=True)
    console.print_json({"title": "Déjà “vu”", "deep": [{"a": ("password: x",)}]})
    console.print("<a>Déjà</a>", "xml")
    first, second = streams.written().decode("utf-8").splitlines()
    assert json.loads(first) == {"title": "Déjà “vu”", "deep": [{"a": ["password: ***"]}]}
    assert second == "<a>Déjà</a>"


def test_what_a_runner_keeps_secret_is_shown_in_no_form(capsys: pytest.CaptureFixture[str]) -> None:
    secret = 'x/"quoted"+1'
    console = Console(catalogue(["en"]), as_json=True, secrets={secret})
    console.announce(Event("x", say("{text}", text=f"is {secret}"), {"text": secret, "list": [secret]}))
    console.print(f"::error file=a::{secret}", "github")
    console.traceback(ValueError(secret))
    said = capsys.readouterr()
    assert "quoted" not in said.out + said.err
    assert said.out.count("***") == 4


def test_a_runner_keeps_secret_what_its_variables_are_named_for() -> None:
    environment = {
        "AWS_SECRET_ACCESS_KEY": "abc/def+123\n",
        "GITHUB_TOKEN": "ghs_12345678",
        "AWS_ENDPOINT_URL_S3": "user:Pass/w0rd!@host:9000",
        "HTTPS_PROXY": "http://user:pr0xy-pass@host:3128",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/var/run/token-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "SECRET_SANTA": "yes",
        "DB_PASSWORD": "password",
        "HOME": "/home/me-and-1",
    }
    assert known_secrets(environment) == {"abc/def+123", "ghs_12345678", "Pass/w0rd!", "pr0xy-pass"}


def test_parts_keep_their_lines_and_nothing_within_them_does() -> None:
    console = Console(catalogue(["en"]))
    assert console.text(say("{text}", text=Joined(("a\nb", say("{x}", x="c\nd"))))) == "a b\nc d"


def test_a_sentence_has_as_many_parts_as_there_are() -> None:
    console = Console(catalogue(["en"]))
    told = console.text(say("{text}", text=Joined(tuple(say("{x}", x=number) for number in range(5000)), "; ")))
    assert told.count("; ") == 4999


def test_libraries_say_nothing_past_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    import logging

    last, shown = logging.lastResort, warnings.showwarning
    try:
        prepare()
        logging.getLogger("urllib3").handle(logging.makeLogRecord({"msg": "\x1b", "levelno": 40, "levelname": "ERROR"}))
        warnings.showwarning("\x1b", UserWarning, "file", 1)
        assert capsys.readouterr() == ("", "")
    finally:
        logging.lastResort, warnings.showwarning = last, shown


@pytest.mark.parametrize("value", [TEXT, "\x1b[0m\ufdd0\ufdd1 red \ufdef", "a\x1b]8;;http://x\x07b"])
def test_among_colours_of_ours_a_value_has_none_of_its_own(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(catalogue(["en"]), look=lambda _stream: Look(colours=True, width=60))
    console.row(Event("x", say("{title}", title=say("{text}", text=value).toned("title")).toned("good")))
    console.faults((Fault(Place(value, 1), say("{text}", text=value), say("{text}", text=value)),))
    said = capsys.readouterr()
    assert set(re.findall("[^ -~\n]\\[[0-9;]*m", said.out + said.err)) == {
        f"\x1b[{code}m" for code in ("", "1", "1;31", "1;32", "36")
    }
    assert not re.search("[\x00-\x09\x0b-\x1a\x7f-\x9f\ufdd0-\ufdef]", said.out + said.err)
