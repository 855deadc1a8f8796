"""Which words between `<` and `>` are elements of HTML: of others an app shows the words, if it is told to. Pure."""

from __future__ import annotations

import re

_NAMES = (
    # the living standard
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col"
    " colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu"
    " meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script"
    " search section select slot small source span strong style sub summary sup svg table tbody td template textarea"
    " tfoot th thead time title tr track u ul var video wbr"
    # older pages
    " acronym applet basefont bgsound big blink center dir font frame frameset image marquee nobr noembed noframes"
    " plaintext rb rtc strike tt xmp"
)
_ELEMENTS = frozenset(_NAMES.split())
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)\b[^<>]*>")


def is_element(name: str) -> bool:
    """Whether HTML has an element of that name: `b`, not the `int` of `std::vector<int>`."""
    return name.lower() in _ELEMENTS


def without_tags(text: str) -> str:
    """The text without the tags of HTML in it."""
    return _TAG.sub(lambda found: "" if is_element(found[1]) else found[0], text)
