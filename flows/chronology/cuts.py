"""How a part cuts a span that is known: the 一季度 of 2020, the 底 of a year, the 第二周 of March.

Not for choosing the span it cuts: see points.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from flows.chronology import feasts, spans
from flows.chronology.parts import Part
from flows.chronology.spans import Span

_PER = {"month": 1, "quarter": 3}


def cut(span: Span, part: Part) -> Span | None:
    """Return what `part` leaves of `span`; None when the span has no such part (30 February)."""
    return _CUTS[part.kind](span, part) if part.kind in _CUTS else None


def _firstn(span: Span, part: Part) -> Span | None:
    count = abs(part.a)
    if part.name in _PER:
        size = count * _PER[part.name]
        total = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
        first = span.start.month if part.a > 0 else span.start.month + total - size
        granularity = {3: "quarter", 6: "half_year"}.get(size, "month") if part.name == "quarter" else "month"
        return spans.months(span.start.year, first, first + size - 1, granularity)
    if part.name == "week":
        start = _first_monday(span) if part.a > 0 else _last_sunday(span) - timedelta(days=7 * count - 1)
        return spans.days_from(start, 0, 7 * count, "week")
    start = span.start if part.a > 0 else span.end - timedelta(days=count - 1)
    return spans.days_from(start, 0, count, "day")


def _nth(span: Span, part: Part) -> Span | None:
    if part.name == "week":
        return spans.days_from(_first_monday(span), 7 * (part.a - 1), 7, "week")
    if part.name == "month":
        return spans.months(span.start.year, span.start.month + part.a - 1, span.start.month + part.a - 1, "month")
    return None


def _first_monday(span: Span) -> date:
    return span.start + timedelta(days=-span.start.weekday() % 7)


def _last_sunday(span: Span) -> date:
    return span.end - timedelta(days=(span.end.weekday() + 1) % 7)


def _nth_weekday(span: Span, part: Part) -> Span | None:
    if part.a > 0:
        return feasts.nth_weekday(span.start, part.a, part.b)
    return spans.one_day(span.end - timedelta(days=(span.end.weekday() - part.b) % 7))


def _tenth(span: Span, part: Part) -> Span | None:
    """Cut 上旬, 中旬, 下旬 out of a month; 中下旬 is two of them."""
    first, last = 10 * part.a - 9, (10, 20, span.end.day)[part.b - 1]
    return Span(span.start.replace(day=first), span.end.replace(day=last), "ten_days")


def _half_month(span: Span, part: Part) -> Span:
    if part.a == 1:
        return Span(span.start, span.start.replace(day=15), "ten_days")
    return Span(span.start.replace(day=16), span.end, "ten_days")


def edge(span: Span, name: str) -> Span | None:
    """Return the beginning, middle or end of `span`, as large as such words mean it for a year, quarter, month …"""
    if name == "whole":
        return span
    if span.granularity in ("year", "half_year"):
        return _year_edge(span, name)
    if span.granularity == "quarter":
        return _quarter_edge(span, name)
    if span.granularity == "month":
        return _month_edge(span, name)
    return _years_edge(span, name)


def _year_edge(span: Span, name: str) -> Span | None:
    if name == "middle":
        return replace(
            span, start=span.start.replace(month=6, day=1), end=span.start.replace(month=7, day=31), granularity="month"
        )
    which = span.start.month if name in ("begin", "head") else span.end.month
    return spans.month(span.start.year, which)


def _quarter_edge(span: Span, name: str) -> Span | None:
    if name == "last":
        return spans.one_day(span.end)
    which = {"begin": span.start.month, "head": span.start.month, "middle": span.start.month + 1}.get(
        name, span.end.month
    )
    return spans.month(span.start.year, which)


def _month_edge(span: Span, name: str) -> Span | None:
    if name == "last":
        return spans.one_day(span.end)
    if name in ("begin", "head"):
        return Span(span.start, span.start.replace(day=5), "ten_days")
    if name == "middle":
        return Span(span.start.replace(day=11), span.start.replace(day=20), "ten_days")
    return Span(span.start.replace(day=25), span.end, "ten_days")


def _years_edge(span: Span, name: str) -> Span | None:
    """Cut a decade, a century or a plan: 初 is its first fifth (a century) or first years, 下半叶 its later half."""
    first, last = span.start.year, span.end.year
    length = last - first + 1
    if name in ("earlier", "later"):
        half = first + length // 2
        return spans.years(first, half - 1) if name == "earlier" else spans.years(half, last)
    size = max(1, length // 5 if length >= 50 else 3 if length >= 10 else 1)
    if name in ("begin", "head"):
        return spans.years(first, first + size - 1)
    if name == "middle":
        around = length // 10 if length >= 50 else max(1, length // 5)
        return spans.years(first + length // 2 - around, first + length // 2 + around - 1)
    return spans.years(last - size + 1, last)


def _season(span: Span, part: Part) -> Span | None:
    return spans.months(span.start.year, 3 * part.a, 3 * part.a + 2, "quarter")


_CUTS: dict[str, Callable[[Span, Part], Span | None]] = {
    "half": lambda span, part: spans.half(span.start.year, part.a),
    "quarter": lambda span, part: spans.quarter(span.start.year, part.a),
    "season": _season,
    "relseason": _season,
    "month": lambda span, part: spans.month(span.start.year, part.a),
    "monthday": lambda span, part: spans.day(span.start.year, part.a, part.b),
    "lunar": lambda span, part: feasts.lunar(span.start.year, part.a, part.b),
    "holiday": lambda span, part: feasts.holiday(part.name, span.start.year),
    "firstn": _firstn,
    "nth": _nth,
    "nthweekday": _nth_weekday,
    "tenth": _tenth,
    "halfmonth": _half_month,
    "monthpart": lambda span, part: edge(span, part.name),
    "yearpart": lambda span, part: edge(span, part.name),
    "edge": lambda span, part: edge(span, part.name),
    "day": lambda span, part: spans.day(span.start.year, span.start.month, part.a),
    "weekday": lambda span, part: spans.days_from(span.start, part.a, 1, "day"),
    "weekend": lambda span, part: spans.days_from(span.start, 5, 2, "day"),
    "decade": lambda span, part: spans.years(span.start.year + part.a, span.start.year + part.b + 9),
}
"""What each kind does to the span before it."""
