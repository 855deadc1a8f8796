"""The sample workflows: what they run is run here, on a real report."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from show_builder import NOW, Show

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="GitHub runs these steps with bash on Linux")


def jobs_of(name: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))["jobs"]
    return jobs


def step(name: str) -> dict[str, Any]:
    jobs = (jobs_of("nightly.yml")["publish"], jobs_of("difference.yml")["difference"])
    [found] = [step for job in jobs for step in job["steps"] if step.get("name") == name]
    return dict(found)


def run_step(name: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The step's commands as GitHub runs them: `bash -e`, with `balado` on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    places = {"RUNNER_TEMP": ".", "GITHUB_OUTPUT": "output", "GITHUB_STEP_SUMMARY": "summary.md"}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", step(name)["run"]],
        cwd=folder,
        env={**os.environ, "PATH": path, **places, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.fixture
def show(tmp_path: Path) -> Show:
    made = Show(tmp_path)
    made.write_feed()
    return made


def test_the_summary_says_what_was_published(show: Show) -> None:
    show.add("one", date="2020-01-01 08:00")
    assert run_step("Publish", show.root).returncode == 0
    assert (show.root / "output").read_text() == "code=0\n"
    assert run_step("Summary", show.root, CODE="0").returncode == 0
    summary = (show.root / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### Done, or nothing to do.")
    assert "files sent, " in summary
    assert "<li><b>published</b> <code>Published (publication 1): the files are in " in summary


def test_the_summary_names_every_fault_with_its_remedy(show: Show) -> None:
    show.write_feed(language="french", title="A <b>bold</b> title")
    assert run_step("Publish", show.root).returncode == 2
    assert (show.root / "output").read_text() == "code=2\n"
    assert run_step("Summary", show.root, CODE="2").returncode == 0
    summary = (show.root / "summary.md").read_text(encoding="utf-8")
    assert "### The source cannot be read" in summary
    told = "<code>feed.yaml:4 “french” is not a language code.</code><br><code>Write `language: fr`.</code></li>\n"
    assert f"<li><b>error</b> {told}" in summary
    assert "<b>bold" not in summary, "an author's text is no markup of the summary"


def test_the_summary_takes_no_text_for_markdown_or_for_the_end_of_a_line(tmp_path: Path) -> None:
    text = "a\u2028b\u0085c\n\n@team #1 ![p](http://evil.example) </code></li></ul>\n\n# head"
    events = [{"event": "fault", "severity": "error", "path": text, "line": 1, "message": text, "remedy": text}]
    report = "".join(f"{json.dumps(event, ensure_ascii=False)}\n" for event in events)
    (tmp_path / "report.jsonl").write_text(report, encoding="utf-8")
    assert run_step("Summary", tmp_path, CODE="1").returncode == 0
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    head, page = MarkdownIt("commonmark").parse(summary)[:3], MarkdownIt("commonmark").parse(summary)[3:]
    assert [token.type for token in head] == ["heading_open", "inline", "heading_close"]
    assert [token.type for token in page] == ["html_block"], "HTML to its end: nothing in it is Markdown"
    assert summary.count("</code>") == 2
    assert summary.count("</ul>") == 1


def test_the_summary_stands_when_nothing_was_reported(tmp_path: Path) -> None:
    assert run_step("Summary", tmp_path, CODE="").returncode == 0
    assert "see the log" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_the_heartbeat_is_a_command_there_is(show: Show) -> None:
    show.add("one", date="2020-01-01 08:00")
    show.publish()
    assert run_step("Is everything live that was due?", show.root).returncode == 0
    show.add("two", date="2025-11-20 08:00")
    overdue = f"{step('Is everything live that was due?')['run']} --now {NOW}".split()[1:]
    assert show.run(*overdue).returncode == 1


@pytest.mark.parametrize("name", ["ci.yml", "nightly.yml"])
def test_no_job_may_write_to_the_repository(name: str) -> None:
    workflow = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    granted = {job: steps.get("permissions", {}) for job, steps in workflow["jobs"].items()}
    assert all(rights.get("contents", "read") == "read" for rights in granted.values())
    assert [job for job, rights in granted.items() if "actions" in rights] in ([], ["stay-awake"])


def fake_gh(folder: Path, known: str) -> None:
    """A `gh` that writes down how it was called, and knows one comment or none."""
    (folder / "bin").mkdir()
    script = folder / "bin" / "gh"
    script.write_text(f'#!/bin/bash\necho "$@" >> calls\ncase "$@" in *paginate*) echo {known};; esac\n')
    script.chmod(0o755)


def test_a_pull_request_is_told_what_it_changes(show: Show) -> None:
    show.add("one", date="2020-01-01 08:00")
    assert run_step("Difference", show.root, MAY_READ="true").returncode == 0
    summary = (show.root / "summary.md").read_text(encoding="utf-8")
    assert summary.startswith("### Publishing this begins the feed.")
    assert "- one “About one” goes live" in summary


def test_a_pull_request_whose_show_cannot_be_read_is_told_why(show: Show) -> None:
    (show.root / "feed.yaml").write_text("title: [")
    assert run_step("Difference", show.root, MAY_READ="true").returncode == 0
    assert "    feed.yaml:1" in (show.root / "summary.md").read_text(encoding="utf-8")


def test_a_pull_request_from_a_fork_asks_no_store(show: Show) -> None:
    assert run_step("Difference", show.root, MAY_READ="false").returncode == 0
    assert "cannot be read from here" in (show.root / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("known", "call"), [("", "--method POST"), ("77", "--method PATCH")])
def test_the_comment_is_made_once_and_then_brought_up_to_date(show: Show, known: str, call: str) -> None:
    fake_gh(show.root, known)
    (show.root / "difference.md").write_text("### Publishing this changes nothing.\n")
    path = f"{show.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
    places = {"RUNNER_TEMP": ".", "GITHUB_REPOSITORY": "o/r", "NUMBER": "5", "PATH": path}
    script = ["bash", "-e", "-o", "pipefail", "-c", step("Comment")["run"]]
    run = subprocess.run(script, cwd=show.root, env={**os.environ, **places}, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
    assert call in (show.root / "calls").read_text()
    assert (show.root / "comment.md").read_text().startswith("<!-- balado diff -->\n###")


def test_every_action_is_named_by_its_commit_and_by_one_alone() -> None:
    """A tag can be moved to other code; the comment behind the commit tells its release, which Dependabot reads too."""
    commits: dict[str, set[str]] = {}
    for path in WORKFLOWS.glob("*.yml"):
        for used in re.findall(r"uses: (.+)", path.read_text(encoding="utf-8")):
            found = re.fullmatch(r"([\w./-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", used)
            assert found, f"{path.name}: {used}"
            commits.setdefault(found[1], set()).add(found[2])
    assert len(commits) >= 6
    assert all(len(named) == 1 for named in commits.values()), commits


def test_what_is_run_with_the_lowest_versions_is_there() -> None:
    named = re.findall(r"\btests/[\w/.]*\w", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
