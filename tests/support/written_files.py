"""feed.yaml and episode.md as authors write them: in every style of YAML, with comments, in every encoding of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from balado.source.write import in_braces, scalar
from balado.source.yaml.quoting import quoted

Path = tuple[str, ...]

_LETTERS = "ab é:#-'\"{}[],&*!|>%@`\\?0~<…\u00a0\u202f👨\u200d👩"
LINES = st.text(_LETTERS, min_size=1, max_size=14) | st.sampled_from(
    ["true", "null", "~", "12:30", "2022-10-19 17:30", "1984", "a: b", "x #y", "- a", "---", "...", "{a: b}", "[a", "»"]
)
PARAGRAPHS = st.lists(LINES | st.just(""), min_size=1, max_size=4).map("\n".join)
NAMES = st.sampled_from(
    ["guid", "title", "description", "language", "author", "owner", "type", "people", "seasons", "team", "publish",
     "held", "chapters", "name", "email", "role", "x-mine", "é", "1", "clé neuve"]
)  # fmt: skip
TEXTS = LINES | PARAGRAPHS
VALUES = st.recursive(
    TEXTS | st.integers(1, 99) | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@dataclass(frozen=True)
class Line:
    """A line of a file without its end; `path` leads to the value it is part of, () for none."""

    text: str
    path: Path = ()


@dataclass(frozen=True)
class Written:
    """A file: what stands before its YAML, the lines of that, what stands behind, and how lines end."""

    lines: tuple[Line, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    end: str
    mark: bytes
    has_last_end: bool

    @property
    def raw(self) -> bytes:
        """Its bytes."""
        texts = [*self.before, *(line.text for line in self.lines), *self.after]
        text = self.end.join(texts) + (self.end if self.has_last_end else "")
        return self.mark + text.encode()


COMMENTS = st.sampled_from(["", "  # why", " #", "\t# tab", "   "])
ABOVE = st.sampled_from(["", "", "", "# about it", "  # further in", "#", "\t"])


@st.composite
def files(draw: st.DrawFn, *, episode: bool) -> Written:
    """A file with a few keys."""
    lines: list[Line] = []
    column = draw(st.sampled_from([0, 0, 0, 2]))
    for name in draw(st.lists(NAMES, unique=True, max_size=6)):
        lines += _above(draw)
        lines += _keyed(draw, name, (name,), column, 0)
    lines += _above(draw)
    notes = draw(st.lists(LINES | st.just("  ") | st.just(""), max_size=5)) if episode else []
    return Written(
        tuple(_ended_blocks(lines)),
        ("---",) if episode else (),
        ("---", *notes) if episode else (),
        draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
        draw(st.sampled_from([b"", "\ufeff".encode()])),
        draw(st.booleans()),
    )


def _ended_blocks(lines: list[Line]) -> Iterator[Line]:
    """What looks like a comment below a block of text is part of it, unless it stands out; so may be blank lines."""
    block: Path = ()
    for line in lines:
        if line.path:
            begins = line.text.partition("#")[0].rstrip().endswith(("|", "|-", ">", ">-", "|+"))
            block = line.path if begins or line.path == block else ()
            yield line
        elif block:
            yield Line(line.text.strip() and "# stands out", () if line.text.strip() else block)
        else:
            yield line


def _above(draw: st.DrawFn) -> list[Line]:
    text = draw(ABOVE)
    return [Line(text)] if text or draw(st.booleans()) else []


def _keyed(draw: st.DrawFn, name: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    key = draw(st.sampled_from([name, quoted(name)])) if name != "1" else "1"
    yield from _value(draw, f"{' ' * column}{key}:", path, column, depth)


def _value(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    forms: list[Callable[..., Iterator[Line]]] = [_text, _text, _block, _flow, _empty]
    if depth < 2:
        forms += [_group, _list, _list]
    yield from draw(st.sampled_from(forms))(draw, head, path, column, depth)


def _empty(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    yield Line(head + draw(COMMENTS), path)


def _text(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    text = draw(LINES)
    written = draw(st.sampled_from([scalar(text), "'" + text.replace("'", "''") + "'", "plain words", "&anchor x"]))
    if draw(st.integers(0, 9)) == 0:
        yield Line(head + draw(COMMENTS), path)
        head = " " * (column + 1)
    if draw(st.integers(0, 9)) == 0:
        yield Line(f"{head} several words", path)
        head, written = " " * (column + 2), "on two lines"
    yield Line(f"{head}{draw(st.sampled_from([' ', '   ']))}{written}{draw(COMMENTS)}", path)


def _block(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    sign = draw(st.sampled_from(["|", "|-", ">", ">-", "|+"]))
    yield Line(f"{head} {sign}{draw(st.sampled_from(['', '  # sign']))}", path)
    indent = " " * (column + draw(st.integers(1, 4)))
    yield Line(f"{indent}text", path)
    for text in draw(st.lists(LINES | st.just(""), max_size=3)):
        yield Line(f"{indent}{text.strip()}" if text.strip() else "", path)


def _flow(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    items = [in_braces(text) for text in draw(st.lists(LINES, max_size=3))]
    if draw(st.booleans()):
        names = draw(st.lists(NAMES, unique=True, min_size=len(items), max_size=len(items)))
        items = [f"{name}: {item}" for name, item in zip(names, items, strict=True)]
        opened, closed = "{", "}"
    else:
        opened, closed = "[", "]"
    if items and draw(st.integers(0, 3)) == 0:
        yield Line(f"{head} {opened}{draw(COMMENTS)}", path)
        last = draw(st.sampled_from(["", ","]))
        for number, item in enumerate(items):
            comma = "," if number < len(items) - 1 else last
            yield Line(f"{' ' * (column + 2)}{item}{comma}{draw(COMMENTS)}", path)
        yield Line(f"{' ' * (column + 1)}{closed}{draw(COMMENTS)}", path)
    else:
        yield Line(f"{head} {opened}{', '.join(items)}{closed}{draw(COMMENTS)}", path)


def _group(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    yield Line(head + draw(COMMENTS), path)
    inner = column + draw(st.integers(1, 4))
    for name in draw(st.lists(NAMES, unique=True, min_size=1, max_size=3)):
        yield from _above(draw)
        yield from _keyed(draw, name, (*path, name), inner, depth + 1)


def _list(draw: st.DrawFn, head: str, path: Path, column: int, depth: int) -> Iterator[Line]:
    yield Line(head + draw(COMMENTS), path)
    inner = column + draw(st.integers(0, 4)) if head.endswith(":") else column + 2
    for number in range(draw(st.integers(1, 3))):
        here = (*path, str(number))
        yield from _above(draw)
        dash = " " * inner + "-"
        if draw(st.booleans()) and depth < 2:
            names = draw(st.lists(NAMES, unique=True, min_size=1, max_size=3))
            for at, name in enumerate(names):
                lines = list(_keyed(draw, name, here, inner + 2, depth + 2))
                if at == 0:
                    lines[0] = Line(f"{dash} {lines[0].text.lstrip()}", here)
                yield from (Line(line.text, here) for line in lines)
        else:
            yield from (Line(line.text, here) for line in _value(draw, dash, here, inner, depth + 2))
