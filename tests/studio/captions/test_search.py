"""What is looked for is found as people read it."""

from __future__ import annotations

import pytest

from balado.studio.captions.search import WordSearch


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (WordSearch("etat"), ["État", "état", "e\u0301tat"]),
        (WordSearch("état", accents=True), ["État", "état"]),
        (WordSearch("État", capitals=True), ["État"]),
        (WordSearch("État", capitals=True, accents=True), ["État"]),
        (WordSearch("eta", whole_words=False), ["Éta", "éta", "eta", "eta", "e\u0301ta"]),
        (WordSearch("d'etat"), ["d’État"]),
        (WordSearch("des  états"), ["des\nétats"]),
        (WordSearch(" "), []),
        (WordSearch("("), ["("]),
    ],
)
def test_capitals_and_accents_count_where_that_is_asked_for(search: WordSearch, found: list[str]) -> None:
    plain = "d’État, des\nétats (état) betail etatique e\u0301tat"
    plain = plain.replace("états", "états") if search.text.startswith("des") else plain.replace("des\nétats", "des")
    assert [plain[start:after] for start, after in search.found_in(plain)] == found
