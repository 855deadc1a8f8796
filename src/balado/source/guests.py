"""Who of those that a recording's tags name is a person, and so may be a guest of the episode. Pure.

Directories make a page for each person of a feed (podcast namespace, `person`). Most programs write into the same tag
the name of the show, of a device or of themselves, or that they know nobody: a guest that is missing is written in a
line, one who is is on those pages for good.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from pydantic_core import PydanticCustomError

from balado.show.model import Person
from balado.show.values.forms import short_text
from balado.source.identity import slug_of
from balado.source.people import USUAL_ROLE

_MOST_WORDS = 6
# What a listener would leave out of a show's name.
_LITTLE_WORDS = """
    the a an le la les l un une der die das ein eine el los las il lo gli i o os de du des of and et und y e
    podcast podcasts show radio channel officiel official
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())
_NOBODY = """
    unknown various artist artists artiste artistes artista artistas interpret interpreter kunstler inconnu inconnus
    divers diverse verschiedene unbekannt unbekannter desconocido varios sconosciuto anonymous anonyme
    untitled undefined default sans nom va
    user users utilisateur admin administrator administrateur owner guest invite speaker host author name nom
    track piste record recorder recorders recording recordings enregistrement enregistreur dictaphone dictee aufnahme
    voice voix memo memos microphone micro mic mixer console studio studios encoder decoder converter export
    podcast podcasts radio webradio tv television media medias productions production records label music audio sound
    sounds video film films conference conferences webinar webinaire meeting reunion ministere ministry conseil council
    university universite universitat institut institute association fondation foundation inc ltd llc gmbh sarl sas corp
    windows macbook imac iphone ipad android samsung galaxy pixel huawei xiaomi laptop desktop pc
    zoom tascam olympus marantz yamaha sennheiser shure behringer presonus focusrite
    teams skype webex jitsi obs youtube spotify anchor soundcloud deezer google microsoft
    audacity garageband audition adobe ableton logic cubase nuendo hindenburg descript riverside zencastr
    squadcast auphonic ferrite reaper wavelab goldwave ocenaudio handbrake itunes quicktime vlc
    lame lavf lavc ffmpeg libav sox balado
"""
_NO_PERSON = frozenset(_NOBODY.split())
_LONGEST_NOTE_CHARS = 80
_PROGRAMS = re.compile(
    r"\b(lame ?[\d.]+|lav[cf][\d.]*|ffmpeg|libavformat|audacity|garageband|adobe audition|hindenburg|descript|zencastr|"
    r"auphonic|itunes|handy recorder|voice memos?|(en|trans)coded (by|with)|exported (by|from|with))\b|\A[\W\d_]*\Z",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[\d@/\\<>\[\]{}|=+*#_&,;]|\b(and|et|und|feat|featuring|ft|vs|with|avec)\b|\.(com|org|net|fr|eu)\b|\bwww\.",
    re.IGNORECASE,
)


def guests_of(names: Iterable[str], of_show: Collection[str], people: Mapping[str, Person]) -> tuple[Person, ...]:
    """The persons among these names. `of_show` are the names of the show, its author and its owner.

    One who is in the directory (`people`) is taken as it is there.
    """
    known = {person.name.casefold(): person for person in people.values()}
    own = {name.casefold() for name in of_show}
    own_words = [_words(name) for name in of_show]
    found: dict[str, Person] = {}
    for name in _written(names):
        words = _words(name)
        is_own = name.casefold() in own or any(words and words <= others for others in own_words)
        if name.casefold() in known:
            person = known[name.casefold()]
            found[name] = person.model_copy(update={"role": person.role or USUAL_ROLE})
        elif not is_own and _is_person(name):
            found[name] = Person(name=name, role=USUAL_ROLE)
    return tuple(found.values())


def is_note_of_program(text: str) -> bool:
    """Whether a comment was left by a program or a device, and says nothing of the episode."""
    return len(text) <= _LONGEST_NOTE_CHARS and _PROGRAMS.search(text) is not None


def _written(names: Iterable[str]) -> Iterator[str]:
    """The names in the form that an author may write."""
    for name in names:
        try:
            yield short_text(name)
        except PydanticCustomError:
            continue


def _is_person(name: str) -> bool:
    """Whether this is first name and surname, as far as a machine can tell; of scripts without blanks, any name."""
    words = slug_of(name).split("-")
    if _NO_NAME.search(name) or not any(character.isalpha() for character in name) or len(words) > _MOST_WORDS:
        return False
    return words == [""] or (len(words) > 1 and _NO_PERSON.isdisjoint(words))


def _words(name: str) -> frozenset[str]:
    return frozenset(slug_of(name).split("-")) - _LITTLE - {""}
