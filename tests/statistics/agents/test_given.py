"""Newer lists of the same two projects take the place of ours; what is no such list is told with its entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from balado.errors import UsageError
from balado.statistics.agents import lookup
from balado.statistics.agents.given import read_lists
from balado.statistics.agents.lookup import UNKNOWN, Agent, AgentList, Role
from balado.statistics.lists import write_lists

APPLICATIONS = [
    {"user_agents": ["^Zork/"], "app": "Zork", "device": "phone", "os": "ios", "developer_notes": "new"},
    {"user_agents": ["^Zorkbot"], "app": "Zorkbot", "bot": True},
    {"user_agents": ["^Fridge/"], "app": "Fridge", "device": "fridge"},
]
CRAWLERS = [{"pattern": "Crawlzork\\/", "url": "https://zork.example", "instances": ["Crawlzork/1.0"]}]


def given(folder: Path, *documents: Any) -> AgentList:
    paths = []
    for number, document in enumerate(documents):
        paths.append(folder / f"{number}.json")
        paths[-1].write_text(json.dumps(document), encoding="utf-8")
    write_lists(read_lists(paths), folder / "agents.json")
    return AgentList(folder / "agents.json")


def test_newer_lists_take_the_place_of_ours_each_of_its_own(tmp_path: Path) -> None:
    agents = given(tmp_path, APPLICATIONS, CRAWLERS)
    assert agents.find("Zork/2.0") == Agent("Zork", "phone", Role.LISTENER)
    assert agents.find("Zorkbot/1") == Agent("Zorkbot", UNKNOWN, Role.BOT)
    assert agents.find("Fridge/1") == Agent("Fridge", UNKNOWN, Role.LISTENER)
    assert agents.find("x Crawlzork/1.0").role is Role.BOT
    assert agents.find("Overcast/3.0 (+http://overcast.fm/; iOS podcast app)").application == UNKNOWN
    assert agents.find("AntennaPod/3.4.0").application == "AntennaPod", "a list of ours that nobody else has"


def test_of_one_list_the_other_stays(tmp_path: Path) -> None:
    agents = given(tmp_path, CRAWLERS)
    assert agents.find("VLC/3.0.18 LibVLC/3.0.18").application == "VLC media player"
    assert agents.find("curl/8.5.0").role is Role.BOT, "ours of applications has it"


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"entries": []}, "it is no list of entries"),
        ([], "it is no list of entries"),
        ([1], "it is no list of entries"),
        ([{"name": "x"}], "neither `user_agents` nor `pattern`"),
        ([{"pattern": "ok"}, {"pattern": "("}], "entry 2: “(” is no pattern"),
        ([{"pattern": ".*"}], "entry 1: “.*” is found in everything"),
        ([{"pattern": 1}], "entry 1: a pattern is no text"),
        ([{"user_agents": "^Zork"}], "entry 1: `user_agents` is no list of patterns"),
        ([{"pattern": "a{99999999999999999999}"}], "is no pattern"),
    ],
)
def test_what_is_no_list_is_told(tmp_path: Path, document: Any, what: str) -> None:
    with pytest.raises(UsageError) as raised:
        given(tmp_path, document)
    assert what in str(raised.value.message)
    assert "0.json cannot be taken as a list of user agents" in str(raised.value.message)


def test_nor_is_what_cannot_be_read_or_what_is_given_twice(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_bytes(b"\xff[")
    for paths, what in (
        ([tmp_path / "missing.json"], "No such file"),
        ([tmp_path], "Is a directory"),
        ([tmp_path / "broken.json"], "it is no JSON"),
    ):
        with pytest.raises(UsageError) as raised:
            read_lists(paths)
        assert what in str(raised.value.message)
    with pytest.raises(UsageError) as raised:
        given(tmp_path, CRAWLERS, CRAWLERS)
    assert "another file holds the same list" in str(raised.value.message)


def test_lists_are_read_once_for_all_tasks_of_a_process_whatever_networks_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert AgentList().find("curl/8.5.0").role is Role.BOT
    given(tmp_path, APPLICATIONS)
    monkeypatch.setattr(lookup, "PatternList", lambda _: pytest.fail("two thousand patterns were compiled again"))
    write_lists({"networks": ["192.0.2.0/24"]}, tmp_path / "networks.json")
    assert AgentList(tmp_path / "networks.json").find("curl/8.5.0").role is Role.BOT
    assert AgentList(tmp_path / "agents.json").find("Zork/2.0").application == "Zork"
