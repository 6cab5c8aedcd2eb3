"""From the parts of a point to its days.

Not for relation words (以来, 截至): see resolve.
"""

from collections.abc import Callable

from flows.chronology import relative, spans, words
from flows.chronology.bare import IN_MONTH, IN_YEAR, in_month, in_week, in_year
from flows.chronology.frames import NO_CONTEXT, UNKNOWN, Found, Frame, finish
from flows.chronology.parts import Part
from flows.chronology.spans import Span
from flows.chronology.years import whole_year


def resolve_point(parts: tuple[Part, ...], frame: Frame) -> Found | str:
    """Return the days that `parts` cover, or the reason why they cover none."""
    first, rest = parts[0], parts[1:]
    if first.kind in _FIXED:
        by = "period" if first.kind == "period" else "publication" if first.name == "relative" else "explicit"
        base = _FIXED[first.kind](first, frame)
        return finish(_same_days(base, frame) if first.name == "same" else base, rest, by)
    if first.kind in relative.KINDS:
        if frame.published is None:
            return UNKNOWN
        base = _month_before(first, frame) or relative.from_today(first, frame.published)
        return finish(_same_days(base, frame) if first.name == "same" else base, rest, "publication")
    if first.kind == "sofar":
        return _so_far(first.a, frame.section_period)
    if first.kind == "shortyear":
        if frame.published is None:
            return UNKNOWN
        return finish(spans.year(whole_year(first.a, frame.published.year)), rest, "explicit")
    if first.kind in ("contextyear", "contextmonth", "contextday"):
        return _from_context(first, rest, frame)
    if first.kind in IN_YEAR:
        return in_year(parts, frame)
    if first.kind in IN_MONTH:
        return in_month(parts, frame)
    if first.kind in ("weekday", "weekend"):
        return in_week(parts, frame)
    return NO_CONTEXT


def _month_before(part: Part, frame: Frame) -> Span | None:
    """Return the month before the one just named, where 上月 is compared with it: 9月涨幅比上月扩大."""
    named = frame.beside
    if part.kind != "relmonth" or part.a != -1 or named is None or named.granularity != "month":
        return None
    if (named.start.year, named.start.month) != (named.end.year, named.end.month):
        return None
    before = spans.add_months(named.start, -1)
    return spans.month(before.year, before.month) if before else None


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


_LIFETIME = 40


def _year(part: Part, frame: Frame) -> Span | None:
    """A year of three digits counts from the Republic's first where that lies about the publication: 109年度."""
    republic = part.a + words.eras()["民国"] - 1
    near = frame.published is not None and abs(republic - frame.published.year) <= _LIFETIME
    return spans.year(republic if part.name == "short" and near else part.a)


_FIXED: dict[str, Callable[[Part, Frame], Span | None]] = {
    "year": _year,
    "yearspan": lambda part, frame: spans.years(part.a, part.b),
    "full": _full,
    "yearmonth": lambda part, frame: spans.month(part.a, part.b),
    "century": _century,
    "decade": _decade,
    "yeardecade": lambda part, frame: spans.years(part.a, part.a + 9),
    "period": _period,
}


def _same_days(year: Span | None, frame: Frame) -> Span | None:
    """Return the days of `year` that 同期 means: those named before, years earlier; else the whole year."""
    named = frame.named or frame.spoken
    if year is None or named is None or named.granularity in ("year", "years") or named.start.year <= year.end.year:
        return year
    return spans.years_before(named, named.start.year - year.end.year)


def _year_named(first: Part, frame: Frame) -> int | None:
    """Return the year that 当年, 次年 and 上年 count from: 次年 follows the days just named, 始建于1958年，次年停工."""
    near = frame.beside is not None and first.a >= 0 and not (frame.year and frame.year_near)
    beside = frame.beside.start.year if near and frame.beside else None
    before = frame.named.start.year if frame.named and first.a > 0 else None
    return beside or frame.year or before or frame.section_year


def _from_context(first: Part, rest: tuple[Part, ...], frame: Frame) -> Found | str:
    """Resolve 当年, 次年, 当天, 次月 by what was named before."""
    if first.kind == "contextyear":
        known = _year_named(first, frame) or frame.topic_year
        by = "context" if known else "publication"
        if (first.a < 0 or first.name == "beside") and frame.published:  # 上年 beside no year is the one before this
            known = known or frame.published.year
        if not known:
            return NO_CONTEXT
        base = spans.year(known + first.a)
        return finish(_same_days(base, frame) if first.name == "same" else base, rest, by)
    named = frame.named or frame.told_day
    if named is None:
        return NO_CONTEXT
    if first.kind == "contextmonth":
        month = spans.add_months(named.start.replace(day=1), first.a)
        return finish(spans.month(month.year, month.month) if month else None, rest, "context")
    if named.granularity != "day":
        return NO_CONTEXT
    return finish(spans.days_from(named.end, first.a, 1, "day"), rest, "context")
