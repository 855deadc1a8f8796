"""Ctrl-C in the middle of an upload: it is said what was done, nothing is half-written, the next run goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from counting_proxy import CountingProxy
from show_builder import NOW, Show


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process there")
def test_ctrl_c_leaves_no_half_and_says_what_was_done(moto: Any, tmp_path: Path) -> None:
    with CountingProxy(moto.url, delay_seconds=0.4) as proxy:
        show = Show(tmp_path / "show", {**moto.environment(), "AWS_ENDPOINT_URL": proxy.url})
        show.write_feed(publish=f"{{to: 's3://{moto.bucket}', url: 'https://pod.example/show', verify: false}}")
        for number in range(12):
            show.add(f"e{number}", seconds=2 + number)
        process = subprocess.Popen(
            [sys.executable, "-m", "balado", "publish", "--now", NOW],
            cwd=show.root,
            env={**os.environ, **show.environment},
            stderr=subprocess.PIPE,
            text=True,
            # A job in the background hands down that it ignores Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
        )
        while process.poll() is None and not [one for one in proxy.requests if one.method == "PUT"]:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

    assert process.returncode == 130, said
    assert said.count("Stopped.") == 1
    assert "was sent and stays" in said or "were sent and stay" in said
    assert "Traceback" not in said
    assert not [key for key in moto.read_all() if "generations" in key or key == "feed.xml"]
    show.environment = moto.environment()
    show.publish()
    assert "feed.xml" in moto.read_all()


def test_ctrl_c_while_the_program_is_loaded_shows_no_traceback() -> None:
    stopped = """
import sys

class Stopped:
    def find_spec(self, name, *_):
        if name == "balado.cli.main":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stopped())
from balado.__main__ import main
main()
"""
    ended = subprocess.run([sys.executable, "-c", stopped], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")
