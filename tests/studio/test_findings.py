from __future__ import annotations

from balado.errors import Fault, Fix, InsertLine, Place, ReplaceText
from balado.message import say
from balado.studio.findings import ProposedChange, name_of, proposed


def fault(fix: Fix | None = None, line: int = 2, what: str = "wrong") -> Fault:
    return Fault(Place("feed.yaml", line, "title"), say(what), say("do"), fix=fix)


def test_what_a_fix_changes_is_shown_as_the_lines_that_it_changes() -> None:
    replaced = fault(ReplaceText(2, 8, "yes", "true"))
    assert proposed(replaced, b"a: 1\r\nlocked:yes # here\r\n") == ProposedChange(
        2, "locked:yes # here", "locked:true # here"
    )
    assert proposed(fault(InsertLine(2, "guid: x")), b"a: 1\n") == ProposedChange(2, None, "guid: x")


def test_a_byte_order_mark_is_no_column() -> None:
    assert proposed(fault(ReplaceText(1, 1, "a", "b")), b"\xef\xbb\xbfa: 1\n") == ProposedChange(1, "a: 1", "b: 1")


def test_there_is_no_change_without_a_fix_or_where_it_does_not_fit() -> None:
    assert proposed(fault(), b"a: 1\n") is None
    assert proposed(fault(ReplaceText(1, 1, "b", "c")), b"a: 1\n") is None
    assert proposed(fault(ReplaceText(9, 1, "a", "c")), b"a: 1\n") is None
    assert proposed(fault(ReplaceText(1, 1, "a", "c")), None) is None


def test_what_differs_in_anything_is_called_otherwise() -> None:
    several = [fault(), fault(line=3), fault(what="other"), fault(InsertLine(2, "x")), fault(InsertLine(2, "y"))]
    assert len({name_of(one) for one in several}) == 5
    assert name_of(fault()) == name_of(fault())
