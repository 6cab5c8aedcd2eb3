"""What surrounds a calendar expression while a text is read, and what its words were resolved to.

Not for resolving: points and bare do that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.chronology import cuts, feasts
from flows.chronology.parts import LUNAR, Part
from flows.chronology.spans import Span

UNKNOWN = "publication date unknown"
IMPOSSIBLE = "no such day in the calendar"
NO_CONTEXT = "refers to a time that the text does not name"


@dataclass(slots=True)
class Frame:
    """What surrounds an expression: the publication date, the year and the days named before it, and where it looks.

    One is kept up to date while a text is read.

    `year_near`: the year was named in the same sentence, so it comes before the section's. `topic_year` is weaker than
    both: what the title or the paragraph before speaks of; it tells only parts of a year (全年, 年末) and 上年.
    `told`: how many days or months of `year` were named since.
    `trail`: the last days that the paragraph before named, where it told of years long past.
    `directed`: what is read may be the last or the next of its name. `this_year`: 今年 stands right behind.
    `compared`: 比 or the like stands in front. `since`: 以来 or the like stands behind.
    `last_month`: the month that closes a range of months (9 of 1至9月), 0 without one.
    `arrives`: 到 stands in front or 前 behind, and no word of the future beside.
    `spoken`: the months that a paragraph before opened with, for 同期; `told_day`: the last day it named, for 当天.
    `day`: the last single day named in the paragraph, for 次日; `months`: the last month, quarter or half, for 同期.
    `weak`: the year was named in passing. `ahead`: its clause looks ahead. `near`: a year for its sentence alone.
    `year_end`, `near_end`, `named_end`: where the year, that one and the days were named.
    `today`: the day of the dispatch, where it is not that of the publication.
    `told_year`: the last year that the paragraph before told of, for 同年. `release`: the month that the title reports.
    `republic`: the document counts its years by the Republic: 97年 is 2008.
    `agreed`: the year in which the two names of one day mean the same: 正月十五，即2月12日.
    `beside`: the days named before in the same sentence. `soon`: a verb of what is planned stands beside.
    `coming`: the title speaks of the year after the publication's. `notice`: it announces what is to come.
    `reported`: what is told was heard that day.
    """

    published: date | None
    year: int | None = None
    section_period: Span | None = None
    section_year: int | None = None
    named: Span | None = None
    forward: bool = False
    year_near: bool = False
    topic_year: int | None = None
    section_days: Span | None = None
    beside: Span | None = None
    soon: bool = False
    told: int = 0
    trail: Span | None = None
    coming: bool = False
    reported: bool = False
    spoken: Span | None = None
    arrives: bool = False
    this_year: bool = False
    notice: bool = False
    told_day: Span | None = None
    agreed: int | None = None
    weak: bool = False
    year_end: int = 0
    named_end: int = 0
    near: int | None = None
    near_end: int = 0
    ahead: bool = False
    directed: bool = False
    compared: bool = False
    since: bool = False
    last_month: int = 0
    day: Span | None = None
    months: Span | None = None
    republic: bool = False
    today: date | None = None
    told_year: int | None = None
    release: Span | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The days of a point, how they were resolved, and the weekday (Monday is 0) that was told beside them.

    `fits`: the day of the Chinese calendar in brackets behind them is theirs, if there is one.
    """

    span: Span
    by: str
    weekday: int | None = None
    fits: bool = True


def finish(base: Span | None, rest: Iterable[Part], by: str) -> Found | str:
    """Return `base` cut by each part of `rest` in turn, or the reason why nothing is left."""
    weekday, fits = None, True
    for part in rest:
        if base is None:
            return IMPOSSIBLE
        base = cuts.cut(base, part)
        weekday = part.b - 1 if part.kind == "day" and part.b else None
        fits = base is None or not part.name.startswith(LUNAR) or _fits(base, part.name)
    return IMPOSSIBLE if base is None else Found(base, by, weekday, fits)


def _fits(span: Span, name: str) -> bool:
    """Tell whether the day of the Chinese calendar that `name` holds is that of `span`."""
    month, day = map(int, name.removeprefix(LUNAR).split())
    meant = [feasts.lunar(number, month, day) for number in (span.start.year, span.start.year - 1)]
    return any(found is not None and found.start == span.start for found in meant)
