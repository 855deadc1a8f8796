"""Show notes: Markdown becomes the little HTML that every platform shows alike. Pure.

Apple reads `p ol ul li a`, Spotify adds `br`, YouTube shows none: the common set is written, and what stands outside it
keeps its words: a heading becomes a paragraph, emphasis plain text, a picture its description, HTML what it says. Links
to anything but https and mailto are text. Comments (`<!-- … -->`) are the author's own: they vanish.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from nh3 import Cleaner

_TAGS = {"p", "br", "ul", "ol", "li", "a"}
_NO_BREAK = "\u00a0"  # two bytes instead of six: platforms count them
_LINKABLE = re.compile(r"https://[^/\s]|mailto:[^\s]", re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # `&#1;` in HTML becomes such a one
_LINK_TO_NOTHING = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_EMPTY = re.compile(r'<(p|ul|ol|li|a)(?: href="[^"]*")?>(?:\s|<br>)*</\1>\n?')
_INLINE = re.compile(r"</?(?:a|br)\b", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"<(?:p|ul|ol|li)>")


def render_notes(markdown: str) -> str:
    """The notes as restricted HTML, without a final line break; empty for notes that say nothing."""
    if not markdown.strip():
        return ""
    return _cleaned(_parser().render(markdown)).strip()


def paragraph(text: str) -> str:
    """Plain text as one paragraph."""
    return f"<p>{html.escape(text, quote=False)}</p>"


def _cleaned(written: str) -> str:
    """The HTML less all that is outside the common set, and less what that leaves empty."""
    clean = _NOT_XML.sub("", _cleaner().clean(written)).replace("&nbsp;", _NO_BREAK)
    filled = _LINK_TO_NOTHING.sub(r"\1", clean)
    while (less := _EMPTY.sub("", filled)) != filled:
        filled = less
    return filled


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    # A link that it refuses would stay in the text as Markdown; _link judges them.
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


@cache
def _cleaner() -> Cleaner:
    from nh3 import Cleaner

    return Cleaner(tags=_TAGS, attributes={"a": {"href"}, "*": set()}, attribute_filter=_link, link_rel=None)


def _link(_tag: str, _attribute: str, url: str) -> str | None:
    """The address of a link, None when apps would not follow it."""
    return url if _LINKABLE.match(url) else None


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


def _description(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    described: str = renderer.renderInlineAsText(tokens[index].children or [], options, environment)
    return html.escape(described, quote=False)


def _own_html(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """A block of HTML, in a paragraph unless it has its own: text may not stand bare between paragraphs."""
    block = _cleaned(tokens[index].content).strip()
    return f"{block}\n" if _STANDS_ALONE.search(block) else f"<p>{block}</p>\n"


def _inline_html(_renderer: Any, tokens: Sequence[Token], index: int, *_rest: Any) -> str:
    """One tag or comment. An open `<title>` or `<script>` must not swallow the words after it."""
    return tokens[index].content if _INLINE.match(tokens[index].content) else ""


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
    "html_block": _own_html,
    "html_inline": _inline_html,
}
