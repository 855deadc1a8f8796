"""Episodes whose titles and notes have the length, and the spread of words, of those of French conferences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from site_specimens import episode

from balado.site.model import SiteEpisode, SitePerson

MANUAL = Path(__file__).parent.parent.parent / "src" / "balado" / "manual" / "fr"
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|[|#*<>\[\]]", re.DOTALL)
_SYLLABLES = re.findall("..", "babebocacacodadedofafifogagejolamamimonanopapirarosasotatevivo")
_ENDINGS = ("n", "t", "re", "l", "tion", "ment", "que", "ité")
_RARE_WORDS = 9000


def french_episodes(count: int) -> Iterator[SiteEpisode]:
    """So many episodes: titles of some 50 bytes, notes of some 140 words, of which 80 say something."""
    chance = random.Random(3)  # noqa: S311 -- the same texts each time
    sentences, rare = _sentences(), _rare_words(chance)
    weights = [1 / (rank + 5) for rank in range(_RARE_WORDS)]
    people = [SitePerson(f"Claire {word.title()}", f"claire-{word}") for word in rare[:300]]
    for number in range(count):
        notes = " ".join([*chance.sample(sentences, chance.randint(4, 9)), *chance.choices(rare, weights, k=40)])
        yield episode(
            f"{number:04}-{'-'.join(chance.choices(rare, weights, k=3))}",
            title=" ".join([*chance.choice(sentences).split()[:7], chance.choice(rare)]),
            notes_html=f"<p>{notes}</p>",
            summary=chance.choice(sentences),
            people=tuple(chance.sample(people, chance.randint(1, 5))),
        )


@cache
def _sentences() -> list[str]:
    pages = sorted(MANUAL.glob("*.md"))
    text = _NOT_PROSE.sub(" ", "\n".join(page.read_text(encoding="utf-8") for page in pages))
    return [sentence for sentence in _SENTENCE_END.split(text) if 30 < len(sentence) < 300]


def _rare_words(chance: random.Random) -> list[str]:
    """What the sentences lack: the names and terms of a thousand subjects."""
    return [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(3, 4))) + chance.choice(_ENDINGS)
        for _ in range(_RARE_WORDS)
    ]
