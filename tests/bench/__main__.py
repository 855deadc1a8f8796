"""All measurements: `python -m tests.bench`, or some by name (`check embed feed inspection publish startup upload`).

Tables of medians and ratios against a peer in the same run. Nothing here asserts anything on time: machines differ.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

BENCHES = ("startup", "feed", "inspection", "embed", "check", "publish", "upload")


def main(names: list[str]) -> None:
    folder = Path(__file__).parent
    sys.path[:0] = [str(folder), str(folder.parent)]
    for name in names or BENCHES:
        importlib.import_module(f"bench_{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
