"""Closed lists of Podcasting 2.0, and the words for them that French authors write.

Source: the lists beside the tag pages of the podcast namespace (github.com/Podcastindex-org/podcast-namespace).
Pure.
"""

# A list of 249 two-letter codes would take 249 lines.
# ruff: noqa: SIM905

from __future__ import annotations

from collections.abc import Mapping

LICENSES = ("ARR", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "POD-V4V-1.0")
"""Names that need no address (licenses.json); compared without case, written exactly so."""

_MEDIA = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
MEDIA = (*_MEDIA, "mixed", *(f"{medium}L" for medium in _MEDIA))
"""What a feed is; with an L a feed of nothing but pointers to items elsewhere."""

SERVICES: frozenset[str] = frozenset(
    (
        "acast amazon anchor apple audioboom backtracks bitcoin blubrry buzzsprout captivate castos fireside google "
        "hypercatcher libsyn mastodon megafono megaphone omnystudio overcast paypal pinecast podbean podcastaddict "
        "podcastindex podcasts.com podchaser podfriend podiant podigee podnews podomatic podserve podverse redcircle "
        "relayfm resonate rss.com shoutengine simplecast slack soundcloud spotify spreaker transistor twitter "
        "whooshkaa zencast"
    ).split()
)

SOCIAL_PROTOCOLS = ("disabled", "activitypub", "twitter", "lightning", "atproto", "hive", "matrix", "nostr")
CHAT_PROTOCOLS = ("irc", "xmpp", "nostr", "matrix")
RECIPIENT_TYPES = ("node", "lnaddress")
INTEGRITY_TYPES = ("sri", "pgp-signature")
LIVE_STATES = ("pending", "live", "ended")

# ISO 3166-1 alpha-2, officially assigned.
COUNTRIES: frozenset[str] = frozenset(
    (
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
        "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
        "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
        "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
        "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
        "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
    ).split()
)

# What people do at a conference, in French (both genders), and the role of the taxonomy that says it.
_FRENCH: Mapping[str, str] = {
    "intervenant intervenante orateur oratrice invité invitée conférencier conférencière": "guest",
    "ouverture introduction clôture conclusion discutant discutante grand-témoin": "guest",
    "animateur animatrice modérateur modératrice présentateur présentatrice hôte modération présidence": "host",
    "coanimateur coanimatrice co-animateur co-animatrice": "co-host",
    "narrateur narratrice voix lecture récitant récitante": "narrator",
    "journaliste reporter": "reporter",
    "auteur auteure autrice": "author",
    "rédacteur rédactrice": "writer",
    "traducteur traductrice traduction interprète": "translator",
    "transcripteur transcriptrice transcription": "transcriber",
    "recherchiste documentaliste": "researcher",
    "réalisateur réalisatrice réalisation": "director",
    "producteur productrice production": "producer",
    "monteur monteuse montage": "audio editor",
    "preneur-de-son preneuse-de-son ingénieur-du-son ingénieure-du-son technicien technicienne son": "audio engineer",
    "compositeur compositrice musique": "composer",
    "graphiste": "graphic designer",
    "communication": "social media manager",
    "stagiaire": "intern",
    "consultant consultante": "consultant",
}

ROLE_WORDS: Mapping[str, str] = {
    spelling: role
    for words, role in _FRENCH.items()
    for word in words.split()
    for spelling in (word, word.replace("-", " "))
}
"""French word, with its hyphens or with blanks -> role of the taxonomy."""
