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


def test_every_plain_text_of_the_list_of_robots_is_found_wherever_it_stands() -> None:
    words = [word for found in lookup._crawlers()[0].values() for word in found]
    assert len(words) > 1_000
    assert [word for word in words if not lookup._has_one(f"x {word}; y", lookup._crawlers()[0])] == []
    assert not lookup._has_one("Zork/1.0 (player)", lookup._crawlers()[0])


def test_of_a_user_agent_without_end_the_beginning_is_read() -> None:
    assert AgentList().find("AntennaPod/3.4.0 " + "Mozilla(" * 200_000).application == "AntennaPod"
