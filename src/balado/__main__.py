"""`python -m balado`, and the program `balado`."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def main() -> None:
    """Run the command line. Ctrl-C while it is being loaded ends it as quietly as later: nothing was begun."""
    try:
        from balado.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    run()


if __name__ == "__main__":
    main()
