"""Days counted from the publication day: 去年, 上周, 三天前, 近五年, 未来7天.

Not for bare months and days: points places them.
"""

from collections.abc import Callable
from datetime import date, timedelta

from flows.chronology import cuts, spans
from flows.chronology.parts import Part
from flows.chronology.spans import Span

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_AHEAD = frozenset(["未来", "今后", "接下来", "过", "下", "后"])
_BESIDE = frozenset(["上", "下", "前", "后"])


def from_today(part: Part, today: date) -> Span | None:
    """Return the days of a part that counts from `today`; None past the calendar's ends."""
    return KINDS[part.kind](part, today)


def _quarter(part: Part, today: date) -> Span | None:
    number, index = divmod(today.year * 4 + (today.month - 1) // 3 + part.a, 4)
    return spans.quarter(number, index + 1)


def _half(part: Part, today: date) -> Span | None:
    number, index = divmod(today.year * 2 + (today.month - 1) // 6 + part.a, 2)
    return spans.half(number, index + 1)


def _month(part: Part, today: date) -> Span | None:
    number, index = divmod(today.year * 12 + today.month - 1 + part.a, 12)
    return spans.month(number, index + 1)


def _season(part: Part, today: date) -> Span | None:
    number = spans.year(today.year + part.b)
    return cuts.cut(number, part) if number else None


def _ago(part: Part, today: date) -> Span | None:
    """`a` counts half units: 三年前 is -6 in years."""
    whole, half = int(part.a / 2), part.a % 2
    if part.name == "day":
        return spans.days_from(today, whole, 1, "day")
    if part.name == "week":
        return spans.week(today, whole)
    if half and part.name == "month":
        return spans.days_from(today, 15 * part.a, 1, "day")
    there = spans.add_months(today, _MONTHS[part.name] * part.a // 2)
    if there is None:
        return None
    return spans.year(there.year) if part.name == "year" and not half else spans.month(there.year, there.month)


def _roll(part: Part, today: date) -> Span | None:
    """过去, 近, 未来, 今后 count from the publication day; 上, 下, 前, 后 take whole weeks and months beside it."""
    lead, unit = part.name.split(" ")
    count, ahead = part.a // 2, lead in _AHEAD
    if lead == "过":
        return spans.days_from(today, count, 1, "day") if unit == "day" else None
    if lead in _BESIDE and unit != "year":
        return beside(today, unit, count, ahead)
    if unit in ("day", "week"):
        size = count if unit == "day" else 7 * count
        return spans.days_from(today, 0 if ahead else -size, size + (not ahead), unit)
    size = _MONTHS[unit] * part.a // 2
    there = spans.add_months(today, size if ahead else -size)
    if there is None:
        return None
    granularity = {"half": "half_year", "year": "year" if count == 1 else "years"}.get(unit, unit)
    return Span(today, there - timedelta(days=1), granularity) if ahead else Span(there, today, granularity)


def beside(today: date, unit: str, count: int, ahead: bool) -> Span | None:
    """Return the `count` whole days, weeks or months just before or after the one that holds `today`."""
    if unit == "day":
        return spans.days_from(today, 1 if ahead else -count, count, "day")
    if unit == "week":
        week = spans.week(today, 1 if ahead else -count)
        return spans.days_from(week.start, 0, 7 * count, "week") if week else None
    size = _MONTHS[unit] * count
    years, month = divmod(today.month if ahead else today.month - 1 - size, 12)
    return spans.months(today.year + years, month + 1, month + size, "half_year" if unit == "half" else unit)


def _several(part: Part, today: date) -> Span | None:
    if part.name == "year":
        return spans.years(today.year + part.a, today.year + part.b)
    return spans.days_from(today, part.a, part.b - part.a + 1, "day")


KINDS: dict[str, Callable[[Part, date], Span | None]] = {
    "relyear": lambda part, today: spans.year(today.year + part.a),
    "relhalf": _half,
    "relquarter": _quarter,
    "relmonth": _month,
    "relseason": _season,
    "relday": lambda part, today: spans.days_from(today, part.a, 1, "day"),
    "week": lambda part, today: spans.week(today, part.a),
    "within": lambda part, today: spans.days_from(today, 0, part.a + 1, "day"),
    "ago": _ago,
    "openago": _ago,
    "roll": _roll,
    "several": _several,
}
"""The kinds that need nothing but the publication date."""
