"""From the parts of a point to its days.

Not for relation words (以来, 截至): see resolve.
"""

from collections.abc import Callable
from datetime import date, timedelta

from flows.chronology import relative, republic, spans, words
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
        today = frame.today if frame.today and first.kind == "relday" else frame.published
        base = relative.from_today(first, today)
        base = _one_before(first, base, frame) or base
        if first.name == "same":
            base = _same_days(base, frame) if first.kind == "relyear" else _same_part(first, base, frame)
        return finish(base, rest, "publication")
    if first.kind == "sofar":
        return _so_far(first.a, frame.section_period)
    if first.kind == "shortyear":
        if frame.published is None:
            return UNKNOWN
        return finish(spans.year(_short_year(first.a, frame, frame.published)), rest, "explicit")
    if first.kind in ("contextyear", "contextmonth", "contextday"):
        return _from_context(first, rest, frame)
    if first.kind in IN_YEAR:
        return in_year(parts, frame)
    if first.kind in IN_MONTH:
        return in_month(parts, frame)
    if first.kind in ("weekday", "weekend"):
        return in_week(parts, frame)
    return NO_CONTEXT


def _one_before(part: Part, base: Span | None, frame: Frame) -> Span | None:
    """Return the month or quarter before the one just named, where 上月 is compared with it: 9月涨幅比上月扩大.

    So is 上月 in a release about one month, which its title names.
    """
    named, months = frame.beside or frame.release, {"relmonth": 1, "relquarter": 3}.get(part.kind)
    if part.a != -1 or part.name or named is None or months is None or not _within_one(named, months):
        return None
    if not frame.compared and (base is None or base.end != named.end):
        return None
    before = spans.add_months(named.end.replace(day=1), -months)
    if before is None:
        return None
    if months == 1:
        return spans.month(before.year, before.month)
    return spans.quarter(before.year, (before.month + 2) // 3)


def _within_one(named: Span, months: int) -> bool:
    """Tell whether `named` is one month (`months` 1) or quarter (3), or the last day of one."""
    closing = named.start == named.end and (named.end + timedelta(days=1)).day == 1
    if months == 1:
        return (named.granularity == "month" and named.start.month == named.end.month) or closing
    return named.granularity == "quarter" or (closing and named.end.month % 3 == 0)


def _so_far(count: int, period: Span | None) -> Found | str:
    """五年来 has both its ends only where the section speaks of a period of five years."""
    if period is None or period.end.year - period.start.year + 1 != count:
        return "duration"
    return Found(period, "context")


def _full(part: Part, frame: Frame) -> Span | None:
    number, month = divmod(part.a, 100)
    if part.name == "republic":
        return spans.day(republic.first_year() + number, month, part.b) if frame.republic else None
    if part.name == "short":
        number = whole_year(number, frame.published.year if frame.published else 2000 + number)
    return spans.day(number, month, part.b)


def _century(part: Part, frame: Frame) -> Span | None:
    number = part.a or (frame.published.year // 100 + 1 + part.b if frame.published else 0)
    return spans.years(max(1, 100 * (number - 1)), 100 * number - 1) if number else None


def _decade(part: Part, frame: Frame) -> Span | None:
    """A bare decade is the last one that had begun by the publication: 50年代 is the 1950s, 二三十年代 1920 to 1939."""
    this = frame.published.year if frame.published else 1999
    century = this - this % 100
    if century + part.b > this:
        century -= 100
    return spans.years(century + part.a, century + part.b + 9)


def _period(part: Part, frame: Frame) -> Span | None:
    name = max((name for name in words.periods() if name in part.name), key=len)
    span = words.periods()[name]
    if part.name.endswith(("初", "初期")):
        return spans.year(span.start.year)
    return spans.year(span.end.year) if part.name.endswith(("末", "末期")) else span


_LIFETIME = 40
_AHEAD = 12


def _short_year(short: int, frame: Frame, published: date) -> int:
    counted = republic.first_year() + short
    return counted if frame.republic and counted <= published.year + _AHEAD else whole_year(short, published.year)


def _year(part: Part, frame: Frame) -> Span | None:
    """A year of three digits counts from the Republic's first where that lies about the publication: 109年度."""
    counted = republic.first_year() + part.a
    near = frame.published is not None and abs(counted - frame.published.year) <= _LIFETIME
    return spans.year(counted if part.a < 1000 and part.name and (near or frame.republic) else part.a)


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
    for named in (frame.named, frame.months, frame.spoken):
        if year is None or named is None or named.start.year <= year.end.year:
            continue
        if named.granularity in ("year", "years"):
            return year
        return spans.years_before(named, named.start.year - year.end.year)
    return year


def _same_part(part: Part, base: Span | None, frame: Frame) -> Span | None:
    """Return the days of 上月同期 and 上周同期: those named before, a month or week earlier; else all of `base`."""
    named = frame.named
    if named is None or named.granularity not in ("day", "ten_days"):
        return base
    if part.kind == "week":
        return spans.days_from(named.start, 7 * part.a, (named.end - named.start).days + 1, named.granularity)
    return spans.months_before(named, -part.a)


def _year_named(first: Part, frame: Frame) -> int | None:
    """Return the year that 当年, 次年 and 上年 count from: 次年 follows the days just named, 始建于1958年，次年停工."""
    beside = frame.beside
    past = beside is not None and (frame.published is None or beside.start.year != frame.published.year)
    near = beside is not None and (first.a >= 0 or past) and not (frame.year and frame.year_near)
    before = frame.named.start.year if frame.named and first.a > 0 else None
    return (beside.start.year if near and beside else None) or frame.year or before or frame.section_year


def _from_context(first: Part, rest: tuple[Part, ...], frame: Frame) -> Found | str:
    """Resolve 当年, 次年, 当天, 次月 by what was named before."""
    if first.kind == "contextyear":
        known = _year_named(first, frame) or frame.topic_year or (frame.told_year if first.name == "runs" else None)
        by = "context" if known else "publication"
        if (first.a < 0 or first.name == "beside") and frame.published:  # 上年 beside no year is the one before this
            known = known or frame.published.year
        if not known:
            return NO_CONTEXT
        base = spans.year(known + first.a)
        return finish(_same_days(base, frame) if first.name == "same" else base, rest, by)
    named = frame.named or frame.told_day
    if first.kind == "contextday" and (named is None or named.granularity != "day"):
        named = frame.day or frame.told_day
    if named is None:
        return NO_CONTEXT
    if first.kind == "contextmonth":
        month = spans.add_months(named.start.replace(day=1), first.a)
        return finish(spans.month(month.year, month.month) if month else None, rest, "context")
    if named.granularity != "day":
        return NO_CONTEXT
    return finish(spans.days_from(named.end, first.a, 1, "day"), rest, "context")
