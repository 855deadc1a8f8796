import pytest
from check_examples import Example, feed, show_rule

DURATION = "<itunes:duration>300</itunes:duration>"


def chapters(*pairs: tuple[str, str], version: str = "1.2") -> bytes:
    listed = "".join(f'<psc:chapter start="{start}" title="{title}"/>' for start, title in pairs)
    block = f'<psc:chapters xmlns:psc="http://podlove.org/simple-chapters" version="{version}">{listed}</psc:chapters>'
    return feed((DURATION, f"{DURATION}{block}"))


GOOD = chapters(("0", "Begin"), ("1:00.500", "Middle"), ("00:04:00", "End"))

EXAMPLES: dict[str, Example] = {
    "chapters-malformed": Example(GOOD, chapters(("12 min", "Begin"))),
    "chapters-out-of-order": Example(GOOD, chapters(("0", "Begin"), ("00:06:00", "Behind the end"))),
    "chapter-titles-long": Example(GOOD, chapters(("0", "Begin"), ("00:00:10", "After ten seconds"))),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_rule(name, tmp_path, capsys):
    show_rule(name, EXAMPLES[name], tmp_path, capsys)
