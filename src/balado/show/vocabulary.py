"""Closed lists: names that platforms compare byte for byte, and nothing else. Pure."""

# A list of 184 two-letter codes would take 184 lines.
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

# Media type by suffix, as platforms want it: never what `mimetypes` says, which depends on the machine.
MEDIA_TYPES: Mapping[str, str] = {
    ".xml": "application/rss+xml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webm": "video/webm",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".epub": "application/epub+zip",
    ".zip": "application/zip",
    ".pdf": "application/pdf",
}

# The suffixes that a recording of this type may have, its own first; those alone that podcast apps play.
RECORDING_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "audio/mpeg": (".mp3",),
    "audio/x-m4a": (".m4a", ".mp4", ".m4b"),
    "video/mp4": (".mp4", ".m4v"),
    "video/x-m4v": (".m4v", ".mp4"),
    "video/quicktime": (".mov", ".qt"),
}

# What counts as a recording in an episode's folder, whether or not it can be an enclosure.
AUDIO_SUFFIXES: frozenset[str] = frozenset(
    (
        ".mp3 .mp2 .m4a .m4b .mp4 .m4v .mov .wav .flac .ogg .oga .opus .aac .aac .aif .aiff .wma .wmv .avi "
        ".mkv .mka .webm .caf .amr .ac3 .3gp "
    ).split()
)

# What counts as a picture that platforms show.
PICTURE_SUFFIXES: frozenset[str] = frozenset({".jpg", ".jpeg", ".png"})
