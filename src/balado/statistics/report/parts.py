"""The parts of the report: what each shows, in the language of the run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from balado.message import Catalogue, Message, one_line, say, say_many
from balado.site.english import ENGLISH
from balado.site.french import FRENCH
from balado.site.spoken import Spoken, spoken_in
from balado.statistics.figures import FEWEST, Figures, GroupCount, by_episode
from balado.statistics.labels import KINDS, REASONS, group_name, with_country_names
from balado.statistics.report.charts import Chart, columns, rows
from balado.statistics.report.episodes import FIRST_DAYS, beginnings
from balado.statistics.table import is_small, spans, sums

_TOP = 20


@dataclass(frozen=True, slots=True)
class ReportedShow:
    """What the report knows of the show. `names` are those of episodes by guid, `began` when each went live.

    `only` is the guid of the one episode that it tells of, as figures of that alone (`of_episode`) say it.
    """

    title: str
    names: Mapping[str, str]
    began: Mapping[str, date]
    only: str = ""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of the page: a heading, a sentence, a chart where there is one, and the table behind it.

    `heads` are the columns of the table; in each row the first cell names it. `none` says that it has no rows.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart | None = None
    note: str = ""
    none: str = ""


class ReportParts:
    """Figures of a period, told in one language (`en` or `fr`). There is a day at least."""

    def __init__(self, figures: Figures, show: ReportedShow, words: Catalogue, language: str) -> None:
        self._figures = figures
        self._show = show
        self._words = words
        self._spoken: Spoken = spoken_in(FRENCH if language == "fr" else ENGLISH)
        self._first, self._last = figures.days[0].day, figures.days[-1].day

    @property
    def first(self) -> str:
        """The first day that was counted."""
        return self._spoken.day(self._first)

    @property
    def last(self) -> str:
        """The last one."""
        return self._spoken.day(self._last)

    @property
    def period(self) -> str:
        """From when to when, and how it was counted."""
        return self._text(
            say("On {day}, a day of UTC. Counted after IAB 2.3, not certified.", day=self.first)
            if self._first == self._last
            else say(
                "From {first} to {last}, in days of UTC. Counted after IAB 2.3, not certified.",
                first=self.first,
                last=self.last,
            )
        )

    @property
    def lacking(self) -> str:
        """That days of the period were not counted, which looks as if nobody had come; empty where all were."""
        count = (self._last - self._first).days + 1 - len(self._figures.days)
        if not count:
            return ""
        return self._text(
            say_many(
                "{count} day in between was not counted: there is no log of it. It looks here as if nobody had come.",
                "{count} days in between were not counted: there is no log of them. They look here as if nobody had "
                "come.",
                count,
            )
        )

    def totals(self) -> list[tuple[str, str]]:
        """The figures of the whole period, each with its name."""
        listeners = sum(day.listeners for day in self._figures.days)
        found = [
            (say("Downloads"), self._few(self._figures.downloads)),
            (say("Listeners, each day by itself"), self._few(listeners)),
            (say("Episodes"), self._number(len(by_episode(self._figures.episodes)))),
            (say("Days"), self._number(len(self._figures.days))),
        ]
        if self._show.only:
            del found[2]
        return [(self._text(name), value) for name, value in found]

    def all(self) -> Iterator[ReportPart]:
        """Every part, in its order; of one episode those that are its own."""
        yield self._over_time()
        if not self._show.only:
            yield self._episodes()
        if self._show.began:
            yield self._beginnings()
        if not self._show.only:
            yield from self._of_listeners()
        yield self._beside()
        if not self._show.only:
            yield self._failures()
            yield self._requests()

    def _of_listeners(self) -> Iterator[ReportPart]:
        countries = with_country_names(self._figures.countries, self._spoken.country)
        groups = (
            ("applications", say("Applications"), say("Application"), self._figures.applications),
            ("devices", say("Devices"), say("Device"), self._figures.devices),
            ("countries", say("Countries"), say("Country"), countries),
        )
        for name, title, head, found in groups:
            if found:
                yield self._groups(name, title, head, found)

    def _over_time(self) -> ReportPart:
        over = spans(self._first, self._last)
        is_weekly = over[0].length_days == 7
        downloads = sums({one.day: one.downloads for one in self._figures.days}, over)
        listeners = sums({one.day: one.listeners for one in self._figures.days}, over)
        names = [self._spoken.day(one.first) for one in over]
        return ReportPart(
            "time",
            self._text(say("Week by week")) if is_weekly else self._text(say("Day by day")),
            (
                self._text(say("Week from")) if is_weekly else self._text(say("Day")),
                self._text(say("Downloads")),
                self._text(say("Listeners, each day by itself")),
            ),
            tuple(
                (name, self._few(got), self._few(people))
                for name, got, people in zip(names, downloads, listeners, strict=True)
            ),
            columns(downloads, names[0], names[-1]),
        )

    def _episodes(self) -> ReportPart:
        found = by_episode(self._figures.episodes)
        counts = {guid: sum(one.downloads for one in days) for guid, days in found.items()}
        shown = list(counts)[:_TOP]
        table = (
            (self._name(guid), self._few(counts[guid]), self._few(sum(one.listeners for one in days)))
            for guid, days in found.items()
        )
        return ReportPart(
            "episodes",
            self._text(say("Episode by episode")),
            (
                self._text(say("Episode")),
                self._text(say("Downloads")),
                self._text(say("Listeners, each day by itself")),
            ),
            tuple(table),
            self._bars([(self._name(guid), counts[guid]) for guid in shown]),
        )

    def _beginnings(self) -> ReportPart:
        found = beginnings(self._figures.episodes, self._show.began, (self._first, self._last))
        known = [one for one in found if any(count is not None for count in one.downloads)]
        drawn = known[:_TOP]
        heads = (self._text(say("First {count} days", count=length)) for length in FIRST_DAYS)
        return ReportPart(
            "beginnings",
            self._text(say("The first days of each episode")),
            (self._text(say("Episode")), self._text(say("Went live")), *heads),
            tuple(
                (self._name(one.guid), self._spoken.day(one.began), *(self._known(count) for count in one.downloads))
                for one in known
            ),
            rows([self._name(one.guid) for one in drawn], [[count or 0 for count in one.downloads] for one in drawn])
            if known
            else None,
            self._text(say("The upper bar is the first 7 days, the lower one the first 30.")) if known else "",
            self._text(
                say("Of what went live in this period, no first 7 days are over in it.")
                if any(self._first <= day <= self._last for day in self._show.began.values())
                else say("None of these episodes went live in this period.")
            ),
        )

    def _groups(self, name: str, title: Message, head: Message, groups: Sequence[GroupCount]) -> ReportPart:
        whole = sum(one.downloads for one in groups) or 1
        names = [one_line(self._text(group_name(one))) for one in groups]
        table = (
            (label, self._few(one.downloads),
             "" if is_small(one.downloads) else self._text(say("{share} %", share=round(100 * one.downloads / whole))))
            for label, one in zip(names, groups, strict=True)
        )  # fmt: skip
        chart = self._bars([(label, one.downloads) for label, one in zip(names, groups, strict=True)][:_TOP])
        heads = (self._text(head), self._text(say("Downloads")), self._text(say("Share")))
        return ReportPart(name, self._text(title), heads, tuple(table), chart)

    def _beside(self) -> ReportPart:
        """Transcripts, documents and everything else that is no recording."""
        table = [
            (
                self._name(one.guid) if one.guid else self._text(say("the whole show")),
                self._text(Message(KINDS[one.kind])),
                self._few(one.downloads),
            )
            for one in self._figures.kinds
            if one.kind not in ("audio", "film")
        ]
        heads = (self._text(say("Episode")), self._text(say("Of files")), self._text(say("Downloads")))
        return ReportPart("beside", self._text(say("Transcripts, documents and other files")), heads, tuple(table))

    def _failures(self) -> ReportPart:
        table = (
            (one_line(one.path) or self._text(say("other addresses, none of them the show’s")), one.status,
             self._text(say("yes")) if one.is_published else self._text(say("no")), self._few(one.requests))
            for one in self._figures.failures
        )  # fmt: skip
        return ReportPart(
            "failures",
            self._text(say("Requests that failed")),
            (
                self._text(say("Address")),
                self._text(say("Status")),
                self._text(say("Was published")),
                self._text(say("Requests")),
            ),
            tuple(table),
            note=self._text(say("What somebody asked for and did not get (404, 403): here a show loses listeners.")),
        )

    def _requests(self) -> ReportPart:
        figures = self._figures
        table = [(say("counted"), figures.counted), (say("of robots"), figures.bots)]
        table += [(Message(REASONS[why]), count) for why, count in figures.rejected.items()]
        return ReportPart(
            "requests",
            self._text(say("What became of all requests")),
            (self._text(say("Requests")), self._text(say("How many"))),
            tuple((self._text(what), self._few(count)) for what, count in table),
        )

    def _bars(self, counts: Sequence[tuple[str, int]]) -> Chart | None:
        names, numbers = [name for name, _ in counts], [number for _, number in counts]
        return rows(names, [[number] for number in numbers], list(map(self._few, numbers))) if counts else None

    def _name(self, guid: str) -> str:
        return one_line(self._show.names.get(guid) or guid)

    def _known(self, count: int | None) -> str:
        return "–" if count is None else self._few(count)

    def _few(self, count: int) -> str:
        return self._text(say("< {fewest}", fewest=FEWEST)) if is_small(count) else self._number(count)

    def _number(self, count: int) -> str:
        return self._text(say("{count}", count=count))

    def _text(self, message: Message) -> str:
        return message.translate(self._words)
