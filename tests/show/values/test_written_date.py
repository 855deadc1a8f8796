"""Files and the command line read dates in the same forms."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from balado.cli.options import MomentType
from balado.show.values.moment import moment_of
from balado.show.values.written_date import OffsetError, read_date
from balado.show.values.zone import zone_of

FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d  %H:%M:%S", "%Y-%m-%dt%H:%M:%S+02:00",
         "%Y-%m-%d %H:%MZ",
         "%Y-%m-%d %H:%M +0100")  # fmt: skip


@given(some.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)), some.sampled_from(FORMS))  # noqa: DTZ001 (read below)
def test_what_a_file_may_say_the_command_line_may_say_too(moment: datetime, form: str) -> None:
    written = moment.strftime(form)
    zone = zone_of("UTC")
    there = MomentType().convert(written, None, None)
    assert (there if there.tzinfo else there.replace(tzinfo=zone)) == moment_of(written, zone)


@pytest.mark.parametrize("line", ["2026-02-30", "26-02-03", "1899-12-31", "2026-11-23 24:00", "", "now"])
def test_what_is_no_date_is_none(line: str) -> None:
    assert read_date(line) is None


def test_an_offset_of_no_zone_is_refused() -> None:
    with pytest.raises(OffsetError):
        read_date("2026-11-23 08:00+15:00")
