"""What `balado init` asks on a terminal: one question after the other, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from balado.cli.console import Console
from balado.errors import BaladoError, Fault, MediaError, Place, ReplaceText
from balado.message import Joined, Message, say

BACK = "<"
QUESTIONS = {
    "title": say("Title of the show"),
    "description": say("What it is about, in a sentence or two"),
    "language": say("Language (fr, en, pt-br …)"),
    "url": say("Public address where the feed and the audio will be (https://…; just Enter: I have none yet)"),
    "link": say("Web page of the show (https://…)"),
    "author": say("Who makes it, as apps should show it"),
    "email": say("Public e-mail address for platforms (just Enter for none)"),
    "category": say("Apple category (Government, Society & Culture > Documentary …)"),
    "timezone": say("Time zone (Europe/Paris …)"),
    "explicit": say("Is it unfit for children? (yes, no)"),
    "cover": say("Its picture, a square file of 1400 to 3000 pixels (just Enter: later)"),
    "recording": say("A first recording (just Enter: later)"),
}
_EXAMPLES = {
    "title": "Le dernier kilomètre",
    "description": "Des voix de la ville.",
    "language": "fr",
    "url": "https://podcast.example.org",
    "link": "https://www.example.org",
    "author": "Ada Lovelace",
    "email": "podcast@example.org",
    "category": "Government",
    "timezone": "Europe/Paris",
}
_TRUTHS = {"y": "yes", "yes": "yes", "o": "yes", "oui": "yes", "n": "no", "no": "no", "non": "no"}
_OF_A_FILE = re.compile(r"`?\b[a-z_]+: \S")
"""What shows how a line of feed.yaml is written: whoever answers a question does not see that file."""

Judge = Callable[[Mapping[str, str]], tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Interview:
    """A terminal to ask on, what judges an answer, and what just Enter gives to each question."""

    console: Console
    judge: Judge
    offered: Mapping[str, str]

    def ask(self, names: list[str]) -> dict[str, str]:
        """The answers to these questions, each judged; BACK leads to the one before."""
        self.console.show(say("Just Enter takes what stands in brackets; {back} goes back one question.", back=BACK))
        answers: dict[str, str] = {}
        at = 0
        while at < len(names):
            answer = self._answer(names[at], answers.get(names[at]))
            if answer is None:
                at = max(at - 1, 0)
            else:
                answers[names[at]] = answer
                at += 1
        return answers

    def _answer(self, name: str, before: str | None) -> str | None:
        """What is answered to a question, which is asked again until the answer can be used; None to go back."""
        while True:
            answer = self.console.ask(QUESTIONS[name], before or self.offered.get(name))
            if answer == BACK:
                return None
            if name == "explicit":
                answer = _TRUTHS.get(answer.casefold(), "")
                if not answer:
                    self.console.show(say("Answer yes or no."))
                    continue
            faults = self.judge({name: answer})
            if not faults:
                return answer
            for fault in faults:
                self.console.show(fault.what)
                self.console.show(say("{text}", text=Joined(("   ", remedy_at_prompt(fault, name)), " ")))


def remedy_at_prompt(fault: Fault, name: str) -> Message:
    """What to answer instead: nobody at a prompt writes a line of a file."""
    if not _OF_A_FILE.search(str(fault.remedy)):
        return fault.remedy
    right = fault.fix.new if isinstance(fault.fix, ReplaceText) and fault.fix.old else None
    return say("Write: {answer}", answer=right) if right else say("For example: {answer}", answer=_EXAMPLES[name])


def path_of(answer: str) -> str:
    """A path as it is typed, or as a terminal writes a file that is dropped on it: quoted, or with backslashes."""
    text = answer.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return re.sub(r"\\([ ()&'\"\[\]!$;,])", r"\1", text)


def faults_of_files(answers: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with the picture and the recording that are named."""
    for name in ("cover", "recording"):
        if answers.get(name):
            try:
                _judge_file(name, Path(path_of(answers[name])).expanduser())
            except BaladoError as error:
                found = error.faults or (Fault(Place(f"--{name}"), error.message, say("Name another file.")),)
                yield from (replace(fault, place=Place(f"--{name}"), fix=None) for fault in found)


def _judge_file(name: str, path: Path) -> None:
    """Raises MediaError for a picture or a recording that could not be published."""
    if name == "recording":
        from balado.commands.new_recording import look_at

        look_at(path)
        return
    from balado.media.artwork import inspect_artwork
    from balado.rules.run import judge_file
    from balado.rules.subject import PictureFile

    found = judge_file(PictureFile(inspect_artwork(path, path.name), path.name))
    later = say("Leave the picture out for now: `balado cover FILE` makes the cover of it when the show is there.")
    if errors := [replace(fault, remedy=later) for fault in found if fault.severity == "error"]:
        raise MediaError(say("{name} cannot be published as it is.", name=path.name), errors)
