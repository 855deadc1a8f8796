"""Closed lists: names that platforms compare byte for byte, and the words for them that French authors write. Pure."""

# A list of 249 two-letter codes would take 249 lines.
# ruff: noqa: SIM905

from __future__ import annotations

from collections.abc import Mapping

# Apple's categories of the 2019 revision: top level and what may stand under it. English and case-sensitive
# whatever the language of the show (podcasters.apple.com, support page 1691).
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "History": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga",
        "Automotive",
        "Aviation",
        "Crafts",
        "Games",
        "Hobbies",
        "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News",
        "Daily News",
        "Entertainment News",
        "News Commentary",
        "Politics",
        "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": (
        "Buddhism",
        "Christianity",
        "Hinduism",
        "Islam",
        "Judaism",
        "Religion",
        "Spirituality",
    ),
    "Science": (
        "Astronomy",
        "Chemistry",
        "Earth Sciences",
        "Life Sciences",
        "Mathematics",
        "Natural Sciences",
        "Nature",
        "Physics",
        "Social Sciences",
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        "Baseball",
        "Basketball",
        "Cricket",
        "Fantasy Sports",
        "Football",
        "Golf",
        "Hockey",
        "Rugby",
        "Running",
        "Soccer",
        "Swimming",
        "Tennis",
        "Volleyball",
        "Wilderness",
        "Wrestling",
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}

# Names Apple dropped in 2019, still found in old feeds and old advice, and what took their place.
OBSOLETE_CATEGORIES: Mapping[str, str] = {
    "Arts & Entertainment": "Arts",
    "Audio Blogs": "Society & Culture > Personal Journals",
    "Family": "Kids & Family",
    "Food": "Arts > Food",
    "Games & Hobbies": "Leisure",
    "Government & Organizations": "Government",
    "Health": "Health & Fitness",
    "International": "News",
    "Movies & Television": "TV & Film",
    "News & Politics": "News > Politics",
    "Politics": "News > Politics",
    "Public Radio": "News",
    "Science & Medicine": "Science",
    "Sports & Recreation": "Sports",
    "Talk Radio": "News > News Commentary",
    "Transportation": "Leisure > Automotive",
    "Travel": "Society & Culture > Places & Travel",
    "Arts > Literature": "Arts > Books",
    "Business > Management & Marketing": "Business > Management",
    "Education > K-12": "Education",
    "Education > Higher Education": "Education > Courses",
    "Education > Training": "Education > Courses",
    "Society & Culture > History": "History",
    "Technology > Podcasting": "Technology",
    "Technology > Gadgets": "Technology",
    "Technology > Software How-To": "Technology",
    "Technology > Tech News": "News > Tech News",
    "Religion & Spirituality > New Age": "Religion & Spirituality > Spirituality",
    "Religion & Spirituality > Other": "Religion & Spirituality",
}

# The podcast namespace's taxonomy of people: group and its roles, in lower case as it compares them without case
# (podcast-namespace, taxonomy-en.json). `editor` stands in two groups: the first one counts.
PERSON_GROUPS: Mapping[str, tuple[str, ...]] = {
    "creative direction": (
        "director",
        "assistant director",
        "executive producer",
        "senior producer",
        "producer",
        "associate producer",
        "development producer",
        "creative director",
    ),
    "cast": ("host", "co-host", "guest host", "guest", "voice actor", "narrator", "announcer", "reporter"),
    "writing": (
        "author",
        "editorial director",
        "co-writer",
        "writer",
        "songwriter",
        "guest writer",
        "story editor",
        "managing editor",
        "script editor",
        "script coordinator",
        "researcher",
        "editor",
        "fact checker",
        "translator",
        "transcriber",
        "logger",
    ),
    "audio production": (
        "studio coordinator",
        "technical director",
        "technical manager",
        "audio engineer",
        "remote recording engineer",
        "post production engineer",
    ),
    "audio post-production": (
        "audio editor",
        "sound designer",
        "foley artist",
        "composer",
        "theme music",
        "music production",
        "music contributor",
    ),
    "administration": (
        "production coordinator",
        "booking coordinator",
        "production assistant",
        "content manager",
        "marketing manager",
        "sales representative",
        "sales manager",
    ),
    "visuals": ("graphic designer", "cover art designer"),
    "community": ("social media manager",),
    "misc.": ("consultant", "intern"),
    "video production": ("camera operator", "lighting designer", "camera grip", "assistant camera"),
    "video post-production": ("editor", "assistant editor"),
}

# Role -> the first group that has it.
PERSON_ROLES: Mapping[str, str] = {
    role: next(group for group, roles in PERSON_GROUPS.items() if role in roles)
    for roles in PERSON_GROUPS.values()
    for role in roles
}

# ISO 639-1: 184 two-letter codes, the 183 of today and `bh`, which was withdrawn in 2021.
LANGUAGES: frozenset[str] = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
        "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id "
        "ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu "
        "lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu "
        "rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr "
        "ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    ).split()
)

# Podcasting 2.0: the lists beside the tag pages of the podcast namespace
# (github.com/Podcastindex-org/podcast-namespace).
AI_CONTENT = "ai-content"
"""The purpose of the `podcast:txt` that says whether a machine made what is heard or seen: `true` or `false`."""

LICENSES = ("ARR", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "POD-V4V-1.0")
"""Licences that need no address (licenses.json); compared without case, written exactly so."""

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
