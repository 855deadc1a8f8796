"""The notes of an episode written anew, their unchanged lines as they stand. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher

from balado.source.keys.splice import Splice


def notes_splice(content: str, fence: int, notes: str) -> list[Splice]:
    """What puts these notes below the second line `---`, which begins at the character `fence`.

    Blank lines above and below the notes stay.
    """
    line_end = content.find("\n", fence)
    if line_end < 0:
        return [Splice(len(content), len(content), f"\n{notes}\n")]
    below = content[line_end:]
    begin = line_end + len(below) - len(below.lstrip())
    end = line_end + len(below.rstrip())
    if begin > end or not below.strip():
        return [Splice(line_end, len(content), f"\n{notes}\n")]
    if not notes:
        return [Splice(line_end, len(content), "\n")]
    return _lines_changed(content[begin:end], notes, begin)


def _lines_changed(old: str, new: str, begin: int) -> list[Splice]:
    before, after = old.split("\n"), new.split("\n")
    starts = [begin]
    for line in before:
        starts.append(starts[-1] + len(line) + 1)
    splices = []
    for tag, first, last, at, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        written = "".join(f"{line}\n" for line in after[at:to])
        start, end = starts[first], starts[last]
        if last == len(before):  # the end of the last line is not part of the notes
            end -= 1
            written = written.removesuffix("\n")
            if first == last:
                start, written = end, f"\n{written}"
            elif at == to:
                start = max(start - 1, begin)
        splices.append(Splice(start, end, written))
    return splices
