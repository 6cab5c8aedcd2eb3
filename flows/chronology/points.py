"""From the parts of a point to its days: which year, month or week a bare word belongs to.

Not for relation words (以来, 截至): see resolve.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flows.chronology import cuts, spans, words
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
    if first.kind in _FIXED or first.kind in _RELATIVE:
        if first.kind in _RELATIVE and frame.published is None:
            return UNKNOWN
        base = (_FIXED.get(first.kind) or _RELATIVE[first.kind])(first, frame)
        by = "period" if first.kind == "period" else "publication" if first.kind in _RELATIVE else "explicit"
        return _finish(base, rest, by if first.name != "relative" else "publication")
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
    first = this - this % 100 + part.a
    return spans.years(first if first <= this else first - 100, (first if first <= this else first - 100) + 9)


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
    "period": _period,
}


def _today(frame: Frame) -> date:
    if frame.published is None:
        raise ValueError("asked for a relative date without a publication date")
    return frame.published


def _relative_quarter(part: Part, frame: Frame) -> Span | None:
    today = _today(frame)
    number, index = divmod(today.year * 4 + (today.month - 1) // 3 + part.a, 4)
    return spans.quarter(number, index + 1)


def _relative_half(part: Part, frame: Frame) -> Span | None:
    today = _today(frame)
    number, index = divmod(today.year * 2 + (today.month - 1) // 6 + part.a, 2)
    return spans.half(number, index + 1)


def _relative_month(part: Part, frame: Frame) -> Span | None:
    today = _today(frame)
    number, index = divmod(today.year * 12 + today.month - 1 + part.a, 12)
    return spans.month(number, index + 1)


def _ago(part: Part, frame: Frame) -> Span | None:
    today, unit = _today(frame), part.name.removesuffix("+open")
    direction = (part.a > 500) - (part.a < -500)
    half = part.a - 1000 * direction
    if direction == 0:
        return spans.days_from(today, 0, part.b + 1, "day")
    if unit == "day":
        return spans.days_from(today, direction * part.b, 1, "day")
    if unit == "week":
        return spans.week(today, direction * part.b)
    if half and unit == "month":
        return spans.days_from(today, direction * (30 * part.b + 15), 1, "day")
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    there = spans.add_months(today, direction * (size * part.b + 6 * half))
    if there is None:
        return None
    return spans.year(there.year) if unit == "year" and not half else spans.month(there.year, there.month)


def _roll(part: Part, frame: Frame) -> Span | None:
    """过去, 近, 未来, 今后 count from the publication day; 上, 下, 前, 后 take whole weeks and months beside it."""
    today = _today(frame)
    lead, unit = part.name.split(" ")
    count, half = part.a // 10, part.a % 10
    ahead = lead in ("未来", "今后", "接下来", "过", "下", "后")
    if lead == "过":
        return spans.days_from(today, count, 1, "day") if unit == "day" else None
    if lead in ("上", "下", "前", "后") and unit != "year":
        return _neighbours(today, unit, count, ahead)
    if unit in ("day", "week"):
        size = count if unit == "day" else 7 * count
        return spans.days_from(today, 0 if ahead else -size, size + 1, unit)
    size = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit] * count + 6 * half
    there = spans.add_months(today, size if ahead else -size)
    if there is None:
        return None
    granularity = {"month": "month", "quarter": "quarter", "half": "half_year"}.get(
        unit, "year" if count == 1 else "years"
    )
    return Span(today, there - timedelta(days=1), granularity) if ahead else Span(there, today, granularity)


def _neighbours(today: date, unit: str, count: int, ahead: bool) -> Span | None:
    if unit == "day":
        return spans.days_from(today, 1 if ahead else -count, count, "day")
    if unit == "week":
        week = spans.week(today, 1 if ahead else -count)
        return spans.days_from(week.start, 0, 7 * count, "week") if week else None
    size = {"month": 1, "quarter": 3, "half": 6}[unit] * count
    first = today.month + 1 if ahead else today.month - size
    years_back = (first - 12) // 12 if first < 1 else 0
    return spans.months(today.year + years_back, first - 12 * years_back, first - 12 * years_back + size - 1, unit)


_RELATIVE: dict[str, Callable[[Part, Frame], Span | None]] = {
    "relyear": lambda part, frame: spans.year(_today(frame).year + part.a),
    "relhalf": _relative_half,
    "relquarter": _relative_quarter,
    "relmonth": _relative_month,
    "relday": lambda part, frame: spans.days_from(_today(frame), part.a, 1, "day"),
    "week": lambda part, frame: spans.week(_today(frame), part.a),
    "relseason": lambda part, frame: cuts.cut(
        Span(date(_today(frame).year + part.b, 1, 1), _today(frame), "year"), part
    ),
    "ago": _ago,
    "roll": _roll,
}

_IN_YEAR = frozenset(
    ["yearpart", "half", "quarter", "firstn", "season", "holiday", "lunar", "month", "monthday", "nth"]
)
_IN_MONTH = frozenset(["day", "tenth", "halfmonth", "monthpart", "nthweekday"])
_THIS_YEAR = frozenset(["yearpart", "half"])


def _in_year(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Place a bare month, quarter, half or holiday: the year named before it, then the publication date."""
    if parts[0].kind == "season":
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
        return _first_months(parts, frame)
    return _nearest(lambda number: _finish(spans.year(number), parts, "publication"), this, frame, 8)


def _first_months(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """前7个月 are the year's first seven when they are over, else the seven before the publication."""
    today = _today(frame)
    this = _finish(spans.year(today.year), parts, "publication")
    if parts[0].name in ("month", "quarter") and parts[0].a > 0 and isinstance(this, Found) and this.span.end <= today:
        return this
    lead = "前" if parts[0].a > 0 else "后"
    return _finish(
        _roll(Part("roll", 0, 0, 10 * abs(parts[0].a), name=f"{lead} {parts[0].name}"), frame), parts[1:], "publication"
    )


def _nearest(at: Callable[[int], Found | str], this: int, frame: Frame, reach: int) -> Found | str:
    """Return the latest that had begun by the publication, or, looking forward, the first that had not ended."""
    today = _today(frame)
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
