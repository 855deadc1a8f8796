"""Show notes: Markdown becomes the little HTML that every platform shows alike. Pure.

Apple reads `p ol ul li a`, Spotify adds `br`, YouTube shows none: the common set is written, and what stands outside it
keeps its words: a heading becomes a paragraph, emphasis plain text, a picture its description.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from nh3 import Cleaner

_TAGS = {"p", "br", "ul", "ol", "li", "a"}
_NO_BREAK = "\u00a0"  # two bytes instead of six: platforms count them
_SCHEMES = {"https", "mailto"}


def render_notes(markdown: str) -> str:
    """The notes as restricted HTML, without a final line break; empty for empty notes."""
    if not markdown.strip():
        return ""
    parser = _parser()
    environment: MutableMapping[str, Any] = {}
    tokens = parser.parse(markdown, environment)
    for token in tokens:
        if token.children:
            token.children = _without_unsafe_links(token.children)
    written = parser.renderer.render(tokens, parser.options, environment)
    return _cleaner().clean(written).strip().replace("&nbsp;", _NO_BREAK)


def paragraph(text: str) -> str:
    """Plain text as one paragraph."""
    return f"<p>{html.escape(text, quote=False)}</p>"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None, strip_comments=True)


def _without_unsafe_links(tokens: Sequence[Token]) -> list[Token]:
    """The inline tokens, less the links to anything but https and mailto: their text stays."""
    kept: list[Token] = []
    open_links: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            open_links.append(str(token.attrGet("href") or "").partition(":")[0].lower() in _SCHEMES)
            if not open_links[-1]:
                continue
        if token.type == "link_close" and not open_links.pop():
            continue
        kept.append(token)
    return kept


def _open_paragraph(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return "<p>"


def _close_paragraph(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return "</p>\n"


def _nothing(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return ""


def _blank(_renderer: Any, _tokens: Sequence[Token], _index: int, *_rest: Any) -> str:
    return " "


def _as_lines(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    lines = html.escape(tokens[index].content.strip("\n"), quote=False).splitlines()
    return f"<p>{'<br>'.join(lines)}</p>\n"


def _description(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    return html.escape(tokens[index].content, quote=False)


_RULES: Mapping[str, Any] = {
    "heading_open": _open_paragraph,
    "heading_close": _close_paragraph,
    "blockquote_open": _nothing,
    "blockquote_close": _nothing,
    "hr": _nothing,
    "softbreak": _blank,
    "code_block": _as_lines,
    "fence": _as_lines,
    "image": _description,
}
