"""Calendar expressions of one paragraph, resolved in reading order: what was named before helps what comes after.

Not for clauses and events: see events.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from flows.chronology import clauses, expressions, republic, words
from flows.chronology.absorbed import absorb
from flows.chronology.agreed import agreed_year
from flows.chronology.bare import DIRECTED
from flows.chronology.expressions import Expression
from flows.chronology.following import leave
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
_NAMED = re.compile("[“「『‘](?:[今明昨][日天])的?[^，。！？；：、的了“”「」『』‘’ ]{1,8}[”」』’]")
_SAID = "says again what stands before it"
_COMMAS = frozenset("，,")
_STOPS = frozenset("，,。；;")
_COMPARING = ("比", "较", "与", "和", "同", "于")
_LASTS = ("至", "到", "有效")
_AGAIN = frozenset(["contextmonth", "contextyear"])
_OF_THIS_YEAR = re.compile("[^，。；,;0-9]{0,4}今年")
_PERIODS = frozenset(["quarter", "half", "firstn", "month"])
"""What figures are published of when it is over: 下周将公布二季度GDP."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph inherits: the year and the named period that its section speaks of, None when it names none.

    `section_days` are those that a heading names: （2019年12月27日至2020年1月19日）.
    `topic_year` is the year of the title or of the paragraph before; it says less than a section's.
    `trail`, `coming`, `spoken`, `notice`, `told_day`, `republic`, `today`, `told_year` and `release` as in Frame.
    A `republic` of None is told by the text itself.
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
    republic: bool | None = None
    today: date | None = None
    told_year: int | None = None
    release: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression beside what became of it, for callers that judge by its words."""

    expression: Expression | None
    result: DateMention | Reject

    @property
    def dated(self) -> tuple[Expression, DateMention] | None:
        """Return the expression with its mention, None where it makes no date."""
        if self.expression is None or isinstance(self.result, Reject):
            return None
        return self.expression, self.result


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
    found = absorb(plain, expressions.find(plain))
    if not found:
        return []
    if context.republic or (context.republic is None and republic.shown([plain], published)):
        context, found = replace(context, republic=True), republic.reread(plain, found, published)
    return list(_walk(text, plain, found, _frame(published, context)))


def _frame(published: date | None, context: Context) -> Frame:
    year, period = context.section_year, context.section_period
    frame = Frame(published, None, period, year, topic_year=context.topic_year, section_days=context.section_days)
    frame.trail, frame.coming = context.trail, context.coming
    frame.spoken, frame.notice, frame.told_day = context.spoken, context.notice, context.told_day
    frame.republic, frame.today = bool(context.republic), context.today
    frame.told_year, frame.release = context.told_year, context.release
    return frame


def _walk(text: str, plain: str, found: list[Expression | Aside], frame: Frame) -> Iterator[Reading]:
    titles = [match.span() for match in _TITLE.finditer(plain)] if "《" in plain else []
    done = seen = broken = 0
    for index, item in enumerate(found):
        if item.start < done:
            continue
        reason = _aside(item, done)
        if isinstance(item, Aside) or reason:
            done = item.end
            yield Reading(None, Reject(STAGE, item.start, item.end, text[item.start : item.end], reason))
            continue
        relation = read_relation(plain, item.start, item.end, item.is_range)
        broken = max(broken, clauses.sentence_begin(plain, seen, item.start))
        seen = item.start
        if relation.start < done:
            relation = Relation(relation.name, done, relation.end)
        _look(plain, item, relation, broken, frame)
        frame.agreed = agreed_year(plain, found, index, frame) if frame.directed else None
        result = _judge(text, plain, item, relation, frame, titles)
        done = relation.end
        if isinstance(result, Reject):
            yield Reading(item, result)
            continue
        mention, span = result
        if _apposed(plain, item, span, frame):
            yield Reading(None, Reject(STAGE, mention.start, mention.end, mention.text, _SAID))
            continue
        leave(plain, item, mention, span, frame)
        yield Reading(item, mention)


def _aside(item: Expression | Aside, done: int) -> str:
    """Return why an item that ended before it at `done` makes no date, whatever surrounds it: 3月当月."""
    if isinstance(item, Aside):
        return item.reason
    again = 0 < item.start == done and item.left.parts[0].kind in _AGAIN and item.right is None
    return _SAID if again else ""


def _apposed(plain: str, item: Expression, span: Span, frame: Frame) -> bool:
    """Tell a holiday that only names the day before it once more: 1988年3月12日，植树节，."""
    alone = item.left.parts[0].kind == "holiday" and len(item.left.parts) == 1 and item.right is None
    between = plain[frame.named_end : item.start] if frame.beside == span else ""
    return alone and between in _COMMAS and plain[item.end : item.end + 1] in _STOPS


def _look(plain: str, item: Expression, relation: Relation, broken: int, frame: Frame) -> None:
    """Note in `frame` where the clause of `item` looks, and what its sentence, which begins at `broken`, has named."""
    frame.year_near = frame.year_end > broken
    frame.near = frame.near if frame.near_end > broken else None
    frame.beside = frame.named if frame.named_end > broken else None
    frame.directed = item.left.parts[0].kind in DIRECTED
    frame.since = relation.name == "since"
    closing = item.right.parts[0] if item.right else None
    frame.last_month = closing.a if closing and closing.kind == "month" else 0
    frame.compared = plain.endswith(_COMPARING, 0, relation.start)
    frame.forward = frame.arrives = frame.this_year = frame.soon = frame.reported = False
    if frame.directed:
        ends = relation.name in ("by", "before", "until")
        frame.arrives = ends and not clauses.looks_ahead(plain, relation.start, relation.end)
        if frame.arrives and clauses.opens_ahead(plain, broken, relation.start):
            frame.arrives = clauses.is_done(plain, relation.start, relation.end)
        frame.forward = _ahead(plain, item, relation)
        frame.this_year = _OF_THIS_YEAR.match(plain, relation.end) is not None
        begins = relation.name == "since" and plain.endswith("起", 0, relation.end)
        frame.soon = not frame.forward and (begins or clauses.is_planned(plain, item.start, item.end))
        frame.reported = clauses.is_reported(plain, item.start, item.end)


def _ahead(plain: str, item: Expression, relation: Relation) -> bool:
    """Tell whether a bare date is the next one: a deadline that is not past, or a clause about the future."""
    if item.left.parts[0].kind in _PERIODS and plain.endswith(tuple(words.by_role("tells")), 0, relation.start):
        return False
    span = relation.start, relation.end
    lasts = relation.name == "until" and plain.startswith(_LASTS, relation.start)
    if lasts or relation.name in ("by", "by_before"):
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
    if item.left.parts[0].kind == "relday" and _NAMED.match(plain, max(0, start - 1)):
        return "name"
    if _NUMBERED.match(plain, item.end):
        return "issue number"
    if plain[max(0, start - 1) : start] in ("〔", "［", "〕", "］", "]", "】"):
        return "document number"
    return None
