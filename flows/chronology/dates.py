"""Calendar expressions of one paragraph, resolved in reading order: what was named before helps what comes after.

Not for clauses and events: see events.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flows.chronology import clauses, expressions, words
from flows.chronology.agreed import agreed_year
from flows.chronology.bare import DIRECTED
from flows.chronology.expressions import Expression
from flows.chronology.frames import Frame
from flows.chronology.parts import Aside
from flows.chronology.relations import Relation, read_relation
from flows.chronology.resolve import DateMention, resolve
from flows.chronology.spans import Span
from flows.rejects import Reject
from flows.restore.script import simplify

STAGE = "dates"
_WIDE_MARK = re.compile("[０-９／．]")
_WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９／．", "0123456789/.", strict=True)}
_TITLE = re.compile("《[^《》]{0,80}》")
_NUMBERED = re.compile(r"[ ]?(?:年?[第总]\s?[0-9〇零一二三四五六七八九十]{1,4}\s?[期号卷辑]|年?[〕］\]】])")
_OF_THIS_YEAR = re.compile("[^，。；,;0-9]{0,4}今年")
_COMPARES = re.compile("[比较与和同由从于是占到自]$")
_PERIODS = frozenset(["quarter", "half", "firstn", "month"])
"""What figures are published of when it is over: 下周将公布二季度GDP."""
FINE = frozenset(["day", "ten_days", "month"])
_YEARS = frozenset(["year", "shortyear", "relyear", "full", "yearmonth", "relmonth", "contextyear"])


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph inherits: the year and the named period that its section speaks of, None when it names none.

    `section_days` are those that a heading names: （2019年12月27日至2020年1月19日）.
    `topic_year` is the year of the title or of the paragraph before; it says less than a section's.
    `trail`, `coming`, `spoken`, `notice` and `told_day` as in Frame.
    """

    section_year: int | None = None
    section_period: Span | None = None
    topic_year: int | None = None
    section_days: Span | None = None
    trail: Span | None = None
    coming: bool = False
    spoken: Span | None = None
    notice: bool = False
    told_day: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression beside what became of it, for callers that judge by its words."""

    expression: Expression | None
    result: DateMention | Reject


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the dates of `text`, in order, resolved against the publication date; offsets hold in `text`.

    >>> [(m.text, str(m.date_start), str(m.date_end)) for m in find_dates("6月11日至7月6日", date(2020, 9, 16))]
    [('6月11日至7月6日', '2020-06-11', '2020-07-06')]
    >>> find_dates("减负767.7亿元，移动4/5G，2100万人，26天", date(2020, 9, 16))
    []
    """
    return [found for found in read_dates(text, published) if isinstance(found, DateMention)]


def read_dates(text: str, published: date | None, context: Context = Context()) -> list[DateMention | Reject]:
    """Return the dates of `text` and, as Rejects, the calendar words that make none."""
    return [reading.result for reading in read(text, published, context)]


def read(text: str, published: date | None, context: Context) -> list[Reading]:
    """Return every calendar expression of `text` with what became of it."""
    plain = simplify(text)
    if _WIDE_MARK.search(plain):
        plain = plain.translate(_WIDE)
    found = expressions.find(plain)
    if not found:
        return []
    return list(_walk(text, plain, found, _frame(published, context)))


def _frame(published: date | None, context: Context) -> Frame:
    year, period = context.section_year, context.section_period
    frame = Frame(published, None, period, year, topic_year=context.topic_year, section_days=context.section_days)
    frame.trail, frame.coming = context.trail, context.coming
    frame.spoken, frame.notice, frame.told_day = context.spoken, context.notice, context.told_day
    return frame


def _walk(text: str, plain: str, found: list[Expression | Aside], frame: Frame) -> Iterator[Reading]:
    titles = [match.span() for match in _TITLE.finditer(plain)] if "《" in plain else []
    done = year_end = named_end = seen = 0
    broken = -1
    for index, item in enumerate(found):
        if item.start < done:
            continue
        if isinstance(item, Aside):
            done = item.end
            yield Reading(None, Reject(STAGE, item.start, item.end, text[item.start : item.end], item.reason))
            continue
        relation = read_relation(plain, item.start, item.end, item.is_range)
        broken = max(broken, *[plain.rfind(mark, seen, item.start) for mark in "。！？"])
        seen = item.start
        if relation.start < done:
            relation = Relation(relation.name, done, relation.end)
        frame.forward, frame.year_near = _ahead(plain, item, relation), year_end > broken
        frame.beside = frame.named if named_end > broken else None
        directed = item.left.parts[0].kind in DIRECTED
        ends = relation.name in ("by", "before")
        frame.arrives = ends and not clauses.looks_ahead(plain, relation.start, relation.end)
        frame.this_year = directed and _OF_THIS_YEAR.match(plain, relation.end) is not None
        frame.soon = not frame.forward and directed and clauses.is_planned(plain, item.start, item.end)
        frame.reported = directed and clauses.is_reported(plain, item.start, item.end)
        frame.agreed = agreed_year(plain, found, index, frame) if directed else None
        result = _judge(text, plain, item, relation, frame, titles)
        done = relation.end
        if isinstance(result, Reject):
            yield Reading(item, result)
            continue
        mention, span = result
        if _names_year(plain, item, mention, span):
            frame.told = 0 if span.start.year != frame.year else frame.told
            frame.year, year_end = span.start.year, mention.end
        elif directed and frame.year and mention.resolved_by == "publication" and span.granularity in FINE:
            frame.year = span.start.year
        elif item.left.parts[0].kind == "yearpart" and mention.resolved_by == "context":
            frame.year = frame.year or span.start.year  # 全年增长12%。分季度看，一季度
        frame.told += span.granularity in FINE
        if not _in_passing(plain, item, span, frame):
            frame.named, named_end = span, mention.end
        frame.trail = frame.trail and span
        yield Reading(item, mention)


def _in_passing(plain: str, item: Expression, span: Span, frame: Frame) -> bool:
    """Tell a date that nothing later counts from: 6天内, 比去年同期, the 今年的 of 11月11日至16日是今年的高峰期."""
    first, beside = item.left.parts[0], frame.beside
    within = beside is not None and span.granularity == "year" and span.start <= beside.start <= beside.end <= span.end
    compared = first.name == "same" and frame.named is not None
    return first.kind == "within" or compared or (within and plain.startswith("的", item.end))


def _ahead(plain: str, item: Expression, relation: Relation) -> bool:
    """Tell whether a bare date is the next one: a deadline that is not past, or a clause about the future."""
    if item.left.parts[0].kind not in DIRECTED:
        return False
    if item.left.parts[0].kind in _PERIODS and plain.endswith(tuple(words.by_role("tells")), 0, relation.start):
        return False
    span = relation.start, relation.end
    if relation.name in ("by", "by_before"):
        return not clauses.is_done(plain, *span)
    if relation.name == "before" and not clauses.is_done(plain, *span):
        return True
    return clauses.looks_ahead(plain, relation.start, relation.end)


def _judge(
    text: str, plain: str, item: Expression, relation: Relation, frame: Frame, titles: list[tuple[int, int]]
) -> tuple[DateMention, Span] | Reject:
    """Resolve one expression, unless its surroundings say that it dates nothing."""
    reason = _no_date(plain, item, relation, titles)
    result = reason or resolve(text, item, relation, frame)
    if isinstance(result, str):
        return Reject(STAGE, relation.start, relation.end, text[relation.start : relation.end], result)
    return result


def _no_date(plain: str, item: Expression, relation: Relation, titles: list[tuple[int, int]]) -> str | None:
    start, end = relation.start, relation.end
    at = bisect_right(titles, (start, len(plain))) - 1
    if at >= 0 and end <= titles[at][1]:
        return "inside a title"
    if "□" in plain[max(0, start - 1) : end + 1]:
        return "damaged"
    if _NUMBERED.match(plain, item.end):
        return "issue number"
    if plain[max(0, start - 1) : start] in ("〔", "［", "〕", "］", "]", "】"):
        return "document number"
    return None


def _names_year(plain: str, item: Expression, mention: DateMention, span: Span) -> bool:
    """Tell whether later bare months and days belong to this mention's year.

    A year alone must open its clause: 依托2020年全国冬运会契机 does not speak of 2020, nor does 比2010年增加.
    """
    parts = item.left.parts
    if (
        parts[0].kind not in _YEARS
        or parts[0].name == "same"
        or mention.relation not in ("on", "during")
        or span.start.year != span.end.year
    ):
        return False
    before = plain[max(0, mention.start - 1) : mention.start]
    if _COMPARES.search(before):
        return False
    return len(parts) > 1 or parts[0].kind in ("full", "yearmonth") or not "一" <= before <= "鿿" or before in "在于年"
