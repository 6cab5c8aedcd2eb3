"""Which day a holiday, a solar term or a day of the Chinese calendar is.

The Chinese calendar's arithmetic is lunar_python's, imported only when a text needs it.
"""

from datetime import date, timedelta
from functools import lru_cache

from flows.chronology import words
from flows.chronology.spans import Span, days_from, one_day


def holiday(name: str, number: int) -> Span | None:
    """Return the day of holiday `name` (from holidays.csv) in year `number`; None where the rule has no such day."""
    calendar, rule = words.holidays()[name]
    if calendar == "fixed":
        month, day = map(int, rule.split("-"))
        return one_day(date(number, month, day))
    if calendar == "weekday":
        month, which, weekday = map(int, rule.split("-"))
        return nth_weekday(date(number, month, 1), which, weekday - 1)
    if calendar == "lunar":
        month, day = map(int, rule.split("-", 1))
        return lunar(number, month, day)
    if calendar == "term":
        return solar_term(rule, number)
    if calendar == "easter":
        return days_from(easter(number), int(rule), 1, "day")
    raise ValueError(f"seeds/lexicon/holidays.csv: {name} has the unknown calendar {calendar}")


def nth_weekday(first: date, which: int, weekday: int) -> Span | None:
    """Return the `which`-th such weekday (Monday is 0) from `first` on."""
    return days_from(first, (weekday - first.weekday()) % 7 + 7 * (which - 1), 1, "day")


@lru_cache(maxsize=4096)
def lunar(number: int, month: int, day: int) -> Span | None:
    """Return a day of lunar year `number`; day 0 is the whole month, -1 its last day, a negative month a leap one."""
    from lunar_python import Lunar, LunarMonth  # type: ignore[import-untyped]

    if not 1600 <= number <= 2200:
        return None
    length = LunarMonth.fromYm(number, month)
    if length is None:
        return None
    count = length.getDayCount()
    if day > count:
        return None
    solar = Lunar.fromYmd(number, month, max(day, 1)).getSolar()
    start = date(solar.getYear(), solar.getMonth(), solar.getDay())
    if day < 0:
        return one_day(start + timedelta(days=count - 1))
    return one_day(start) if day else Span(start, start + timedelta(days=count - 1), "month")


@lru_cache(maxsize=4096)
def solar_term(name: str, number: int) -> Span | None:
    """Return the day of solar term `name` in year `number` of the common era."""
    from lunar_python import Lunar

    if not 1600 <= number <= 2200:
        return None
    for table_year in (number, number + 1):  # a table runs from one winter solstice to the next
        solar = Lunar.fromYmd(table_year, 6, 1).getJieQiTable().get(name)
        if solar is not None and solar.getYear() == number:
            return one_day(date(number, solar.getMonth(), solar.getDay()))
    return None


def easter(number: int) -> date:
    """Return Easter Sunday of the western churches.

    >>> easter(2013).isoformat()
    '2013-03-31'
    """
    century, of_century = divmod(number, 100)
    skipped, rest = divmod(century, 4)
    moon = (19 * (number % 19) + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (number % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(number, month, day + 1)
