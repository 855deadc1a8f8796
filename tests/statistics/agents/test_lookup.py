from __future__ import annotations

import pytest

from balado.statistics.agents import lookup
from balado.statistics.agents.lookup import UNKNOWN, Agent, AgentList, Role

KNOWN = {
    "AppleCoreMedia/1.0.0.21A329 (iPhone; U; CPU OS 17_0 like Mac OS X; fr_fr)": ("Apple Podcasts", "phone"),
    "AntennaPod/3.4.0": ("AntennaPod", "phone"),
    "gPodder/3.11.4 (http://gpodder.org/) Linux": ("gPodder", "pc"),
    "VLC/3.0.18 LibVLC/3.0.18": ("VLC media player", "pc"),
}

UNKNOWN_AGENTS = (
    "Zork player 17 (build 4) com.example.zork",
    "Mozilla/5.0 (Linux; Android 9; SM-G1F Build/R1) AppleWebKit/537.1 (KHTML, like Gecko) Zork/4.0 Mobile",
    "Mozilla/5.0 (Linux; Android 9; SM-G1F Build/R1) Version/4.0 Zork/4.0 Mobile" + " x" * 500,
    "Zork/1.0 CFNetwork/1494 Darwin/23.4.0",
)


@pytest.mark.parametrize("text", KNOWN)
def test_an_application_is_known_with_its_device(text: str) -> None:
    assert AgentList().find(text) == Agent(*KNOWN[text], Role.LISTENER)


@pytest.mark.parametrize(
    "text",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/8.5.0",
        "python-requests/2.31",
        "facebookexternalhit/1.1",
    ],
)
def test_robots_are_no_listeners(text: str) -> None:
    assert AgentList().find(text).role is Role.BOT


@pytest.mark.parametrize("text", ["atc/1.0 watchOS/10.1 model/Watch6,2 hwp/t8301", "(null)/(null) watchOS/9.0"])
def test_a_watch_asks_for_what_its_telephone_asks_for(text: str) -> None:
    assert AgentList().find(text).role is Role.WATCH


@pytest.mark.parametrize("text", ["okhttp/4.9.3", "", "A new application/1.0"])
def test_what_applications_are_built_with_and_what_nobody_knows_may_be_a_listener(text: str) -> None:
    found = AgentList().find(text)
    assert (found.application, found.role) == (UNKNOWN, Role.LISTENER)


def test_an_agent_that_nobody_knows_is_searched_for_few_patterns_of_all_lists() -> None:
    """So a show that many unknown agents ask for is counted as fast as any."""
    patterns, agents = lookup._listed("{}")
    assert len(agents) > 2_000
    for text in UNKNOWN_AGENTS:
        assert patterns.first(text) is None
        assert len(patterns.candidates(text)) <= 5, text


def test_of_a_user_agent_without_end_the_beginning_is_read() -> None:
    assert AgentList().find("AntennaPod/3.4.0 " + "Mozilla(" * 200_000).application == "AntennaPod"
