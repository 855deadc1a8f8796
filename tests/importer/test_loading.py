"""What an import needs is loaded while its feed is read, and nothing of that after it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from foreign_feeds import DATE, ENCLOSURE, document

_RUN = """
import sys
from balado.cli.main import main
from balado.importer import fetch_feed

found, known = fetch_feed.find_feed, set()

def find_feed(source, client, meanwhile):
    meanwhile()
    known.update(sys.modules)
    return found(source, client)

fetch_feed.find_feed = find_feed
try:
    main(["import", "old.xml", "show", "--media", "never"])
finally:
    late = [name for name in sys.modules if name.startswith("balado.") and name not in known]
    print("LATE", *(name for name in late if not name.startswith(("balado.cli.", "balado.commands."))))
"""


def test_nothing_is_left_to_be_loaded_when_there_is_a_feed(tmp_path: Path) -> None:
    item = f"<item><title>A</title>{DATE}{ENCLOSURE}<guid>1</guid><description>Text</description></item>"
    (tmp_path / "old.xml").write_bytes(document(f"<title>S</title>{item}"))
    run = subprocess.run([sys.executable, "-c", _RUN], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert [line for line in run.stdout.splitlines() if line.startswith("LATE")] == ["LATE"], run.stderr
