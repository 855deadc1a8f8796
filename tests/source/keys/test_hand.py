"""A file is gone on with as its author wrote it: as far in as the first group and the first list of theirs."""

from __future__ import annotations

import pytest

from balado.source.keys.hand import hand_of
from balado.source.keys.nodes import Text, root_of
from balado.source.keys.written import Hand


@pytest.mark.parametrize(
    ("text", "hand"),
    [
        ("", Hand(2, 2)),
        ("title: A\n", Hand(2, 2)),
        ("owner:\n    name: A\npeople:\n- ada\n", Hand(4, 0)),
        ("people:\n    - ada\nteam:\n- bob\n", Hand(2, 4)),
        ("owner: {name: A}\nlinks: [a]\nheld:\n   start: 1\n", Hand(3, 2)),
        ("documents:\n# a word\n  - title: A\n    file: a.pdf\n", Hand(2, 2)),
        ("{a: {b: 1}}\n", Hand(2, 2)),
    ],
)
def test_the_first_group_and_the_first_list_on_lines_of_their_own_say_it(text: str, hand: Hand) -> None:
    assert hand_of(Text(text), root_of(text)) == hand
