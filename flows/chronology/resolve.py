"""An expression with its relation words to a DateMention, or to a Reject with its reason.

Not for finding expressions, nor for what the text said before: dates keeps the frame.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.chronology import spans
from flows.chronology.expressions import Expression
from flows.chronology.frames import IMPOSSIBLE, Found, Frame, finish
from flows.chronology.parts import Part
from flows.chronology.points import resolve_point
from flows.chronology.relations import Relation
from flows.chronology.spans import Span

_FINENESS = ("day", "ten_days", "week", "month", "quarter", "half_year", "year", "years")


@dataclass(frozen=True, slots=True)
class DateMention:
    """One calendar expression and the days it covers, both ends inclusive, None where open.

    `start` and `end` are character offsets, half-open; granularity, relation and resolved_by as in the events table.
    """

    start: int
    end: int
    text: str
    date_start: date | None
    date_end: date | None
    granularity: str
    relation: str
    resolved_by: str


def resolve(text: str, expression: Expression, relation: Relation, frame: Frame) -> tuple[DateMention, Span] | str:
    """Return the mention and the days that its calendar words name, or the reason why there are none."""
    found = _days(expression, frame)
    if isinstance(found, str):
        return found
    dates = _related(found.span, relation.name, expression, frame)
    if dates is None:
        return IMPOSSIBLE
    name, first, last = dates
    if first is not None and last is not None and first > last:
        return "its end lies before its start"
    granularity = found.span.granularity
    written = text[relation.start : relation.end]
    return DateMention(relation.start, relation.end, written, first, last, granularity, name, found.by), found.span


def _days(expression: Expression, frame: Frame) -> Found | str:
    left = resolve_point(expression.left.parts, frame)
    if isinstance(left, str) or expression.right is None:
        return left
    right = _far_end(expression.right.parts, left, frame)
    if isinstance(right, str):
        return right
    span = Span(left.span.start, right.span.end, _finer(left.span, right.span))
    if span.end < span.start:
        return "its end lies before its start"
    if span.granularity == "year" and span.end.year > span.start.year:
        span = replace(span, granularity="years")
    return Found(span, left.by)


def _finer(left: Span, right: Span) -> str:
    return min(left.granularity, right.granularity, key=_FINENESS.index)


def _far_end(parts: tuple[Part, ...], left: Found, frame: Frame) -> Found | str:
    """Resolve a range's end by its beginning: the same year or month, or the next one."""
    if parts[0].kind in ("weekday", "weekend") and parts[0].b == 99:
        later = spans.week(left.span.start)
        shift = spans.days_from(later.start, parts[0].a, 1, "day") if later else None
        return Found(shift, left.by) if shift else IMPOSSIBLE
    if parts[0].kind == "lunar":
        ends = [finish(spans.year(left.span.start.year + shift), parts, left.by) for shift in (-1, 0, 1)]
        return next((end for end in ends if isinstance(end, Found) and end.span.start >= left.span.start), IMPOSSIBLE)
    month = spans.month(left.span.start.year, left.span.start.month)
    begun = left.span.start.year
    inside = replace(frame, year=begun, section_year=begun, named=month, year_near=True, near=None)
    right = resolve_point(parts, inside)
    if isinstance(right, Found) and right.by == "context" and right.span.end < left.span.start:
        inside = replace(inside, year=left.span.start.year + 1, section_year=left.span.start.year + 1)
        if parts[0].kind == "day":
            then = spans.add_months(left.span.start, 1)
            inside = replace(inside, named=spans.month(then.year, then.month) if then else None)
        right = resolve_point(parts, inside)
    return right


def _related(
    span: Span, relation: str, expression: Expression, frame: Frame
) -> tuple[str, date | None, date | None] | None:
    """Open the ends that the relation opens; None when they pass the calendar's ends."""
    first = expression.left.parts[0]
    last = expression.left.parts[-1]
    if first.kind == "openago":
        return ("before", None, span.end) if first.a < 0 else ("after", span.start, None)
    if first.kind == "roll" and first.name.startswith("过 "):
        return "after", span.start, None
    try:
        return _opened(span, relation, last, frame)
    except OverflowError:
        return None


def _opened(span: Span, relation: str, last: Part, frame: Frame) -> tuple[str, date | None, date | None]:
    if relation in ("as_of", "by", "until", "by_before"):
        return "by" if relation == "by_before" else relation, None, span.end
    if relation == "since":
        begun = frame.published is not None and span.start <= frame.published
        return "since", span.start, frame.published if begun else None
    if relation == "after":
        return "after", span.end + timedelta(days=1), None
    if relation == "before":
        is_edge = last.kind in ("edge", "yearpart", "monthpart") and last.name in ("end", "last", "tail")
        return "before", None, span.end if is_edge else span.start - timedelta(days=1)
    year_begins = last.kind in ("edge", "yearpart") and last.name == "begin" and span.granularity == "month"
    if relation == "about" or year_begins:
        return "about", span.start, span.end
    return "on" if span.start == span.end else "during", span.start, span.end
