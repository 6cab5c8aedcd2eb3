"""From the parts of a point to its days: which year, month or week a bare word belongs to.

Not for relation words (以来, 截至): see resolve.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flows.chronology import cuts, relative, spans, words
from flows.chronology.parts import Part
from flows.chronology.spans import Span
from flows.chronology.years import whole_year

UNKNOWN = "publication date unknown"
IMPOSSIBLE = "no such day in the calendar"
NO_CONTEXT = "refers to a time that the text does not name"


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds an expression: the publication date, the year and the days named before it, and where it looks.

    `year_near`: the year was named in the same sentence, so it comes before the section's.
    """

    published: date | None
    year: int | None = None
    section_period: Span | None = None
    section_year: int | None = None
    named: Span | None = None
    forward: bool = False
    year_near: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The days of a point, how they were resolved, and whether the year itself was part of it."""

    span: Span
    by: str


def resolve_point(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Return the days that `parts` cover, or the reason why they cover none."""
    first, rest = parts[0], parts[1:]
    if first.kind in _FIXED:
        by = "period" if first.kind == "period" else "publication" if first.name == "relative" else "explicit"
        return _finish(_FIXED[first.kind](first, frame), rest, by)
    if first.kind in relative.KINDS:
        if frame.published is None:
            return UNKNOWN
        return _finish(relative.from_today(first, frame.published), rest, "publication")
    if first.kind == "sofar":
        return _so_far(first.a, frame.section_period)
    if first.kind == "shortyear":
        if frame.published is None:
            return UNKNOWN
        return _finish(spans.year(whole_year(first.a, frame.published.year)), rest, "explicit")
    if first.kind in ("contextyear", "contextday"):
        return _from_context(first, rest, frame)
    if first.kind in _IN_YEAR:
        return _in_year(parts, frame)
    if first.kind in _IN_MONTH:
        return _in_month(parts, frame)
    if first.kind in ("weekday", "weekend"):
        return _in_week(parts, frame)
    return NO_CONTEXT


def _finish(base: Span | None, rest: Iterable[Part], by: str) -> Found | str:
    for part in rest:
        if base is None:
            return IMPOSSIBLE
        base = cuts.cut(base, part)
    return IMPOSSIBLE if base is None else Found(base, by)


def _so_far(count: int, period: Span | None) -> Found | str:
    """五年来 has both its ends only where the section speaks of a period of five years."""
    if period is None or period.end.year - period.start.year + 1 != count:
        return "duration"
    return Found(period, "context")


def _full(part: Part, frame: Frame) -> Span | None:
    number, month = divmod(part.a, 100)
    if part.name == "short":
        number = whole_year(number, frame.published.year if frame.published else 2000 + number)
    return spans.day(number, month, part.b)


def _century(part: Part, frame: Frame) -> Span | None:
    number = part.a or (frame.published.year // 100 + 1 + part.b if frame.published else 0)
    return spans.years(max(1, 100 * (number - 1)), 100 * number - 1) if number else None


def _decade(part: Part, frame: Frame) -> Span | None:
    """A bare decade is the last one that had begun by the publication: 50年代 is 1950 to 1959."""
    this = frame.published.year if frame.published else 1999
    century = this - this % 100
    if century + part.a > this:
        century -= 100
    return spans.years(century + part.a, century + part.b + 9)


def _period(part: Part, frame: Frame) -> Span | None:
    name = max((name for name in words.periods() if name in part.name), key=len)
    span = words.periods()[name]
    if part.name.endswith(("初", "初期")):
        return spans.year(span.start.year)
    return spans.year(span.end.year) if part.name.endswith(("末", "末期")) else span


_FIXED: dict[str, Callable[[Part, Frame], Span | None]] = {
    "year": lambda part, frame: spans.year(part.a),
    "yearspan": lambda part, frame: spans.years(part.a, part.b),
    "full": _full,
    "yearmonth": lambda part, frame: spans.month(part.a, part.b),
    "century": _century,
    "decade": _decade,
    "yeardecade": lambda part, frame: spans.years(part.a, part.a + 9),
    "period": _period,
}


_IN_YEAR = frozenset(
    ["yearpart", "half", "quarter", "firstn", "season", "holiday", "lunar", "month", "monthday", "nth"]
)
_IN_MONTH = frozenset(["day", "tenth", "halfmonth", "monthpart", "nthweekday"])
DIRECTED = _IN_YEAR | _IN_MONTH | {"weekday", "weekend"}
"""The kinds that may mean the last one or the next one, as their clause looks back or ahead."""
_THIS_YEAR = frozenset(["yearpart", "half"])


def _in_year(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare month, quarter, half or holiday: the year named before it, then the publication date."""
    if parts[0].kind in ("season", "nth") or (parts[0].kind == "firstn" and parts[0].a < 0):
        return NO_CONTEXT
    section_first = parts[0].kind == "yearpart" and frame.section_year and not frame.year_near
    known = frame.section_year if section_first else frame.year or frame.section_year
    if known:
        return _finish(spans.year(known), parts, "context")
    if frame.published is None:
        return UNKNOWN
    this = frame.published.year
    if parts[0].kind in _THIS_YEAR or parts[-1].kind == "nthweekday":
        return _finish(spans.year(this), parts, "publication")
    if parts[0].kind == "firstn":
        return _first_months(parts, frame.published)
    return _nearest(lambda number: _finish(spans.year(number), parts, "publication"), this, frame, 8)


def _first_months(parts: tuple[Part, ...], today: date) -> Found | str:
    """前7个月 are the year's first seven when they are over, else the seven before the publication."""
    count, unit = parts[0].a, parts[0].name
    this = _finish(spans.year(today.year), parts, "publication")
    if unit in ("month", "quarter") and count > 0 and isinstance(this, Found) and this.span.end <= today:
        return this
    return _finish(relative.beside(today, unit, abs(count), count < 0), parts[1:], "publication")


def _nearest(at: Callable[[int], Found | str], this: int, frame: Frame, reach: int) -> Found | str:
    """Return the latest that had begun by the publication, or, looking forward, the first that had not ended."""
    today = frame.published
    if today is None:
        return UNKNOWN
    order = range(this - 1, this + reach) if frame.forward else range(this + 1, this - reach, -1)
    for number in order:
        found = at(number)
        if isinstance(found, Found) and (found.span.end >= today if frame.forward else found.span.start <= today):
            return found
    return IMPOSSIBLE


def _in_month(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare day or 中旬: the month named before it, then the publication date."""
    if frame.named is not None and frame.named.granularity in ("day", "month", "ten_days"):
        month = spans.month(frame.named.start.year, frame.named.start.month)
        return _finish(month, parts, "context")
    if frame.published is None:
        return UNKNOWN

    def at(index: int) -> Found | str:
        number, month = divmod(index, 12)
        return _finish(spans.month(number, month + 1), parts, "publication")

    this = frame.published.year * 12 + frame.published.month - 1
    if parts[0].kind in ("monthpart", "halfmonth"):
        return at(this)
    return _nearest(at, this, frame, 4)


def _in_week(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    if frame.published is None:
        return UNKNOWN
    today = frame.published
    if parts[0].b != 99:
        return _finish(spans.week(today, parts[0].b), parts, "publication")
    return _nearest(lambda shift: _finish(spans.week(today, shift), parts, "publication"), 0, frame, 3)


def _from_context(first: Part, rest: tuple[Part, ...], frame: Frame) -> Found | str:
    """Resolve 当年, 次年, 当天, 当月 by what was named before."""
    if first.kind == "contextyear":
        known = frame.year or frame.section_year
        return _finish(spans.year(known + first.a), rest, "context") if known else NO_CONTEXT
    if frame.named is None:
        return NO_CONTEXT
    if first.name == "month":
        return _finish(spans.month(frame.named.start.year, frame.named.start.month), rest, "context")
    if frame.named.granularity != "day":
        return NO_CONTEXT
    return _finish(spans.days_from(frame.named.end, first.a, 1, "day"), rest, "context")
