"""All measurements: `python -m tests.bench`, or some of BENCHES by name.

Tables of medians and ratios against a peer in the same run. Nothing here asserts anything on time: machines differ.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

_OF_PUBLICATIONS = ("startup", "feed", "inspection", "embed", "check", "publish", "pages", "upload", "lighthouse")
BENCHES = (*_OF_PUBLICATIONS, "transcribe", "master", "studio", "import", "statistics", "network")


def main(names: list[str]) -> None:
    for name in names or BENCHES:
        loaded(name).main()


def loaded(name: str) -> ModuleType:
    """The module of a measurement; what it shares with the tests is on the path."""
    folder = Path(__file__).parent
    shared = [str(folder), str(folder.parent / "support")]
    sys.path[:0] = [one for one in shared if one not in sys.path]
    return importlib.import_module(f"bench_{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
