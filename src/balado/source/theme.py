"""The theme of the pages: a folder of the show, found and read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from balado.errors import Fault
from balado.message import say
from balado.show.values.file_path import relative_path
from balado.source.decode import decode
from balado.source.folder import Scan
from balado.source.yaml.document import YamlDocument

_KEY = "site.theme"


def faults_of_theme(tree: Mapping[str, Any], document: YamlDocument, scan: Scan) -> Iterator[Fault]:
    """What is wrong with the folder that `site.theme` names, and its texts. The model judges the path."""
    site = tree.get("site")
    if not isinstance(site, dict) or "theme" not in site:
        return
    try:
        folder = relative_path(site["theme"]).removesuffix("/")
    except PydanticCustomError:
        return
    texts = scan.texts_in(folder)
    if texts is None:
        what = say("There is no folder {path} in the show's folder.", path=folder)
        yield Fault(
            document.place(_KEY), what, say("Make it, correct its path (capital letters count), or delete the line.")
        )
    for text in texts or ():
        if text.raw is None:
            yield from () if text.fault is None else (text.fault,)
        else:
            yield from decode(text.raw, text.path)[1]


def theme_texts(scan: Scan, folder: str) -> Mapping[str, str]:
    """The texts of a theme that has no fault, by file name."""
    texts = scan.texts_in(folder.removesuffix("/")) or ()
    found = ((one.path.rpartition("/")[2], decode(one.raw or b"", one.path)[0]) for one in texts)
    return {name: text for name, text in found if text is not None}
