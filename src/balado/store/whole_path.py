"""The path of a file or folder as another machine finds it."""

from __future__ import annotations

import os
from pathlib import Path


def whole_path(path: Path) -> Path:
    """The path from the root on, without `..`: another machine may lack the folder that `..` leads out of.

    Links stay, since they may be what both machines have; but where `..` leads out of one, it is followed.
    """
    whole = path.absolute()
    if ".." not in whole.parts:
        return whole
    after = len(whole.parts) - whole.parts[::-1].index("..")
    folder = Path(*whole.parts[:after])
    tidy = Path(os.path.normpath(folder))
    is_same = tidy.exists() and folder.exists() and tidy.samefile(folder)
    return Path(tidy if is_same else folder.resolve(), *whole.parts[after:])
