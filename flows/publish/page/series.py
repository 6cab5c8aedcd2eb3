"""What the charts show, counted over all rows of the release.

Not for drawing: charts.py does that.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, isfinite, log10

import pyarrow as pa

from flows.publish.page.words import Word, word

MOST = 12
"""Units and sections that are drawn, the commonest; the rest is told in a word."""

MOST_SPANS = 40
"""Events that are drawn one by one; more of them are counted by time."""

_BINS = 8
_NOWHERE = Word("under no heading", "无小标题")
_COLUMNS = 60
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_POWERS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from `low` to `high`, and what is written at which place."""

    low: float
    high: float
    ticks: Mapping[float, str]


@dataclass(frozen=True, slots=True)
class Strip:
    """A unit, and how many of its figures lie about each power of ten."""

    label: Word
    dots: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An entry and its number."""

    label: Word
    count: int


@dataclass(frozen=True, slots=True)
class Span:
    """An event's days as ordinals, the last one whole; where one of its ends is open, the axis ends it."""

    label: str
    start: float
    end: float
    open: bool
    anchor: str | None


def by_unit(figures: pa.Table) -> tuple[list[Strip], Axis, int]:
    """Return the commonest units with their figures on a logarithmic axis, and how many figures are not among these.

    Zeros and ranges have no place on such an axis.
    """
    names = ("dimension", "unit_canonical", "unit", "value", "value_canonical")
    written: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    dots: dict[tuple[str, str], Counter[float]] = defaultdict(Counter)
    number = Counter[tuple[str, str]]()
    for dimension, canonical, unit, said, value in zip(*(figures[name].to_pylist() for name in names), strict=True):
        number[dimension, canonical] += 1
        # Only a spelling of the canonical unit itself may stand for it: the axis is in no other.
        if value is not None and said == value:
            written[dimension, canonical][unit] += 1
        if value and isfinite(value):
            dots[dimension, canonical][round(log10(abs(value)) * _BINS) / _BINS] += 1
    most = sorted(dots, key=lambda unit: (-dots[unit].total(), unit))[:MOST]
    by_dimension = Counter[str]()
    for unit in most:
        by_dimension[unit[0]] += dots[unit].total()
    most.sort(key=lambda unit: (-by_dimension[unit[0]], unit[0], -dots[unit].total(), unit))
    strips = [Strip(_unit(unit, written[unit], number[unit]), tuple(sorted(dots[unit].items()))) for unit in most]
    places = [place for strip in strips for place, _ in strip.dots]
    drawn = sum(n for strip in strips for _, n in strip.dots)
    return strips, _powers(min(places, default=0), max(places, default=1)), figures.num_rows - drawn


def by_section(figures: pa.Table, paragraphs: pa.Table) -> tuple[list[Bar], int]:
    """Return the sections with the most figures, and how many figures stand elsewhere."""
    sections = dict(zip(paragraphs["paragraph_id"].to_pylist(), paragraphs["section"].to_pylist(), strict=True))
    counted = Counter(sections.get(name) or "" for name in figures["paragraph_id"].to_pylist())
    most = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST]
    bars = [Bar(Word(label, label) if label else _NOWHERE, count) for label, count in most]
    return bars, figures.num_rows - sum(count for _, count in most)


def by_day(events: pa.Table, anchors: Mapping[str, str]) -> tuple[list[Span], Axis]:
    """Return the events one by one, in the order of their days."""
    rows = events.to_pylist()
    known = [day for row in rows for day in (row["date_start"], row["date_end"]) if day]
    first, last = min(known, default=date(2000, 1, 1)), max(known, default=date(2000, 12, 31))
    axis = _calendar(first, last)
    rows.sort(key=lambda row: (row["date_start"] or row["date_end"], row["date_end"] or last, row["event_id"]))
    return [
        Span(
            f"{brief(row['date_start'], row['date_end'])} {row['text']}",
            row["date_start"].toordinal() if row["date_start"] else axis.low,
            row["date_end"].toordinal() + 1 if row["date_end"] else axis.high,
            not (row["date_start"] and row["date_end"]),
            anchors.get(row["event_id"]),
        )
        for row in rows
    ], axis


def by_time(events: pa.Table) -> tuple[list[tuple[float, float, int]], Axis]:
    """Return how many events begin, or end where they have no beginning, in each of some sixty stretches of time."""
    starts, ends = (events[name].to_pylist() for name in ("date_start", "date_end"))
    found = [day.toordinal() for pair in zip(starts, ends, strict=True) if (day := pair[0] or pair[1])]
    axis = _calendar(date.fromordinal(min(found, default=1)), date.fromordinal(max(found, default=366)))
    width = (axis.high - axis.low) / _COLUMNS
    counted = Counter(min(int((day - axis.low) / width), _COLUMNS - 1) for day in found)
    return [(axis.low + at * width, axis.low + (at + 1) * width, n) for at, n in sorted(counted.items())], axis


def fitted(text: str, room: float) -> str:
    """Return as much of a text as fits into `room` Chinese characters, Latin ones counting for half.

    >>> fitted("北京 2020", 9), fitted("北京 2020", 4)
    ('北京 2020', '北京 2…')
    """
    used, kept = 0.0, list[str]()
    for character in text:
        used += 1 if unicodedata.east_asian_width(character) in "WFA" else 0.56
        if used > room:
            return "".join(kept[:-1]) + "…"
        kept.append(character)
    return text


def brief(start: date | None, end: date | None) -> str:
    """Return a span of days as short as it can be said.

    >>> brief(date(2020, 1, 1), date(2020, 12, 31)), brief(date(2020, 4, 1), date(2020, 4, 30))
    ('2020', '2020-04')
    >>> brief(date(2020, 1, 1), date(2020, 9, 16)), brief(None, date(2022, 12, 31))
    ('2020-01-01…09-16', '…2022-12-31')
    """
    first, last = start.isoformat() if start else "", end.isoformat() if end else ""
    if first == last:
        return first or "…"
    if not start or not end or start.year != end.year:
        return f"{first}…{last}"
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return first[:4]
    whole_month = start.month == end.month and start.day == 1 and (end + timedelta(1)).day == 1
    return first[:7] if whole_month else f"{first}…{last[5:]}"


def _unit(unit: tuple[str, str], written: Counter[str], number: int) -> Word:
    """Return a unit's name, its code in English and its commonest spelling in Chinese, with dimension and number."""
    dimension, canonical = unit
    code = canonical.replace("_", " ")
    commonest = min(written, key=lambda name: (-written[name], name), default=code)
    kind = word("dimension", dimension)
    return Word(f"{code} · {kind.en} · {number:,}", f"{commonest} · {kind.zh} · {number:,}")


def _powers(low: float, high: float) -> Axis:
    """Return an axis of powers of ten, the exponents as places."""
    first, last = floor(low), max(ceil(high), floor(low) + 1)
    step = ceil((last - first) / 8)
    edge = (last - first) / 40
    return Axis(first - edge, last + edge, {float(power): _power(power) for power in range(first, last + 1, step)})


def _power(power: int) -> str:
    if 0 <= power <= 3:
        return f"{10**power:,}"
    return f"10{str(power).translate(_POWERS)}"


def _calendar(first: date, last: date) -> Axis:
    """Return an axis from before the first day to behind the last, with days, months or years written at it."""
    length = last.toordinal() - first.toordinal()
    edge = max(length * 0.02, 3)
    low, high = first.toordinal() - edge, last.toordinal() + 1 + edge
    days = [(first, first.isoformat()), (last, last.isoformat())]
    ticks = days if length < 70 else _months(first, last) if length < 500 else _years(first.year, last.year)
    return Axis(low, high, {float(at): label for day, label in ticks if low <= (at := day.toordinal()) <= high})


def _months(first: date, last: date) -> Iterator[tuple[date, str]]:
    start, end = (day.year * 12 + day.month - 1 for day in (first, last))
    for number in range(start, end + 1, max(1, ceil((end - start) / 6))):
        day = date(number // 12, number % 12 + 1, 1)
        yield day, day.isoformat()[:7]


def _years(first: int, last: int) -> Iterator[tuple[date, str]]:
    step = next(step for step in _STEPS if (last - first) / step <= 8)
    for year in range(max(1, -(-first // step) * step), last + 1, step):
        yield date(year, 1, 1), str(year)
