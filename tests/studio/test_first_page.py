"""What the first page waits for: a thousand episodes are there within a second because it is little."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from show_builder import Show

MOST_MODULES_OF_OURS = 90
SUPPORT = Path(__file__).parents[1] / "support"
HEAVY = {"pydantic", "lxml", "feedgen", "mutagen", "PIL", "boto3", "botocore", "icalendar", "ruamel", "markdown_it"}

FIRST_PAGE = """
import json, sys
sys.path.insert(0, sys.argv[2])
from awaited import awaited
from datetime import UTC, datetime
from pathlib import Path
from balado.cli.session import catalogue
from balado.edition.open import Request
from balado.studio import state
from balado.studio.app import application
from balado.studio.guard import Doors
from balado.studio.run import StudioOptions, started

state._FIRST_PAGE_SECONDS = 600  # on a busy machine the look would begin before the page
now = datetime(2026, 1, 1, tzinfo=UTC)
request = Request(Path(sys.argv[1]), now, "", None, guarded=False)
words = catalogue(["fr"])
options = StudioOptions(request, lambda: now, words, "fr", lambda error: error, may_change=True)
doors, sent, loaded = Doors(8000), [], []

def note():
    loaded.extend(sys.modules)

async def send(message):
    sent.append(message)

async def receive():
    return {"type": "http.request", "body": b"", "more_body": False}

async def ask(app):
    cookie = f"{doors.cookie_name}={doors.secrets.cookie}".encode()
    headers = [(b"host", b"127.0.0.1:8000"), (b"cookie", cookie)]
    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "headers": headers,
             "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1), "root_path": "",
             "http_version": "1.1"}
    await app(scope, receive, send)

with started(options, doors) as studio:
    awaited(ask(application(studio, words, note)))
body = b"".join(message.get("body", b"") for message in sent).decode()
print(json.dumps({"status": sent[0]["status"], "body": body, "loaded": loaded}))
"""


def test_the_first_page_loads_little_and_nothing_heavy(tmp_path: Path) -> None:
    show = Show(tmp_path)
    show.write_feed()
    show.add("first", title="Le premier kilomètre")
    command = [sys.executable, "-c", FIRST_PAGE, str(show.root), str(SUPPORT)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    answer = json.loads(run.stdout)
    assert answer["status"] == 200
    assert "Le premier kilomètre" in answer["body"]
    ours = [name for name in answer["loaded"] if name.startswith("balado.")]
    assert len(ours) <= MOST_MODULES_OF_OURS
    assert HEAVY & set(answer["loaded"]) == set()
