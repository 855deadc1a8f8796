"""What people read for the names that lists and the count use."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from balado.cli.session import catalogue
from balado.statistics.figures import GroupCount
from balado.statistics.labels import DEVICES, group_name, with_country_names


@pytest.mark.parametrize("name", ["applications", "opawg"])
def test_each_kind_of_device_that_the_lists_know_has_a_name(name: str) -> None:
    rows = json.loads(files("balado.statistics.agents").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    known = {row["device"] for row in rows if "device" in row}
    assert known - {"other"} <= DEVICES.keys()


def test_a_kind_of_device_is_said_in_the_language_of_who_reads() -> None:
    assert group_name(GroupCount("phone", 9, 9)).translate(catalogue(["fr"])) == "téléphone"


def test_an_application_keeps_its_name_and_the_others_are_told_as_such() -> None:
    assert str(group_name(GroupCount("AntennaPod", 9, 9))) == "AntennaPod"
    assert str(group_name(GroupCount("", 9, 9))) == "others, and those of fewer than 5 listeners a day"


def test_countries_have_names_and_the_others_none() -> None:
    groups = [GroupCount("FR", 9, 9), GroupCount("", 3, 1)]
    assert with_country_names(groups, str.lower) == (GroupCount("fr", 9, 9), GroupCount("", 3, 1))
