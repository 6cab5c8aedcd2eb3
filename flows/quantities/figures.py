"""Figures: the numbers of a paragraph that quantify something, with unit, bound and what the words around them say.

Everything else that is written with a numeral comes out as a Reject with its reason. Dates are flows.chronology's.
"""

from collections.abc import Iterator
from typing import NamedTuple

from flows.numerals import LONGEST
from flows.quantities.aside import Quotes, aside_before_unit, damaged
from flows.quantities.context import Breaks, change_before, follows_change, per_of, states
from flows.quantities.lists import joined, share_bounds
from flows.quantities.measure import Measure, measure_at
from flows.quantities.names import Aside, name_at, pattern_at
from flows.quantities.numbers import UNUSUAL, number_at
from flows.quantities.points import with_points
from flows.quantities.products import product_at, whole_at
from flows.quantities.records import Figure, Number
from flows.quantities.respectively import RESPECTIVELY, deal_out
from flows.quantities.runs import next_run
from flows.quantities.subjects import Span, subject_of
from flows.quantities.units import unit_at
from flows.rejects import Reject
from flows.restore.script import simplify

STAGE = "figures"
_BETWEEN = ("个半", "个多")
"""What begins a unit in the lexicon with a word between that is none of it: 两个半月."""
_JOINTS = frozenset("、和及与")
_RUNNING = 5
_SUMMED = ("累计", "合计", "共", "总共", "总计", "间累计", "来累计", "内累计")


def find_figures(text: str) -> list[Figure]:
    """Return the figures of one paragraph in either script, in order; offsets hold in `text`.

    >>> [(f.text, str(f.value), f.bound, f.unit_canonical) for f in find_figures("減負超過511億元，涉及2445戶")]
    [('511億元', '51100000000', 'more_than', 'CNY'), ('2445戶', '2445', 'exact', 'household')]
    """
    return [found for found in _read_all(text) if isinstance(found, Figure)]


def read_figures(text: str) -> list[Figure | Reject]:
    """Return the figures and, for every numeral that is none, a Reject with its reason; in order, none left out.

    >>> [r.reason for r in read_figures("用5G，一次次增長□5%") if isinstance(r, Reject)]
    ['name', 'word', 'damaged']
    """
    return [found if isinstance(found, Figure) else _reject(text, found) for found in _read_all(text)]


def _reject(text: str, aside: Aside) -> Reject:
    return Reject(STAGE, aside.start, aside.end, text[aside.start : aside.end], aside.reason)


def _read_all(text: str) -> Iterator[Figure | Aside]:
    """Yield what every numeral of the text is, in order."""
    plain = with_points(simplify(text))
    read = list(_walk(plain))
    measures = [item for item in read if isinstance(item, Measure)]
    share_bounds(plain, measures)
    breaks = Breaks(plain) if measures else None
    placed = _place_all(plain, measures, breaks) if breaks else iter(())
    for item in read:
        if isinstance(item, Aside):
            yield item
        elif breaks:
            yield _figure(text, plain, next(placed), breaks)


def _walk(text: str) -> Iterator[Measure | Aside]:
    """Go from numeral to numeral and tell what each is."""
    position = 0
    quotes = Quotes(text)
    while found := next_run(text, position):
        start, end = found.span()
        if end - start > LONGEST:
            item: Measure | Aside | None = Aside(start, end, "too long to be a number")
        else:
            item = name_at(text, start) or _read(text, start, end, quotes)
        position = max(item.end, start + 1) if item else start + 1
        if item and text[start] == "零" and item.start > start:
            yield Aside(start, start + 1, "joins two amounts")
        if item:
            yield item


def _read(text: str, start: int, end: int, quotes: Quotes) -> Measure | Aside | None:
    """Read the numeral whose run is given; None when its first character is none here (参加, 大陆)."""
    number = number_at(text, start, end)
    if number is None:
        return None if text[start] in UNUSUAL else Aside(start, end, "not a number")
    if quotes.damaged and (aside := damaged(text, number)):
        return aside
    number = whole_at(text, number)
    if pattern := _pattern(text, number, end):
        return pattern
    product = product_at(text, number)
    if product is not number and (pattern := _pattern(text, product, product.end)):
        return pattern._replace(start=number.start)  # 4×100米接力
    number = product
    aside = aside_before_unit(text, number) or quotes.aside(number)
    return aside or measure_at(text, number)


def _pattern(text: str, number: Number, end: int) -> Aside | None:
    """Return the pattern of names around the number, unless a longer unit stands there (四大类)."""
    end = min(end, number.end)
    pattern = pattern_at(text, number.start, end)
    if pattern is None:
        return None
    few = number.kind == "vague" and number.high is not None and number.high < 10  # 三四线城市, not 数十万楼门长
    whole = number.kind in ("number", "range") and (
        number.value is None or not number.value % 1 or text[number.start - 1 : number.start] == "第"
    )
    if not few and not whole:
        return None
    unit = unit_at(text, end) if pattern.end > end else None
    return None if unit and end + len(unit.written) > pattern.end else pattern


class _Placed(NamedTuple):
    """A measure with what it takes from the words around it and from the figure in front of it."""

    measure: Measure
    change: str
    per: Span | str
    subject: Span | None
    end: int  # of the words that were read for it


def _place_all(plain: str, measures: list[Measure], breaks: Breaks) -> Iterator[_Placed]:
    """Read the words around every measure, in order."""
    placed: list[_Placed] = []
    for measure in measures:
        placed.append(_place(plain, measure, breaks, placed[-1] if placed else None))
    if RESPECTIVELY not in plain:
        return iter(placed)
    subjects = deal_out(plain, measures, [item.subject for item in placed])
    return (item._replace(subject=subject) for item, subject in zip(placed, subjects, strict=True))


def _place(plain: str, measure: Measure, breaks: Breaks, before: _Placed | None) -> _Placed:
    """Read the words around a measure."""
    clause = breaks.clause_start(measure.start)
    floor = max(clause, before.end) if before else clause
    if before and joined(plain, before.measure, measure):
        change = before.change
    elif _passes(plain, measure):
        change = "none"
    else:
        passed = before is None or _passes(plain, before.measure)
        change = change_before(plain, max(clause, before.measure.end if before and not passed else 0), measure.head)
    per = _per(plain, clause, measure)
    subject, shares = subject_of(plain, floor, measure.head, measure.start, measure.end, measure.unit)
    if subject and not isinstance(per, str):
        subject = _without(subject, per)
    end = subject[1] if subject and subject[0] == measure.end else measure.end
    if shares and before and _goes_on(plain, before, measure, clause):
        subject = before.subject
        if not per and measure.unit.dimension != "ratio" and measure.unit.canonical == before.measure.unit.canonical:
            per = before.per
    elif before and change == "none" and _takes_verb(plain, before, measure, clause, subject):
        change = before.change
    return _Placed(measure, change, per, subject, end)


def _without(subject: Span, per: Span) -> Span | None:
    """Return `subject` without what it is counted by, which begins or ends it: 每平方米售价, 单产每亩."""
    start = per[1] if subject[0] == per[0] else subject[0]
    end = per[0] if subject[1] == per[1] else subject[1]
    return (start, end) if start < end else None


def _passes(plain: str, measure: Measure) -> bool:
    """Tell a length of time over which something is summed up or goes on: 新增就业五年累计5100万人, 连升三个月."""
    if measure.unit.dimension != "time":
        return False
    return plain.startswith(_SUMMED, measure.end) or "连" in plain[max(measure.head - _RUNNING, 0) : measure.head]


def _per(plain: str, clause: int, measure: Measure) -> Span | str:
    """Return what the words around say that the measure is reckoned per; a rate says it itself (元/吨)."""
    if measure.unit.dimension == "rate":
        return ""
    return per_of(plain, clause, measure.head, measure.end, rate=measure.unit.dimension == "ratio")


def _takes_verb(plain: str, before: _Placed, measure: Measure, clause: int, subject: Span | None) -> bool:
    """Tell whether the measure has its verb from the figure in front: in a clause, or in a list of things."""
    alone = subject == (clause, measure.head) and _same_verb(plain, before, measure)
    return alone or _goes_on_with(plain, before, measure, subject)


def _same_verb(plain: str, before: _Placed, measure: Measure) -> bool:
    """Tell whether a clause of noun and number alone takes its verb from the one in front: 新增大棚2座，温室3座."""
    alike = measure.unit.dimension != "ratio" and measure.unit.canonical == before.measure.unit.canonical
    plain_noun = measure.head == measure.start and not states(plain, measure.head)
    return alike and plain_noun and plain[before.end : measure.start].startswith(("，", ","))


def _goes_on_with(plain: str, before: _Placed, measure: Measure, subject: Span | None) -> bool:
    """Tell whether the next of a list has its verb from the first: 新增床位500张、护士300名."""
    listed = plain[before.end : before.end + 1] in _JOINTS and subject == (before.end + 1, measure.head)
    its, other = measure.unit.dimension, before.measure.unit.dimension
    alike = "ratio" not in (its, other) and (its == "currency") is (other == "currency")
    head = before.measure.head
    after_noun = before.subject[1] == head if before.subject else not follows_change(plain, head)
    return listed and alike and after_noun


def _goes_on(plain: str, before: _Placed, measure: Measure, clause: int) -> bool:
    """Tell whether a figure that names no subject speaks of the same as the one before it.

    境内外媒体3090家次、5050人次 does; in 128个村、3.2万户 the households are no villages.
    """
    counted = before.subject is not None and before.subject[0] >= before.measure.end
    if counted and before.measure.unit.canonical != measure.unit.canonical and measure.unit.dimension != "ratio":
        return False
    return plain[before.end : clause] in ("，", ",") or (clause <= before.end < measure.head)


def _figure(text: str, plain: str, placed: _Placed, breaks: Breaks) -> Figure:
    """Put the record together, in the script of `text`."""
    measure, per, subject = placed.measure, placed.per, placed.subject
    return Figure(
        measure.start,
        measure.end,
        text[measure.start : measure.end],
        measure.value,
        measure.low,
        measure.high,
        measure.bound,
        _unit_as_written(text, plain, measure),
        measure.unit.canonical,
        measure.canonical(),
        measure.unit.dimension,
        placed.change,
        per if isinstance(per, str) else text[per[0] : per[1]],
        text[subject[0] : subject[1]] if subject else "",
        breaks.sentence(text, measure.start),
    )


def _unit_as_written(text: str, plain: str, measure: Measure) -> str:
    """Return the unit in the script of `text`: its characters stand where the lexicon's do."""
    unit = measure.unit.written
    if plain is text:
        return unit[0] + unit[2:] if unit.startswith(_BETWEEN) else unit
    at = plain.rfind(unit, measure.start, measure.end) if unit else -1
    written = text[at : at + len(unit)] if at >= 0 else unit
    return written[0] + written[2:] if unit.startswith(_BETWEEN) else written
