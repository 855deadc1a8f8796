"""What people do in an episode: the names of the roles of the Podcast Taxonomy, those of listeners' interest. Pure.

French names say the work and not the person, whose gender nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from balado.site.model import SitePerson
from balado.site.words import Words

_FRENCH: Mapping[str, str] = {
    "announcer": "Annonce",
    "assistant camera": "Assistance à l’image",
    "assistant director": "Assistance à la réalisation",
    "assistant editor": "Assistance au montage",
    "associate producer": "Production associée",
    "audio editor": "Montage",
    "audio engineer": "Prise de son",
    "author": "Texte",
    "booking coordinator": "Coordination des invitations",
    "camera grip": "Machinerie",
    "camera operator": "Image",
    "co-host": "Coanimation",
    "co-writer": "Coécriture",
    "composer": "Composition",
    "consultant": "Conseil",
    "content manager": "Gestion des contenus",
    "cover art designer": "Pochette",
    "creative director": "Direction artistique",
    "development producer": "Développement",
    "director": "Réalisation",
    "editor": "Édition",
    "editorial director": "Direction éditoriale",
    "executive producer": "Production exécutive",
    "fact checker": "Vérification",
    "foley artist": "Bruitage",
    "graphic designer": "Graphisme",
    "guest": "Intervention",
    "guest host": "Animation invitée",
    "guest writer": "Texte invité",
    "host": "Animation",
    "intern": "Stage",
    "lighting designer": "Lumière",
    "logger": "Dérushage",
    "managing editor": "Secrétariat de rédaction",
    "marketing manager": "Promotion",
    "music contributor": "Contribution musicale",
    "music production": "Production musicale",
    "narrator": "Narration",
    "post production engineer": "Postproduction",
    "producer": "Production",
    "production assistant": "Assistance de production",
    "production coordinator": "Coordination de production",
    "remote recording engineer": "Prise de son à distance",
    "reporter": "Reportage",
    "researcher": "Recherche",
    "sales manager": "Direction commerciale",
    "sales representative": "Commercialisation",
    "script coordinator": "Coordination des textes",
    "script editor": "Révision des textes",
    "senior producer": "Direction de production",
    "social media manager": "Réseaux sociaux",
    "songwriter": "Chanson",
    "sound designer": "Conception sonore",
    "story editor": "Dramaturgie",
    "studio coordinator": "Coordination du studio",
    "technical director": "Direction technique",
    "technical manager": "Régie technique",
    "theme music": "Musique du générique",
    "transcriber": "Transcription",
    "translator": "Traduction",
    "voice actor": "Voix",
    "writer": "Écriture",
}


def role_name(person: SitePerson, words: Words) -> str:
    """What somebody does, in the language of these words; the taxonomy's own word where we have no name for it.

    In French it is the author's word where they wrote one: it says who opened, and who is a woman.
    """
    name = person.role
    if words.language == "fr":
        written = (person.role_written or "").replace("-de-", " de ").replace("-du-", " du ")
        name = written or _FRENCH.get(person.role.lower(), name)
    return name[:1].upper() + name[1:]


def people_by_role(people: Iterable[SitePerson], words: Words) -> list[tuple[str, list[SitePerson]]]:
    """Everybody under the name of their role, in the order in which the author names them."""
    found: dict[str, list[SitePerson]] = {}
    for person in people:
        found.setdefault(role_name(person, words), []).append(person)
    return list(found.items())
