"""What was counted, told on a terminal: episodes with their downloads, applications, what counted for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from balado.cli.console import Console
from balado.cli.terminal import columns_of
from balado.edition.news import named
from balado.message import Message, day_text, say, say_many
from balado.statistics.figures import FEWEST, Figures, GroupCount, by_episode
from balado.statistics.labels import KINDS, REASONS, group_name, with_country_names
from balado.statistics.names import KnownEpisodes
from balado.statistics.table import is_small, spans, sparkline, sums


@dataclass(frozen=True, slots=True)
class Shown:
    """Figures of a period, what is known of their episodes, and the language that is read (`en` or `fr`)."""

    figures: Figures
    first: date
    last: date
    known: KnownEpisodes
    language: str

    def name(self, guid: str) -> Message:
        """An episode for people; by its guid where the record does not know it any more."""
        return named(self.known.slugs.get(guid, guid), self.known.titles.get(guid, ""))


def show_figures(shown: Shown, console: Console) -> None:
    """Print the tables."""
    figures = shown.figures
    parts: list[Iterable[str]] = [[console.toned(_heading(shown).toned("heading"))], _episodes(shown, console)]
    groups = (
        (say("Application"), figures.applications),
        (say("Device"), figures.devices),
        (say("Country"), _countries(shown)),
    )
    parts += [_groups(title, found, console) for title, found in groups if found]
    parts += [_kinds(figures, console), _failures(figures, console), _requests(figures, console)]
    console.print("\n\n".join("\n".join(part) for part in parts))


def _heading(shown: Shown) -> Message:
    if shown.first == shown.last:
        return say("Downloads of {day} (UTC), counted after IAB 2.3, not certified", day=day_text(shown.first))
    return say(
        "Downloads from {first} to {last} (days of UTC), counted after IAB 2.3, not certified",
        first=day_text(shown.first),
        last=day_text(shown.last),
    )


def _countries(shown: Shown) -> tuple[GroupCount, ...]:
    if not shown.figures.countries:
        return ()
    from balado.site.english import ENGLISH
    from balado.site.french import FRENCH
    from balado.site.spoken import spoken_in  # what knows their names is slow to load

    spoken = spoken_in(FRENCH if shown.language == "fr" else ENGLISH)
    return with_country_names(shown.figures.countries, spoken.country)


def _episodes(shown: Shown, console: Console) -> Iterator[str]:
    over = spans(shown.first, shown.last)
    found = by_episode(shown.figures.episodes)
    bars = {guid: sums({one.day: one.downloads for one in days}, over) for guid, days in found.items()}
    all_bars = [sum(column) for column in zip(*bars.values(), strict=True)] or [0] * len(over)
    by = say("By day") if over[0].length_days == 1 else say("By week")
    rows = [[say("Downloads"), say("Listeners"), by, say("Episode")]]
    rows += [
        [_few(sum(one.downloads for one in days)), _few(sum(one.listeners for one in days)),
         say("{text}", text=sparkline(bars[guid])), shown.name(guid)]
        for guid, days in found.items()
    ]  # fmt: skip
    listeners = sum(day.listeners for day in shown.figures.days)
    bar = say("{text}", text=sparkline(all_bars))
    rows.append([_few(shown.figures.downloads), _few(listeners), bar, say("all episodes")])
    yield from _aligned(rows, (True, True, False, False), console)
    yield console.toned(
        say("Listeners are those of each day, added up: nobody is known again on another day.").toned("quiet")
    )


def _groups(title: Message, groups: Sequence[GroupCount], console: Console) -> Iterator[str]:
    whole = sum(one.downloads for one in groups) or 1
    rows = [[say("Downloads"), say("Share"), title]]
    rows += [[_few(one.downloads), _share(one, whole), group_name(one)] for one in groups]
    yield from _aligned(rows, (True, True, False), console)


def _kinds(figures: Figures, console: Console) -> Iterator[str]:
    rows = [[say("Downloads"), say("Of files")]]
    counts: dict[str, int] = {}
    for one in figures.kinds:
        counts[one.kind] = counts.get(one.kind, 0) + one.downloads
    rows += [[_few(count), Message(KINDS[kind])] for kind, count in counts.items()]
    yield from _aligned(rows, (True, False), console)


def _share(group: GroupCount, whole: int) -> Message:
    if is_small(group.downloads):
        return say("{text}", text="")
    return say("{share} %", share=round(100 * group.downloads / whole))


def _failures(figures: Figures, console: Console) -> Iterator[str]:
    """What listeners asked for and did not get, which is where a show loses people."""
    if not figures.failures:
        yield console.toned(say("No request failed."))
        return
    rows = [[say("Failed"), say("Status"), say("File")]]
    rows += [
        [_few(one.requests), say("{text}", text=str(one.status)),
         say("{text}", text=one.path) if one.path else say("other addresses, none of them the show’s")]
        for one in figures.failures
    ]  # fmt: skip
    yield from _aligned(rows, (True, True, False), console)


def _requests(figures: Figures, console: Console) -> Iterator[str]:
    rows = [[say("Requests"), say("{text}", text="")], [_few(figures.requests), say("in the logs")]]
    rows += [[_few(figures.counted), say("counted")], [_few(figures.bots), say("of robots")]]
    rows += [[_few(count), Message(REASONS[why])] for why, count in figures.rejected.items()]
    yield from _aligned(rows, (True, False), console)
    small = sum(is_small(sum(one.downloads for one in days)) for days in by_episode(figures.episodes).values())
    small += sum(is_small(one.downloads) for one in (*figures.applications, *figures.devices, *figures.countries))
    if small:
        yield console.toned(
            say_many("{count} figure under {fewest} is not told.", "{count} figures under {fewest} are not told.",
                     small, fewest=FEWEST).toned("quiet")
        )  # fmt: skip


def _few(number: int) -> Message:
    return say("< {fewest}", fewest=FEWEST) if is_small(number) else say("{count}", count=number)


def _aligned(rows: Sequence[Sequence[Message]], right: Sequence[bool], console: Console) -> Iterator[str]:
    """The rows in columns, the first as a heading; the last column ends where it ends."""
    widths = [max(columns_of(console.text(row[place])) for row in rows) for place in range(len(right))]
    for number, row in enumerate(rows):
        cells = [_padded(cell, width, console, right=is_right)
                 for cell, width, is_right in zip(row, widths, right, strict=True)]  # fmt: skip
        line = "  ".join((*cells[:-1], console.toned(row[-1]))).rstrip()
        yield console.toned(say("{text}", text=line).toned("heading")) if number == 0 else line


def _padded(cell: Message, width: int, console: Console, *, right: bool) -> str:
    text = console.text(cell)
    room = " " * (width - columns_of(text))
    return f"{room}{text}" if right else f"{text}{room}"
