"""Calendar arithmetic: spans of whole days, both ends inclusive, and how to cut and shift them.

Not for words: nothing here knows Chinese.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both inclusive, seen at one granularity (day, ten_days, week, month … years)."""

    start: date
    end: date
    granularity: str


def year(number: int) -> Span | None:
    """Return calendar year `number`; None outside the years that a date can hold."""
    if not MINYEAR <= number <= MAXYEAR:
        return None
    return Span(date(number, 1, 1), date(number, 12, 31), "year")


def years(first: int, last: int) -> Span | None:
    """Return the calendar years `first` to `last`, both inclusive."""
    if not MINYEAR <= first <= last <= MAXYEAR:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "years")


def months(number: int, first: int, last: int, granularity: str) -> Span | None:
    """Return months `first` to `last` of year `number`; months past December run into the next year."""
    if first < 1 or last < first:
        return None
    start_year, start_month = number + (first - 1) // 12, (first - 1) % 12 + 1
    end_year, end_month = number + (last - 1) // 12, (last - 1) % 12 + 1
    if start_year < MINYEAR or end_year > MAXYEAR:
        return None
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Span(date(start_year, start_month, 1), end, granularity)


def month(number: int, which: int) -> Span | None:
    """Return month `which` (1 to 12) of year `number`."""
    return months(number, which, which, "month") if 1 <= which <= 12 else None


def quarter(number: int, which: int) -> Span | None:
    """Return quarter `which` (1 to 4) of year `number`."""
    return months(number, 3 * which - 2, 3 * which, "quarter") if 1 <= which <= 4 else None


def half(number: int, which: int) -> Span | None:
    """Return half `which` (1 or 2) of year `number`."""
    return months(number, 6 * which - 5, 6 * which, "half_year") if 1 <= which <= 2 else None


def day(number: int, which: int, day_of_month: int) -> Span | None:
    """Return one day; None when the calendar has no such day.

    >>> day(2019, 2, 29) is None, day(2020, 2, 29).end.isoformat()
    (True, '2020-02-29')
    """
    try:
        found = date(number, which, day_of_month)
    except ValueError:
        return None
    return Span(found, found, "day")


def one_day(when: date) -> Span:
    """Return the span of the single day `when`."""
    return Span(when, when, "day")


def week(when: date, shift: int = 0) -> Span | None:
    """Return the week, Monday to Sunday, that is `shift` weeks away from the one that holds `when`."""
    return days_from(when - timedelta(days=when.weekday()), 7 * shift, 7, "week")


def days_from(when: date, shift: int, count: int, granularity: str) -> Span | None:
    """Return `count` days, the first of them `shift` days after `when`; None past the calendar's ends."""
    try:
        start = when + timedelta(days=shift)
        return Span(start, start + timedelta(days=count - 1), granularity)
    except OverflowError:
        return None


def years_before(span: Span, count: int) -> Span | None:
    """Return the same days `count` years earlier; a month's last day stays its last day."""
    return months_before(span, 12 * count)


def months_before(span: Span, count: int) -> Span | None:
    """Return the same days `count` months earlier; a month's last day stays its last day."""
    start, end = add_months(span.start, -count), add_months(span.end, -count)
    if start is None or end is None:
        return None
    if span.end.day == monthrange(span.end.year, span.end.month)[1]:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return Span(start, end, span.granularity)


def add_months(when: date, count: int) -> date | None:
    """Return the same day of the month `count` months later, or that month's last day."""
    total = when.year * 12 + when.month - 1 + count
    number, index = divmod(total, 12)
    if not MINYEAR <= number <= MAXYEAR:
        return None
    return date(number, index + 1, min(when.day, monthrange(number, index + 1)[1]))
