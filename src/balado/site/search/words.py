"""Words as the search of the pages compares them: without accents, case and plural. Pure.

The script of the search folds what is typed in the same way (`assets/search.js`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
# Letters that do not come apart into a plain one and its accent.
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_PLURAL = re.compile(r"(?<=...)(?:s|(?<=u)x)\Z")
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_FIRST_MARK = "\u0300"
_SHORTEST, _LONGEST = 3, 30


def words_of(text: str) -> list[str]:
    """The words of a text, folded, in their order: letters and figures, `Les œuvres d’été` as `les`, `oeuvre`, …."""
    apart = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(sign for sign in apart if sign < _FIRST_MARK or unicodedata.category(sign)[0] != "M").translate(
        _LETTERS
    )
    return [_PLURAL.sub("", word)[:_LONGEST] for word in _WORD.findall(plain.translate(_LETTERS))]


def is_telling(word: str) -> bool:
    """Whether a folded word says something about what an episode is about."""
    return (len(word) >= _SHORTEST or word.isdecimal()) and word not in _FREQUENT


def telling_words(texts: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """The distinct words of these texts that say something, the first ones first; without those that are known."""
    seen = set(known)
    for text in texts:
        for word in words_of(text):
            if word not in seen and is_telling(word):
                seen.add(word)
                yield word


def shown_text(markup: str) -> str:
    """What is read of restricted HTML."""
    return html.unescape(_TAG.sub(" ", markup))


# French, then English: what says nothing about what an episode is about.
_FREQUENT = frozenset(
    words_of(
        """ainsi alors après assez au aucun aucune aussi autre autres aux avant avec avoir beaucoup bien car cela
        celle celui ces cet cette ceux chaque chez comme comment contre dans depuis des deux devant doit donc
        dont elle elles encore entre est étaient était etc être eux fait faire faut font ici ils jusque les leur
        leurs lors lui mais même moins mon nos notre nous ont par parce pas pendant peu peut peuvent plus pour
        pourquoi quand que quel quelle quelque qui quoi sans ses sera sont sous son sur tant tel telle ton tous
        tout toute toutes très trois trop une vers voici vos votre vous about after all also and any are because
        been before but can could did does for from had has have her here him his how into its just like more
        most much not now one only other our out over own she should some such than that the their them then
        there these they this those through too under until very was were what when where which while who why
        will with would you your"""
    )
)
