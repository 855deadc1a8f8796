"""What the servers of a feed answer, inspected with everything Balado knows of media."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from balado.check.remember import Checked
from balado.check.servers.probe import ContentReaders, fetch_feed, probe_all, served
from balado.check.servers.targets import targets_of
from balado.check.show import check_document, together
from balado.errors import Fault, Place, RemoteError
from balado.message import Message, say, say_many
from balado.rules.run import ALL, Placing, Profile, document_of, judge, placed_in
from balado.rules.subject import FeedDocument, Terms
from balado.rules.tree import Element
from balado.web.client import Client
from balado.web.reason import reason
from balado.web.reply import Reply, Trouble

MOST_ADDRESSES = 3_000
_TRANSCRIPT_SUFFIXES = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "text/srt": ".srt",
    "application/json": ".json",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Told how many addresses will be asked, and of each that was."""

    start: Callable[[int], None] = lambda _count: None
    advance: Callable[[int], None] = lambda _count: None


@dataclass(frozen=True, slots=True)
class Visit:
    """A look at feeds through the network: with which client, by which rules, whether their servers are asked too."""

    client: Client
    terms: Terms
    profile: Profile = ALL
    live: bool = False
    progress: Progress = field(default_factory=Progress)

    def of_address(self, url: str, against: bytes | None = None) -> Checked:
        """What is found in the feed at an address, and in what its servers answer if that is asked for.

        Raises RemoteError where there is no feed to be had and its servers are not the question.
        """
        reply = fetch_feed(self.client, url)
        readable = reply.is_good and not reply.is_page
        if not self.live and not readable:
            raise RemoteError(_no_feed(url, reply))
        document = document_of(reply.body if readable else b"", self.terms, url)
        found = check_document(document, url, self.profile, against) if readable else Checked(())
        if not self.live:
            return found
        servers = self._of_servers(url, reply, document, placed_in(url))
        unjudged = not readable and not any(fault.severity == "error" for fault in servers.faults)
        return together(found, servers, Checked((_unjudged(url),) if unjudged else ()))

    def of_body(self, body: bytes, name: str, against: bytes | None = None) -> Checked:
        """What is found in a feed that is here, and in what the servers that it names answer."""
        document = document_of(body, self.terms)
        return together(
            check_document(document, name, self.profile, against), self._of_targets(document, placed_in(name))
        )

    def of_servers(self, url: str, placing: Placing) -> Checked:
        """What is found in the answers of the servers of a feed that was judged already."""
        reply = fetch_feed(self.client, url)
        readable = reply.is_good and not reply.is_page
        document = document_of(reply.body if readable else b"", self.terms, url)
        return self._of_servers(url, reply, document, placing)

    def _of_servers(self, url: str, reply: Reply, document: FeedDocument, placing: Placing) -> Checked:
        channel = document.channel
        element = channel.element if channel is not None else document.root or Element("rss", 0)
        own = judge(served(self.client, element, url, reply), placing, self.profile)
        return together(Checked(own), self._of_targets(document, placing))

    def _of_targets(self, document: FeedDocument, placing: Placing) -> Checked:
        targets = targets_of(document)
        asked = targets[:MOST_ADDRESSES]
        self.progress.start(len(asked))
        answers = probe_all(self.client, asked, _content_readers(), self.progress.advance)
        late = sum(answer.got.trouble is Trouble.NOT_ASKED for answer in answers)
        return Checked(judge(answers, placing, self.profile), _not_asked(len(targets) - len(asked) + late))


def _no_feed(url: str, reply: Reply) -> Message:
    if reply.is_good:
        return say("At {url} there is a web page and not a feed.", url=url)
    if reply.trouble is None:
        return say("{url} is answered with the status {status}.", url=url, status=reply.status)
    return say("{url} cannot be fetched ({reason}). `--live` says more.", url=url, reason=reason(reply))


def _unjudged(url: str) -> Fault:
    """Where nothing but a warning says why there is no feed: a look at nothing is no success."""
    return Fault(
        Place(url),
        say("There was no feed to be had, so it was not judged."),
        say("Look again later; if it stays so, ask those who run its server."),
    )


def _not_asked(count: int) -> tuple[Message, ...]:
    if not count:
        return ()
    return (
        say_many(
            "{count} address was not asked: there are too many.",
            "{count} addresses were not asked: there are too many.",
            count,
        ),
    )


def _content_readers() -> ContentReaders:
    from balado.media.artwork import picture_facts
    from balado.media.remote import remote_duration

    return ContentReaders(picture_facts, remote_duration, _transcript, _chapters)


def _transcript(body: bytes, media_type: str, duration: timedelta | None) -> tuple[Fault, ...]:
    from balado.transcripts.judge import judge_transcript
    from balado.transcripts.read import read_transcript

    suffix = _TRANSCRIPT_SUFFIXES.get(media_type)
    if suffix is None:
        return ()
    name = f"transcript{suffix}"
    transcript, faults = read_transcript(body, name)
    if transcript is None or duration is None:
        return faults
    return (*faults, *judge_transcript(transcript, duration, name))


def _chapters(body: bytes, duration: timedelta | None) -> tuple[Fault, ...]:
    from balado.chapters.chapters import judge_chapters
    from balado.chapters.read import read_chapters

    name = "chapters.json"
    chapters, faults = read_chapters(body, name)
    if not chapters or duration is None:
        return faults
    return (*faults, *judge_chapters(chapters, duration, lambda _number: Place(name)))
